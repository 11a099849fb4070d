"""The program as somebody outside of it sees it: a command line, a configuration file, a port.

Nothing here knows the source. Every process is stopped by the handle that started it; every folder is temporary.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("CITANA_PROGRAM", ROOT / ".build/release/citana"))
# Real hostile inputs, read in place; tests that need them are skipped where they are absent.
SHARED = ROOT.parent / "shared" / "data"
FORMATS = ("html", "pdf", "ods", "csv", "json")
TODAY = time.strftime("%Y-%m-%d")


def pdf_is_on():
    return bool(os.environ.get("CITANA_PDF_PYTHON"))


class Result:
    def __init__(self, process, arguments):
        self.code = process.returncode
        self.bytes = process.stdout
        self.out = process.stdout.decode("utf-8", "replace")
        self.err = process.stderr.decode("utf-8", "replace")
        self.arguments = arguments

    def __repr__(self):
        return f"citana {' '.join(map(str, self.arguments))}\n  exit {self.code}\n  out: {self.out[:800]}\n  err: {self.err[:800]}"

    def json(self):
        return json.loads(self.out)


def environment(extra=None):
    """The caller's variables without any that would configure the program, except the one that turns PDF on."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("CITANA_")}
    if pdf_is_on():
        variables["CITANA_PDF_PYTHON"] = os.environ["CITANA_PDF_PYTHON"]
    variables.update(extra or {})
    return variables


def citana(*arguments, code=0, seconds=60, env=None, program=None, text=None):
    """Runs a command to its end. Fails the test when the exit code is not the one expected (None: any)."""
    arguments = [str(argument) for argument in arguments]
    process = subprocess.run(
        [str(program or PROGRAM), *arguments],
        input=text.encode() if text is not None else b"",
        capture_output=True,
        timeout=seconds,
        env=environment(env),
        check=False,
    )
    result = Result(process, arguments)
    assert code is None or result.code == code, f"expected exit {code}\n{result!r}"
    return result


def one_sentence(result, code, *words):
    """What interface.md promises of a mistake: the exit code, one plain sentence on standard error, nothing else."""
    assert result.code == code, f"expected exit {code}\n{result!r}"
    # What a server logs before it gives up is for a machine: one JSON object a line.
    lines = [line for line in result.err.strip().splitlines() if line.strip() and not line.startswith("{")]
    # ArgumentParser adds its usage lines below a wrong use; the sentence comes first.
    assert lines, f"nothing on standard error\n{result!r}"
    rest = [line for line in lines[1:] if not line.startswith(("Usage:", "  See ", "Help:", " "))]
    assert not rest, f"more than one sentence\n{result!r}"
    for trace in ("Fatal error", "Stack dump", "Thread 0", "NSError", "errno", "Optional("):
        assert trace not in result.err, f"a trace of the inside: {trace}\n{result!r}"
    for word in words:
        assert word.lower() in result.err.lower(), f"{word!r} is not named\n{result!r}"
    assert not result.out.strip(), f"something on standard output\n{result!r}"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def free_pair():
    """A free port whose successor is free too: the demo's pages, and its health and metrics."""
    while True:
        port = free_port()
        with contextlib.suppress(OSError, OverflowError), socket.socket() as listener:
            listener.bind(("127.0.0.1", port + 1))
            return port


class Running:
    """A `citana serve` or `citana demo` under way."""

    def __init__(self, arguments, address, log, env=None, program=None, ready=None, seconds=40, cwd=None):
        self.address = address
        self.log = Path(log)
        self.output = open(self.log, "wb")
        self.process = subprocess.Popen(
            [str(program or PROGRAM), *map(str, arguments)],
            stdout=self.output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=environment(env),
            cwd=cwd,
        )
        try:
            self._wait(ready or (lambda: self.get("/sign-in").status == 200), seconds)
        except BaseException:
            self.stop(force=True)
            raise

    def _wait(self, ready, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(f"ended with {self.process.returncode} before it was ready:\n{self.text()}")
            with contextlib.suppress(OSError, urllib.error.URLError):
                if ready():
                    return
            time.sleep(0.02)
        raise AssertionError(f"not ready after {seconds} s:\n{self.text()}")

    def text(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def get(self, path, **options):
        return get(self.address + path, **options)

    def stop(self, force=False):
        """Asks politely, waits, returns the exit code. A program that does not stop is ended, and reported as None."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL if force else signal.SIGTERM)
        try:
            code = self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=10)
            code = None
        self.output.close()
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop(force=True)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def get(url, headers=None, context=None, seconds=20):
    """GET without following redirects; a refusal is an answer, not an exception."""
    handlers = [_NoRedirect(), urllib.request.ProxyHandler({})]
    if context is not None:
        handlers.append(urllib.request.HTTPSHandler(context=context))
    opener = urllib.request.build_opener(*handlers)
    try:
        with opener.open(urllib.request.Request(url, headers=headers or {}), timeout=seconds) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


class Installation:
    """A folder with a configuration file, made by `citana init`, served by `citana serve`."""

    def __init__(self, folder, engine="sqlite", postgresql=None, **changes):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port, self.admin_port = free_port(), free_port()
        self.file = self.folder / "citana.yaml"
        store = {"engine": "sqlite", "directory": str(self.folder / "store")}
        if engine == "postgresql":
            store = {"engine": "postgresql", **postgresql.url_files(self.folder)}
        self.settings = {
            "environment": "preprod",
            "listen": f"127.0.0.1:{self.port}",
            "admin": f"127.0.0.1:{self.admin_port}",
            "publicURL": "https://citana.example",
            "tls": {"trustedProxy": "127.0.0.1"},
            "store": store,
            "keys": {"rootKeyFile": str(self.folder / "root.key")},
            "hosting": {"provider": "none"},
            "mail": {"provider": "none"},
            "sms": {"provider": "none"},
            "crm": {"provider": "none"},
            "publisher": {
                "name": "Éditeur Fictif",
                "address": "1 rue de l'Exemple, 00000 Nulleville",
                "email": "contact@editeur.example",
                "representative": "Camille Exemple",
                "dpo": {
                    "name": "Dominique Fictif",
                    "email": "dpo@editeur.example",
                    "phone": "+33 0 00 00 00 00",
                    "organisation": "Éditeur Fictif",
                },
            },
        }
        self.change(**changes)

    def change(self, **changes):
        """Sets top-level keys (None removes one) and writes the file."""
        for key, value in changes.items():
            if value is None:
                self.settings.pop(key, None)
            else:
                self.settings[key] = value
        self.file.write_text(yaml.safe_dump(self.settings, allow_unicode=True), encoding="utf-8")
        return self

    def citana(self, *arguments, **options):
        return citana(*arguments, "--config", self.file, **options)

    def init(self):
        self.citana("init")
        return self

    def serve(self, **options):
        def ready():
            return get(f"http://127.0.0.1:{self.admin_port}/health/ready").status == 200

        return Running(
            ["serve", "--config", self.file],
            f"http://127.0.0.1:{self.port}",
            self.folder / "serve.log",
            ready=options.pop("ready", ready),
            **options,
        )


class PostgreSQL:
    """A throw-away PostgreSQL on loopback, started by the test itself (as the user postgres when we are root)."""

    BIN = Path("/usr/lib/postgresql/15/bin")
    # Tests cut no power; what is measured is flushed.
    flush = "off"

    @classmethod
    def is_there(cls):
        return (cls.BIN / "initdb").exists()

    def __init__(self, folder):
        self.folder = Path(folder)
        self.port = free_port()
        self.data = self.folder / "cluster"
        self.as_user = []
        if os.geteuid() == 0:
            self.as_user = ["runuser", "-u", "postgres", "--"]
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "-D", self.data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        self.process = None
        self.start()

    def _run(self, tool, *arguments):
        done = subprocess.run(
            [*self.as_user, str(self.BIN / tool), *map(str, arguments)],
            capture_output=True,
            timeout=60,
            cwd=self.folder,
            check=False,
        )
        assert done.returncode == 0, f"{tool}: {done.stderr.decode()}"

    def start(self):
        command = [*self.as_user, str(self.BIN / "postgres"), "-D", str(self.data), "-p", str(self.port)]
        command += ["-h", "127.0.0.1", "-k", str(self.folder), "-c", f"fsync={self.flush}", "-c", "max_connections=60"]
        self.output = open(self.folder / "postgresql.log", "ab")
        self.process = subprocess.Popen(command, stdout=self.output, stderr=subprocess.STDOUT, cwd=self.folder)
        end = time.monotonic() + 30
        while True:
            try:
                self.sql("SELECT 1")
                return
            except AssertionError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise
                time.sleep(0.1)

    def stop(self):
        """Immediate: what a power cut would be to the program."""
        if self.process and self.process.poll() is None:
            # Under root the direct child is runuser, which hands the signal on to the postmaster.
            postmaster = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            os.kill(postmaster, signal.SIGQUIT)
            self.process.wait(timeout=30)
        self.output.close()

    def sql(self, text, database="postgres"):
        done = subprocess.run(
            [str(self.BIN / "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", text, self.url("owner", database)],
            capture_output=True,
            timeout=30,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    def url(self, user, database):
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def url_files(self, folder):
        """Two fresh databases with their owner and application roles, and the four files that name them."""
        name = f"c{free_port()}"
        roles = self.sql("SELECT rolname FROM pg_roles").splitlines()
        if "application" not in roles:
            self.sql("CREATE ROLE application LOGIN")
        for database in (name, name + "_keys"):
            self.sql(f"CREATE DATABASE {database}")
        self.database = name
        files = {}
        for key, user, database in (
            ("ownerURLFile", "owner", name),
            ("applicationURLFile", "application", name),
            ("keysOwnerURLFile", "owner", name + "_keys"),
            ("keysApplicationURLFile", "application", name + "_keys"),
        ):
            file = Path(folder) / key
            file.write_text(self.url(user, database) + "\n")
            file.chmod(0o600)
            files[key] = str(file)
        return files
