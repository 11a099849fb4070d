"""Words that are nowhere else, typed into every form that takes some, then looked for where they must not be: in the
stores' files, in the server's output, in its metrics, on both engines."""

import base64
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

import outside
from browsing import Browsing
from outside import citana, get
from reading import Carer, enrol_canary, stores, variable

WORD = "KANARIVO"
# A telephone number is kept as it is typed, or without its spaces.
DIGITS = ["06 39 98 77 31", "0639987731", "639987731"]


def listening(data):
    return (data / "citana.yaml").read_text().split("listen: 127.0.0.1:")[1].split()[0]


def forms(word):
    """A word as it is, in small letters, in hexadecimal, and what base 64 makes of its middle wherever it begins."""
    found = {word, word.lower(), word.encode().hex(), word.encode().hex().upper()}
    for text in (word, word.lower()):
        for shift in range(3):
            letters = base64.b64encode(b"." * shift + text.encode()).decode()
            found.add(letters[4 if shift else 0 :][:8])
    return found


def hits(words, *places):
    """Files in which one of the words stands, by grep: it knows nothing of what it looks at."""
    options = [option for word in words for option in ("-e", word)]
    found = subprocess.run(
        ["grep", "-r", "-l", "-a", "-F", *options, *map(str, places)], capture_output=True, text=True, check=False, timeout=120
    )
    assert found.returncode in (0, 1), found.stderr
    return found.stdout.split()


def type_everywhere(running):
    """Puts words into every form that a carer or a stranger can reach; says what the pages showed."""
    carer = Carer(running.address)
    browsing = carer.browsing
    path = enrol_canary(carer)
    page = browsing.follow(path)
    browsing.submit(page, familyName=f"{WORD}FA", givenName=f"{WORD}GI", relationship=f"{WORD}RE", evidence=f"{WORD}EV", phone=DIGITS[0])
    page = browsing.follow(path)
    browsing.submit(page, kind="courriel", value=f"{WORD.lower()}.b@exemple.example")
    browsing.submit(browsing.follow("/patients"), name=f"{WORD}BN")
    shown = browsing.follow(path).text
    type_as_a_stranger(running.address)
    return shown


def type_as_a_stranger(address):
    """An address, a link, a browser and a mail with words in them."""
    stranger = Browsing(address)
    for hostile in (f"/l/{WORD.lower()}", f"/patients/{WORD}?name={WORD}", f"/{WORD}", f"/register?{WORD}=1"):
        stranger.send(hostile, headers={"User-Agent": f"{WORD}UA", "Referer": f"https://a.example/{WORD}"})
    stranger.submit(stranger.follow("/sign-in"), mail=f"{WORD.lower()}@exemple.example", password=f"{WORD}pw-92!")


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_no_word_of_a_patient_is_found_in_clear(engine, request, demo_data, tmp_path):
    data, env = tmp_path / "data", stores(engine, request, tmp_path / "urls")
    if engine == "sqlite":
        shutil.copytree(demo_data, data)
        places = [data]
    else:
        citana("demo", "--data", data, "--fill-only", env=env)
        postgresql = request.getfixturevalue("postgresql")
        places = [data, postgresql.folder]
    words = {form for word in (WORD, *DIGITS) for form in forms(word)}
    port, log = outside.free_pair(), tmp_path / "serve.log"

    def settle():
        if engine == "postgresql":
            postgresql.sql("CHECKPOINT")

    with outside.Running(["demo", "--port", port, "--data", data], f"http://127.0.0.1:{port}", log, env=env) as running:
        shown = type_everywhere(running)
        for word in (f"{WORD}ABN", f"{WORD}FA", f"{WORD.lower()}.b@exemple.example", "06 39 98 77 31"):
            assert word in shown, word
        admin = tmp_path / "admin.txt"
        admin.write_text("".join(get(f"http://127.0.0.1:{port + 1}{path}").text for path in ("/metrics", "/health/ready")))
        assert "citana_requests_total{" in admin.read_text()
        settle()
        # While it runs: the write-ahead log is full of it.
        assert hits(words, *places, log, admin) == []
        running.stop()
    settle()
    assert hits(words, *places, log) == []

    # As in production, where each request leaves a line: the cast has no way in, a stranger types the words.
    serious = {**env, "CITANA_ENVIRONMENT": "preprod", "CITANA_TLS_TRUSTED_PROXY": "127.0.0.1", "CITANA_PUBLIC_URL": "https://a.example"}
    log = tmp_path / "preprod.log"
    with outside.Running(
        ["serve", "--data", data], f"http://127.0.0.1:{listening(data)}", log, env=serious
    ) as running:
        type_as_a_stranger(running.address)
        running.stop()
    assert log.read_text().count('"route"') >= 5
    settle()
    assert hits(words, *places, log) == []

    # The same search finds a word that was not sealed.
    slip = "UPDATE patients SET collection_mode = 'KANARIVOSLIP'"
    if engine == "sqlite":
        with sqlite3.connect(data / "store/citana.sqlite") as store:
            store.execute(slip)
        store.close()
    else:
        postgresql.sql(slip, Path(env[variable("ownerURLFile")]).read_text().strip().rsplit("/", 1)[1])
    settle()
    assert hits(words, *places)
