"""Keys replaced beside a server that goes on serving, cut off with SIGKILL at random moments, then brought to an end."""

import random
import re
import shutil
import subprocess
import time

import pytest

import outside
from outside import PROGRAM, citana, environment, one_sentence
from reading import Carer, Readers, enrol_canary, lines, stores

STRUCTURE = "msp-des-tilleuls"


def cut_off(data, env, seconds):
    """`citana key rotate`, killed after so many seconds; True where it was still at work."""
    process = subprocess.Popen(
        [PROGRAM, "key", "rotate", "--data", data], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(env)
    )
    time.sleep(seconds)
    working = process.poll() is None
    process.kill()
    process.wait(timeout=20)
    return working


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_keys_are_replaced_beside_a_server_and_after_being_cut_off(engine, request, demo_data, tmp_path):
    data, env = tmp_path / "data", stores(engine, request, tmp_path / "urls")
    if engine == "sqlite":
        shutil.copytree(demo_data, data)
    else:
        citana("demo", "--data", data, "--fill-only", env=env)
    old = (data / "keys/root.key").read_text()
    port, moments = outside.free_pair(), random.Random(7)
    with outside.Running(["demo", "--port", port, "--data", data], f"http://127.0.0.1:{port}", tmp_path / "serve.log", env=env) as running:
        carer = Carer(running.address)
        readers = Readers(carer, count=3)
        # How long a whole rotation takes here, so that the kills fall inside it.
        started = time.monotonic()
        said = citana("key", "rotate", "--data", data, env=env).out
        whole = time.monotonic() - started
        assert re.search(r"\d+ structures' keys replaced, \d+ keys wrapped again", said) and "The root key was replaced" in said, said
        killed = sum(cut_off(data, env, moments.uniform(0.3, 1.0) * whole) for _ in range(12))
        citana("key", "rotate", "--data", data, env=env)
        # What the server enrols under keys that it has just met opens for whoever comes after.
        page = carer.browsing.follow(enrol_canary(carer))
        assert page.status == 200 and "KANARIVO" in page.text
        readers.join()
        assert not readers.odd and len(readers.answered) > 20, (readers.odd[:3], len(readers.answered))
        assert killed >= 4, "hardly any kill fell inside a rotation"
        assert running.stop() == 0, running.text()
    assert not (data / "keys/root.key.next").exists() and (data / "keys/root.key").read_text() != old
    listed = citana("key", "list", "--data", data, env=env).out
    assert "being replaced" not in listed and STRUCTURE in listed, listed
    checked = citana("audit", "verify", "--cells", "--data", data, env=env).out
    assert "each opens where it stands" in checked and "nothing was altered" in checked, checked
    found = [line["resource"] for line in lines(data, STRUCTURE, env) if line["resource"].startswith("structure-key/") and line["verdict"] == "done"]
    assert len(found) >= 2 and all(re.fullmatch(r"structure-key/\d+", name) for name in found), found
    # Whoever has an old copy of the root key opens nothing that stands there now.
    (data / "keys/root.key").write_text(old)
    one_sentence(citana("structure", "list", "--data", data, env=env, code=4), 4, "another root key")


def test_the_next_root_key_is_prepared_for_other_nodes(own_data):
    first = citana("key", "rotate", "--data", own_data, "--prepare").out
    file = own_data / "keys/root.key.next"
    assert str(file) in first and file.stat().st_mode & 0o077 == 0
    prepared, old = file.read_text(), (own_data / "keys/root.key").read_text()
    # Another node has a copy of both and of nothing else; it starts before and after the rotation.
    citana("structure", "list", "--data", own_data)
    citana("key", "rotate", "--data", own_data, "--only", "root")
    assert (own_data / "keys/root.key").read_text() == prepared and not file.exists()
    (own_data / "keys/root.key").write_text(old)
    file.write_text(prepared)
    file.chmod(0o600)
    citana("structure", "list", "--data", own_data)


def test_a_sealed_cell_that_was_moved_is_named(own_data):
    import sqlite3

    with sqlite3.connect(own_data / "store/citana.sqlite") as store:
        first, second = [row[0] for row in store.execute("SELECT id FROM patients ORDER BY id LIMIT 2")]
        store.execute(
            "UPDATE patients SET birth_name = (SELECT o.birth_name FROM patients o WHERE o.id = ?) WHERE id = ?", (second, first)
        )
    store.close()
    assert citana("audit", "verify", "--data", own_data).code == 0
    report = citana("audit", "verify", "--cells", "--format", "json", "--data", own_data, code=1).json()
    assert [(f["table"], f["column"], f["row"], f["kind"]) for f in report["cellFindings"]] == [("patients", "birth_name", first, "cellAltered")]
    text = citana("audit", "verify", "--cells", "--data", own_data, code=1).out
    assert f"patients.birth_name of row {first} does not open" in text and "1 finding." in text
