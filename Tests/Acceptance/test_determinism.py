"""Same (structure, role, date): same bytes, in another process, on the other engine, in another time zone."""

import hashlib

import pytest

from outside import Installation

FIXED = ("json", "csv", "ods")
ZONES = ("Pacific/Kiritimati", "America/Los_Angeles")


def digests(installation, zone):
    env = {"TZ": zone, "LANG": "C" if zone == ZONES[0] else "fr_FR.UTF-8"}
    found = {}
    for role in ("controller", "processor"):
        for form in FIXED:
            out = installation.citana(
                "sheet", "export", "--structure", "essai", "--role", role, "--format", form, env=env
            )
            found[role, form] = hashlib.sha256(out.bytes).hexdigest()
    return found


def build(installation, add_structure):
    installation.init()
    add_structure(installation, "essai")
    installation.citana("contract", "enable", "questionnaires", "--structure", "essai", "--acknowledged-by", "Dominique Fictif")
    return installation


def test_two_processes_and_two_time_zones(tmp_path, add_structure):
    installation = build(Installation(tmp_path), add_structure)
    assert digests(installation, ZONES[0]) == digests(installation, ZONES[1])


def test_both_engines(tmp_path, postgresql, add_structure):
    small = build(Installation(tmp_path / "sqlite"), add_structure)
    large = build(Installation(tmp_path / "postgresql", engine="postgresql", postgresql=postgresql), add_structure)
    assert digests(small, ZONES[0]) == digests(large, ZONES[1])


def test_a_past_date_reads_back_byte_for_byte(tmp_path, add_structure):
    installation = build(Installation(tmp_path), add_structure)
    from outside import TODAY

    before = installation.citana("sheet", "export", "--structure", "essai", "--format", "json", "--on", TODAY).bytes
    again = installation.citana("sheet", "export", "--structure", "essai", "--format", "json", "--on", TODAY).bytes
    assert before == again
    with pytest.raises(AssertionError):
        # The guard itself: another role is another document.
        other = installation.citana("sheet", "export", "--structure", "essai", "--format", "json", "--role", "processor").bytes
        assert other == before
