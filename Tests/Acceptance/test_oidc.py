"""Sign-in through Pro Santé Connect: the whole way over HTTP, with a provider that lies in one thing at a time."""

import shutil
import sqlite3
import urllib.parse

import pytest
import yaml

import glewlwyd
import outside
from browsing import Browsing, words

provider_module = pytest.importorskip("provider", reason="joserfc is not installed")
activity, exercise = provider_module.activity, provider_module.exercise

NORA = "nora@tilleuls.example"


class House:
    """The demo with one provider, running."""

    def __init__(self, data, provider):
        self.data, self.provider = data, provider
        self.configuration = data / "citana.yaml"
        self.subject = data / "subject"

    def configure(self, port, **changes):
        settings = yaml.safe_load(self.configuration.read_text(encoding="utf-8"))
        settings["publicURL"] = f"http://127.0.0.1:{port}"
        settings["identityProviders"] = {"psc": self.provider.settings(self.data, **changes)}
        self.configuration.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")

    def identity(self, what, *arguments, code=0):
        return outside.citana("identity", what, "--data", self.data, "--provider", "psc", *arguments, code=code)

    def link(self, structure, email, subject, code=0):
        self.subject.write_text(subject + "\n")
        return self.identity(
            "link", "--structure", structure, "--email", email, "--subject-file", self.subject, code=code
        )

    def rows(self, statement):
        for file in (self.data / "store").iterdir():
            if file.suffix in ("", ".sqlite", ".db") or "sqlite" in file.name:
                try:
                    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as store:
                        return store.execute(statement).fetchall()
                except sqlite3.DatabaseError:
                    continue
        raise AssertionError("no store")

    def last_outcome(self):
        return self.rows("SELECT outcome FROM sign_in_attempts ORDER BY created_at DESC, id DESC LIMIT 1")[0][0]

    def sessions(self):
        return self.rows("SELECT COUNT(*) FROM sessions")[0][0]


@pytest.fixture(scope="module")
def provider():
    provider = provider_module.Provider()
    yield provider
    provider.stop()


@pytest.fixture(scope="module")
def house(demo_data, tmp_path_factory, provider):
    data = tmp_path_factory.mktemp("oidc") / "data"
    shutil.copytree(demo_data, data)
    house = House(data, provider)
    port = outside.free_pair()
    house.configure(port)
    house.link("msp-des-tilleuls", NORA, "899700000001")
    with outside.Running(
        ["demo", "--port", port, "--data", data], f"http://127.0.0.1:{port}", data.parent / "oidc.log"
    ) as running:
        house.running = running
        yield house


@pytest.fixture
def visitor(house, provider):
    provider.reset()
    return Browsing(house.running.address)


def signed_in(visitor):
    answer = visitor.send("/account")
    return answer.status == 200 and "Nora" in answer.text


def test_a_professional_signs_in_through_the_provider(house, visitor):
    answer = visitor.follow("/sign-in/with/psc")
    assert answer.status == 200, answer.text[:500]
    assert signed_in(visitor)
    assert house.last_outcome() == "provider-opened"
    assert house.rows("SELECT level FROM sessions ORDER BY created_at DESC LIMIT 1") == [("psc",)]


def test_the_sign_in_page_offers_the_provider(house, visitor):
    page = visitor.send("/sign-in")
    assert 'href="/sign-in/with/psc"' in page.text
    assert "Pro Santé Connect" in words(page)


def test_the_request_asks_for_what_the_standard_asks(house, visitor):
    answer = visitor.send("/sign-in/with/psc")
    address = urllib.parse.urlsplit(answer.headers["Location"])
    query = dict(urllib.parse.parse_qsl(address.query, strict_parsing=True))
    assert address.hostname == "localhost"
    assert query["response_type"] == "code"
    assert query["scope"] == "openid scope_all"
    assert query["acr_values"] == "eidas1"
    assert query["code_challenge_method"] == "S256"
    assert len(query["code_challenge"]) == 43
    assert len(query["state"]) >= 43
    assert len(query["nonce"]) >= 43
    assert query["redirect_uri"] == house.running.address + "/sign-in/return"
    again = visitor.send("/sign-in/with/psc").headers["Location"]
    other = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(again).query))
    assert all(other[name] != query[name] for name in ("state", "nonce", "code_challenge"))
    cookie = next(line for line in answer.headers.get_all("Set-Cookie") if line.startswith("citana-away="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    kept = [value for row in house.rows("SELECT * FROM provider_departures") for value in row]
    for secret in (query["state"], query["nonce"], cookie.split(";")[0].split("=")[1]):
        assert secret not in kept
        assert secret.encode() not in kept


def bend_claims(**claims):
    return lambda provider: provider.claims.update(claims)


def bend(name, value):
    def apply(provider):
        setattr(provider, name, value(provider) if callable(value) else value)

    return apply


LIES = {
    "nonce of another": (bend_claims(nonce="0" * 64), "token-nonce"),
    "no nonce": (bend_claims(nonce=None), "token-nonce"),
    "audience of another": (bend_claims(aud="another"), "token-audience"),
    "two audiences without a party": (bend_claims(aud=[provider_module.CLIENT, "another"]), "token-audience"),
    "party of another": (bend_claims(azp="another"), "token-audience"),
    "issuer of another": (bend_claims(iss="https://evil.example"), "token-issuer"),
    "level missing": (bend_claims(acr=None), "token-acr"),
    "level too low": (bend_claims(acr="eidas0"), "token-acr"),
    "expired": (bend_claims(exp=1), "token-expired"),
    "issued in an hour": (bend_claims(iat=4102444800, exp=4102444900), "token-early"),
    "issued an hour ago": (bend_claims(iat=1_600_000_000), "token-expired"),
    "digest of another access token": (bend_claims(at_hash="AAAA"), "token-at-hash"),
    "not signed": (bend("sign", lambda p: p.unsigned), "token-algorithm"),
    "public key as a shared secret": (bend("sign", lambda p: p.confused), "token-algorithm"),
    "algorithm off the list": (bend("sign", lambda p: p.other_algorithm), "token-algorithm"),
    "another's key": (bend("sign", lambda p: p.other_key), "token-signature"),
    "key without a name we know": (bend("sign", lambda p: p.other_name), "token-unknown-key"),
    "no token at all": (bend("sign", lambda p: lambda claims: ""), "provider-answer-token"),
    "encrypted token": (bend("sign", lambda p: lambda claims: "a.b.c.d.e"), "token-encrypted"),
    "claims of somebody else": (bend("userinfo", {"sub": "f:0000:1"}), "token-subject"),
    "page instead of tokens": (bend("answers", {"token": {"body": "<html>", "kind": "text/html"}}), "provider-answer-token"),
    "page instead of claims": (bend("answers", {"userinfo": {"body": "<html>", "kind": "text/html"}}), "provider-answer-userinfo"),
    "member twice in the claims": (bend("answers", {"userinfo": {"body": '{"sub":"a","sub":"b"}'}}), "provider-answer-userinfo"),
    "endless claims": (bend("answers", {"userinfo": {"body": b" " * 300_000 + b"{}"}}), "provider-unreachable"),
    "redirection instead of claims": (
        bend("answers", {"userinfo": {"body": "", "status": 302, "headers": [("Location", "/elsewhere")]}}),
        "provider-answer-userinfo",
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_one_lie_of_the_provider_and_nobody_comes_in(lie, house, provider, visitor):
    change, code = LIES[lie]
    change(provider)
    before = house.sessions()
    answer = visitor.follow("/sign-in/with/psc")
    assert house.last_outcome() == code
    assert answer.status in (400, 503)
    assert not signed_in(visitor)
    assert house.sessions() == before
    assert "elsewhere" not in provider.hits
    # The reader is told what to do, not what was found.
    assert code not in answer.text


def test_claims_as_a_signed_token(house, provider, visitor):
    provider.userinfo_as_token = True
    visitor.follow("/sign-in/with/psc")
    assert signed_in(visitor)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (bend("sign_userinfo", lambda p: p.other_key), "token-signature"),
        (bend("sign_userinfo", lambda p: p.unsigned), "token-algorithm"),
        (bend("sign_userinfo", lambda p: lambda claims: "a.b.c.d.e"), "token-encrypted"),
        (bend("userinfo", {"aud": "another"}), "token-audience"),
        (bend("userinfo", {"iss": "https://evil.example"}), "token-issuer"),
        (bend("userinfo", {"exp": 1}), "token-expired"),
    ],
)
def test_a_signed_token_of_claims_that_lies(change, code, house, provider, visitor):
    provider.userinfo_as_token = True
    change(provider)
    answer = visitor.follow("/sign-in/with/psc")
    assert (answer.status, house.last_outcome()) == (400, code)
    assert not signed_in(visitor)


def way_back(visitor):
    """Leaves, signs in over there, and stops before coming back: the address that the visitor would ask for."""
    there = visitor.send("/sign-in/with/psc").headers["Location"]
    return visitor.send(there).headers["Location"]


def test_a_way_back_serves_once(house, provider, visitor):
    back = way_back(visitor)
    assert visitor.send(back).status == 303
    assert signed_in(visitor)
    other = Browsing(house.running.address)
    other.cookies = {origin: dict(jar) for origin, jar in visitor.cookies.items()}
    for thief in (visitor, other, Browsing(house.running.address)):
        before = house.sessions()
        answer = thief.send(back)
        assert (answer.status, house.last_outcome()) == (400, "provider-state")
        assert house.sessions() == before


def test_another_browser_cannot_come_back_in_this_ones_place(house, provider, visitor):
    back = way_back(visitor)
    thief = Browsing(house.running.address)
    assert thief.send(back).status == 400
    own = Browsing(house.running.address)
    way_back(own)
    assert own.send(back).status == 400, "the state belongs to another visitor"
    assert not signed_in(thief)
    assert not signed_in(own)
    # And the theft has cost the owner nothing.
    assert visitor.send(back).status == 303
    assert signed_in(visitor)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": "0" * 64}, "provider-state"),
        ({"state": ""}, "provider-state"),
        ({"code": ""}, "provider-refused"),
        ({"code": "forged"}, "provider-answer-token"),
        ({"code": "x" * 3800}, "provider-answer-token"),
        ({"error": "access_denied"}, "provider-refused"),
        ({"iss": "https://evil.example"}, "token-issuer"),
    ],
)
def test_a_way_back_that_was_bent(change, code, house, provider, visitor):
    address = urllib.parse.urlsplit(way_back(visitor))
    query = {**dict(urllib.parse.parse_qsl(address.query)), **change}
    answer = visitor.send("/sign-in/return?" + urllib.parse.urlencode(query))
    assert (answer.status, house.last_outcome()) == (400, code)
    assert not signed_in(visitor)


def test_everybody_whom_we_do_not_know_reads_the_same(house, provider):
    pages = []
    outcomes = []
    for change in (
        lambda: setattr(provider, "subject", "899700000099"),  # nobody here
        lambda: setattr(provider, "exercises", []),  # no professional exercise
        lambda: provider.userinfo.update(SubjectRefPro=None),
        lambda: setattr(provider, "exercises", [exercise()]),
        lambda: setattr(provider, "exercises", [exercise(activity("990000028"))]),  # another structure's
        lambda: provider.userinfo.update(SubjectNameID=""),
    ):
        provider.reset()
        change()
        person = Browsing(house.running.address)
        answer = person.follow("/sign-in/with/psc")
        assert answer.status == 403
        assert not signed_in(person)
        pages.append(words(answer))
        outcomes.append(house.last_outcome())
    assert len(set(pages)) == 1
    assert "administration" in pages[0]
    assert set(outcomes) == {"provider-person-unknown", "provider-no-exercise"}


def test_two_practices_ask_for_a_choice_and_the_session_has_one(house, provider, visitor):
    provider.exercises = [
        exercise(activity("990000010", name="Site du matin"), activity("990000010", name="Site du soir")),
        exercise(activity("990000028", name="Ailleurs")),
    ]
    page = visitor.follow("/sign-in/with/psc")
    assert page.status == 200
    assert page.url.endswith("/sign-in/situation")
    assert "Site du matin" in page.text
    assert "Site du soir" in page.text
    assert "Infirmier" in page.text
    assert "Ailleurs" not in page.text, "a practice in a structure that does not know the person"
    assert not signed_in(visitor)
    action, fields = next(form for form in visitor.forms(page) if "situation" in form[1])
    stranger = Browsing(house.running.address)
    theirs = {**fields, "csrf": dict(stranger.forms(stranger.send("/sign-in"))[0][1])["csrf"]}
    assert stranger.send(action, theirs).status == 400
    assert not signed_in(stranger)
    assert visitor.send(action, {**fields, "situation": "0"}).status == 400
    assert visitor.send(action, fields).status == 303
    assert signed_in(visitor)
    assert visitor.send("/sign-in/situation").status == 400, "a choice is made once"


def test_rule_29_one_person_of_two_structures_chooses_one_and_is_nothing_in_the_other(house, provider, visitor):
    subject = "899700000002"
    house.link("msp-des-tilleuls", NORA, subject)
    house.link("samu-du-val", "r.quinze@chval.example", subject)
    # The same person twice in one structure is refused.
    outside.one_sentence(house.link("samu-du-val", "dpo@chval.example", subject, code=3), 3, "already")
    provider.subject = subject
    provider.exercises = [exercise(activity("990000010")), exercise(activity("990000028"), profession="10")]
    for here, elsewhere, position in (("Tilleuls", "SAMU du Val", 0), ("SAMU du Val", "Tilleuls", 1)):
        person = Browsing(house.running.address)
        page = person.follow("/sign-in/with/psc")
        assert "Tilleuls" in words(page)
        assert "SAMU du Val" in words(page)
        chosen = [form for form in person.forms(page) if "situation" in form[1]][position]
        assert person.send(*chosen).status == 303
        account = words(person.send("/account"))
        assert here in account
        assert elsewhere not in account
    # A practice that has ended over there is not offered any more.
    provider.exercises = [exercise(activity("990000028"), profession="10")]
    assert visitor.follow("/sign-in/with/psc").status == 200
    assert "SAMU du Val" in words(visitor.send("/account"))
    # Nor is a link that was ended here.
    house.identity("unlink", "--structure", "samu-du-val", "--email", "r.quinze@chval.example")
    assert Browsing(house.running.address).follow("/sign-in/with/psc").status == 403
    house.identity("unlink", "--structure", "samu-du-val", "--email", "r.quinze@chval.example", code=1)


def test_a_practice_without_finess_is_known_by_the_providers_own_name(house, provider, visitor):
    provider.exercises = [exercise(activity(None, "R-invented-1"))]
    assert visitor.follow("/sign-in/with/psc").status == 403
    house.identity("practice", "--structure", "msp-des-tilleuls", "--id", "R-invented-1")
    visitor.follow("/sign-in/with/psc")
    assert signed_in(visitor)


def test_sign_out_ends_the_session_over_there_too(house, provider, visitor):
    page = visitor.follow("/sign-in/with/psc")
    session = dict(visitor.cookies[urllib.parse.urlsplit(house.running.address).netloc])
    _, fields = next(form for form in visitor.forms(page) if form[0] == "/sign-out")
    answer = visitor.send("/sign-out", fields)
    assert answer.status == 200
    address = urllib.parse.urlsplit(answer.headers["Refresh"].removeprefix("0; url="))
    query = dict(urllib.parse.parse_qsl(address.query))
    assert address.path == "/realm/logout"
    assert query["id_token_hint"].count(".") == 2
    assert query["post_logout_redirect_uri"] == house.running.address + "/"
    assert query["state"]
    thief = Browsing(house.running.address)
    thief.cookies = {urllib.parse.urlsplit(house.running.address).netloc: session}
    assert not signed_in(thief), "the session goes on after sign-out"


def test_a_real_browser_goes_there_comes_back_and_signs_out_on_both_sides(house, provider, browser):
    """What only a browser applies: SameSite cookies after another site, and `form-action` over redirections."""
    provider.reset()
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(house.running.address + "/sign-in")
    page.get_by_role("link", name="Pro Santé Connect").click()
    page.wait_for_url(house.running.address + "/")
    page.goto(house.running.address + "/account")
    assert "Nora" in page.locator("main").inner_text()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(provider.issuer + "/logout?**")
    page.goto(house.running.address + "/account")
    assert page.url == house.running.address + "/sign-in"
    context.close()


def test_the_token_and_the_person_are_not_in_clear_anywhere(house, provider, visitor):
    visitor.follow("/sign-in/with/psc")
    assert signed_in(visitor)
    everything = b"".join(file.read_bytes() for file in (house.data / "store").iterdir() if file.is_file())
    for word in (b"899700000001", b"INVENTEE", b"eyJhbGciOiJSUzI1NiI"):
        assert word not in everything
        assert word not in house.running.log.read_bytes()


@pytest.mark.parametrize("path", ["/sign-in/with/nobody", "/sign-in/with/..%2f", "/sign-in/with/PSC"])
def test_a_provider_that_is_not_there(path, visitor):
    assert visitor.send(path).status == 404


@pytest.mark.parametrize(
    "change",
    [
        {"token_endpoint": "http://169.254.169.254/token"},
        {"token_endpoint": "http://127.0.0.1:1/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "https://evil.example/auth"},
        {"userinfo_endpoint": "http://user@127.0.0.1/"},
        {"issuer": "https://evil.example"},
        {"token_endpoint": None},
    ],
)
def test_metadata_that_lead_elsewhere_are_refused(change, demo_data, tmp_path, provider):
    provider.reset()
    provider.metadata = change
    data = tmp_path / "data"
    shutil.copytree(demo_data, data)
    house = House(data, provider)
    port = outside.free_pair()
    house.configure(port)
    with outside.Running(
        ["demo", "--port", port, "--data", data], f"http://127.0.0.1:{port}", tmp_path / "metadata.log"
    ) as running:
        answer = Browsing(running.address).send("/sign-in/with/psc")
        assert answer.status == 503
        assert "Location" not in answer.headers
        assert provider.hits == ["wallet-openid-configuration"]
    provider.reset()


@pytest.mark.skipif(glewlwyd.reason_not_to_run() is not None, reason=str(glewlwyd.reason_not_to_run()))
def test_a_provider_that_others_wrote(demo_data, tmp_path, provider):
    """Glewlwyd asks for PKCE itself and checks the verifier. It knows no nested claims, so it is an ordinary provider."""
    data = tmp_path / "data"
    shutil.copytree(demo_data, data)
    house = House(data, provider)
    port = outside.free_pair()
    other = glewlwyd.Glewlwyd(tmp_path / "glewlwyd", f"http://127.0.0.1:{port}/sign-in/return")
    try:
        settings = yaml.safe_load(house.configuration.read_text(encoding="utf-8"))
        settings["publicURL"] = f"http://127.0.0.1:{port}"
        settings["identityProviders"] = {"psc": other.settings(data)}
        house.configuration.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
        with outside.Running(
            ["demo", "--port", port, "--data", data], f"http://127.0.0.1:{port}", tmp_path / "glewlwyd.log"
        ) as running:
            stranger = Browsing(running.address)
            there = stranger.send("/sign-in/with/psc").headers["Location"]
            assert stranger.send(other.come_back(there)).status == 403
            house.link("msp-des-tilleuls", NORA, glewlwyd.PERSON)
            visitor = Browsing(running.address)
            there = visitor.send("/sign-in/with/psc").headers["Location"]
            back = other.come_back(there)
            assert visitor.send(back).status == 303
            assert signed_in(visitor)
            assert house.last_outcome() == "provider-opened"
            assert Browsing(running.address).send(back).status == 400
            # Another challenge than the one that our verifier answers: glewlwyd refuses the code.
            bent = Browsing(running.address)
            there = bent.send("/sign-in/with/psc").headers["Location"]
            address = urllib.parse.urlsplit(there)
            query = {**dict(urllib.parse.parse_qsl(address.query)), "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"}
            back = other.come_back(f"{address.scheme}://{address.netloc}{address.path}?{urllib.parse.urlencode(query)}")
            assert (bent.send(back).status, house.last_outcome()) == (400, "provider-answer-token")
    finally:
        other.stop()


def refused(folder, provider, key="psc", **changes):
    installation = outside.Installation(folder)
    entry = {name: value for name, value in provider.settings(folder, **changes).items() if value is not None}
    installation.change(identityProviders={key: entry})
    return installation.citana("init", code=2)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"clientSecret": "x"}, "clientSecretFile"),
        ({"clientSecretFile": None}, "clientSecretFile"),
        ({"clientSecretFile": "/nowhere"}, "clientSecretFile"),
        ({"kind": "saml"}, "kind"),
        ({"issuer": None}, "issuer"),
        ({"isuer": "x"}, "isuer"),
        ({"key": "../x"}, "identityProviders.../x"),
        ({"acr": "eidas1"}, "acr"),
        ({"scopes": "profile"}, "scopes"),
        # Plain HTTP is for loopback in the demonstration.
        ({}, "metadataURL"),
    ],
)
def test_a_provider_that_is_badly_configured_is_refused_at_start(change, named, tmp_path, provider):
    outside.one_sentence(refused(tmp_path, provider, **change), 2, named)
