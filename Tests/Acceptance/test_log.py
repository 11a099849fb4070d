"""The access log seen by somebody who trusts neither the program nor its machine: a verifier that was not written here
(golang.org/x/mod/sumdb, from Debian), a witness, a kept checkpoint, and a thief with write access to the stores."""

import json
import os
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from outside import ROOT, SHARED, citana, one_sentence

GOPATH = Path("/usr/share/gocode")
TABLES = ("audit_entries", "audit_subjects", "log_leaves", "log_tiles", "log_checkpoints")


@pytest.fixture(scope="session")
def stranger(tmp_path_factory):
    """The verifier, built from Debian's own copy of golang.org/x/mod."""
    if not shutil.which("go") or not (GOPATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        pytest.skip("No Go verifier on this machine: apt-get install golang-go golang-golang-x-mod-dev")
    folder = tmp_path_factory.mktemp("verifier")
    program = folder / "logverifier"
    subprocess.run(
        ["go", "build", "-o", program, ROOT / "Tests/Acceptance/logverifier/main.go"],
        env={**os.environ, "GO111MODULE": "off", "GOPATH": str(GOPATH), "GOCACHE": str(folder / "cache"), "GOFLAGS": "", "GOTOOLCHAIN": "local"},
        check=True, capture_output=True, timeout=150,
    )

    def verify(*arguments):
        process = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, timeout=60)
        return process.returncode, process.stdout + process.stderr

    return verify


@pytest.fixture(scope="session")
def log_data(demo_data, tmp_path_factory):
    """A demo with 700 lines in its log: two full tiles and a partial one."""
    folder = tmp_path_factory.mktemp("log") / "data"
    shutil.copytree(demo_data, folder)
    for count in (300, 250, 150):
        citana("bench", "log", "--data", folder, "--entries", count)
    return folder


@pytest.fixture
def own_log(log_data, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(log_data, folder)
    return folder


def key(data):
    return citana("audit", "key", "--data", data).out.strip()


def public(data, folder):
    citana("audit", "checkpoint", "--data", data, "--tiles", folder, "--out", folder.parent / "public.txt")
    return folder


def tamper(data, *statements):
    """As whoever owns the machine would: the triggers first."""
    with sqlite3.connect(data / "store/citana.sqlite", isolation_level=None) as store:
        for table in TABLES:
            for change in ("update", "delete"):
                store.execute(f"DROP TRIGGER IF EXISTS {table}_append_only_{change}")
        for statement in statements:
            assert store.execute(statement).rowcount != 0, f"changed nothing: {statement}"
    store.close()


def verify(data, *options):
    result = citana("audit", "verify", "--data", data, "--format", "json", *options, code=None)
    assert result.code in (0, 1), result
    report = result.json()
    assert (result.code == 0) == (not report["findings"]), result
    return report


def test_a_verifier_not_written_here_accepts_the_genuine_log(stranger, log_data, tmp_path):
    folder = public(log_data, tmp_path / "public")
    code, said = stranger(key(log_data), folder)
    assert code == 0 and "leaves hold" in said, said
    size = int((folder / "checkpoint").read_text().splitlines()[1])
    assert size >= 700
    assert (folder / "tile/0/000").stat().st_size == 8192 and (folder / "tile/1/000.p/2").stat().st_size == 64


def test_it_accepts_the_log_as_served_and_how_it_grew(stranger, own_log, tmp_path):
    from conftest import run_demo

    old = tmp_path / "old.txt"
    citana("audit", "checkpoint", "--data", own_log, "--out", old)
    citana("bench", "log", "--data", own_log, "--entries", "100")
    with run_demo(own_log) as running:
        code, said = stranger(key(own_log), f"{running.address}/log", old)
        assert code == 0 and "leaves hold" in said, said
        tile = running.get("/log/tile/0/000")
        assert tile.status == 200 and "immutable" in tile.headers["Cache-Control"]
        partial = running.get("/log/tile/1/000.p/3")
        assert partial.status == 200 and "immutable" not in partial.headers["Cache-Control"]
        for absent in ("/log/tile/0/999", "/log/tile/0/0", "/log/tile/0/000.p/256", "/log/tile/x/000", "/log/tile/0/000.p/07"):
            assert running.get(absent).status == 404, absent
        assert "Set-Cookie" not in running.get("/log/checkpoint").headers


def test_it_refuses_each_change_of_what_is_public(stranger, log_data, tmp_path):
    folder, vkey = public(log_data, tmp_path / "public"), key(log_data)
    for name in ("checkpoint", "tile/0/000", "tile/0/001", "tile/1/000.p/2", "tile/entries/000", "tile/entries/001"):
        good = (folder / name).read_bytes()
        # Not the very last letter of a signature: Go reads base 64 whatever its unused bits are.
        for place in (0, len(good) // 2, len(good) - 8):
            bad = bytearray(good)
            bad[place] ^= 1
            (folder / name).write_bytes(bad)
            code, said = stranger(vkey, folder)
            assert code == 1 and "refused" in said, f"{name} at {place}: {said}"
        (folder / name).write_bytes(good)
    assert stranger(vkey, folder)[0] == 0
    other = citana_key_of_another_log(tmp_path)
    assert stranger(other, folder)[0] == 1


def citana_key_of_another_log(tmp_path):
    citana("demo", "--data", tmp_path / "other", "--fill-only")
    return key(tmp_path / "other")


def test_a_proof_stands_alone_and_a_changed_one_falls(stranger, log_data, tmp_path):
    folder, vkey = public(log_data, tmp_path / "public"), key(log_data)
    with sqlite3.connect(f"file:{log_data}/store/citana.sqlite?mode=ro", uri=True) as store:
        entries = [row[0] for row in store.execute("SELECT id FROM log_leaves WHERE position IN (0, 255, 256, 600)")]
    store.close()
    assert len(entries) == 4
    for entry in entries:
        proof = tmp_path / "entry.tlog-proof"
        citana("audit", "prove", "--data", log_data, entry, "--out", proof)
        assert stranger(vkey, folder, proof)[0] == 0
        lines = proof.read_text().splitlines(keepends=True)
        for number in (1, 2, 3, 6):
            bad = list(lines)
            # The last digit of the index, a letter inside base 64.
            at = len(bad[number]) - 2 if number == 2 else 12
            bad[number] = bad[number][:at] + ("1" if bad[number][at] != "1" else "2") + bad[number][at + 1 :]
            proof.write_text("".join(bad))
            assert stranger(vkey, folder, proof)[0] == 1, bad[number]
    one_sentence(citana("audit", "prove", "--data", log_data, "nothing", code=1), 1, "no checkpoint covers")


def test_the_program_finds_and_points_at_each_sabotage(own_log):
    assert verify(own_log)["leaves"] >= 700
    cases = {
        "UPDATE audit_entries SET subject = 'x' WHERE id = (SELECT id FROM log_leaves WHERE position = 7)": 7,
        "UPDATE audit_entries SET entry = zeroblob(300) WHERE id = (SELECT id FROM log_leaves WHERE position = 300)": 300,
        "DELETE FROM audit_entries WHERE id = (SELECT id FROM log_leaves WHERE position = 512)": 512,
        "DELETE FROM log_leaves WHERE position = 40": 40,
        "UPDATE log_leaves SET leaf = zeroblob(64) WHERE position = 41": 41,
        "UPDATE log_leaves SET position = CASE position WHEN 50 THEN -1 ELSE 50 END WHERE position IN (50)": 50,
    }
    kept = own_log.parent / "kept"
    shutil.copytree(own_log / "store", kept)
    for statement, position in cases.items():
        tamper(own_log, statement)
        found = verify(own_log)["findings"]
        assert position in [finding["position"] for finding in found], (statement, found)
        restore(own_log, kept)
    tamper(own_log, "UPDATE log_tiles SET hashes = zeroblob(8192) WHERE position = 1")
    assert [f["place"] for f in verify(own_log)["findings"]] == ["tile/0/001"]
    text = citana("audit", "verify", "--data", own_log, code=1)
    assert "tile/0/001 was altered" in text.out and "1 finding." in text.out
    restore(own_log, kept)
    assert not verify(own_log)["findings"]


def restore(data, kept):
    shutil.rmtree(data / "store")
    shutil.copytree(kept, data / "store")


def cut(data, size):
    """The end goes, all of it: entries, leaves, tiles, numbers, checkpoints."""
    tamper(
        data,
        f"DELETE FROM audit_entries WHERE id IN (SELECT id FROM log_leaves WHERE position >= {size})",
        f"DELETE FROM audit_subjects WHERE id >= printf('%016d', {size})",
        f"DELETE FROM log_leaves WHERE position >= {size}",
        f"DELETE FROM log_tiles WHERE (position + 1) * 256 > {size}",
        f"DELETE FROM log_checkpoints WHERE size > {size}",
    )


def test_a_witness_and_a_kept_checkpoint_tell_what_the_log_alone_cannot(own_log, tmp_path):
    state, folder, vkey = tmp_path / "witness", tmp_path / "public", key(own_log)
    public(own_log, folder)
    signed = citana("witness", "--state", state, "--log", vkey, "--name", "partner.example", "--file", folder / "checkpoint")
    kept = tmp_path / "cosigned.txt"
    kept.write_text(signed.out)
    witness = (state / "witness.pub").read_text().strip()
    assert (state / "witness.key").stat().st_mode & 0o077 == 0
    assert not verify(own_log, "--checkpoint", kept, "--witness", witness)["findings"]
    one_sentence(
        citana("audit", "verify", "--data", own_log, "--checkpoint", folder / "checkpoint", "--witness", witness, code=1),
        1, "not co-signed",
    )
    before = int(signed.out.splitlines()[1])

    with sqlite3.connect(own_log / "store/citana.sqlite") as store:
        sizes = [row[0] for row in store.execute("SELECT size FROM log_checkpoints ORDER BY size")]
    store.close()
    cut(own_log, sizes[0])
    assert not verify(own_log)["findings"], "inside, a cut end leaves no trace: that is why there are witnesses"
    found = verify(own_log, "--checkpoint", kept, "--witness", witness)["findings"]
    assert [finding["kind"] for finding in found] == ["logTruncated"] and found[0]["position"] == sizes[0]
    public(own_log, folder)
    refused = citana("witness", "--state", state, "--log", vkey, "--file", folder / "checkpoint", code=1)
    one_sentence(refused, 1, "does not continue")

    # The thief fills the log up again, beyond where it was.
    citana("bench", "log", "--data", own_log, "--entries", before)
    found = verify(own_log, "--checkpoint", kept)["findings"]
    assert [finding["kind"] for finding in found] == ["historyRebuilt"]
    public(own_log, folder)
    one_sentence(citana("witness", "--state", state, "--log", vkey, "--file", folder / "checkpoint", code=1), 1, "does not continue")
    assert list(state.glob("refused-*.checkpoint")), "the evidence is kept"


def test_a_split_view_is_seen_by_a_verifier_not_written_here(stranger, own_log, tmp_path):
    vkey, kept = key(own_log), tmp_path / "before.txt"
    citana("audit", "checkpoint", "--data", own_log, "--out", kept)
    with sqlite3.connect(own_log / "store/citana.sqlite") as store:
        size = store.execute("SELECT min(size) FROM log_checkpoints").fetchone()[0]
    store.close()
    cut(own_log, size)
    citana("bench", "log", "--data", own_log, "--entries", "600")
    folder = public(own_log, tmp_path / "public")
    assert stranger(vkey, folder)[0] == 0, "by itself the other history is a log like any other"
    assert stranger(vkey, folder, kept)[0] == 1


def test_a_line_is_under_a_checkpoint_soon_and_reading_the_log_writes_one(own_log):
    from conftest import run_demo

    with run_demo(own_log) as running:
        day = time.strftime("%Y-%m-%d")
        tomorrow = time.strftime("%Y-%m-%d", time.localtime(time.time() + 86_400))
        before = int(running.get("/log/checkpoint").text.splitlines()[1])
        table = citana(
            "audit", "export", "--data", own_log, "--structure", "msp-des-tilleuls", "--from", day, "--to", tomorrow,
            "--format", "csv",
        ).out
        assert table.splitlines()[0].startswith("\ufeff\"place\";\"at\"")
        assert any(";\"export\";" in line for line in table.splitlines()[1:3]), "the reading is the newest line"
        end = time.monotonic() + 20
        while int(running.get("/log/checkpoint").text.splitlines()[1]) == before and time.monotonic() < end:
            time.sleep(0.05)
        assert int(running.get("/log/checkpoint").text.splitlines()[1]) == before + 1
    assert not verify(own_log)["findings"]


def test_fhir_export_keeps_the_french_profile_of_traces(own_log):
    day = time.strftime("%Y-%m-%d", time.localtime(time.time() - 86_400))
    tomorrow = time.strftime("%Y-%m-%d", time.localtime(time.time() + 86_400))
    bundle = citana(
        "audit", "export", "--data", own_log, "--structure", "msp-des-tilleuls", "--from", day, "--to", tomorrow
    ).json()
    assert bundle["resourceType"] == "Bundle" and bundle["type"] == "collection" and len(bundle["entry"]) > 50
    for entry in bundle["entry"]:
        event = entry["resource"]
        assert event["resourceType"] == "AuditEvent" and entry["fullUrl"] == "urn:uuid:" + event["id"]
        assert len(event.get("subtype", [])) <= 1 and event["period"]["start"].endswith("Z") and event["recorded"]
        assert 1 <= len(event["agent"]) <= 2 and all(agent["who"] and "requestor" in agent for agent in event["agent"])
        assert event["source"]["observer"]["type"] == "Device"
        assert event["purposeOfEvent"][0]["coding"][0]["code"] in ("normal", "bris_de_glace", "centre_15")
    example = SHARED / "fhir-fr/tde-AuditEvent-TDEAuditEventExample.json"
    if example.is_file():
        assert json.loads(example.read_text())["meta"] == bundle["entry"][0]["resource"]["meta"]


def test_a_log_key_missing_or_readable_by_others_is_refused(own_log):
    file = own_log / "keys/log.key"
    file.chmod(0o644)
    one_sentence(citana("audit", "key", "--data", own_log, code=4), 4, "chmod 600")
    file.unlink()
    one_sentence(citana("audit", "verify", "--data", own_log, code=4), 4, "no log key")
    one_sentence(citana("demo", "--data", own_log, "--port", "0", code=4), 4, "no log key")
    citana("audit", "key", "--data", own_log, "--create")
    report = verify(own_log)
    assert {finding["kind"] for finding in report["findings"]} == {"checkpointAltered", "leafBeyondCheckpoint"}
