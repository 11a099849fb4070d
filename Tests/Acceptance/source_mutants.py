#!/usr/bin/env python3
"""One lie per kind told in the sources themselves, each of which a test that is no golden file must catch.

The mutants of declared values (KernelTests/Register/DeclarationMutants.swift) never pass through the compiler or
through a module's own file; these do. Each edit is made in a copy of the package, the narrowest tests are run, and
the file is put back. It takes a full build and then a partial one per mutant, so it belongs to `make soak`.

    Tests/Acceptance/source_mutants.py                  in a copy under .build/source-mutants
    Tests/Acceptance/source_mutants.py --in-place       in this very tree (files must be committed), faster
    Tests/Acceptance/source_mutants.py --only class     one kind

Exit code 0: every mutant was killed; 1: one survived; 2: an edit no longer finds its text, or the tree is not green.
"""
import argparse
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

TESTS = "RegisterExpectationTests|RegisterLinesTests"


@dataclass(frozen=True)
class Mutant:
    kind: str
    what: str
    file: str
    old: str
    new: str


QUESTIONNAIRES = "Sources/Modules/Questionnaires"
MUTANTS = [
    Mutant(
        "class", "answers to a questionnaire declared administrative, so kept in clear",
        f"{QUESTIONNAIRES}/Tables/FollowUpTables.swift",
        'Column<Health, Use>("response", "réponses au questionnaire")',
        'Column<Administrative, Use>("response", "réponses au questionnaire")'),
    Mutant(
        "treatment", "answers declared for the notifications of the kernel",
        f"{QUESTIONNAIRES}/Tables/FollowUpTables.swift",
        'enum Answers: CareTable {\n    typealias Use = FollowUp',
        'enum Answers: CareTable {\n    typealias Use = Notifications'),
    Mutant(
        "recipient", "partners of the care forgotten among the recipients of the follow-up",
        f"{QUESTIONNAIRES}/Treatments.swift",
        '            Recipient(.outside, "Partenaires de la prise en charge, avec le consentement de la personne"),\n',
        ""),
    Mutant(
        "processor", "the follow-up says nothing of its SMS, so the sheet names no processor for them",
        f"{QUESTIONNAIRES}/Treatments.swift",
        "services: [.hosting, .mail, .sms]",
        "services: [.hosting, .mail]"),
    Mutant(
        "retention", "unsent drafts kept three hundred days",
        "Sources/Core/Kernel/Declarations/RetentionRules.swift",
        '"brouillons", subject: subject, active: Term(30, .days,',
        '"brouillons", subject: subject, active: Term(300, .days,'),
    Mutant(
        "statute", "the patient's file kept ten years",
        "Sources/Core/Kernel/Declarations/RetentionRules.swift",
        'Term(20, .years, from: "dernier séjour',
        'Term(10, .years, from: "dernier séjour'),
    Mutant(
        "foreign table", "the follow-up does not say that it reads national numbers",
        f"{QUESTIONNAIRES}/Treatments.swift",
        '"patients", "patient_numbers",',
        '"patients",'),
]


def package_root() -> pathlib.Path:
    return pathlib.Path(__file__).resolve().parents[2]


def copy_package(root: pathlib.Path) -> pathlib.Path:
    """Every file that git knows or would add; the build folder of the copy is kept from one run to the next."""
    copy = root / ".build" / "source-mutants"
    copy.mkdir(parents=True, exist_ok=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root, check=True,
        capture_output=True).stdout
    wanted = {pathlib.Path(os.fsdecode(name)) for name in listed.split(b"\0") if name}
    for old in [p for p in copy.rglob("*") if p.is_file() and ".build" not in p.relative_to(copy).parts]:
        if old.relative_to(copy) not in wanted:
            old.unlink()
    for name in wanted:
        source, target = root / name, copy / name
        if not source.is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != source.read_bytes():
            shutil.copy2(source, target)
    return copy


def refuse_uncommitted(root: pathlib.Path) -> None:
    files = sorted({mutant.file for mutant in MUTANTS})
    if subprocess.run(["git", "diff", "--quiet", "HEAD", "--", *files], cwd=root).returncode:
        sys.exit("source_mutants: commit or stash " + ", ".join(files) + " first, or run without --in-place")


def run_tests(package: pathlib.Path, seconds: int) -> tuple[int, str]:
    """Exit code and output of the narrowest tests; the whole process group ends with the time limit."""
    command = ["swift", "test", "--disable-xctest", "--filter", TESTS]
    process = subprocess.Popen(
        command, cwd=package, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        sys.exit(f"source_mutants: the tests did not end in {seconds} s; give more with --seconds")
    return process.returncode, output


def killer(code: int, output: str) -> str | None:
    """Which check caught the mutant: a test by its sentence, or the compiler; nothing where it survived."""
    failed = re.findall(r'Test "([^"]+)"(?: with \d+ test cases)? failed', output)
    if failed:
        return "; ".join(sorted(set(failed)))
    errors = re.findall(r"error: (.+)", output)
    if code and errors:
        return f"compiler: {errors[0][:100]}"
    if code:
        sys.exit(f"source_mutants: the tests ended with code {code} without naming a failed one:\n{output[-2000:]}")
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--in-place", action="store_true", help="edit this tree instead of a copy")
    parser.add_argument("--only", metavar="KIND", choices=[mutant.kind for mutant in MUTANTS])
    parser.add_argument("--seconds", type=int, default=1800, help="limit of each run, the first full build included")
    options = parser.parse_args()
    root = package_root()
    if options.in_place:
        refuse_uncommitted(root)
    package = root if options.in_place else copy_package(root)

    code, output = run_tests(package, options.seconds)
    if code:
        print(output[-3000:], file=sys.stderr)
        print("source_mutants: the tests fail before any edit", file=sys.stderr)
        return 2

    survivors = 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # So that the file is put back.
    for mutant in [m for m in MUTANTS if options.only in (None, m.kind)]:
        path = package / mutant.file
        original = path.read_bytes()
        text = original.decode()
        if text.count(mutant.old) != 1:
            print(f"source_mutants: {mutant.file} has the text of '{mutant.kind}' {text.count(mutant.old)} times",
                  file=sys.stderr)
            return 2
        started = time.monotonic()
        try:
            path.write_text(text.replace(mutant.old, mutant.new))
            caught = killer(*run_tests(package, options.seconds))
        finally:
            path.write_bytes(original)
        survivors += caught is None
        print(f"{mutant.kind:14} {time.monotonic() - started:4.0f} s  {mutant.what}\n"
              f"{'':22}{'killed by ' + caught if caught else 'SURVIVED'}", flush=True)
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
