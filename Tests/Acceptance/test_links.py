"""A patient's link, as mail scanners, robots, guessers and the person meet it."""

import re
import shutil
import sqlite3

import pytest

import outside
from browsing import Browsing, words
from conftest import run_demo

STRUCTURE = "msp-des-tilleuls"
NAME = "Maison de santé des Tilleuls"


@pytest.fixture(scope="module")
def place(demo_data, tmp_path_factory):
    data = tmp_path_factory.mktemp("links") / "data"
    shutil.copytree(demo_data, data)
    with run_demo(data) as running:
        yield running


def new_link(place, birth="1954-03-07", uses=20):
    made = outside.citana(
        "link", "--data", place.data, "--structure", STRUCTURE, "--birth-date", birth, "--uses", uses
    )
    path = "/l/" + made.out.strip().rsplit("/l/", 1)[1]
    assert re.fullmatch(r"/l/[0-9a-z]{26}", path)
    return path


def rows(place, statement):
    for file in (place.data / "store").iterdir():
        try:
            with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as store:
                return store.execute(statement).fetchall()
        except sqlite3.DatabaseError:
            continue
    raise AssertionError("no store")


def state(place):
    """Everything that a visit could have changed."""
    return [
        rows(place, "SELECT failures, uses, closed_until, last_used_at FROM person_links ORDER BY id"),
        rows(place, "SELECT COUNT(*) FROM person_sessions"),
        rows(place, "SELECT COUNT(*) FROM one_time_codes"),
        rows(place, "SELECT COUNT(*) FROM sign_in_attempts"),
    ]


def born(browser, page, day="7", month="3", year="1954"):
    return browser.submit(page, day=day, month=month, year=year)


def test_the_person_proves_who_they_are(place):
    browser = Browsing(place.address)
    path = new_link(place)
    page = browser.send(path)
    assert page.status == 200
    assert "15" in words(page)
    assert "112" in words(page)
    answer = born(browser, page)
    assert answer.status == 303
    assert answer.headers["Location"] == path
    inside = browser.send(path)
    assert inside.status == 200
    assert NAME in inside.text
    assert "Rien ne vous attend" in inside.text
    assert browser.submit(inside, step="leave").status == 303
    assert NAME not in browser.send(path).text


def test_nothing_is_shown_before_proof(place):
    path = new_link(place)
    for language in ("fr", "en"):
        text = Browsing(place.address).send(f"{path}?lang={language}").text
        assert path in text
        for word in (NAME, "Tilleuls", STRUCTURE, "1954", "questionnaire", "score", "douleur"):
            assert word not in text, word


def test_scanners_consume_nothing(place):
    path = new_link(place)
    before = state(place)
    for agent in ("Mozilla/5.0", "curl/8", "GoogleImageProxy", "BarracudaCentral", ""):
        for method in ("GET", "HEAD", "GET", "HEAD"):
            answer = Browsing(place.address).send(path, method=method, headers={"User-Agent": agent})
            assert answer.status == 200
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert NAME not in answer.text
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        assert Browsing(place.address).send(path, method=method).status in (404, 405)
    assert state(place) == before


@pytest.mark.parametrize("filling", ["as it stands", "test", "1", "01/01/1970", "\u0000", "١", "9999999999"])
def test_a_robot_that_follows_every_link_and_sends_every_form_gets_nothing_and_breaks_nothing(place, filling):
    path = new_link(place)
    robot = Browsing(place.address)
    seen, waiting = set(), [path]
    while waiting and len(seen) < 40:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        page = robot.send(url)
        assert NAME not in page.text or not url.startswith("/l/")
        if not url.startswith("/l/"):
            continue
        waiting += [link for link in re.findall(r'href="(/[^"]*)"', page.text) if not link.startswith("/static")]
        for action, fields in robot.forms(page):
            filled = {
                name: value if value or filling == "as it stands" else filling for name, value in fields.items()
            }
            # What a robot cannot know is left out as well: a form without its token, without its step.
            for sent in (filled, {**filled, "csrf": ""}, {"csrf": filled["csrf"]}):
                answer = robot.send(action, sent)
                assert answer.status in (403, 404, 422, 429), (action, sent, answer.status)
                assert NAME not in answer.text
    # The person comes after it, and nothing is in their way.
    browser = Browsing(place.address)
    assert born(browser, browser.send(path)).status == 303
    assert NAME in browser.send(path).text


def test_rule_34_five_wrong_answers_and_the_link_rests(place):
    path = new_link(place)
    browser = Browsing(place.address)
    page = browser.send(path)
    for _ in range(4):
        answer = born(browser, page, day="8")
        assert answer.status == 422
        assert 'role="alert"' in answer.text
    assert born(browser, page, day="8").status == 429
    assert born(browser, page).status == 429, "the right answer waits too, or guessing would go on"
    other = Browsing(place.address)
    resting = other.send(path)
    assert "15 minutes" in words(resting)
    assert not [form for form in other.forms(resting) if "day" in form[1]]
    assert rows(place, "SELECT COUNT(*) FROM sign_in_attempts WHERE outcome = 'link-wrong'")[0][0] >= 5


def test_a_link_that_is_not_or_not_any_more_reads_the_same(place):
    used = new_link(place, uses=1)
    browser = Browsing(place.address)
    assert born(browser, browser.send(used)).status == 303
    pages = set()
    for path in (used, "/l/" + "0" * 26, "/l/x", "/l/" + "é", "/l/" + "a" * 500, "/l/..%2f..%2fetc"):
        stranger = Browsing(place.address)
        answer = stranger.send(path.replace("é", "%C3%A9"))
        assert answer.status == 404
        pages.add(words(answer))
    assert len(pages) == 1
    # Whoever proved themselves before goes on to the end of their session.
    assert NAME in browser.send(used).text


def test_a_session_of_one_link_opens_no_other(place):
    first, second = new_link(place), new_link(place, birth="1960-01-02")
    browser = Browsing(place.address)
    assert born(browser, browser.send(first)).status == 303
    assert NAME in browser.send(first).text
    assert NAME not in browser.send(second).text
    assert browser.send("/account").status in (303, 401), "a person's session is no professional's"


def test_another_site_cannot_send_the_form(place):
    path = new_link(place)
    browser = Browsing(place.address)
    _, fields = next(form for form in browser.forms(browser.send(path)) if "day" in form[1])
    filled = {**fields, "day": "7", "month": "3", "year": "1954"}
    before = state(place)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert browser.send(path, filled, headers=headers).status == 403
    assert browser.send(path, {**filled, "csrf": "0" * 64}).status == 403
    assert state(place) == before
    assert browser.send(path, filled).status == 303


def test_the_token_and_the_birth_date_are_nowhere_in_clear(place):
    path = new_link(place, birth="1931-12-29")
    browser = Browsing(place.address)
    assert born(browser, browser.send(path), day="29", month="12", year="1931").status == 303
    token = path.removeprefix("/l/").encode()
    everything = b"".join(file.read_bytes() for file in (place.data / "store").iterdir() if file.is_file())
    for word in (token, b"1931-12-29"):
        assert word not in everything
        assert word not in place.log.read_bytes()


def test_links_are_made_by_hand_in_the_demonstration_only(tmp_path):
    installation = outside.Installation(tmp_path).init()
    result = installation.citana("link", "--structure", "a", "--birth-date", "1954-03-07", code=3)
    outside.one_sentence(result, 3, "demonstration")


def test_the_page_is_readable_by_everybody(place, browser, pictures):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    path = new_link(place)
    for width in (390, 1280):
        for language in ("fr", "en"):
            context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=True)
            page = context.new_page()
            page.goto(f"{place.address}{path}?lang={language}")
            assert axe.run(page).violations_count == 0
            wide = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
            assert wide, "the page scrolls sideways"
            page.screenshot(path=pictures / f"link-{language}-{width}.png")
            context.close()
