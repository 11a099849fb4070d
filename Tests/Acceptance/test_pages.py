"""The DPO's pages in a real browser, at the width of a phone, a tablet and a desk."""

import re
import urllib.parse

import pytest

from conftest import run_demo
from outside import FORMATS, citana, pdf_is_on

WIDTHS = (390, 820, 1280)


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    context.set_default_timeout(10_000)
    opened = context.new_page()
    opened.problems = []
    opened.on("console", lambda m: opened.problems.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda error: opened.problems.append(str(error)))
    opened.on("request", lambda r: opened.problems.append(f"a request to {r.url}") if "127.0.0.1" not in r.url else None)
    yield opened
    context.close()


def sign_in(page, address, who):
    """Clicks the fictitious person whose card holds `who`."""
    page.goto(address + "/sign-in")
    page.get_by_role("button").filter(has_text=re.compile(who)).first.click()
    page.wait_for_load_state()
    assert "/sign-in" not in page.url, page.inner_text("body")[:500]


def as_dpo(page, address):
    sign_in(page, address, r"DPO|protection des données")
    page.goto(address + "/register")


def check_width(page, width):
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert over <= 0, f"{page.url} is {over} px too wide at {width} px"


def audit(page):
    accessibility = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    violations = accessibility.run(page).response["violations"]
    assert not violations, "\n".join(
        f"{page.url} {v['id']}: {v['help']} {[node['target'] for node in v['nodes']][:3]}" for v in violations
    )


def playwright_error():
    from playwright.sync_api import Error

    return Error


def links(page, address):
    found = {urllib.parse.urljoin(page.url, a.get_attribute("href")).split("#")[0] for a in page.query_selector_all("a[href]")}
    return sorted(link for link in found if link.startswith(address) and "sign-out" not in link)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_dpo_reads_the_sheet(demo, page, pictures, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(demo.address + "/sign-in")
    page.screenshot(path=pictures / f"sign-in-{width}.png", full_page=True)
    check_width(page, width)
    audit(page)
    as_dpo(page, demo.address)
    assert page.locator("h1").count() == 1
    assert "données fictives" in page.inner_text("body").lower()
    page.screenshot(path=pictures / f"register-{width}.png", full_page=True)
    check_width(page, width)
    audit(page)
    for code in ("T00", "T03", "T04"):
        assert code in page.inner_text("body")
    assert not page.problems, page.problems


def test_every_page_of_the_register_is_accessible_and_fits(demo, page, pictures):
    """Follows the links from the register, each page once: nothing breaks, nothing overflows, axe finds nothing."""
    as_dpo(page, demo.address)
    seen, waiting = set(), [page.url]
    while waiting and len(seen) < 40:
        address = waiting.pop(0)
        pattern = re.sub(r"\d+", "N", urllib.parse.urlsplit(address).path)
        if pattern in seen or "export" in pattern or address.rsplit(".", 1)[-1] in FORMATS:
            continue
        seen.add(pattern)
        try:
            answer = page.goto(address)
        except playwright_error() as error:
            assert "Download is starting" in str(error), error
            continue
        if answer is None or "html" not in answer.headers.get("content-type", ""):
            continue
        assert answer.status == 200, f"{address} answers {answer.status}"
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            check_width(page, width)
        name = re.sub(r"[^a-zA-Z0-9]+", "-", pattern).strip("-") or "home"
        page.screenshot(path=pictures / f"page-{name}.png", full_page=True)
        audit(page)
        assert not page.problems, f"{address}: {page.problems}"
        waiting += links(page, demo.address)
    assert len(seen) >= 4, seen


def test_five_exports_by_http(demo, page):
    as_dpo(page, demo.address)
    content = {"html": "text/html", "pdf": "application/pdf", "ods": "application/vnd.oasis.opendocument.spreadsheet",
               "csv": "text/csv", "json": "application/json"}
    hrefs = links(page, demo.address)
    for form in FORMATS:
        if form == "pdf" and not pdf_is_on():
            continue
        candidates = [href for href in hrefs if re.search(rf"(format={form}|\.{form})\b", href)]
        assert candidates, f"no link to the {form} export on {page.url}: {hrefs}"
        answer = page.request.get(candidates[0], timeout=30_000)
        assert answer.status == 200, f"{candidates[0]} answers {answer.status}"
        assert answer.headers["content-type"].startswith(content[form]), candidates[0]
        assert len(answer.body()) > 500


def test_both_languages(demo, browser):
    for locale, word in (("fr-FR", "Registre"), ("en-GB", "Register")):
        context = browser.new_context(locale=locale)
        opened = context.new_page()
        as_dpo(opened, demo.address)
        assert opened.get_attribute("html", "lang") == locale[:2]
        assert word in opened.inner_text("body")
        context.close()


def test_without_scripts_everything_works(demo, browser):
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    opened = context.new_page()
    as_dpo(opened, demo.address)
    assert opened.locator("h1").count() == 1
    context.close()


def test_the_keyboard_reaches_the_content_first(demo, page):
    page.goto(demo.address + "/sign-in")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#"), "no skip link"
    as_dpo(page, demo.address)
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate("(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.boxShadow })()")
        assert style != "nonenone", "the focus is invisible on " + page.evaluate("document.activeElement.outerHTML")[:200]


def test_a_module_that_is_not_bought_answers_404(own_data, browser):
    prefixes = {"questionnaires": "/questionnaires", "shared-records": "/records", "partner-exchange": "/partners"}
    with run_demo(own_data) as running:
        checked = 0
        context = browser.new_context(locale="fr-FR")
        opened = context.new_page()
        as_dpo(opened, running.address)
        name = opened.inner_text("body")
        for structure in citana("structure", "list", "--format", "json", "--data", own_data).json():
            if structure["name"] not in name:
                continue
            sheet = citana("sheet", "export", "--structure", structure["ref"], "--format", "json", "--data", own_data).json()
            for module, prefix in prefixes.items():
                answer = opened.request.get(running.address + prefix)
                expected = (200, 403) if module in sheet["modules"] else (404,)
                assert answer.status in expected, f"{prefix} answers {answer.status}, modules {sheet['modules']}"
                checked += 1
            # Switched off under the eyes of a signed-in person: gone at the next request.
            for module in sheet["modules"]:
                citana("contract", "disable", module, "--structure", structure["ref"], "--data", own_data)
                assert opened.request.get(running.address + prefixes[module]).status == 404
            break
        assert checked, "the DPO's structure is not named on the page"
        context.close()


def test_the_dpo_acknowledges_a_module_in_the_browser(own_data, browser):
    """Seen before it is enabled, refused without the acknowledgement, on the sheet and in the navigation after."""
    with run_demo(own_data) as running:
        context = browser.new_context(locale="fr-FR")
        context.set_default_timeout(10_000)
        opened = context.new_page()
        as_dpo(opened, running.address)
        opened.goto(running.address + "/register/modules")
        form = opened.locator("form").filter(has=opened.get_by_role("checkbox")).first
        card = form.locator("xpath=ancestor::*[.//h2][1]")
        title = card.locator("h2").first.inner_text()
        assert re.search(r"\bT0\d\b", card.inner_text()), "the preview names no treatment"

        # Without the box: the browser's own check is bypassed, the server must still refuse.
        form.evaluate("form => { form.noValidate = true }")
        form.get_by_role("button").click()
        opened.wait_for_load_state()
        opened.goto(running.address + "/register/modules")
        assert opened.get_by_role("checkbox").count() >= 1, "enabled without an acknowledgement"

        form = opened.locator("form").filter(has=opened.get_by_role("checkbox")).first
        form.get_by_role("checkbox").check()
        form.get_by_role("button").click()
        opened.wait_for_load_state()
        opened.goto(running.address + "/register/versions")
        assert title.split("\n")[0].strip()[:20] in opened.inner_text("body")
        context.close()


def test_signing_out_ends_the_session(demo, page):
    as_dpo(page, demo.address)
    page.get_by_role("button", name=re.compile("déconn", re.I)).first.click()
    page.wait_for_load_state()
    answer = page.goto(demo.address + "/register")
    assert "/sign-in" in page.url or answer.status == 401


def test_a_form_posted_from_elsewhere_is_refused(demo, page):
    as_dpo(page, demo.address)
    answer = page.request.post(
        demo.address + "/sign-out", headers={"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}, max_redirects=0
    )
    assert answer.status in (400, 403)


def test_the_session_cookie_is_out_of_reach(demo, page):
    as_dpo(page, demo.address)
    cookies = page.context.cookies()
    assert cookies
    for cookie in cookies:
        assert cookie["httpOnly"] and cookie["sameSite"] in ("Lax", "Strict"), cookie["name"]
