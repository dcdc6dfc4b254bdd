"""Reintegration: the partner sees what was agreed to, the plan is validated by others, and nobody is followed without agreement."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import AccessLog
from egnatia.node.avrr import actions as avrr
from egnatia.node.avrr import survey
from egnatia.node.avrr.models import FollowUpConsent, Item, Proof, Reintegration, SurveyRound, VoluntaryReturn
from egnatia.node.avrr.reintegration import actions as plans
from egnatia.node.avrr.reintegration import gates, procedure
from egnatia.node.people.models import Person
from tests.node.conftest import do, state_of
from tests.node.test_avrr import day, eligible
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

LINE = {"dimension": "ECONOMIC", "measure": "EQUIPMENT", "text": "SYNTHETIC sewing machine", "budgeted": "800"}
PDF = base64.b64encode(b"%PDF-1.7 SYNTHETIC receipt").decode()


def agreed(staff: dict[str, Actor], **changes: Any) -> UUID:
    """A return whose person lets the partner be told."""
    case = eligible(staff)
    told = {"to": "PARTNER", "items": [Item.NAME, Item.NEEDS, Item.DOCUMENT], "purpose": "Plan", "language": "prs", "ground": "CONSENT", "until": day(90)}
    do(avrr.agree_sharing, staff["counsellor"], case, **{**told, **changes})
    return case


def planned(staff: dict[str, Actor]) -> tuple[UUID, UUID]:
    travel = agreed(staff)
    return travel, do(plans.open_plan, staff["counsellor"], travel_case=travel, partner="PARTNER", goals="SYNTHETIC: a tailor's shop")


def approved(staff: dict[str, Actor]) -> tuple[UUID, UUID]:
    travel, plan = planned(staff)
    do(plans.add_line, staff["partner"], plan, **LINE)
    do(plans.ask_validation, staff["partner"], plan)
    do(plans.validate_plan, staff["counsellor"], plan, approve="YES")
    return travel, plan


def refused(door: Any, actor: Actor, case: UUID | None, **data: Any) -> set[str]:
    with pytest.raises(refusals.GateClosed) as caught:
        do(door, actor, case, **data)
    return closed(caught)


def test_from_plan_to_confirmed_report(staff: dict[str, Actor]) -> None:
    _travel, plan = approved(staff)
    do(plans.deliver_line, staff["partner"], plan, number=1, on=day(0), spent="790.50", proof=PDF)
    do(plans.report, staff["partner"], plan, report="SYNTHETIC: the shop is open")
    do(plans.confirm_report, staff["counsellor"], plan, confirm="NO", outcome="SYNTHETIC: a photograph is missing")
    do(plans.report, staff["partner"], plan, report="SYNTHETIC: with a photograph")
    do(plans.confirm_report, staff["counsellor"], plan, confirm="YES", outcome="SYNTHETIC: works as a tailor")
    assert state_of(plan) == "closed"
    with seeing_all():
        proof = Proof.objects.get()
        assert bytes(proof.content) == b"%PDF-1.7 SYNTHETIC receipt"


def test_the_partner_sees_what_was_agreed_to_and_its_profile_needs_and_never_the_person(staff: dict[str, Actor]) -> None:
    travel, plan = planned(staff)
    page = client_of("partner").get(reverse("case", args=[plan])).content.decode()
    assert "Karimi" in page
    assert "tailor" in page
    assert "1990" not in page
    with acting_as(staff["partner"]):
        assert not Person.objects.exists()
        assert not VoluntaryReturn.objects.exists()
    with seeing_all():
        line = AccessLog.objects.filter(what="reintegration.disclosed").latest("at")
    assert (line.recipient, line.reasons) == ("PARTNER", "NAME,NEEDS")
    do(avrr.take_back_sharing, staff["counsellor"], travel, to="PARTNER")
    page = client_of("partner").get(reverse("case", args=[plan])).content.decode()
    assert "Karimi" not in page
    assert "tailor" not in page
    assert refused(plans.add_line, staff["partner"], plan, **LINE) == {"G-DATA"}


def test_no_plan_without_the_persons_agreement(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    travel = eligible(staff)
    told = {"travel_case": travel, "partner": "PARTNER", "goals": "X"}
    assert refused(plans.open_plan, staff["counsellor"], None, **told) == {"G-DATA"}
    monkeypatch.setattr(procedure.PLAN, "gates", ())  # the twin
    do(plans.open_plan, staff["counsellor"], **told)


def test_a_plan_keeps_to_the_amount_and_is_validated_by_somebody_else(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    _travel, plan = planned(staff)
    assert refused(plans.add_line, staff["partner"], plan, **{**LINE, "budgeted": "2000.01"}) == {"G-BUDGET"}
    with pytest.raises(refusals.BadInput, match="no line"):
        do(plans.ask_validation, staff["partner"], plan)
    do(plans.add_line, staff["counsellor"], plan, **LINE)
    do(plans.ask_validation, staff["counsellor"], plan)
    assert refused(plans.validate_plan, staff["counsellor"], plan, approve="YES") == {"G-SECOND"}
    with pytest.raises(refusals.BadInput, match="what must change"):
        do(plans.validate_plan, staff["counsellor2"], plan, approve="NO")
    do(plans.validate_plan, staff["counsellor2"], plan, approve="NO", reason="SYNTHETIC: too dear")
    do(plans.ask_validation, staff["counsellor"], plan)
    monkeypatch.setattr(procedure.VALIDATE, "gates", tuple(one for one in procedure.VALIDATE.gates if one is not gates.validated_by_another))
    with pytest.raises(IntegrityError), transaction.atomic():  # the twin is stopped by the database
        do(plans.validate_plan, staff["counsellor"], plan, approve="YES")
    do(plans.validate_plan, staff["counsellor2"], plan, approve="YES")


def test_what_was_delivered_has_its_proof(staff: dict[str, Actor]) -> None:
    _travel, plan = approved(staff)
    told = {"number": 1, "on": day(0), "spent": "10"}
    for wrong in ({"proof": base64.b64encode(b"MZ").decode()}, {"number": 7, "proof": PDF}, {"spent": "-1", "proof": PDF}, {"spent": "3000", "proof": PDF}):
        with pytest.raises(refusals.BadInput):
            do(plans.deliver_line, staff["partner"], plan, **{**told, **wrong})
    with pytest.raises(refusals.BadInput, match="still planned"):
        do(plans.report, staff["partner"], plan, report="X")
    with seeing_all():
        assert not Proof.objects.exists()


def test_fr_44_nobody_is_followed_without_an_agreement_that_has_not_ended(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    _travel, plan = approved(staff)
    told = {"when": "BASELINE", "on": day(0), "reached": "YES", "E1": "GOOD", "E2": "NEVER"}
    assert refused(plans.record_round, staff["counsellor"], plan, **told) == {"G-FOLLOW"}
    do(plans.agree_follow_up, staff["counsellor"], plan, items=["CONTACT"], language="prs", until=day(30))
    with pytest.raises(refusals.BadInput, match="answer of the list"):
        do(plans.record_round, staff["counsellor"], plan, **{**told, "E1": "SPLENDID"})
    do(plans.record_round, staff["counsellor"], plan, **told)
    assert "illustrative" in client_of("counsellor").get(reverse("case", args=[plan])).content.decode()
    with moment.pretend(moment.now() + timedelta(days=31)):
        later = {"when": "MONTHS_12", "on": day(0), "reached": "NO"}
        assert refused(plans.record_round, staff["counsellor"], plan, **later) == {"G-FOLLOW"}
        monkeypatch.setattr(procedure.ROUND, "gates", ())  # the twin is stopped by the action and the database
        with pytest.raises(refusals.BadInput, match="not agreed"):
            do(plans.record_round, staff["counsellor"], plan, **later)
        with seeing_all(), pytest.raises(IntegrityError), transaction.atomic():
            SurveyRound.objects.update(on=moment.today())
    do(plans.take_back_follow_up, staff["counsellor"], plan)
    with seeing_all():
        assert not SurveyRound.objects.exists()
        assert FollowUpConsent.objects.get().withdrawn_at
        assert Reintegration.objects.get().satisfaction is None


def test_a_further_weight_set_reads_the_same_answers(staff: dict[str, Actor]) -> None:
    _travel, plan = approved(staff)
    do(plans.agree_follow_up, staff["counsellor"], plan, items=["CONTACT"], language="prs", until=day(30))
    scored = {one.code: "GOOD" for one in survey.instrument().questions if "GOOD" in one.answers}
    do(plans.record_round, staff["counsellor"], plan, when="BASELINE", on=day(0), reached="YES", **scored)
    weights = survey.weight_set()
    text = f'code = "SECOND"\nsource = "SYNTHETIC"\n[dimension]\n{_table(weights.dimension)}[composite]\n{_table(weights.composite)}'
    case = do(plans.import_weights, staff["counsellor"], file=base64.b64encode(text.encode()).decode())
    assert "SYNTHETIC" in client_of("counsellor").get(reverse("case", args=[case])).content.decode()
    page = client_of("counsellor").get(reverse("case", args=[plan])).content.decode()
    assert "At the start · EQ-1" in page
    assert "At the start · SECOND" in page
    assert "SECOND: SYNTHETIC" in client_of("counsellor").get(reverse("voluntary_return") + "?weights=SECOND").content.decode()
    for wrong, words in ((text, "already"), (text.replace("SECOND", "THIRD").replace("0.", "0.9", 1), "add up"), ("code = ", "TOML")):
        with pytest.raises(refusals.BadInput, match=words):
            do(plans.import_weights, staff["counsellor"], file=base64.b64encode(wrong.encode()).decode())


def _table(weights: dict[str, float]) -> str:
    return "".join(f"{code} = {value!r}\n" for code, value in weights.items())
