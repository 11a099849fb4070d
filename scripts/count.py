"""Counts what the test runners reported, says what was skipped and why, and prints the total as the last line.

usage: count.py REPORTS [--seconds N]     summary; exit 1 when something failed
       count.py --any-failure REPORTS     exit 0 when a Swift test is named as failed, 1 otherwise; prints nothing
"""

import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = []
        self.skipped = []  # (name, reason)


def read_swift(path, tally):
    """The event stream of Swift Testing, one JSON record a line. A test function counts once, whatever its cases."""
    if not path.exists():
        return
    names, issues, skipped, ended = {}, set(), {}, set()
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            continue  # the last line of a run that crashed may be cut
        payload = record.get("payload", {})
        if record.get("kind") == "test":
            if payload.get("kind") == "function":
                names[payload["id"]] = payload.get("displayName") or payload.get("name")
            continue
        kind, test = payload.get("kind"), payload.get("testID")
        if kind == "issueRecorded":
            issue = payload.get("issue", {})
            if not issue.get("isKnown") and issue.get("severity", "error") == "error":
                issues.add(test)
        elif kind in ("testSkipped", "testCancelled"):
            words = [message.get("text", "") for message in payload.get("messages", [])]
            skipped[test] = " ".join(words).strip()
        elif kind == "testEnded":
            ended.add(test)
    for test, name in names.items():
        if test in issues:
            tally.failed.append(name)
        elif test in skipped:
            tally.skipped.append((name, reason_of(skipped[test])))
        elif test in ended:
            tally.passed += 1
        else:
            tally.failed.append(f"{name} (started, never ended)")
    for test in issues - set(names):
        tally.failed.append(f"{test or 'an issue outside of any test'}")


def reason_of(text):
    """`Test "x" skipped: "No PostgreSQL"` says its reason after the colon."""
    return text.split("skipped: ", 1)[-1].split("cancelled: ", 1)[-1].strip('"') or "no reason given"


def read_junit(path, tally):
    if not path.exists() or path.stat().st_size == 0:
        return
    for case in ElementTree.parse(path).iter("testcase"):
        name = f"{case.get('classname', '').rsplit('.', 1)[-1]}: {case.get('name')}"
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            tally.failed.append(name)
        elif skip is not None:
            tally.skipped.append((name, skip.get("message") or "no reason given"))
        else:
            tally.passed += 1


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ["--any-failure"]:
        tally = Tally()
        read_swift(Path(arguments[1]) / "swift.jsonl", tally)
        return 0 if tally.failed else 1

    reports, tally = Path(arguments[0]), Tally()
    read_swift(reports / "swift.jsonl", tally)
    read_junit(reports / "acceptance.xml", tally)
    broken = reports / "broken"
    if broken.exists():
        tally.failed += broken.read_text(encoding="utf-8").splitlines()

    for name in tally.failed:
        print(f"failed: {name}")
    by_reason = {}
    for name, reason in tally.skipped:
        by_reason.setdefault(reason, []).append(name)
    for reason, names in sorted(by_reason.items()):
        print(f"skipped, {len(names)}: {reason}")
        for name in names[:20]:
            print(f"    {name}")
        if len(names) > 20:
            print(f"    and {len(names) - 20} others")
    if "--seconds" in arguments:
        seconds = int(arguments[arguments.index("--seconds") + 1])
        print(f"Took {seconds // 60} min {seconds % 60} s.")
    print(f"{tally.passed} passed, {len(tally.failed)} failed, {len(tally.skipped)} skipped")
    # Nothing run is not a success.
    return 1 if tally.failed or tally.passed == 0 else 0


sys.exit(main())
