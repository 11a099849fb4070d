"""A patient's own space in a real browser: choices, and each line of the access log checked by the browser itself."""

import re
import shutil
import time

import pytest

import outside
from conftest import run_demo
from test_pages import WIDTHS, audit, check_width, page, sign_in  # noqa: F401 (page is a fixture)

STRUCTURE = "msp-des-tilleuls"


@pytest.fixture(scope="module")
def place(demo_data, tmp_path_factory):
    data = tmp_path_factory.mktemp("space") / "data"
    shutil.copytree(demo_data, data)
    with run_demo(data) as running:
        yield running


def printed_code(place):
    """The last code that the demonstration printed where it runs."""
    log = place.data.parent / f"demo-{place.address.rsplit(':', 1)[1]}.log"
    end = time.monotonic() + 10
    while time.monotonic() < end:
        codes = re.findall(r"the code is (\d{6})", log.read_text())
        if codes:
            return codes[-1]
        time.sleep(0.1)
    raise AssertionError("no code was printed")


def come_in(place, page, patient="P-1000"):  # noqa: F811
    made = outside.citana("link", "--data", place.data, "--structure", STRUCTURE, "--patient", patient, "--code")
    page.goto(place.address + "/l/" + made.out.strip().rsplit("/l/", 1)[1])
    page.check("#ready")
    page.get_by_role("button", name="Envoyer un code").click()
    page.fill("#code", printed_code(place))
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("link", name="Ouvrir mon espace").click()
    assert page.url == place.address + "/me"


def settled(page):  # noqa: F811
    """The page of the log, once every line has its proof and the browser has checked it."""
    end = time.monotonic() + 15
    while True:
        page.reload()
        page.wait_for_selector("[data-trail][data-done], [data-trail]:not([data-line])", timeout=10_000)
        page.wait_for_timeout(200)
        if page.locator("[data-line]").count() > 3 or time.monotonic() > end:
            page.wait_for_selector("[data-trail][data-done]", timeout=10_000)
            return


def results(page):  # noqa: F811
    return page.eval_on_selector_all("[data-line]", "lines => lines.map(line => line.dataset.checked)")


def look(page, pictures, name, width):  # noqa: F811
    page.screenshot(path=pictures / f"{name}-{width}.png", full_page=True)
    check_width(page, width)
    audit(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_space_on_every_screen(place, page, pictures, width):  # noqa: F811
    page.set_viewport_size({"width": width, "height": 900})
    come_in(place, page)
    look(page, pictures, "me", width)
    page.get_by_role("link", name="Mes choix", exact=True).click()
    look(page, pictures, "me-choices", width)
    page.goto(place.address + "/me/access")
    settled(page)
    look(page, pictures, "me-access", width)
    page.goto(place.address + "/me?lang=en")
    look(page, pictures, "me-en", width)
    page.goto(place.address + "/me?lang=fr")
    assert not page.problems, page.problems


def test_genuine_lines_are_verified_in_the_browser(place, page, pictures):  # noqa: F811
    page.set_viewport_size({"width": 390, "height": 844})
    come_in(place, page)
    page.goto(place.address + "/me/access")
    settled(page)
    found = results(page)
    assert len(found) > 5 and "right" in found
    assert set(found) <= {"right", "part"}, found
    summary = page.inner_text("[data-summary]")
    assert "aucun numéro ne manque" in summary, summary
    assert page.get_attribute("[data-trail]", "data-done") == "right"
    assert not page.problems, page.problems


def changed(page, place, change):  # noqa: F811
    """The page as somebody on the way changes it; what the browser then says of each line."""

    def handle(route):
        answer = route.fetch()
        body = answer.text()
        route.fulfill(response=answer, body=change(body))

    page.route(re.compile(r".*/me/access$"), handle)
    page.goto(place.address + "/me/access")
    page.wait_for_selector("[data-trail][data-done]", timeout=15_000)
    page.unroute(re.compile(r".*/me/access$"))
    return results(page), page.inner_text("[data-summary]")


def attribute(name, replace):
    """Changes an attribute of the first line that has its exact text."""

    def change(body):
        start = body.index("data-entry=")
        line = body.rindex("<li", 0, start)
        found = re.compile(name + r'="([^"]*)"', re.S).search(body, line)
        assert found, name
        value = replace(found[1])
        assert value != found[1], f"{name} was not changed"
        return body[: found.start(1)] + value + body[found.end(1) :]

    return change


def flipped(text, at):
    """One letter changed; a base64 or hexadecimal one stays one."""
    old = text[at]
    return text[:at] + ("b" if old == "a" else "a") + text[at + 1 :]


def in_proof(part):
    def replace(value):
        lines = value.split("\n")
        at = {
            "extra": 1,
            "index": 2,
            "path": 3,
            "size": next(i for i, line in enumerate(lines) if line == "") + 2,
            "root": next(i for i, line in enumerate(lines) if line == "") + 3,
            "signature": max(i for i, line in enumerate(lines) if line.startswith("—")),
        }[part]
        line = lines[at]
        if part in ("index", "size"):
            number = re.search(r"\d+$", line)[0]
            lines[at] = line[: -len(number)] + str(int(number) + 1)
        else:
            lines[at] = flipped(line, len(line) - 12)
        return "\n".join(lines)

    return replace


TAMPERED = {
    "a letter of the exact text": attribute("data-entry", lambda text: text.replace("citana access", "citane access")),
    "the action in the exact text": attribute(
        "data-entry", lambda text: re.sub(r"\naction \S+", "\naction print", text)
    ),
    "the time in the exact text": attribute(
        "data-entry", lambda text: re.sub(r"\nat (\d+)", lambda m: f"\nat {int(m[1]) + 1}", text)
    ),
    "the salt": attribute("data-salt", lambda text: flipped(text, 5)),
    "the number": attribute("data-number", lambda text: str(int(text) + 100)),
    "the shown action": attribute('data-field="action" data-code', lambda text: "print"),
    "the shown actor": attribute('data-field="actor" data-code', lambda text: "somebody"),
    "the leaf's text": attribute("data-proof", in_proof("extra")),
    "the index": attribute("data-proof", in_proof("index")),
    "a byte of the path": attribute("data-proof", in_proof("path")),
    "the size": attribute("data-proof", in_proof("size")),
    "the root": attribute("data-proof", in_proof("root")),
    "the signature": attribute("data-proof", in_proof("signature")),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_what_is_changed_on_the_way_is_flagged(place, page, what):  # noqa: F811
    page.set_viewport_size({"width": 390, "height": 844})
    come_in(place, page)
    page.goto(place.address + "/me/access")
    settled(page)
    found, summary = changed(page, place, TAMPERED[what])
    assert found.count("wrong") == 1, (what, found)
    assert "ne correspond pas" in summary
    assert page.locator("[data-line][data-checked=wrong]").inner_text().count("ne correspond pas") == 1
    assert page.get_attribute("[data-trail]", "data-done") == "wrong"


def test_the_shown_time_is_checked_as_it_is_read(place, page):  # noqa: F811
    come_in(place, page)
    page.goto(place.address + "/me/access")
    settled(page)

    def change(body):
        start = body.index("data-entry=")
        found = re.compile(r"(\d\d:\d\d)</time>").search(body, start)
        other = "00:00" if found[1] != "00:00" else "00:01"
        return body[: found.start(1)] + other + body[found.end(1) :]

    found, _ = changed(page, place, change)
    assert found.count("wrong") == 1


def test_a_line_that_is_left_out_leaves_a_gap(place, page):  # noqa: F811
    come_in(place, page)
    page.goto(place.address + "/me/access")
    settled(page)

    def without(number):
        def change(body):
            parts = re.split(r"(?=<li class=\"card)", body)
            lines = [i for i, part in enumerate(parts) if "data-line" in part]
            gone = lines[number]
            tail = parts[gone].split("</li>", 1)[1]
            return "".join(parts[:gone]) + tail + "".join(parts[gone + 1 :])

        return change

    for number in (0, 2):
        found, summary = changed(page, place, without(number))
        assert "Il manque une ligne" in summary, (number, summary)
        assert "wrong" not in found


def test_another_key_of_the_log_verifies_nothing(place, page):  # noqa: F811
    come_in(place, page)
    page.goto(place.address + "/me/access")
    settled(page)

    def change(body):
        return re.sub(r'data-key="([^+"]+)\+', r'data-key="other.example/log+', body)

    page.route(re.compile(r".*/me/access$"), lambda route: (lambda a: route.fulfill(response=a, body=change(a.text())))(route.fetch()))
    page.goto(place.address + "/me/access")
    page.wait_for_timeout(1000)
    assert "right" not in results(page)
    assert "rien n'a été vérifié" in page.inner_text("[data-summary]").replace("\u2019", "'")


def test_without_a_script_the_page_says_what_was_not_checked(place, page, browser):  # noqa: F811
    come_in(place, page)
    page.goto(place.address + "/me/access")
    settled(page)
    state = page.context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state, locale="fr-FR")
    plain = context.new_page()
    plain.goto(place.address + "/me/access")
    assert "rien vérifié" in plain.inner_text("[data-summary]")
    with plain.expect_download() as download:
        plain.get_by_role("link", name="Garder la preuve").first.click()
    text = open(download.value.path(), encoding="utf-8").read()
    assert text.startswith("c2sp.org/tlog-proof@v1\n")
    context.close()


def test_the_person_objects_from_a_phone(place, page, pictures):  # noqa: F811
    page.set_viewport_size({"width": 390, "height": 844})
    come_in(place, page, patient="P-1003")
    page.get_by_role("link", name="Mes choix", exact=True).click()
    page.get_by_text("M'opposer au partage").or_(page.get_by_text("M’opposer au partage")).first.click()
    page.get_by_label("infirmier").check()
    page.get_by_role("button", name="Continuer").first.click()
    look(page, pictures, "me-confirm", 390)
    page.get_by_role("button", name="Oui, je confirme").click()
    assert "C'est fait" in page.inner_text("main").replace("\u2019", "'")
    look(page, pictures, "me-choices-done", 390)
    assert not page.problems, page.problems


def test_staff_pages_of_care(place, page, pictures):  # noqa: F811
    sign_in(page, place.address, "Nora")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(place.address + "/consents")
        look(page, pictures, "consents", width)
        page.goto(place.address + "/patients")
        page.get_by_role("link", name="D'INVENTÉ").or_(page.get_by_role("link", name="D’INVENTÉ")).first.click()
        record = page.url
        for path in ("/consents", "/team"):
            page.goto(record + path)
            page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
            look(page, pictures, "record" + path.replace("/", "-"), width)
        page.goto(place.address + "/teams")
        look(page, pictures, "teams", width)
    assert not page.problems, page.problems
