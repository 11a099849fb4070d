"""People and roles, the access log and its simulator, access choices: in a real browser, at three widths."""

import csv
import io

import pytest

from conftest import run_demo
from test_pages import WIDTHS, audit, check_width, page, sign_in  # noqa: F401 (page is a fixture)


def look(page, pictures, name, width):  # noqa: F811
    assert page.locator("h1").count() == 1, page.url
    page.screenshot(path=pictures / f"{name}-{width}.png", full_page=True)
    check_width(page, width)
    audit(page)


def as_dpo(page, address):  # noqa: F811
    sign_in(page, address, "Delphine Prudence")


@pytest.mark.parametrize("width", WIDTHS)
def test_an_administrator_reads_who_may_do_what(demo, page, pictures, width):  # noqa: F811
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, demo.address, "Anselme")
    page.get_by_role("link", name="Personnes").click()
    for language in ("en", "fr"):
        page.goto(demo.address + "/people?lang=" + language)
        look(page, pictures, f"people-{language}", width)
    page.goto(demo.address + "/people")
    page.get_by_role("link", name="Nora Infirmière-Fictive").click()
    assert "Lire : identité" in page.inner_text("main").replace("\u00a0", " ")
    look(page, pictures, "person", width)
    for name in ("review", "new"):
        page.goto(f"{demo.address}/people/{name}")
        look(page, pictures, f"people-{name}", width)
    assert not page.problems, page.problems


@pytest.mark.parametrize("width", WIDTHS)
def test_the_dpo_reads_the_log_and_simulates(demo, page, pictures, width):  # noqa: F811
    page.set_viewport_size({"width": width, "height": 900})
    as_dpo(page, demo.address)
    page.get_by_role("link", name="Accès", exact=True).click()
    for language in ("en", "fr"):
        page.goto(demo.address + "/accesses?lang=" + language)
        look(page, pictures, f"accesses-{language}", width)
    page.goto(demo.address + "/accesses")
    page.select_option("#act", "login")
    page.get_by_role("button", name="Rechercher").click()
    assert page.url == demo.address + "/accesses/search"
    assert "connexion" in page.inner_text("section[aria-labelledby=found]")
    page.locator("ul.log a").first.click()
    look(page, pictures, "access-line", width)
    page.goto(demo.address + "/accesses/simulator")
    page.select_option("#grant", label=page.locator("#grant option", has_text="Nora").first.inner_text())
    page.get_by_role("button", name="Simuler").click()
    assert "no-care-relation" in page.inner_text("main")
    look(page, pictures, "simulator", width)
    for path in ("access", "access/nurse"):
        page.goto(f"{demo.address}/register/{path}")
        look(page, pictures, path.replace("/", "-"), width)
    assert not page.problems, page.problems


def test_the_header_leaves_a_phone_its_page(demo, page):  # noqa: F811
    page.set_viewport_size({"width": 390, "height": 844})
    as_dpo(page, demo.address)
    assert page.locator("header").bounding_box()["height"] <= 844 * 0.2
    # An error page knows who is signed in.
    page.goto(demo.address + "/nothing/here")
    assert page.get_by_role("button", name="Se déconnecter").is_visible()


def test_an_invitation_a_right_taken_back_and_their_lines(own_data, page):  # noqa: F811
    with run_demo(own_data) as running:
        sign_in(page, running.address, "Anselme")
        page.goto(running.address + "/people/new")
        page.fill("#familyName", "Nouvelle")
        page.fill("#givenName", "Alix")
        page.fill("#mail", "alix@tilleuls.example")
        page.select_option("#role", "professional")
        page.select_option("#profession", "nurse")
        page.get_by_role("button", name="Inviter").click()
        link = page.locator("code.secret").inner_text()
        assert link.startswith("http") and "/enrol/" in link
        page.get_by_role("link", name="Voir la fiche").click()
        assert "lien valable" in page.inner_text("main")
        page.get_by_text("Retirer ce rôle", exact=True).first.click()
        page.get_by_role("button", name="Retirer ce rôle maintenant").click()
        assert "aucun rôle" in page.inner_text("main").lower()
        page.get_by_role("button", name="Se déconnecter").click()
        as_dpo(page, running.address)
        page.goto(running.address + "/accesses")
        found = page.inner_text("section[aria-labelledby=found]")
        for act in ("invitation", "rôle donné", "rôle retiré"):
            assert act in found, act
        assert "Anselme Tilleul" in found
        with page.expect_download() as kept:
            page.get_by_role("button", name="CSV").click()
        rows = list(csv.reader(io.open(kept.value.path(), encoding="utf-8-sig", newline=""), delimiter=";"))
        actions = {row[rows[0].index("action")] for row in rows[1:]}
        assert {"invite", "grant", "revoke", "read-log", "export"} <= actions
