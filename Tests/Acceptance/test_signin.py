"""Sign-in of professionals and staff on a preproduction installation over TLS: a real browser, its virtual
authenticator, and codes that a program which is not ours computes."""

import base64
import json
import re
import ssl
import subprocess
import time
import urllib.parse

import pytest

import outside
from outside import Installation
from test_pages import WIDTHS, audit, check_width

pyotp = pytest.importorskip("pyotp", reason="pyotp is not installed")

HOST = "citana.test"
PASSWORD = "Varech&Agrafe-92"
MAIL = "nora.exemple@structure.example"
# One scrypt takes 128 MiB and, in a debug build, several seconds.
PATIENCE = 60_000


@pytest.fixture(scope="module")
def house(tmp_path_factory, add_structure):
    """Preproduction with its own certificate, under a name: a passkey cannot be bound to an address in figures."""
    folder = tmp_path_factory.mktemp("signin")
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
         "-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")],
        capture_output=True, check=False, timeout=30)
    assert made.returncode == 0, made.stderr.decode()
    installation = Installation(folder / "data")
    installation.change(
        publicURL=f"https://{HOST}:{installation.port}",
        tls={"certificateFile": str(folder / "certificate.pem"), "keyFile": str(folder / "key.pem")})
    installation.init()
    add_structure(installation, "msp-exemple", name="MSP Exemple (fictive)")
    with installation.serve() as running:
        running.installation = installation
        running.address = f"https://{HOST}:{installation.port}"
        yield running


@pytest.fixture(scope="module")
def chromium(browser):
    running = browser.browser_type.launch(
        executable_path="/usr/bin/chromium", timeout=60_000,
        args=["--no-sandbox", "--disable-dev-shm-usage", "--ignore-certificate-errors",
              f"--host-resolver-rules=MAP {HOST} 127.0.0.1, MAP autre.test 127.0.0.1"])
    yield running
    running.close()


@pytest.fixture
def visit(chromium):
    contexts = []

    def fresh(**options):
        context = chromium.new_context(locale="fr-FR", timezone_id="Europe/Paris", ignore_https_errors=True, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield fresh
    for context in contexts:
        context.close()


def invite(house, mail, role="professional"):
    name = mail.split("@")[0].replace(".", "-")
    # SQLite serves one more process beside the server.
    answer = house.installation.citana(
        "account", "invite", "--structure", "msp-exemple", "--role", role, "--mail", mail,
        "--family-name", f"Fictive-{name}", "--given-name", "Camille", "--function", "infirmière")
    link = answer.out.strip()
    assert re.fullmatch(rf"{re.escape(house.address)}/enrol/[0-9a-f]{{32}}", link), link
    return link


class Person:
    """Somebody enrolled with password and application."""

    def __init__(self, page, link, mail):
        self.mail = mail
        page.goto(link)
        self.secret = page.inner_text("code.secret").replace(" ", "")
        href = page.get_attribute("a[href^='otpauth:']", "href")
        parsed = pyotp.parse_uri(href)
        assert parsed.secret == self.secret and parsed.issuer == "Citana"
        self.totp = parsed
        self.used = 0
        page.fill("#password", PASSWORD)
        page.fill("#again", PASSWORD)
        page.fill("#code", self.code())
        page.get_by_role("button", name="Ouvrir mon compte").click()
        page.wait_for_selector(".codes")
        self.paper = page.locator(".codes code").all_inner_texts()
        assert len(self.paper) == 10 and len(set(self.paper)) == 10
        page.get_by_role("link", name="continuer").click()

    def code(self):
        """A code whose step was not used: each is accepted once, at most one step ahead of the clock."""
        while int(time.time()) // 30 + 1 <= self.used:
            time.sleep(0.5)
        self.used = max(self.used + 1, int(time.time()) // 30)
        return self.totp.at(self.used * 30)


def first_step(page, house, mail, password=PASSWORD):
    page.goto(house.address + "/sign-in")
    page.fill("#mail", mail)
    page.fill("#password", password)
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_load_state()


def second_step(page, code):
    page.fill("#code", code)
    page.get_by_role("button", name="Entrer", exact=True).click()
    page.wait_for_load_state()


def come_in(page, house, person):
    first_step(page, house, person.mail)
    second_step(page, person.code())
    assert is_in(page), page.inner_text("body")[:600]


def is_in(page):
    return page.locator("form[action='/sign-out']").count() == 1


def sign_out(page):
    page.locator("form[action='/sign-out'] button").click()
    page.wait_for_load_state()
    assert not is_in(page)


def authenticator(page, **changes):
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True, **changes}
    made = client.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return client, made["authenticatorId"]


def problem(page):
    return page.locator("[role=alert]:visible").inner_text()


@pytest.fixture(scope="module")
def nora(house, chromium):
    context = chromium.new_context(locale="fr-FR", ignore_https_errors=True)
    context.set_default_timeout(PATIENCE)
    person = Person(context.new_page(), invite(house, MAIL), MAIL)
    context.close()
    return person


def picture(page, pictures, name):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=pictures / f"{name}-{width}.png", full_page=True)
        check_width(page, width)
    audit(page)


def test_an_invitation_opens_an_account_once(house, visit, pictures):
    mail = "alix.exemple@structure.example"
    link = invite(house, mail)
    page = visit()
    for _ in range(2):  # Looking uses nothing up.
        assert page.goto(link).status == 200
    picture(page, pictures, "enrol")
    page.fill("#password", "motdepasse")
    page.fill("#again", "motdepasse")
    page.fill("#code", "000000")
    page.get_by_role("button", name="Ouvrir mon compte").click()
    assert "trop simple" in problem(page)
    Person(page, link, mail)
    assert is_in(page) and "MSP Exemple" in page.inner_text("body")
    assert visit().goto(link).status == 404
    picture(visit_at(visit, link), pictures, "enrol-over")
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    session = cookies["__Host-citana"]
    assert session["httpOnly"] and session["secure"] and session["sameSite"] == "Lax" and session["path"] == "/"
    assert len(session["value"]) == 64 and cookies["__Host-citana-device"]["httpOnly"]


def visit_at(visit, address):
    page = visit()
    page.goto(address)
    return page


def test_password_then_code_and_sign_out(house, visit, nora, pictures):
    page = visit()
    page.goto(house.address + "/sign-in")
    picture(page, pictures, "sign-in-preprod")
    assert page.locator("button.person").count() == 0, "no cast outside the demonstration"
    first_step(page, house, nora.mail)
    assert not is_in(page), "a password alone opens nothing"
    picture(page, pictures, "sign-in-code")
    second_step(page, "000000")
    assert "ne permettent pas" in problem(page)
    code = nora.code()
    second_step(page, code)
    assert is_in(page)
    page.goto(house.address + "/account")
    picture(page, pictures, "account-password")
    token = {c["name"]: c["value"] for c in page.context.cookies()}["__Host-citana"]
    sign_out(page)
    page.goto(house.address + "/account")
    assert page.url.endswith("/sign-in")
    # The old token opens nothing; the old code neither, in another browser.
    thief = visit()
    thief.context.add_cookies([{"name": "__Host-citana", "value": token, "url": house.address, "secure": True}])
    thief.goto(house.address + "/account")
    assert thief.url.endswith("/sign-in")
    first_step(thief, house, nora.mail)
    second_step(thief, code)
    assert not is_in(thief) and "ne permettent pas" in problem(thief)


def test_a_recovery_code_opens_once(house, visit, nora):
    page = visit()
    code = nora.paper.pop()
    first_step(page, house, nora.mail)
    second_step(page, code.lower().replace("-", " "))
    assert is_in(page)
    sign_out(page)
    first_step(page, house, nora.mail)
    second_step(page, code)
    assert not is_in(page)


def test_a_passkey_is_added_and_lets_in(house, visit, nora, pictures):
    page = visit()
    come_in(page, house, nora)
    client, device = authenticator(page)
    page.goto(house.address + "/account")
    page.fill("#label", "Téléphone d'essai")
    page.get_by_role("button", name="Ajouter une clé d'accès").click()
    page.wait_for_selector("text=Téléphone d'essai")
    picture(page, pictures, "account-passkey")
    kept = client.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    assert len(kept) == 1 and kept[0]["isResidentCredential"] and kept[0]["rpId"] == HOST
    sign_out(page)

    def answered():
        """Presses the button; what the page would send is held back, so its challenge stays unspent."""
        sent = []

        def hold(route):
            sent.append(route.request.post_data)
            route.abort()

        page.goto(house.address + "/sign-in")
        page.route("**/sign-in/passkey", hold)
        page.get_by_role("button", name="Entrer avec une clé d'accès").click()
        end = time.monotonic() + 30
        while not sent and time.monotonic() < end:
            page.wait_for_timeout(50)
        page.unroute("**/sign-in/passkey")
        return urllib.parse.parse_qs(sent[0])["answer"][0]

    def send(answer):
        """From another browser, with a form of its own; gives the words of the refusal."""
        thief = visit()
        thief.goto(house.address + "/sign-in")
        with thief.expect_navigation():
            thief.evaluate(
                "answer => { const form = document.querySelector('form[data-passkey]');"
                " form.elements.answer.value = answer; form.submit(); }", answer)
        return "" if is_in(thief) else problem(thief)

    # Another origin written into an answer whose challenge is unspent; then the answer itself, and again.
    answer = answered()
    forged = json.loads(answer)
    plain = json.loads(unpadded(forged["response"]["clientDataJSON"]))
    assert plain["origin"] == house.address
    plain["origin"] = f"https://autre.test:{house.installation.port}"
    forged["response"]["clientDataJSON"] = padded(json.dumps(plain).encode())
    assert "pas été acceptée" in send(json.dumps(forged))
    assert "pas été acceptée" in send("{}")
    assert send(answer) == ""
    assert "déjà servi" in send(answer)

    page.goto(house.address + "/sign-in")
    page.get_by_role("button", name="Entrer avec une clé d'accès").click()
    page.wait_for_selector("form[action='/sign-out']")
    assert "MSP Exemple" in page.inner_text("body")
    assert client.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"][0]["signCount"] > 0

    # A proof by passkey, for an old session.
    page.goto(house.address + "/account/confirm")
    picture(page, pictures, "confirm")
    page.get_by_role("button", name="Confirmer avec une clé d'accès").click()
    page.wait_for_url("**/account")

    # Another site cannot ask for it: the browser has no passkey for that name, ours or not.
    sign_out(page)
    page.goto(f"https://autre.test:{house.installation.port}/sign-in")
    page.get_by_role("button", name="Entrer avec une clé d'accès").click()
    page.wait_for_selector("[data-problem]:visible")
    assert not is_in(page)


def unpadded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def padded(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def test_enrolment_by_passkey_alone(house, visit):
    page = visit()
    authenticator(page)
    page.goto(invite(house, "passe.exemple@structure.example"))
    page.get_by_role("button", name="Créer une clé d'accès").click()
    page.wait_for_selector("form[action='/sign-out']")
    sign_out(page)
    page.goto(house.address + "/sign-in")
    page.get_by_role("button", name="Entrer avec une clé d'accès").click()
    page.wait_for_selector("form[action='/sign-out']")


def test_a_device_that_does_not_verify_its_holder_is_refused(house, visit):
    page = visit()
    authenticator(page, hasUserVerification=False, isUserVerified=False)
    page.goto(invite(house, "nu.exemple@structure.example"))
    page.get_by_role("button", name="Créer une clé d'accès").click()
    page.wait_for_selector("[data-problem]:visible")
    assert not is_in(page)


def test_one_session_ends_another_at_its_next_request(house, visit, nora):
    mine, other = visit(), visit()
    come_in(mine, house, nora)
    come_in(other, house, nora)
    mine.goto(house.address + "/account")
    mine.get_by_role("button", name="Fermer toutes les autres sessions").click()
    mine.wait_for_load_state()
    assert is_in(mine)
    other.goto(house.address + "/account")
    assert other.url.endswith("/sign-in")


def test_two_administrators_restore_a_lost_access(house, visit, pictures):
    lost = "perdu.exemple@structure.example"
    page = visit()
    Person(page, invite(house, lost), lost)
    first, second = visit(), visit()
    for administrator, name in ((first, "premier.admin"), (second, "second.admin")):
        mail = f"{name}@structure.example"
        Person(administrator, invite(house, mail, role="administrator"), mail)
        administrator.goto(house.address + "/people/recoveries")
    card = first.locator("li.card", has_text="Fictive-perdu-exemple")
    card.get_by_role("button", name="Demander un nouvel accès").click()
    first.wait_for_load_state()
    assert first.get_by_role("button", name="Donner mon accord").count() == 0, "not the same administrator twice"
    second.reload()
    picture(second, pictures, "recoveries")
    second.get_by_role("button", name="Donner mon accord").click()
    second.wait_for_load_state()
    link = second.inner_text("code.secret")
    assert link.startswith(house.address + "/enrol/")
    # What was open is closed, and the link makes everything new.
    page.goto(house.address + "/account")
    assert page.url.endswith("/sign-in")
    Person(page, link, lost)
    assert is_in(page)


def test_without_scripts_a_password_and_a_code_let_in(house, visit, nora):
    page = visit(java_script_enabled=False)
    page.goto(house.address + "/sign-in")
    assert page.locator("form[data-passkey]:visible").count() == 0
    come_in(page, house, nora)
    page.goto(house.address + "/account")
    assert page.get_by_role("button", name="Nouveaux codes de secours").count() == 1
    sign_out(page)


def test_a_stranger_is_slowed_and_a_known_device_is_not(house, visit, nora):
    """Unknown and known addresses meet the same words, then the same wait."""
    home = visit()
    come_in(home, house, nora)
    sign_out(home)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    stranger = visit()
    answers = {}
    for mail in (nora.mail, "personne@nulle-part.example"):
        said = []
        for _ in range(13):
            first_step(stranger, house, mail, "Faux&Mauvais-31")
            said.append(re.sub(r"\d+", "N", problem(stranger)))
        answers[mail] = said
    known, unknown = answers.values()
    assert "ne permettent pas" in known[0]
    assert known[0] == unknown[0]
    assert any("Trop d'essais" in words for words in known), known
    come_in(home, house, nora)
