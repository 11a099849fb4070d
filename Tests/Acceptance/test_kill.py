"""The server killed with SIGKILL at random moments while people read: every page that began to arrive has its line."""

import random
import shutil
import time

import pytest

import outside
from outside import citana
from reading import Carer, Readers, reads, stores

KILLS, KILLS_IN_SOAK = 20, 1000
STRUCTURE = "msp-des-tilleuls"


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_no_answered_read_is_without_its_line_after_kill_9(engine, request, demo_data, tmp_path):
    soak = request.config.getoption("--soak")
    kills = KILLS_IN_SOAK if soak else KILLS
    data, env = tmp_path / "data", stores(engine, request, tmp_path / "urls")
    if engine == "sqlite":
        shutil.copytree(demo_data, data)
    else:
        citana("demo", "--data", data, "--fill-only", env=env)
    port = outside.free_pair()
    moments = random.Random(20261124)
    answered, carer = {}, None
    for turn in range(kills):
        running = outside.Running(
            ["demo", "--port", port, "--data", data], f"http://127.0.0.1:{port}", tmp_path / f"serve-{turn % 20}.log", env=env,
        )
        with running:
            carer = carer or Carer(running.address)
            readers = Readers(carer)
            # Most kills fall among answers, some before the first.
            end = time.monotonic() + (5 if turn % 4 else 0)
            while not readers.answered and time.monotonic() < end:
                time.sleep(0.001)
            time.sleep(moments.uniform(0.005, 0.15))
            running.stop(force=True)
            readers.join()
        assert not readers.odd, readers.odd[:3]
        answered.update(readers.answered)
        # The store as the kill left it, before anybody serves it again.
        report = citana("audit", "verify", "--data", data, "--format", "json", env=env, code=None, seconds=300)
        assert report.code == 0, f"after kill {turn + 1}: {report!r}"
    written = reads(data, STRUCTURE, env)
    missing = {reference: patient for reference, patient in answered.items() if not names(written.get(reference), patient)}
    assert not missing, f"{len(missing)} answered reads of {len(answered)} have no line: {list(missing.items())[:5]}"
    # A run in which hardly anybody was answered would show nothing.
    assert len(answered) >= kills, len(answered)
    # Lines whose answer never came are what a kill leaves, and show that it hit something.
    unanswered = len(written) - len(answered)
    print(f"{engine}: {kills} kills, {len(answered)} answered reads, {unanswered} lines whose answer was cut off, 0 without a line")
    assert unanswered > 0, "no kill came between a line and its answer"


def names(found, patient):
    return any(patient in patients for _, patients in found or [])
