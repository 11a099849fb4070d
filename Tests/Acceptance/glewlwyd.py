"""Glewlwyd (Debian's OpenID provider, written by others), with one client and one person, in a folder of its own."""

import contextlib
import http.client
import json
import re
import shutil
import subprocess
import time
import urllib.parse
from pathlib import Path

import outside

SAMPLE = Path("/usr/share/doc/glewlwyd/glewlwyd.conf.sample.gz")
SCHEMA = Path("/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3")
PERSON, PASSWORD = "899700000001", "invented-password"
CLIENT, SECRET = "citana-test", "invented-secret"


def reason_not_to_run():
    for tool in ("glewlwyd", "sqlite3", "openssl", "zcat"):
        if not shutil.which(tool):
            return f"{tool} is not installed: apt-get install glewlwyd sqlite3 openssl"
    return None if SAMPLE.exists() and SCHEMA.exists() else "glewlwyd's sample configuration is not installed"


class Glewlwyd:
    def __init__(self, folder, return_address):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = outside.free_port()
        self.issuer = f"http://localhost:{self.port}/api/oidc"
        self.cookies = {}
        self._configure()
        with open(self.folder / "log", "wb") as log:
            self.process = subprocess.Popen(
                ["glewlwyd", f"--config-file={self.folder / 'g.conf'}"], stdout=log, stderr=log, cwd=self.folder
            )
        try:
            self._wait()
            self._fill(return_address)
        except BaseException:
            self.stop()
            raise

    def _configure(self):
        text = subprocess.run(["zcat", SAMPLE], capture_output=True, check=True, timeout=20).stdout.decode()
        text = text.replace("/var/cache/glewlwyd/glewlwyd.db", str(self.folder / "g.db"))
        text = text.replace("4593", str(self.port))
        text = re.sub(r"(?m)^cookie_secure=1", "cookie_secure=0", text)
        # It listens everywhere unless told otherwise.
        text = re.sub(r"(?m)^#?\s*bind_address=.*", 'bind_address="127.0.0.1"', text)
        (self.folder / "g.conf").write_text(text)
        subprocess.run(
            ["sqlite3", self.folder / "g.db"], input=SCHEMA.read_bytes(), check=True, capture_output=True, timeout=60
        )
        for command in (
            ["openssl", "genrsa", "-out", "key.pem", "2048"],
            ["openssl", "rsa", "-in", "key.pem", "-pubout", "-out", "public.pem"],
        ):
            subprocess.run(command, cwd=self.folder, check=True, capture_output=True, timeout=60)

    def _wait(self):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(OSError):
                self.send("GET", "/api/auth/scheme/?username=x")
                return
            time.sleep(0.05)
        raise AssertionError("glewlwyd did not start:\n" + (self.folder / "log").read_text(errors="replace"))

    def send(self, method, path, body=None, cookie=None):
        """Cookies are kept by hand: theirs are for the domain `localhost`, which clients drop."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Host": f"localhost:{self.port}", "Content-Type": "application/json"}
        if cookie:
            headers["Cookie"] = cookie
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer, text

    def session(self, username, password):
        answer, text = self.send("POST", "/api/auth/", {"username": username, "password": password})
        assert answer.status == 200, text
        return answer.getheader("Set-Cookie").split(";")[0]

    def _fill(self, return_address):
        admin = self.session("admin", "password")

        def post(path, body):
            answer, text = self.send("POST", path, body, admin)
            assert answer.status == 200, f"{path}: {answer.status} {text}"

        post(
            "/api/mod/plugin/",
            {
                "module": "oidc",
                "name": "oidc",
                "display_name": "x",
                "enabled": True,
                "readonly": False,
                "parameters": {
                    "iss": self.issuer,
                    "jwt-type": "rsa",
                    "jwt-key-size": "256",
                    "key": (self.folder / "key.pem").read_text(),
                    "cert": (self.folder / "public.pem").read_text(),
                    "access-token-duration": 3600,
                    "refresh-token-duration": 86400,
                    "code-duration": 600,
                    "refresh-token-rolling": True,
                    "auth-type-code-enabled": True,
                    "auth-type-client-enabled": False,
                    "auth-type-refresh-enabled": False,
                    "allow-non-oidc": False,
                    "pkce-allowed": True,
                    "pkce-required": True,
                    "pkce-method-plain-allowed": False,
                    "subject-type": "public",
                    "allowed-scope": ["openid"],
                    "session-cookie-name": "S",
                    "session-cookie-expiration": 86400,
                    "introspection-revocation-allowed": False,
                    "session-management-allowed": True,
                    "claims": [
                        {"name": "SubjectNameID", "user-property": "username", "type": "string", "mandatory": True, "scope": []}
                    ],
                },
            },
        )
        post(
            "/api/client/",
            {
                "client_id": CLIENT,
                "name": CLIENT,
                "confidential": True,
                "enabled": True,
                "client_secret": SECRET,
                "redirect_uri": [return_address],
                "authorization_type": ["code"],
                "token_endpoint_auth_method": ["client_secret_basic"],
                "scope": [],
            },
        )
        post(
            "/api/user/",
            {
                "username": PERSON,
                "name": "Nora Inventée",
                "password": PASSWORD,
                "email": "nora@idp.example",
                "enabled": True,
                "scope": ["g_profile", "openid"],
            },
        )
        self.person = self.session(PERSON, PASSWORD)
        answer, text = self.send("PUT", f"/api/auth/grant/{CLIENT}", {"scope": "openid"}, self.person)
        assert answer.status == 200, text

    def come_back(self, address):
        """What a browser does that is signed in there: the address it is sent to after the authorization page."""
        address = urllib.parse.urlsplit(address)
        answer, text = self.send("GET", f"{address.path}?{address.query}&g_continue", cookie=self.person)
        assert answer.status == 302, f"{answer.status} {text}"
        return answer.getheader("Location")

    def settings(self, folder):
        secret = folder / "glewlwyd-secret"
        secret.write_text(SECRET + "\n")
        secret.chmod(0o600)
        return {
            "kind": "oidc",
            "name": "Glewlwyd",
            "metadataURL": f"{self.issuer}/.well-known/openid-configuration",
            "issuer": self.issuer,
            "clientID": CLIENT,
            "clientSecretFile": str(secret),
            "subjectClaim": "SubjectNameID",
        }

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(timeout=10)
