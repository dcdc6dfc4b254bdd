from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from egnatia.kernel.clocks.rules import NoRule, rule_in_force
from egnatia.kernel.codes.countries import SEVEN
from egnatia.kernel.codes.template import section
from egnatia.kernel.models import RuleRow
from egnatia.overlays import loader, report

CODES = [
    "INTENTION_DOC_VALIDITY",
    "REPORT_TO_CENTRE",
    "REFER_TO_ASYLUM_OFFICE",
    "LODGE_BY",
    "SELF_LODGE_WINDOW",
    "DECIDE_REGULAR",
    "DECIDE_EXT1",
    "DECIDE_EXT2",
    "DECIDE_ABS_MAX",
    "DECIDE_ACCEL",
    "DECIDE_BORDER",
    "APPEAL_REGULAR",
    "APPEAL_ACCEL",
    "APPEAL_BORDER",
    "APPEAL_INADM",
    "COURT_SUIT",
    "APPEAL_REMOVAL",
    "REMOVAL_APPEAL_SUSPENSIVE",
    "ADDRESS_CHANGE",
    "FINGERPRINT_MIN_AGE",
    "DETENTION_MAX",
    "WORK_RIGHT_AFTER",
    "PRESCREENING",
]
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("country", ["EU", *SEVEN])
def test_every_file_speaks_of_every_code_once(country: str) -> None:
    one = loader.overlay(country)
    known = {rule.code for rule in one.rules}
    assert set(CODES) <= known | set(one.not_known)
    assert not known & set(one.not_known)
    for border in one.borders:
        assert section(*border.split("-"))
    assert country == "EU" or {"BORDER", "ASYLUM", "RETURN", "PROTECTION", "MONITOR"} <= {fields["kind"] for fields in one.authorities.values()}


def test_nothing_is_called_verified_without_a_person_and_a_gazette(db: None) -> None:
    assert not RuleRow.objects.filter(verified=True).exists()
    assert RuleRow.objects.filter(synthetic=False).count() > 70


def test_national_first_and_eu_only_where_it_adds_a_guarantee(db: None, settings: Any) -> None:
    assert rule_in_force("LODGE_BY", TODAY, "SRB").value == 15
    assert rule_in_force("REGISTER_BY", TODAY, "SRB").jurisdiction_id == "EU"
    for restriction in ("DECIDE_ACCEL", "DECIDE_BORDER", "DECIDE_EXT1"):
        with pytest.raises(NoRule):
            rule_in_force(restriction, TODAY, "SRB")
    RuleRow.objects.filter(jurisdiction="SRB", code="DECIDE_ACCEL").update(verified=True, verified_by="A named person", verified_on=TODAY, gazette="OG 24/2018")
    assert rule_in_force("DECIDE_ACCEL", TODAY, "SRB").value == 30
    settings.EGNATIA_DEMO = False
    with pytest.raises(NoRule):
        rule_in_force("SCREENING_RESTRICTION", TODAY, "SRB")


def test_rules_have_their_time(db: None) -> None:
    with pytest.raises(NoRule):
        rule_in_force("LODGE_BY", date(2017, 1, 1), "SRB")


def test_a_verified_row_is_not_overwritten_by_a_file(db: None) -> None:
    RuleRow.objects.filter(jurisdiction="SRB", code="LODGE_BY").update(
        value=16, verified=True, verified_by="A named person", verified_on=TODAY, gazette="OG 24/2018"
    )
    loader.seed()
    assert rule_in_force("LODGE_BY", TODAY, "SRB").value == 16


def test_comparison_with_the_reference(db: None) -> None:
    lines = {line.code: line for line in report.diff("SRB", TODAY)}
    assert lines["DECIDE_REGULAR"].standing is report.Standing.STRICTER
    assert lines["FINGERPRINT_MIN_AGE"].standing is report.Standing.STRICTER
    assert lines["LODGE_BY"].standing is report.Standing.LOOSER
    assert lines["APPEAL_BORDER"].standing is report.Standing.EQUAL
    assert lines["WORK_RIGHT_AFTER"].standing is report.Standing.MISSING
    assert lines["REPORT_TO_CENTRE"].standing is report.Standing.NATIONAL_ONLY
    assert all(line.unverified for line in lines.values() if line.national)


def test_commands(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("overlays", "show", "RS")
    call_command("overlays", "diff", "XK")
    call_command("procedures")
    call_command("procedures", diagram="screening")
    out = capsys.readouterr().out
    for text in ("LODGE_BY", "UNVERIFIED", "UNSCR 1244/1999", "unverified", "G-WISH", "EXEMPT from gates", "open --> lapsed: lapse"):
        assert text in out
    for words in (("show", "DE"), ("show", "Narnia"), ("diff", "")):
        with pytest.raises(CommandError):
            call_command("overlays", *words)
    with pytest.raises(CommandError, match="there are"):
        call_command("procedures", diagram="nothing")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('X = { value = 1, unit = "FORTNIGHTS", anchor = "a", legal_ref = "b", confidence = "H" }', "unit"),
        ('X = { value = "1", unit = "DAYS", anchor = "a", legal_ref = "b", confidence = "H" }', "whole number"),
        ('X = { value = 1, unit = "DAYS", anchor = "a", confidence = "H" }', "legal_ref"),
        ("X = {", "Invalid"),
    ],
)
def test_a_wrong_overlay_names_file_and_rule(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "twin.toml"
    file.write_text(f'[defaults]\nroll = "NATIONAL"\nbinds = "PERSON"\neffect = "DUTY"\nvalid_from = 2020-01-01\n[rules]\n{line}\n')
    with pytest.raises(loader.BadOverlay, match=message) as caught:
        loader.read(file)
    assert "twin.toml" in str(caught.value)
