"""A crash leaves nothing of what was in memory: no core file, no backtrace with values in it."""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import outside
from reading import Carer, enrol_canary

CRASHES = [signal.SIGABRT, signal.SIGSEGV]


@pytest.fixture(scope="module")
def cores():
    """Lets children of this process write core files, and says where the system puts them."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    if hard == 0:
        pytest.skip("No program may write a core file here: the hard limit is 0, so that nothing would be shown")
    pattern = Path("/proc/sys/kernel/core_pattern").read_text().strip()
    if pattern.startswith("|"):
        pytest.skip("The system hands core files to a program: nothing to be seen from here")
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    yield Path(pattern).parent if pattern.startswith("/") else None
    resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))


def found(folder, place, since):
    """Core files: in the working folder, or where the system puts them."""
    files = [file for file in folder.iterdir() if re.match(r"core($|[.-])", file.name)]
    if place:
        files += [file for file in place.iterdir() if file.is_file() and file.stat().st_mtime >= since]
    return files


def test_a_program_without_our_care_does_leave_a_core_file(cores, tmp_path):
    """The control: what the next test looks for is to be found on this machine."""
    since = time.time() - 1
    text = "import ctypes, signal, os; word = 'KANARIVO' + 'XYZ'; os.kill(os.getpid(), signal.SIGSEGV)"
    subprocess.run([sys.executable, "-c", text], cwd=tmp_path, check=False, timeout=60)
    files = found(tmp_path, cores, since)
    assert len(files) == 1 and b"KANARIVOXYZ" in files[0].read_bytes()
    files[0].unlink()


@pytest.mark.parametrize("number", CRASHES, ids=lambda number: number.name)
def test_a_crash_leaves_neither_core_file_nor_words(cores, own_data, tmp_path, number):
    here, port, since = tmp_path / "here", outside.free_pair(), time.time() - 1
    here.mkdir()
    with outside.Running(
        ["demo", "--port", port, "--data", own_data], f"http://127.0.0.1:{port}", tmp_path / "serve.log", cwd=here,
        env={"SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no,output-to=stderr,registers=all"},
    ) as running:
        carer = Carer(running.address)
        page = carer.browsing.follow(enrol_canary(carer))
        assert page.status == 200 and "KANARIVO" in page.text
        limits = Path(f"/proc/{running.process.pid}/limits").read_text()
        assert re.search(r"Max core file size +0 +0 ", limits), limits
        running.process.send_signal(number)
        assert running.process.wait(timeout=60) == -number
        assert not found(here, cores, since)
        assert not re.search("kanarivo", running.text(), re.I)
        for word in ("Crash", "Backtrac", "Thread 0", "Registers", "rax"):
            assert word not in running.text(), running.text()[:2000]


def test_other_processes_of_the_same_user_may_not_look_in(own_data, tmp_path):
    """What the kernel gives to nobody but root belongs to root: PR_SET_DUMPABLE is 0."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("Needs root, and setpriv, to run the program as somebody else")
    folder = Path("/tmp") / f"citana-nobody-{os.getpid()}"
    shutil.copytree(own_data, folder)
    port = outside.free_pair()
    try:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, 65534, 65534)
        arguments = ["--reuid=65534", "--regid=65534", "--clear-groups", outside.PROGRAM.resolve(), "demo"]
        with outside.Running(
            [*arguments, "--port", port, "--data", folder], f"http://127.0.0.1:{port}", tmp_path / "serve.log",
            program=shutil.which("setpriv"), cwd="/",
        ) as running:
            pid = running.process.pid
            assert "65534" in Path(f"/proc/{pid}/status").read_text()
            assert os.stat(f"/proc/{pid}/environ").st_uid == 0
            looked = subprocess.run(
                [shutil.which("setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups", "cat", f"/proc/{pid}/maps"],
                capture_output=True, check=False, timeout=20,
            )
            assert looked.returncode != 0 and not looked.stdout
            assert running.stop() == 0
    finally:
        shutil.rmtree(folder)
