"""Somebody who reads patients' pages, one after the other, and remembers what was answered: for the proofs that an
answer never leaves without its line."""

import csv
import http.client
import io
import re
import threading
import time

from browsing import Browsing
from outside import citana

REFERENCE = "X-Request-Id"


def stores(engine, request, folder):
    """The arguments and variables that make `citana demo` keep its data on this engine, in this folder."""
    if engine == "sqlite":
        return {}
    postgresql = request.getfixturevalue("postgresql")
    folder.mkdir(parents=True, exist_ok=True)
    files = postgresql.url_files(folder)
    return {"CITANA_STORE_ENGINE": "postgresql", **{variable(key): path for key, path in files.items()}}


def variable(key):
    """`ownerURLFile` is CITANA_STORE_OWNER_URLFILE."""
    return "CITANA_STORE_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).upper()


class Carer:
    """A member of the fictitious cast, signed in; her session outlives the server."""

    def __init__(self, address, who="Nora"):
        self.host = address.removeprefix("http://")
        browsing = Browsing(address)
        page = browsing.follow("/sign-in")
        card = next(form for form in page.text.split("<form") if who in form and 'name="account"' in form)
        fields = dict(re.findall(r'name="([^"]*)" value="([^"]*)"', card))
        assert browsing.send("/sign-in", fields).status == 303
        self.browsing = browsing
        self.cookie = "; ".join(f"{name}={value}" for name, value in browsing.cookies[self.host].items())
        self.patients = sorted(set(re.findall(r'href="(/patients/[0-9a-f-]{36})"', browsing.follow("/patients").text)))
        assert len(self.patients) >= 3, browsing.follow("/patients").text[:2000]

    def connection(self, seconds=10):
        return http.client.HTTPConnection(self.host, timeout=seconds)

    def read(self, connection, path):
        """The request's number once the answer has begun to arrive; what comes after may be cut off."""
        connection.request("GET", path, headers={"Cookie": self.cookie, "Accept": "text/html"})
        answer = connection.getresponse()
        reference = answer.headers[REFERENCE]
        return answer, reference


class Readers:
    """So many connections that read without a pause until the server goes away or they are told to stop."""

    def __init__(self, carer, count=8):
        self.carer = carer
        self.answered = {}
        self.odd = []
        self.stopping = False
        self.threads = [threading.Thread(target=self._run, args=(number,), daemon=True) for number in range(count)]
        for thread in self.threads:
            thread.start()

    def _run(self, number):
        connection = self.carer.connection()
        paths, turn = self.carer.patients, number
        try:
            while not self.stopping:
                path = paths[turn % len(paths)]
                turn += 1
                answer, reference = self.carer.read(connection, path)
                if answer.status != 200:
                    self.odd.append((answer.status, path))
                    return
                # From here on something of the page has left the server.
                self.answered[reference] = path.rsplit("/", 1)[1]
                answer.read()
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()

    def join(self):
        self.stopping = True
        for thread in self.threads:
            thread.join(timeout=20)
            assert not thread.is_alive(), "a reader hangs"


def lines(data, structure, env=None):
    """Every line of the structure's log, as the command line exports it."""
    today = time.time()
    day = [time.strftime("%Y-%m-%d", time.localtime(today + shift)) for shift in (-86_400, 86_400)]
    table = citana(
        "audit", "export", "--data", data, "--structure", structure, "--from", day[0], "--to", day[1], "--format", "csv",
        env=env, seconds=600,
    ).out
    return list(csv.DictReader(io.StringIO(table.lstrip("\ufeff")), delimiter=";"))


def reads(data, structure, env=None):
    """What was allowed to be read, by the number of its request: the line's id and its patients."""
    found = {}
    for line in lines(data, structure, env):
        if line["verdict"] == "allow" and line["action"] == "read" and line["correlation"]:
            found.setdefault(line["correlation"], []).append((line["id"], line["patients"].split()))
    return found


def enrol_canary(carer, letter="A"):
    """Enrols somebody in whose every field stands a word that is nowhere else; the path of their page."""
    form = carer.browsing.follow("/patients/new")
    word = "KANARIVO" + letter
    answer = carer.browsing.submit(
        form, birthName=f"{word}BN", firstGivenName=f"{word}FG", givenNames=f"{word}FG {word}GN", day="7", month="3",
        year="1961", sex="F", usedName=f"{word}UN", usedGivenName=f"{word}UG", phone="06 39 98 77 31",
        mail=f"{word.lower()}@exemple.example", role=f"{word}RO", informed="yes", birthPlace="",
    )
    assert answer.status == 303, answer.text[:3000]
    return answer.headers["Location"]
