"""A patient proves who they are through FranceConnect, with a provider that the tests bend."""

import shutil
import urllib.parse

import pytest
import yaml

import outside
from browsing import Browsing, words

provider_module = pytest.importorskip("provider", reason="joserfc is not installed")

STRUCTURE = "msp-des-tilleuls"
NAME = "Maison de santé des Tilleuls"
PERSON = {
    "given_name": "ANNE-ZOÉ CAMILLE",
    "given_name_array": ["ANNE-ZOÉ", "CAMILLE"],
    "family_name": "D'INVENTÉ",
    "birthdate": "1987-11-21",
    "gender": "female",
    "birthplace": "99999",
    "birthcountry": "99100",
}


@pytest.fixture(scope="module")
def provider():
    provider = provider_module.Provider()
    yield provider
    provider.stop()


@pytest.fixture(scope="module")
def place(demo_data, tmp_path_factory, provider):
    data = tmp_path_factory.mktemp("franceconnect") / "data"
    shutil.copytree(demo_data, data)
    port = outside.free_pair()
    file = data / "citana.yaml"
    settings = yaml.safe_load(file.read_text(encoding="utf-8"))
    settings["publicURL"] = f"http://127.0.0.1:{port}"
    settings["identityProviders"] = {"fc": provider.settings(data, kind="franceconnect", name="FranceConnect")}
    file.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    with outside.Running(
        ["demo", "--port", port, "--data", data], f"http://127.0.0.1:{port}", data.parent / "franceconnect.log"
    ) as running:
        running.data = data
        yield running


@pytest.fixture
def person(provider):
    provider.reset()
    provider.userinfo = dict(PERSON)
    # As FranceConnect does: the claims come as a signed token.
    provider.userinfo_as_token = True
    return provider.userinfo


def new_link(place, *named):
    made = outside.citana(
        "link", "--data", place.data, "--structure", STRUCTURE, "--birth-date", "1987-11-21", *named)
    return "/l/" + made.out.strip().rsplit("/l/", 1)[1]


def named(place):
    return new_link(place, "--birth-name", "d’Inventé", "--given-name", "Anne Zoé")


def come_back(browser, path):
    """Away to the provider and back; the answer of the return."""
    away = browser.send(path + "/with/fc")
    assert away.status == 303, away.text[:300]
    there = browser.send(away.headers["Location"])
    return browser.send(there.headers["Location"])


def test_the_person_proves_themselves_and_the_session_over_there_is_ended(place, person):
    browser, path = Browsing(place.address), named(place)
    assert f'href="{path}/with/fc"' in browser.send(path).text
    answer = come_back(browser, path)
    assert answer.status == 303
    farewell = urllib.parse.urlsplit(answer.headers["Location"])
    query = dict(urllib.parse.parse_qsl(farewell.query))
    assert farewell.path.endswith("/logout") and query["id_token_hint"]
    assert query["post_logout_redirect_uri"] == f"{place.address}/me"
    assert NAME in browser.send(path).text
    assert "D'INVENTÉ" not in answer.headers["Location"]


@pytest.mark.parametrize(
    "trait, value",
    [("family_name", "AUTRE"), ("birthdate", "1987-11-22"), ("given_name_array", ["CAMILLE"]), ("gender", None)])
def test_somebody_else_learns_nothing(place, person, trait, value):
    person[trait] = value
    browser, path = Browsing(place.address), named(place)
    answer = come_back(browser, path)
    assert answer.status == 403
    assert NAME not in answer.text and NAME not in browser.send(path).text


def test_wrong_persons_close_the_link_for_a_while(place, person):
    person["birthdate"] = "1960-01-01"
    browser, path = Browsing(place.address), named(place)
    for _ in range(5):
        assert come_back(browser, path).status == 403
    assert "/with/fc" not in browser.send(path).text
    assert browser.send(path + "/with/fc").status == 404


def test_it_is_offered_only_where_the_link_says_whom_it_is_for(place, person):
    browser, path = Browsing(place.address), new_link(place)
    assert "FranceConnect" not in words(browser.send(path))
    assert browser.send(path + "/with/fc").status == 404


def test_patients_provider_signs_no_staff_in(place, person):
    browser = Browsing(place.address)
    assert "FranceConnect" not in words(browser.send("/sign-in"))
    assert browser.send("/sign-in/with/fc").status == 404


def test_another_browser_cannot_bring_the_answer_back(place, person):
    browser, path = Browsing(place.address), named(place)
    away = browser.send(path + "/with/fc")
    there = browser.send(away.headers["Location"])
    stranger = Browsing(place.address)
    assert stranger.send(there.headers["Location"]).status == 400
    assert NAME not in stranger.send(path).text
