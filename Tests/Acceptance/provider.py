"""An OpenID provider that tests bend: honest until told otherwise, one thing at a time.

It speaks Pro Santé Connect's dialect: metadata at a place of its own, the page to sign in at on another host than the
issuer, irregular claims. Invented people only.
"""

import base64
import hashlib
import hmac
import json
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "citana-test", "s3cret:with %colon"


def activity(finess=None, technical=None, name="Site inventé"):
    return {
        "codeModeExercice": "S",
        "codeSecteurDactivite": "SA07^1.2.250.1.71.4.2.4",
        "codeRole": None,
        "numeroFinessSite": finess,
        "numeroFinessetablissementJuridique": "",
        "identifiantTechniqueDeLaStructure": technical,
        "raisonSocialeSite": name,
    }


def exercise(*activities, profession="60"):
    return {"codeProfession": profession, "codeSavoirFaire": "", "activities": list(activities)}


def part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


class Provider:
    def __init__(self):
        self.key = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"})
        self.stranger = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.port = self.server.server_address[1]
        self.issuer = f"http://127.0.0.1:{self.port}/realm"
        self.codes, self.tokens, self.hits = {}, {}, []
        self.reset()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def reset(self):
        self.subject = "899700000001"
        self.exercises = [exercise(activity("990000010"))]
        self.metadata, self.claims, self.userinfo, self.answers = {}, {}, {}, {}
        self.sign = self.honest
        self.userinfo_as_token = False
        self.sign_userinfo = self.honest
        self.codes.clear()
        self.hits.clear()
        return self

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def settings(self, folder, **changes):
        """What identityProviders says of it, with the secret in its file."""
        secret = folder / "psc-secret"
        secret.write_text(SECRET + "\n")
        secret.chmod(0o600)
        return {
            "kind": "pro-sante-connect",
            "name": "Pro Santé Connect",
            "metadataURL": f"{self.issuer}/.well-known/wallet-openid-configuration",
            "issuer": self.issuer,
            "clientID": CLIENT,
            "clientSecretFile": str(secret),
            # The page to sign in at is on another host than the issuer.
            "hosts": [f"localhost:{self.port}"],
            **changes,
        }

    def honest(self, claims, header=None):
        return jwt.encode({"alg": "RS256", "kid": "k1", **(header or {})}, claims, self.key)

    def unsigned(self, claims):
        return f"{part({'alg': 'none', 'kid': 'k1'})}.{part(claims)}."

    def confused(self, claims):
        """Signed with the public key taken for a shared secret: by hand, no library does it."""
        signed = f"{part({'alg': 'HS256', 'kid': 'k1'})}.{part(claims)}"
        code = hmac.digest(self.key.as_pem(private=False), signed.encode(), "sha256")
        return f"{signed}.{base64.urlsafe_b64encode(code).decode().rstrip('=')}"

    def other_algorithm(self, claims):
        key = RSAKey.import_key(self.key.as_dict(private=True) | {"alg": "RS512"})
        return jwt.encode({"alg": "RS512", "kid": "k1"}, claims, key, algorithms=["RS512"])

    def other_key(self, claims):
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.stranger)

    def other_name(self, claims):
        return self.honest(claims, {"kid": "k2"})

    def person(self):
        return {
            "sub": f"f:0000:{self.subject}",
            "SubjectNameID": self.subject,
            "preferred_username": self.subject,
            "given_name": "Nora",
            "family_name": "INVENTEE",
            "Acces_Regulation_Medicale": "FAUX",
            "SubjectRole": ["60^1.2.250.1.213.1.1.5.5"],
            "PSI_Locale": "",
            "SubjectRefPro": {"codeCivilite": "MME", "exercices": self.exercises},
            **self.userinfo,
        }

    def handler(provider):  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def answer(self, body, kind="application/json", status=200, headers=()):
                body = body if isinstance(body, bytes) else body.encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                for name, value in headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                address = urllib.parse.urlsplit(self.path)
                place = address.path.rsplit("/", 1)[-1]
                provider.hits.append(place)
                if place in provider.answers:
                    return self.answer(**provider.answers[place])
                query = dict(urllib.parse.parse_qsl(address.query))
                issuer = provider.issuer
                if place == "wallet-openid-configuration":
                    return self.answer(
                        json.dumps(
                            {
                                "issuer": issuer,
                                "authorization_endpoint": f"http://localhost:{provider.port}/auth",
                                "token_endpoint": f"{issuer}/token",
                                "userinfo_endpoint": f"{issuer}/userinfo",
                                "jwks_uri": f"{issuer}/certs",
                                "end_session_endpoint": f"{issuer}/logout",
                                **provider.metadata,
                            }
                        )
                    )
                if place == "certs":
                    encryption = {"kty": "RSA", "use": "enc", "alg": "RSA-OAEP", "kid": "e1", "n": "AQAB", "e": "AQAB"}
                    return self.answer(json.dumps({"keys": [encryption, provider.key.as_dict(private=False)]}))
                if place == "auth":
                    code = base64.urlsafe_b64encode(hashlib.sha256(str(time.monotonic_ns()).encode()).digest()).decode()
                    provider.codes[code] = query
                    back = urllib.parse.urlencode({"state": query["state"], "code": code})
                    return self.answer("", status=302, headers=[("Location", f"{query['redirect_uri']}?{back}")])
                if place == "userinfo":
                    if self.headers.get("Authorization", "").removeprefix("Bearer ") not in provider.tokens:
                        return self.answer("{}", status=401)
                    person = provider.person()
                    if provider.userinfo_as_token:
                        person |= {"iss": issuer, "aud": CLIENT, **provider.userinfo}
                        return self.answer(provider.sign_userinfo(person), "application/jwt")
                    return self.answer(json.dumps(person), "application/json;charset=UTF-8")
                return self.answer("{}", status=404)

            def do_POST(self):
                provider.hits.append("token")
                form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
                if "token" in provider.answers:
                    return self.answer(**provider.answers["token"])
                # Once, whatever comes of it.
                asked = provider.codes.pop(form.get("code"), None)
                pair = base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
                who = [urllib.parse.unquote_plus(half) for half in pair.split(":")]
                challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
                honest = (
                    asked
                    and who == [CLIENT, SECRET]
                    and asked["code_challenge_method"] == "S256"
                    and challenge.decode().rstrip("=") == asked["code_challenge"]
                    and form["redirect_uri"] == asked["redirect_uri"]
                )
                if not honest:
                    return self.answer('{"error":"invalid_grant"}', status=400)
                access = f"access-{time.monotonic_ns()}"
                provider.tokens[access] = asked
                now = int(time.time())
                claims = {
                    "iss": provider.issuer,
                    "aud": CLIENT,
                    "sub": f"f:0000:{provider.subject}",
                    "nonce": asked["nonce"],
                    "acr": asked["acr_values"],
                    "iat": now,
                    "exp": now + 60,
                    **provider.claims,
                }
                claims = {name: value for name, value in claims.items() if value is not None}
                token = {"access_token": access, "token_type": "Bearer", "id_token": provider.sign(claims)}
                return self.answer(json.dumps(token))

        return Handler
