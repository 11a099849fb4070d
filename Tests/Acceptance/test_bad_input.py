"""What the program answers to wrong words: one clear sentence, the right exit code, nothing half-written."""

import shutil
import socket
import sqlite3

import pytest

from outside import Installation, citana, free_pair, free_port, get, one_sentence

# Of a structure that exists, of a store that is there: only the word named is wrong. {ref} is a real reference.
WRONG_WORDS = {
    "an unknown structure": (["sheet", "export", "--structure", "nobody"], ["nobody"], 2),
    "an unknown module": (["contract", "preview", "telepathy", "--structure", "{ref}"], ["telepathy", "questionnaires"], 2),
    "an unknown role": (["sheet", "export", "--structure", "{ref}", "--role", "owner"], ["owner", "controller"], 2),
    "an unknown format": (["sheet", "export", "--structure", "{ref}", "--format", "docx"], ["docx", "ods"], 2),
    "a date before the first version": (["sheet", "export", "--structure", "{ref}", "--on", "1999-12-31"], ["1999-12-31"], 1),
    "a date that is not one": (["sheet", "export", "--structure", "{ref}", "--on", "2026-02-30"], ["2026-02-30"], 2),
    "a day written otherwise": (["sheet", "export", "--structure", "{ref}", "--on", "31/12/2026"], ["31/12/2026"], 2),
    "a version that was never": (["sheet", "diff", "--structure", "{ref}", "--from", "1", "--to", "999"], ["999"], 1),
    "an unknown module to simulate": (["sheet", "simulate", "--modules", "telepathy", "--format", "json"], ["telepathy"], 2),
    "a notice of nobody": (["notice", "export", "--structure", "nobody"], ["nobody"], 2),
}


@pytest.mark.parametrize("what", WRONG_WORDS)
def test_wrong_words(what, demo_data, structures):
    arguments, words, code = WRONG_WORDS[what]
    arguments = [argument.replace("{ref}", structures[0]["ref"]) for argument in arguments]
    store = [] if arguments[:2] == ["sheet", "simulate"] else ["--data", demo_data]
    one_sentence(citana(*arguments, *store, code=None), code, *words)


@pytest.mark.parametrize(
    "changes, word",
    [({"finess": "12345678"}, "FINESS"), ({"finess": "990000000"}, "FINESS"), ({"finess": "99000000A"}, "FINESS"),
     ({"siret": "1234567890123"}, "SIRET"), ({"siret": "12345678901234"}, "SIRET"), ({"kind": "castle"}, "castle"),
     ({"name": ""}, "name"), ({"name": "   "}, "name")],
)
def test_a_structure_with_a_wrong_identifier_is_not_added(changes, word, own_data, add_structure):
    before = citana("structure", "list", "--format", "json", "--data", own_data).json()
    result = add_structure(("--data", own_data), "essai", code=None, **changes)
    one_sentence(result, 2, word)
    assert citana("structure", "list", "--format", "json", "--data", own_data).json() == before


def test_the_same_reference_twice(own_data, add_structure):
    add_structure(("--data", own_data), "essai")
    one_sentence(add_structure(("--data", own_data), "essai", code=None), 2, "essai")


def test_a_format_is_checked_before_the_file_is_touched(demo_data, structures, tmp_path):
    file = tmp_path / "sheet.pdf"
    file.write_text("mine")
    citana("sheet", "export", "--structure", "nobody", "--format", "csv", "--out", file, "--data", demo_data, code=2)
    assert file.read_text() == "mine"


def test_out_into_a_folder_that_is_not_there(demo_data, structures, tmp_path):
    result = citana("sheet", "export", "--structure", structures[0]["ref"], "--format", "csv",
                    "--out", tmp_path / "none" / "sheet.csv", "--data", demo_data, code=None)
    one_sentence(result, 4, "none")


def test_init_refuses_where_a_store_is(tmp_path):
    installation = Installation(tmp_path).init()
    key = (tmp_path / "root.key").read_bytes()
    one_sentence(installation.citana("init", code=None), 3)
    assert (tmp_path / "root.key").read_bytes() == key


def test_serve_never_creates_state(tmp_path):
    installation = Installation(tmp_path)
    result = installation.citana("serve", code=None, seconds=20)
    one_sentence(result, 4, "init")
    assert not (tmp_path / "store").exists() and not (tmp_path / "root.key").exists()


def test_a_data_folder_that_cannot_be_written(tmp_path):
    # A file where a folder should be: true for root as well, whom permissions do not stop.
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    one_sentence(
        citana("demo", "--port", free_pair(), "--data", blocked / "data", code=None, seconds=30), 4, str(blocked)
    )
    installation = Installation(tmp_path / "i", store={"engine": "sqlite", "directory": str(blocked / "store")})
    one_sentence(installation.citana("init", code=None), 4, str(blocked))


def test_a_store_of_a_newer_release(tmp_path):
    installation = Installation(tmp_path).init()
    stored = [file for file in (tmp_path / "store").rglob("*.sqlite")]
    main = max(stored, key=lambda file: file.stat().st_size)
    with sqlite3.connect(main) as store:
        store.execute("INSERT INTO schema_steps (id, digest, compatible) VALUES ('kernel-999', 'f00d', 0)")
    one_sentence(installation.citana("serve", code=None, seconds=20), 4, "newer")


def test_a_port_that_is_taken(tmp_path):
    installation = Installation(tmp_path).init()
    for port in (installation.port, installation.admin_port):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", port))
            listener.listen()
            one_sentence(installation.citana("serve", code=None, seconds=20), 4, str(port))


def test_a_demo_port_that_is_taken(tmp_path):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        one_sentence(citana("demo", "--port", port, "--data", tmp_path / "data", code=None, seconds=30), 4, str(port))


def test_postgresql_down_at_start(tmp_path, postgresql):
    installation = Installation(tmp_path, engine="postgresql", postgresql=postgresql)
    for file in tmp_path.glob("*URLFile"):
        file.write_text(f"postgresql://owner@127.0.0.1:{free_port()}/nothing\n")
    one_sentence(installation.citana("init", code=None, seconds=30), 4, "PostgreSQL")


def test_postgresql_going_away_and_coming_back(tmp_path, postgresql):
    installation = Installation(tmp_path, engine="postgresql", postgresql=postgresql).init()
    ready = f"http://127.0.0.1:{installation.admin_port}/health/ready"
    live = f"http://127.0.0.1:{installation.admin_port}/health/live"
    with installation.serve() as running:
        assert get(ready).status == 200
        postgresql.stop()
        try:
            assert wait_for(lambda: get(ready).status == 503), "still ready without its store"
            assert get(live).status == 200, "a store that is away is no reason to be restarted"
            page = running.get("/sign-in")
            assert page.status in (200, 503) and "SQLSTATE" not in page.text
        finally:
            postgresql.start()
        assert wait_for(lambda: get(ready).status == 200), f"never ready again:\n{running.text()}"
        assert running.stop() == 0


def wait_for(condition, seconds=20):
    import time

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_help_everywhere_with_an_example():
    top = citana("--help").out
    for command in ("init", "serve", "demo", "structure", "module", "contract", "sheet", "notice", "schema"):
        assert command in top
        assert "xample" in citana(command, "--help").out or command in ("structure", "module", "contract", "sheet", "notice", "schema")
    for command in (("sheet", "export"), ("contract", "enable"), ("structure", "add"), ("schema", "check")):
        assert "xample" in citana(*command, "--help").out, command


def test_an_unknown_command():
    assert citana("fly", code=2).err.strip()


def test_a_folder_without_a_store(tmp_path):
    one_sentence(citana("structure", "list", "--data", tmp_path / "nothing", code=None), 2, "nothing")
    assert not (tmp_path / "nothing").exists()


def test_a_damaged_store(own_data):
    for file in own_data.rglob("*.sqlite*"):
        file.write_bytes(b"this is not a database" * 200)
    result = citana("structure", "list", "--data", own_data, code=None)
    one_sentence(result, 4)


def test_a_lost_root_key(own_data):
    keys = [file for file in own_data.rglob("*") if file.is_file() and "key" in file.name and file.stat().st_size < 4096]
    assert keys
    for key in keys:
        key.rename(key.with_suffix(".lost"))
    result = citana("sheet", "export", "--structure", "nobody", "--data", own_data, code=None)
    one_sentence(result, result.code if result.code in (2, 4) else 2, "key")
    shutil.rmtree(own_data)
