"""What changing the configuration does to the sheet, and what a wrong configuration says."""

import pytest

from outside import TODAY, Installation, citana, one_sentence


def sheet(installation):
    return installation.citana("sheet", "export", "--structure", "essai", "--format", "json").json()


SMTP = {"provider": "smtp", "from": "ne-pas-repondre@citana.example", "smtp": {"host": "127.0.0.1", "port": 2525}}


def sendgrid(folder):
    key = folder / "sendgrid.key"
    key.write_text("not-a-key\n")
    key.chmod(0o600)
    return {
        "provider": "sendgrid",
        "from": "ne-pas-repondre@citana.example",
        "noticeOn": "2026-01-05",
        "verifiedOn": "2026-01-05",
        "sendgrid": {"apiKeyFile": str(key)},
    }


def test_mail_from_smtp_to_sendgrid_and_back(tmp_path, add_structure):
    installation = Installation(tmp_path, mail=SMTP).init()
    add_structure(installation, "essai")
    installation.citana("contract", "enable", "questionnaires", "--structure", "essai", "--acknowledged-by", "Dominique Fictif")

    def served():
        """A version is written when the program starts with the new configuration."""
        with installation.serve() as running:
            assert running.stop() == 0, running.text()
        return sheet(installation)

    def names(document):
        return {p["code"] for line in document["treatments"] for p in line["processors"]}

    def transfers(document):
        return [t for line in document["treatments"] for t in line["transfers"]]

    first = served()
    assert "twilio-sendgrid" not in names(first) and not transfers(first)

    installation.change(mail=sendgrid(tmp_path))
    second = served()
    assert second["version"] == first["version"] + 1
    assert "twilio-sendgrid" in names(second)
    for transfer in transfers(second):
        assert (transfer["country"], transfer["instrument"], transfer["fallback"]) == ("US", "DPF", "CCT")
    assert transfers(second)

    installation.change(mail=SMTP)
    third = served()
    assert third["version"] == second["version"] + 1
    assert "twilio-sendgrid" not in names(third) and not transfers(third)

    again = served()
    assert again == third, "a start without a change wrote a version"

    history = installation.citana("sheet", "history", "--structure", "essai", "--format", "json").json()
    assert [entry["cause"] for entry in sorted(history, key=lambda entry: entry["version"])][-2:] == ["configuration"] * 2


def test_a_structure_objects_to_a_new_sub_processor_and_is_answered(tmp_path, add_structure):
    installation = Installation(tmp_path, mail=SMTP).init()
    add_structure(installation, "essai")
    sheet(installation)
    said = ["--structure", "essai", "--author", "Dominique Fictif", "--reason", "Hors de l'Union"]
    one_sentence(installation.citana("contract", "object", "mail", *said, code=None), 3, "No change in force")

    installation.change(mail={**sendgrid(tmp_path), "noticeOn": TODAY})
    before = sheet(installation)
    installation.citana("contract", "object", "mail", *said)
    assert sheet(installation) == before, "an objection changed the sheet"
    shown = installation.citana("contract", "show", "--structure", "essai").out
    assert "Hors de l'Union" in shown and "has not answered yet" in shown
    one_sentence(installation.citana("contract", "object", "mail", *said, code=None), 3, "recorded already")

    answer = ["contract", "answer", "mail", "--structure", "essai", "--outcome", "maintained", "--text", "Maintenu"]
    installation.citana(*answer)
    assert "may end its contract" in installation.citana("contract", "show", "--structure", "essai").out
    one_sentence(installation.citana(*answer, code=None), 3, "No objection")
    history = installation.citana("sheet", "history", "--structure", "essai", "--format", "json").json()
    made = [objection for entry in history for objection in entry["objections"]]
    assert [(o["service"], o["provider"], o["open"], o["outcome"]) for o in made] == [
        ("mail", "sendgrid", False, "maintained")
    ]


MISTAKES = {
    "an unknown key": ({"colour": "blue"}, ["colour"]),
    "an unknown key deep down": ({"mail": {"provider": "none", "pasword": "x"}}, ["mail.pasword"]),
    "a missing key": ({"environment": None}, ["environment"]),
    "an unknown environment": ({"environment": "production"}, ["environment", "prod"]),
    "an unknown provider": ({"mail": {"provider": "pigeon"}}, ["mail.provider", "smtp"]),
    "a secret as a value": ({"mail": {**SMTP, "smtp": {"host": "h", "port": 25, "password": "tiger"}}}, ["password"]),
    "an address that is not one": ({"listen": "everywhere"}, ["listen"]),
    "an engine that is not one": ({"store": {"engine": "oracle"}}, ["store.engine", "postgresql"]),
    "no certificate and no proxy": ({"tls": None}, ["tls"]),
    "a certificate file that is absent": (
        {"tls": {"certificateFile": "/nowhere/c.pem", "keyFile": "/nowhere/k.pem"}}, ["/nowhere"]),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_wrong_configuration_says_so_in_one_sentence(tmp_path, mistake):
    changes, words = MISTAKES[mistake]
    installation = Installation(tmp_path).init()
    before = sorted(path.name for path in tmp_path.rglob("*"))
    installation.change(**changes)
    one_sentence(installation.citana("serve", code=None, seconds=20), 2, *words)
    assert "tiger" not in installation.citana("serve", code=None, seconds=20).err
    assert sorted(path.name for path in tmp_path.rglob("*")) == before, "something was written"


def test_a_secret_put_in_the_place_of_its_file_is_not_repeated(tmp_path):
    installation = Installation(tmp_path).init()
    installation.change(mail={"provider": "sendgrid", "from": "a@b.example", "sendgrid": {"apiKeyFile": "SG.tiger-tiger"}})
    result = installation.citana("serve", code=None, seconds=20)
    one_sentence(result, 2, "mail.sendgrid.apiKeyFile")
    assert "tiger" not in result.err


def test_a_variable_wins_over_the_file(tmp_path):
    installation = Installation(tmp_path).init()
    one_sentence(
        installation.citana("serve", code=None, env={"CITANA_MAIL_PROVIDER": "pigeon"}, seconds=20), 2, "mail.provider"
    )


def test_an_unknown_variable_is_refused(tmp_path):
    installation = Installation(tmp_path).init()
    one_sentence(
        installation.citana("serve", code=None, env={"CITANA_MAIL_PROVIDR": "smtp"}, seconds=20), 2, "CITANA_MAIL_PROVIDR"
    )


def test_a_file_that_is_not_there(tmp_path):
    one_sentence(citana("serve", "--config", tmp_path / "none.yaml", code=None), 2, "none.yaml")


@pytest.mark.parametrize("content", ["a: [", "- just\n- a list\n", "a: 1\na: 2\n", "\x00\x01", ""])
def test_a_file_that_is_not_a_configuration(tmp_path, content):
    file = tmp_path / "citana.yaml"
    file.write_bytes(content.encode())
    one_sentence(citana("serve", "--config", file, code=None), 2)


@pytest.mark.parametrize("name", ["preprod.yaml", "prod.yaml", "demo.yaml"])
def test_the_examples_have_only_keys_that_the_program_knows(name, tmp_path):
    from outside import ROOT

    result = citana("serve", "--config", ROOT / "config" / name, code=None, seconds=20)
    assert result.code != 0
    assert "unknown" not in result.err.lower(), result
