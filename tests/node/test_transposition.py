"""How far each country has taken over each instrument, and the steps that are left."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes.countries import SEVEN
from egnatia.kernel.engine import refusals
from egnatia.overlays import actions, gaps, loader, report
from egnatia.overlays.models import Stage, Transposition
from egnatia.overlays.views import printed
from tests.node.conftest import do
from tests.node.test_pages import client_of

NOTED = {"instrument": "SCREENING", "stage": "DRAFTED", "act": "SYNTHETIC law on screening", "note": "SYNTHETIC"}


def plan(country: str) -> list[gaps.Gap]:
    return gaps.plan(gaps.taken_over(country), report.diff(country, moment.today()))


@pytest.mark.parametrize("country", SEVEN)
def test_each_country_has_every_instrument_and_nothing_is_called_verified(db: None, country: str) -> None:
    found = gaps.taken_over(country)
    assert [one.instrument.code for one in found][:3] == ["SCREENING", "EURODAC", "APR"]
    known = {one.instrument.code: one.row for one in found if one.row}
    assert known["APR"].act
    assert not any(row.verified_by for row in known.values())
    assert all(one.stage == Stage.UNKNOWN for one in found if one.row is None)


@pytest.mark.parametrize("country", SEVEN)
def test_every_looser_or_missing_rule_of_an_instrument_stands_in_the_plan(db: None, country: str) -> None:
    cited = [one.instrument.cited_as for one in gaps.taken_over(country)]
    wanted = {
        line.code
        for line in report.diff(country, date(2026, 11, 22))
        if line.standing in {report.Standing.LOOSER, report.Standing.MISSING} and line.reference and any(one in line.reference.legal_ref for one in cited)
    }
    assert wanted
    assert wanted <= {one.subject for one in plan(country)}


def test_a_guarantee_below_the_reference_comes_first(db: None) -> None:
    urgent = [one.urgent for one in plan("SRB")]
    assert urgent == sorted(urgent, reverse=True)


def test_a_stage_is_noted_by_two_and_changes_the_plan(staff: dict[str, Actor]) -> None:
    assert "Find out" in " ".join(str(one.step) for one in plan("SRB") if one.instrument == "SCREENING")
    case = do(actions.propose_stage, staff["legal"], **NOTED)
    with pytest.raises(refusals.GateClosed):
        do(actions.grant_stage, staff["legal"], case)
    with pytest.raises(refusals.NotConfirmed):
        do(actions.grant_stage, replace(staff["legal2"], confirmed_at=None), case)
    do(actions.grant_stage, staff["legal2"], case)
    row = Transposition.objects.get(jurisdiction="SRB", instrument="SCREENING")
    assert (row.stage, row.verified_by.count(";")) == ("DRAFTED", 1)
    assert "Adopt the draft" in [str(one.step) for one in plan("SRB") if one.instrument == "SCREENING"]
    page = client_of("officer").get(reverse("rules")).content.decode()
    assert "SYNTHETIC law on screening" in page
    # The files do not change back what people noted here.
    loader.seed()
    assert Transposition.objects.get(jurisdiction="SRB", instrument="SCREENING").stage == "DRAFTED"


def test_an_act_in_force_has_a_name(staff: dict[str, Actor]) -> None:
    with pytest.raises(refusals.BadInput, match="Name the national act"):
        do(actions.propose_stage, staff["legal"], instrument="APR", stage="APPLIED")
    with pytest.raises(IntegrityError), transaction.atomic():
        Transposition.objects.filter(jurisdiction="SRB", instrument="APR").update(act="")
    with pytest.raises(loader.BadOverlay, match="stage"):
        loader._transposition("x.toml", "APR", {"stage": "DONE", "confidence": "H"})


def test_a_refused_proposal_changes_nothing(staff: dict[str, Actor]) -> None:
    case = do(actions.propose_stage, staff["legal"], **NOTED)
    do(actions.refuse_stage, staff["legal"], case)
    assert not Transposition.objects.filter(jurisdiction="SRB", instrument="SCREENING").exists()


def test_the_plan_is_told_as_rows_for_a_roadmap(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("overlays", "gaps", "XK")
    told = capsys.readouterr().out
    rows = json.loads(told[: told.rindex("]") + 1])
    assert {"instrument", "subject", "found", "step", "urgent"} == set(rows[0])
    assert "UNSCR 1244" in told


@pytest.mark.parametrize("country", SEVEN)
def test_the_report_holds_both(db: None, country: str) -> None:
    said = printed(country)
    assert len(said["instruments"]) == 8
    assert said["gaps"]
    assert said["footnote"]
