"""Preview, acknowledge, enable, disable: what a contract changes on the sheet."""

import json

import pytest

from outside import citana


def sheet(data, reference):
    return citana("sheet", "export", "--structure", reference, "--format", "json", "--data", data).json()


@pytest.fixture
def without_partners(own_data):
    for structure in citana("structure", "list", "--format", "json", "--data", own_data).json():
        if "partner-exchange" not in sheet(own_data, structure["ref"])["modules"]:
            return own_data, structure["ref"]
    pytest.fail("Every demo structure has every module: nothing to preview.")


def test_preview_enable_and_disable(without_partners):
    data, reference = without_partners
    before = sheet(data, reference)

    preview = citana("contract", "preview", "partner-exchange", "--structure", reference, "--data", data)
    assert sheet(data, reference) == before, "a preview changed something"

    refused = citana("contract", "enable", "partner-exchange", "--structure", reference, "--data", data, code=3)
    assert "acknowledg" in refused.err.lower()
    assert sheet(data, reference) == before, "a refusal changed something"

    citana(
        "contract", "enable", "partner-exchange", "--structure", reference, "--acknowledged-by", "Dominique Fictif", "--data", data
    )
    after = sheet(data, reference)
    assert "partner-exchange" in after["modules"]
    assert after["version"] == before["version"] + 1
    gained = {line["code"] for line in after["treatments"]} - {line["code"] for line in before["treatments"]}
    assert gained
    for code in gained:
        assert code in preview.out, f"the preview did not announce {code}"

    citana("contract", "disable", "partner-exchange", "--structure", reference, "--data", data)
    stopped = sheet(data, reference)
    assert stopped["version"] == after["version"] + 1
    assert "partner-exchange" not in stopped["modules"]

    history = citana("sheet", "history", "--structure", reference, "--format", "json", "--data", data).json()
    assert [entry["version"] for entry in history] in (
        list(range(1, stopped["version"] + 1)),
        list(range(stopped["version"], 0, -1)),
    )
    difference = citana(
        "sheet", "diff", "--structure", reference, "--from", before["version"], "--to", after["version"], "--data", data, code=1
    )
    assert all(code in difference.out for code in gained)


def test_simulated_sheets_are_the_union_of_their_modules():
    names = [m["name"] for m in citana("module", "list", "--format", "json").json() if m["name"] != "kernel"]
    assert set(names) == {"questionnaires", "shared-records", "partner-exchange"}

    def lines(chosen, role):
        out = citana("sheet", "simulate", "--modules", ",".join(chosen), "--role", role, "--format", "json")
        return {line["code"]: line["module"] for line in json.loads(out.out)["treatments"]}

    for role in ("controller", "processor"):
        alone = {name: lines([name], role) for name in names}
        kernel = lines([], role)
        for mask in range(1 << len(names)):
            chosen = [name for bit, name in enumerate(names) if mask >> bit & 1]
            union = dict(kernel)
            for name in chosen:
                union.update(alone[name])
            assert lines(chosen, role) == union, (chosen, role)
