"""Durability by order, not by luck: what the server asks of the kernel, call by call, while people read.

A line's identifier stands in clear in its row, so the write that carries it to the write-ahead log is recognised; a
request's number stands on the answer, so the call that sends the answer's first byte is too. Between the two a flush of
that file must have begun and ended. The same check is then shown a program in which `synchronous` is OFF: a copy of the
executable with four letters of one statement exchanged, so that no setting exists by which anybody could ask for it."""

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

import outside
from outside import PROGRAM
from reading import Carer, Readers, reads

STRUCTURE = "msp-des-tilleuls"
CALLS = "write,writev,sendto,sendmsg,pwrite64,pwritev,pwritev2,fsync,fdatasync,sync_file_range,msync"
FULL, OFF = b"PRAGMA synchronous = FULL;", b"PRAGMA synchronous = OFF ;"


def works():
    if not shutil.which("strace"):
        return False
    tried = subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True, check=False, timeout=20)
    return tried.returncode == 0


needs_strace = pytest.mark.skipif(
    not works(), reason="No strace that may trace on this machine: apt-get install strace, and CAP_SYS_PTRACE in containers"
)


def served(data, program, folder):
    """Serves under strace while people read; the trace, and what was answered."""
    port, trace = outside.free_pair(), folder / "trace.txt"
    # -D: the server is our own child, so that it is stopped as ever.
    arguments = ["-D", "-f", "-yy", "-s", "9000", "-o", trace, "-e", f"trace={CALLS}", program, "demo", "--port", port, "--data", data]
    with outside.Running(
        arguments, f"http://127.0.0.1:{port}", folder / "serve.log", program=shutil.which("strace"), seconds=90
    ) as running:
        carer = Carer(running.address)
        readers = Readers(carer, count=6)
        end = time.monotonic() + 60
        while len(readers.answered) < 120 and time.monotonic() < end:
            time.sleep(0.05)
        readers.join()
        assert running.stop() == 0, running.text()
    assert not readers.odd and len(readers.answered) >= 50, (readers.odd[:3], len(readers.answered))
    end = time.monotonic() + 20
    while not last_line(trace).endswith("+++ exited with 0 +++") and time.monotonic() < end:
        time.sleep(0.05)
    return calls(trace), readers.answered


def last_line(trace):
    with open(trace, "rb") as file:
        file.seek(max(0, trace.stat().st_size - 400))
        return file.read().decode("latin-1").rstrip().rsplit("\n", 1)[-1]


class Call:
    def __init__(self, name, text, began):
        self.name, self.text, self.began, self.ended, self.result = name, text, began, None, None


BEGAN = re.compile(r"^(\d+) +(\w+)\((.*)$", re.S)
RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$", re.S)
RESULT = re.compile(r"= (-?\d+)[^=]*$")


def calls(trace):
    """The calls in the order in which they began, each with the places where it began and ended. A call that strace shows
    as ended before another began had ended: the tracer holds the second at its door until it has seen it."""
    made, open_calls = [], {}
    with open(trace, encoding="latin-1") as file:
        for place, line in enumerate(file):
            line = line.rstrip("\n")
            if resumed := RESUMED.match(line):
                call = open_calls.pop((resumed[1], resumed[2]), None)
                if call:
                    finish(call, resumed[3], place)
            elif began := BEGAN.match(line):
                call = Call(began[2], began[3], place)
                made.append(call)
                if began[3].endswith("<unfinished ...>"):
                    open_calls[began[1], began[2]] = call
                else:
                    finish(call, began[3], place)
    return made


def finish(call, rest, place):
    result = RESULT.search(rest)
    call.ended, call.result = place, int(result[1]) if result else None


def judge(made, answered, written):
    """For each answered read, what is wrong with its order; empty for nothing."""
    wrong, seen = [], 0
    logs = [call for call in made if "citana.sqlite-wal>" in call.text.split(",", 1)[0]]
    stores = [call for call in logs if call.name.startswith("pwrite")]
    flushes = [call for call in logs if call.name in ("fsync", "fdatasync") and call.result == 0]
    sends = {}
    for call in made:
        if call.name in ("write", "writev", "sendto", "sendmsg") and "<TCP" in call.text[:40]:
            # The head of an answer and its number leave in one call, so that no byte of it left before.
            for number in re.findall(r"HTTP/1\.1 200 OK(?:(?!HTTP/1\.1).)*?X-Request-Id: ([0-9a-f]{32})", call.text, re.I):
                sends[number] = call
    for number, patient in answered.items():
        send = sends.get(number)
        line = next((line for line, patients in written.get(number, []) if patient in patients), None)
        if send is None or line is None:
            wrong.append(f"{number}: " + ("its answer is not in the trace" if send is None else "no line"))
            continue
        seen += 1
        store = next((call for call in stores if line in call.text), None)
        if store is None or store.began > send.began:
            wrong.append(f"{number}: answered before its line {line} was written")
        elif not any(store.ended < flush.began and flush.ended < send.began for flush in flushes):
            wrong.append(f"{number}: answered before a flush that covers its line {line}")
    return wrong, seen


@needs_strace
def test_no_byte_of_a_read_leaves_before_the_flush_that_covers_its_line(own_data, tmp_path):
    made, answered = served(own_data, PROGRAM.resolve(), tmp_path)
    wrong, seen = judge(made, answered, reads(own_data, STRUCTURE))
    assert not wrong, f"{len(wrong)} of {len(answered)}: {wrong[:5]}"
    assert seen == len(answered)
    flushes = sum(call.name in ("fsync", "fdatasync") for call in made)
    print(f"{seen} reads, each after a flush that covers its line; {flushes} flushes in all")


@needs_strace
def test_the_same_check_refuses_a_server_that_does_not_flush(own_data, tmp_path):
    program = without_flushes(tmp_path / "away")
    made, answered = served(own_data, program, tmp_path)
    wrong, _ = judge(made, answered, reads(own_data, STRUCTURE))
    refused = [text for text in wrong if "before a flush" in text]
    assert len(refused) == len(answered), f"{len(refused)} of {len(answered)}: {wrong[:5]}"


def without_flushes(folder):
    """A copy of the program and its resources in which `synchronous` is OFF."""
    folder.mkdir()
    real = Path(PROGRAM).resolve()
    text = real.read_bytes()
    assert text.count(FULL) == 1, "the statement that turns flushes on is not where this test looks for it"
    copy = folder / "citana"
    copy.write_bytes(text.replace(FULL, OFF))
    copy.chmod(0o755)
    for resources in real.parent.glob("*.resources"):
        (folder / resources.name).symlink_to(resources)
    return copy
