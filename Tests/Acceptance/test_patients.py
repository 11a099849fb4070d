"""Patients in a real browser: found, opened, enrolled; nothing of them in an address."""

import pytest

from test_pages import WIDTHS, audit, check_width, page, sign_in  # noqa: F401 (page is a fixture)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_nurse_finds_reads_and_checks_a_patient(demo, page, pictures, width):  # noqa: F811
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, demo.address, "Nora")
    page.get_by_role("link", name="Patients").click()
    for language in ("en", "fr"):
        page.goto(demo.address + "/patients?lang=" + language)
        page.screenshot(path=pictures / f"patients-{language}-{width}.png", full_page=True)
        check_width(page, width)
        audit(page)
    page.goto(demo.address + "/patients")
    page.fill("#name", "exe")
    page.fill("#born", "1958-12-31")
    page.get_by_role("button", name="Rechercher").click()
    assert page.url == demo.address + "/patients/search"
    assert "EXEMPLAIRE OUSMANE" in page.inner_text("section[aria-labelledby=found]")
    page.goto(demo.address + "/patients")
    page.get_by_role("link", name="FICTIVE-LAVANDE JEANNE").click()
    for path in ("", "/identity"):
        page.goto(page.url + path)
        assert page.locator("h1").count() == 1
        page.screenshot(path=pictures / f"patient{path.replace('/', '-')}-{width}.png", full_page=True)
        check_width(page, width)
        audit(page)
        assert "lavande" not in page.url.lower()
    page.goto(demo.address + "/patients/new")
    page.screenshot(path=pictures / f"patient-new-{width}.png", full_page=True)
    check_width(page, width)
    audit(page)
    assert not page.problems, page.problems
