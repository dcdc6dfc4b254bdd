"""Age assessment (Reg. (EU) 2024/1348 art. 25) and guardians: people before machines, nobody alone, the margin to the child's benefit."""

from __future__ import annotations

import contextlib
import random
import uuid
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, ClockRow, Event, RuleRow, Task
from egnatia.node.people.models import Person
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.age import actions as age
from egnatia.node.protection.age import gates, procedure
from egnatia.node.protection.guardians import actions as guardians
from egnatia.node.protection.guardians import selectors as guardianships
from egnatia.node.protection.models import MEDICAL, AgeAssessment, AgeMethod, AgeStep, Guardianship, Need
from egnatia.node.registration import actions as registration
from tests.node.conftest import REGISTERED, arrive, do, state_of
from tests.node.test_mrz import ADULT
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

DOUBT = {"direction": "SAYS_CHILD", "grounds": ["STATEMENTS"], "reasons": "SYNTHETIC: two years of birth were told", "documents_fail": True}
TOLD = {"given": "YES", "language": "prs", "interpreter_present": True}
TEAM = {"methods": ["INTERVIEW", "PSYCHOSOCIAL"], "professions": ["PSYCHOLOGIST", "SOCIAL_WORKER"], "low": "16.5", "high": "19.2"}
SERVED = {"language": "prs", "remedy_told": True}


@pytest.fixture
def children(staff: dict[str, Actor]) -> dict[str, Actor]:
    """Child protection officers of the border unit, which has opened the case, and of the service: two who may decide."""
    return {"first": staff["protection"], "second": replace(staff["protection"], id=uuid.uuid4(), name="Another")}


def person_of(case: UUID) -> UUID:
    with seeing_all():
        found = CaseFile.objects.get(pk=case).subject
    assert found is not None
    return found


def alone(staff: dict[str, Actor], **changes: Any) -> UUID:
    return person_of(arrive(staff, birth={"year": "2009"}, unaccompanied=True, **changes))


def guarded(staff: dict[str, Actor], person: UUID) -> UUID:
    """A guardian of the register beside the child."""
    guardian = do(guardians.add_guardian, staff["social"], name="SYNTHETIC guardian", organisation="SYNTHETIC NGO", spoken=["prs"], vetted_on=moment.today())
    asked = do(guardians.ask_for_guardian, staff["officer"], person_id=person)
    do(guardians.appoint, staff["social"], asked, guardian=guardian)
    return guardian


def doubted(staff: dict[str, Actor], person: UUID, **changes: Any) -> UUID:
    return do(age.doubt, staff["protection"], person_id=person, **{**DOUBT, **changes})


def ready(staff: dict[str, Actor], children: dict[str, Actor]) -> tuple[UUID, UUID]:
    """(case, person) with guardian and both told and agreed."""
    person = alone(staff)
    guarded(staff, person)
    case = doubted(staff, person)
    for who in ("CHILD", "GUARDIAN"):
        do(age.record_consent, children["first"], case, who=who, **TOLD)
    return case, person


def is_child(person: UUID) -> bool:
    with seeing_all():
        return protection.treated_as_child(Person.objects.get(pk=person))


def test_a_margin_that_reaches_below_eighteen_is_a_child_of_its_lowest_age(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    case, person = ready(staff, children)
    do(age.examine, children["first"], case, **TEAM)
    do(age.propose, children["first"], case, reasons="SYNTHETIC")
    do(age.decide, children["second"], case, **SERVED)
    with seeing_all():
        one = AgeAssessment.objects.get()
        assert (one.is_adult, one.recorded_age) == (False, Decimal("16.5"))
        assert Need.objects.get(person=person, category="UAM").status == "IDENTIFIED"
    assert is_child(person)


def test_only_a_margin_wholly_above_is_an_adult(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    case, person = ready(staff, children)
    do(age.examine, children["first"], case, **{**TEAM, "low": "18.0", "high": "24"})
    assert is_child(person), "until it is decided"
    do(age.propose, children["first"], case, reasons="SYNTHETIC")
    do(age.decide, children["second"], case, **SERVED)
    assert not is_child(person)
    # Something new: the decision does not hold any more.
    do(age.review, staff["officer"], case, evidence="SYNTHETIC: a birth certificate came")
    assert is_child(person)
    with seeing_all():
        assert AgeAssessment.objects.get().is_adult is None


def test_all_results_are_read_together(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    case, person = ready(staff, children)
    do(age.examine, children["first"], case, **{**TEAM, "low": "17.9", "high": "22"}, doubt_remains=True)
    do(age.order_medical, children["first"], case, method="DENTAL_VIEW", why="SYNTHETIC")
    do(age.record_medical, staff["medic"], case, low="19", high="23")
    do(age.propose, children["first"], case, reasons="SYNTHETIC")
    do(age.decide, children["second"], case, **SERVED)
    assert is_child(person)


@pytest.mark.parametrize("direction", ["SAYS_CHILD", "SAYS_ADULT"])
def test_from_the_doubt_on_the_person_counts_as_a_child(staff: dict[str, Actor], direction: str) -> None:
    person = person_of(arrive(staff, birth={"year": "2001"}))
    assert not is_child(person)
    doubted(staff, person, direction=direction)
    assert is_child(person)
    with pytest.raises(refusals.BadInput, match="runs already"):
        doubted(staff, person)


def test_appearance_alone_and_a_genuine_document_open_nothing(staff: dict[str, Actor]) -> None:
    with pytest.raises(refusals.GateClosed) as caught:
        doubted(staff, alone(staff), grounds=["LOOKS"])
    assert closed(caught) == {"G-LOOKS"}
    shown = person_of(arrive(staff, mrz=ADULT))
    with pytest.raises(refusals.GateClosed) as caught:
        doubted(staff, shown, documents_fail=False)
    assert closed(caught) == {"G-GENUINE"}
    doubted(staff, shown)


def test_fr_10_guardian_and_information_come_first(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    person = alone(staff)
    case = doubted(staff, person)
    with pytest.raises(refusals.GateClosed) as caught:
        do(age.examine, children["first"], case, **TEAM)
    assert closed(caught) == {"G-GUARDIAN", "G-TOLD"}
    guarded(staff, person)
    do(age.record_consent, children["first"], case, who="CHILD", **{**TOLD, "given": "NO"})
    # A no to what is no examination of the body is told and recorded; it stops no conversation that the person agrees to.
    do(age.examine, children["first"], case, **TEAM)


def test_fr_10_twin_without_its_gate_a_child_would_be_assessed_alone(
    staff: dict[str, Actor], children: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = doubted(staff, alone(staff))
    do(age.record_consent, children["first"], case, who="CHILD", **TOLD)
    monkeypatch.setattr(procedure.EXAMINE, "gates", tuple(one for one in procedure.EXAMINE.gates if one is not gates.guardian_first))
    do(age.examine, children["first"], case, **TEAM)


@pytest.mark.parametrize(
    ("doubt", "child", "guardian", "gate"),
    [(False, "YES", "YES", "G-DOUBT"), (True, "NO", "YES", "G-CONSENT"), (True, "YES", "NO", "G-CONSENT"), (True, "YES", None, "G-CONSENT")],
)
def test_a_body_is_examined_in_doubt_and_with_both_consents_alone(
    staff: dict[str, Actor], children: dict[str, Actor], doubt: bool, child: str, guardian: str | None, gate: str
) -> None:
    person = alone(staff)
    guarded(staff, person)
    case = doubted(staff, person)
    do(age.record_consent, children["first"], case, who="CHILD", **{**TOLD, "given": child})
    if guardian:
        do(age.record_consent, children["first"], case, who="GUARDIAN", **{**TOLD, "given": guardian})
    do(age.examine, children["first"], case, **TEAM, doubt_remains=doubt)
    with pytest.raises(refusals.GateClosed) as caught:
        do(age.order_medical, children["first"], case, method="DENTAL_VIEW", why="SYNTHETIC")
    assert closed(caught) == {gate}
    # A refusal is without prejudice: the age is decided by what there is.
    do(age.propose, children["first"], case, reasons="SYNTHETIC")
    do(age.decide, children["second"], case, **SERVED)
    assert is_child(person)


def test_a_refusal_alone_decides_nothing(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    case, person = ready(staff, children)
    do(age.record_consent, children["first"], case, who="CHILD", **{**TOLD, "given": "NO"})
    with pytest.raises(refusals.WrongState):
        do(age.propose, children["first"], case, reasons="refused")
    do(age.drop, children["first"], case)
    assert is_child(person)


def test_radiation_comes_after_what_has_none(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    case, _person = ready(staff, children)
    do(age.examine, children["first"], case, **TEAM, doubt_remains=True)
    with pytest.raises(refusals.GateClosed) as caught:
        do(age.order_medical, children["first"], case, method="XRAY_HAND", why="SYNTHETIC")
    assert closed(caught) == {"G-RADIATION"}
    do(age.order_medical, children["first"], case, method="MRI", why="SYNTHETIC")
    do(age.record_medical, staff["medic"], case, low="16", high="20", doubt_remains=True)
    do(age.order_medical, children["first"], case, method="XRAY_HAND", why="SYNTHETIC")
    # A consent that is taken back ends it.
    do(age.record_consent, children["first"], case, who="CHILD", **{**TOLD, "given": "NO"})
    with pytest.raises(refusals.GateClosed):
        do(age.record_medical, staff["medic"], case, low="19", high="21")
    do(age.cancel_medical, staff["medic"], case)


@pytest.mark.parametrize("method", ["SEXUAL_MATURITY", "GENITAL", "TANNER", ""])
def test_a_forbidden_method_can_be_recorded_nowhere(staff: dict[str, Actor], children: dict[str, Actor], method: str) -> None:
    case, _person = ready(staff, children)
    for door, answers in (
        (age.examine, {**TEAM, "methods": [method]}),
        (age.examine, {**TEAM, "methods": ["INTERVIEW", "XRAY_HAND"]}),
        (age.order_medical, {"method": method, "why": "SYNTHETIC"}),
    ):
        with pytest.raises((refusals.BadInput, refusals.WrongState)):
            do(door, children["first"], case, **answers)
    step = {"professions": [], "low": 16, "high": 17, "doubt_remains": False, "medical": True, "at": moment.now()}
    with acting_as(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        AgeStep.objects.create(case_id=case, methods=[method], **step)


def test_who_proposed_does_not_decide_and_the_remedy_is_told(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    case, _person = ready(staff, children)
    do(age.examine, children["first"], case, **TEAM)
    do(age.propose, children["first"], case, reasons="SYNTHETIC")
    for who, served, gate in (("first", SERVED, "G-4EYES"), ("second", {**SERVED, "remedy_told": False}, "G-REM")):
        with pytest.raises(refusals.GateClosed) as caught:
            do(age.decide, children[who], case, **served)
        assert closed(caught) == {gate}


def test_the_database_decides_no_child_into_an_adult(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    case, _person = ready(staff, children)
    for wrong in ({"is_adult": True, "recorded_age": 17}, {"is_adult": False, "recorded_age": 18}, {"decided_at": moment.now()}):
        with acting_as(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
            AgeAssessment.objects.filter(pk=case).update(**wrong)


def _random_step(draw: random.Random, staff: dict[str, Actor], children: dict[str, Actor], case: UUID) -> None:
    """One action with answers that may be right or wrong; a refusal is an answer too."""
    method = draw.choice([*AgeMethod.values, "SEXUAL_MATURITY"])
    low = draw.choice(["15", "17.9", "18", "21"])
    steps: list[tuple[Any, Actor, dict[str, Any]]] = [
        (age.record_consent, children["first"], {"who": draw.choice(["CHILD", "GUARDIAN"]), **TOLD, "given": draw.choice(["YES", "YES", "NO"])}),
        (age.examine, children["first"], {**TEAM, "methods": [method, "INTERVIEW"], "low": low, "high": "25", "doubt_remains": draw.random() < 0.7}),
        (age.examine, children["first"], {**TEAM, "low": low, "high": "25", "doubt_remains": draw.random() < 0.5}),
        (age.order_medical, children["first"], {"method": draw.choice([*MEDICAL, "INTERVIEW", "SEXUAL_MATURITY"]), "why": "SYNTHETIC"}),
        (age.record_medical, staff["medic"], {"low": low, "high": "25", "doubt_remains": draw.random() < 0.7}),
        (age.cancel_medical, staff["medic"], {}),
        (age.propose, children["first"], {"reasons": "SYNTHETIC"}),
        (age.decide, draw.choice(list(children.values())), {**SERVED, "remedy_told": draw.random() < 0.8}),
        (age.review, staff["officer"], {"evidence": "SYNTHETIC"}),
    ]
    door, who, answers = draw.choice(steps)
    with contextlib.suppress(refusals.Refused):
        do(door, who, case, **answers)


def broken_rules(case: UUID, guardian_from: int) -> list[str]:
    """What a history did that it may not: read from its events and records alone."""
    wrong = []
    with seeing_all():
        one = AgeAssessment.objects.get(pk=case)
        steps = list(AgeStep.objects.filter(case=case).order_by("at"))
        events = list(Event.objects.filter(case=case).order_by("sequence"))
        for event in events:
            if event.action == "order_medical":
                last = [step for step in steps if step.at <= event.at]
                agreed = all(_consent(case, who, event.at) for who in ("CHILD", "GUARDIAN"))
                wrong += ["ordered without doubt"] if not last or not last[-1].doubt_remains else []
                wrong += ["ordered without consent"] if not agreed else []
                wrong += ["ordered without guardian"] if event.sequence < guardian_from else []
        wrong += ["forbidden method"] if any(method not in AgeMethod.values for step in steps for method in step.methods) else []
        wrong += ["medical without order"] if sum(step.medical for step in steps) > sum(event.action == "order_medical" for event in events) else []
        wrong += ["body in the team's step"] if any(set(step.methods) & set(MEDICAL) for step in steps if not step.medical) else []
        lowest = min((step.low for step in steps), default=None)
        if one.decided_at and one.is_adult and (lowest is None or lowest < 18):
            wrong.append("adult below eighteen")
        if not one.decided_at and not protection.treated_as_child(Person.objects.get(pk=one.person_id)):
            wrong.append("undecided and no child")
    return wrong


def _consent(case: UUID, who: str, at: Any) -> bool:
    from egnatia.node.protection.models import AgeConsent

    last = AgeConsent.objects.filter(case=case, who=who, at__lte=at).order_by("-at").first()
    return last is not None and last.given


def _history(seed: int, staff: dict[str, Actor], children: dict[str, Actor]) -> list[str]:
    draw = random.Random(seed)
    person = alone(staff)
    case = doubted(staff, person)
    guardian_from = 10**6
    for _step in range(40):
        if guardian_from == 10**6 and draw.random() < 0.4:
            guarded(staff, person)
            with seeing_all():
                guardian_from = CaseFile.objects.get(pk=case).version
        _random_step(draw, staff, children, case)
    return broken_rules(case, guardian_from)


@pytest.mark.parametrize("seed", range(12))
def test_no_history_reaches_an_examination_without_doubt_guardian_and_consent(staff: dict[str, Actor], children: dict[str, Actor], seed: int) -> None:
    assert _history(seed, staff, children) == []


@pytest.mark.parametrize(
    ("action", "gate", "found"),
    [
        ("ORDER", "doubt_remains", "ordered without doubt"),
        ("ORDER", "both_agree", "ordered without consent"),
    ],
)
def test_twin_a_history_without_one_of_the_gates_is_caught(
    staff: dict[str, Actor], children: dict[str, Actor], action: str, gate: str, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = getattr(procedure, action)
    monkeypatch.setattr(step, "gates", tuple(one for one in step.gates if one is not getattr(gates, gate)))
    assert any(found in _history(seed, staff, children) for seed in range(12))


def test_the_clock_of_an_appointment_runs_and_stops(staff: dict[str, Actor]) -> None:
    person = alone(staff)
    asked = do(guardians.ask_for_guardian, staff["officer"], person_id=person)
    with seeing_all():
        assert ClockRow.objects.get(case=asked, code="GUARDIAN_APPOINTED").state == "OPEN"
        assert Task.objects.filter(case=asked, unit_id=staff["social"].unit, code="APPOINT_GUARDIAN", done_at=None).exists()
    with pytest.raises(refusals.BadInput, match="already"):
        do(guardians.ask_for_guardian, staff["officer"], person_id=person)
    guardian = do(guardians.add_guardian, staff["social"], name="SYNTHETIC", organisation="X", spoken=["prs"], vetted_on=moment.today())
    do(guardians.appoint, staff["social"], asked, guardian=guardian)
    do(guardians.note_meeting, staff["social"], asked)
    with seeing_all():
        assert ClockRow.objects.get(case=asked, code="GUARDIAN_APPOINTED").state == "MET"
        assert Guardianship.objects.get().met_at
    assert "SYNTHETIC" in client_of("social").get(reverse("case", args=[asked])).content.decode()
    with pytest.raises(refusals.WrongState):
        do(guardians.close_guardian, staff["social"], guardian)
    do(guardians.end, staff["social"], asked, reason="FAMILY")
    assert not guardianships.guardian_of(person)


def test_a_guardian_with_too_many_children_gets_no_more(staff: dict[str, Actor]) -> None:
    RuleRow.objects.filter(code="GUARDIAN_LOAD").update(value=1)
    guardian = guarded(staff, alone(staff))
    second = do(guardians.ask_for_guardian, staff["officer"], person_id=alone(staff))
    with pytest.raises(refusals.GateClosed) as caught:
        do(guardians.appoint, staff["social"], second, guardian=guardian)
    assert closed(caught) == {"G-LOAD"}
    with pytest.raises(refusals.GateClosed):
        do(guardians.appoint, staff["social"], second, guardian=uuid.uuid4())


def test_a_wish_of_a_child_without_a_guardian_stands_at_once_and_opens_the_clock(staff: dict[str, Actor]) -> None:
    wish = do(registration.record_wish, staff["officer"], person_id=alone(staff))
    assert state_of(wish) == "intended"
    with seeing_all():
        assert ClockRow.objects.filter(case=wish, code="TEMPORARY_GUARDIAN", state="OPEN").exists()
    do(registration.register, staff["asylum"], wish, **REGISTERED, document_issued="CERTIFICATE")
    with pytest.raises(refusals.GateClosed) as caught:
        do(registration.lodge, staff["asylum"], wish)
    assert "G-GUARDIAN" in closed(caught)
    guarded(staff, person_of(wish))
    do(registration.lodge, staff["asylum"], wish)


def test_a_missing_child_is_searched_for_by_both_and_the_origin_is_never_told(staff: dict[str, Actor]) -> None:
    person = alone(staff)
    alert = {"person_id": person, "last_seen_at": moment.now(), "last_seen_where": "SYNTHETIC centre"}
    case = do(guardians.alert, staff["officer"], **alert)
    with seeing_all():
        units = set(Task.objects.filter(case=case, code="SEARCH_CHILD", done_at=None).values_list("unit_id", flat=True))
        assert units == {staff["officer"].unit, staff["social"].unit}
        assert ClockRow.objects.filter(case=case, code="MISSING_CHILD_REVIEW", state="OPEN").exists()
    with pytest.raises(refusals.BadInput, match="stands already"):
        do(guardians.alert, staff["officer"], **alert)
    for origin in ("EMBASSY", "ORIGIN", "CONSULATE"):
        with pytest.raises(refusals.BadInput):
            do(guardians.note_search, staff["social"], case, kind=origin, text="SYNTHETIC")
    do(guardians.note_search, staff["social"], case, kind="HOTLINE", text="SYNTHETIC")
    do(guardians.found, staff["social"], case, outcome="WELL")
    do(guardians.alert, staff["officer"], **alert)
