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
from egnatia.node.protection import tasks
from egnatia.node.protection.age import actions as age
from egnatia.node.protection.age import gates, procedure
from egnatia.node.protection.guardians import actions as guardians
from egnatia.node.protection.guardians import selectors as guardianships
from egnatia.node.protection.models import (
    MEDICAL,
    AgeAssessment,
    AgeConsent,
    AgeDecision,
    AgeMethod,
    AgeOrder,
    AgeStep,
    Guardianship,
    GuardianTerm,
    Need,
    TemporaryGuardian,
)
from egnatia.node.registration import actions as registration
from egnatia.node.screening import actions as screening
from egnatia.node.screening.models import Screening
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


def ordered(children: dict[str, Actor], case: UUID, method: str) -> None:
    """Asked for, agreed to by both for this method, ordered."""
    do(age.ask_medical, children["first"], case, method=method, why="SYNTHETIC")
    for who in ("CHILD", "GUARDIAN"):
        do(age.record_consent, children["first"], case, who=who, **TOLD)
    do(age.order_medical, children["first"], case)


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
    ordered(children, case, "DENTAL_VIEW")
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
    with pytest.raises(refusals.BadInput, match="stands already"):
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
    with pytest.raises(refusals.GateClosed) as caught:
        do(age.examine, children["first"], case, **TEAM)
    assert closed(caught) == {"G-TOLD"}
    # Said in a language that is not theirs, without an interpreter: nothing was understood.
    do(age.record_consent, children["first"], case, who="CHILD", given="YES", language="srp")
    with pytest.raises(refusals.GateClosed):
        do(age.examine, children["first"], case, **TEAM)
    do(age.record_consent, children["first"], case, who="CHILD", **TOLD)
    do(age.examine, children["first"], case, **TEAM)


def test_nobody_agrees_for_a_guardian_who_is_not_there_or_not_any_more(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    person = alone(staff)
    case = doubted(staff, person)
    with pytest.raises(refusals.GateClosed) as caught:
        do(age.record_consent, children["first"], case, who="GUARDIAN", **TOLD)
    assert closed(caught) == {"G-GUARDIAN"}
    guarded(staff, person)
    do(age.record_consent, children["first"], case, who="CHILD", **TOLD)
    do(age.examine, children["first"], case, **TEAM, doubt_remains=True)
    do(age.ask_medical, children["first"], case, method="DENTAL_VIEW", why="SYNTHETIC")
    for who in ("CHILD", "GUARDIAN"):
        do(age.record_consent, children["first"], case, who=who, **TOLD)
    with seeing_all():
        guardianship = Guardianship.objects.get(person=person).pk
    other = do(guardians.add_guardian, staff["social"], name="SYNTHETIC other", organisation="X", spoken=["prs"], vetted_on=moment.today())
    do(guardians.appoint, staff["social"], guardianship, guardian=other)
    with pytest.raises(refusals.GateClosed) as caught:
        do(age.order_medical, children["first"], case)
    assert closed(caught) == {"G-CONSENT"}


def test_fr_10_twin_without_its_gate_a_child_would_be_assessed_alone(
    staff: dict[str, Actor], children: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = doubted(staff, alone(staff))
    do(age.record_consent, children["first"], case, who="CHILD", **TOLD)
    monkeypatch.setattr(procedure.EXAMINE, "gates", tuple(one for one in procedure.EXAMINE.gates if one is not gates.guardian_first))
    do(age.examine, children["first"], case, **TEAM)


def test_a_body_is_examined_in_doubt_alone(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    case, _person = ready(staff, children)
    do(age.examine, children["first"], case, **TEAM)
    with pytest.raises(refusals.GateClosed) as caught:
        do(age.ask_medical, children["first"], case, method="DENTAL_VIEW", why="SYNTHETIC")
    assert closed(caught) == {"G-DOUBT"}


@pytest.mark.parametrize(("child", "guardian"), [("NO", "YES"), ("YES", "NO"), ("YES", None), (None, "YES")])
def test_a_body_is_examined_with_both_consents_to_the_method_alone(
    staff: dict[str, Actor], children: dict[str, Actor], child: str | None, guardian: str | None
) -> None:
    """What was agreed for the conversation counts for no method; a refusal is without prejudice."""
    case, person = ready(staff, children)
    do(age.examine, children["first"], case, **TEAM, doubt_remains=True)
    do(age.ask_medical, children["first"], case, method="DENTAL_VIEW", why="SYNTHETIC")
    for who, given in (("CHILD", child), ("GUARDIAN", guardian)):
        if given:
            do(age.record_consent, children["first"], case, who=who, **{**TOLD, "given": given})
    with pytest.raises(refusals.GateClosed) as caught:
        do(age.order_medical, children["first"], case)
    assert closed(caught) == {"G-CONSENT"}
    do(age.cancel_medical, children["first"], case)
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
        do(age.ask_medical, children["first"], case, method="XRAY_HAND", why="SYNTHETIC")
    assert closed(caught) == {"G-RADIATION"}
    ordered(children, case, "MRI")
    do(age.record_medical, staff["medic"], case, low="16", high="20", doubt_remains=True)
    ordered(children, case, "XRAY_HAND")
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
        (age.ask_medical, {"method": method, "why": "SYNTHETIC"}),
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
    whole = {"decided_at": moment.now(), "decided_by": uuid.uuid4(), "remedy_told": True}
    for wrong in (
        {"is_adult": True, "recorded_age": 17},
        {"is_adult": True, "recorded_age": None},
        {"is_adult": False, "recorded_age": 18},
        {"decided_at": moment.now()},
        {**whole, "proposed_by": None, "is_adult": False},
        {**whole, "proposed_by": uuid.uuid4(), "is_adult": None},
    ):
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
        (age.ask_medical, children["first"], {"method": draw.choice([*MEDICAL, "INTERVIEW", "SEXUAL_MATURITY"]), "why": "SYNTHETIC"}),
        (age.order_medical, children["first"], {}),
        (age.order_medical, children["first"], {}),
        (age.record_medical, staff["medic"], {"low": low, "high": "25", "doubt_remains": draw.random() < 0.7}),
        (age.cancel_medical, staff["medic"], {}),
        (age.propose, children["first"], {"reasons": "SYNTHETIC"}),
        (age.decide, draw.choice(list(children.values())), {**SERVED, "remedy_told": draw.random() < 0.8}),
        (age.review, staff["officer"], {"evidence": "SYNTHETIC"}),
        (age.send_back, children["second"], {"reason": "SYNTHETIC"}),
        (age.doubt_again, children["first"], DOUBT),
    ]
    doors = [door for door, _who, _answers in steps]
    with seeing_all():
        state = CaseFile.objects.get(pk=case).state
    # Mostly what the state leads to, so that long ways are walked too.
    likely = {
        "doubted": [0, doors.index(age.examine)],
        "examined": [doors.index(age.ask_medical)],
        "asked": [0, 0, doors.index(age.order_medical)],
        "ordered": [doors.index(age.record_medical)],
        "proposed": [doors.index(age.decide)],
    }.get(state, [])
    door, who, answers = steps[draw.choice(likely)] if likely and draw.random() < 0.5 else draw.choice(steps)
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
                asked = AgeOrder.objects.filter(case=case, at__lte=event.at).order_by("-at").first()
                agreed = asked is not None and all(_consent(case, who, asked, event.at) for who in ("CHILD", "GUARDIAN"))
                wrong += ["ordered without doubt"] if not last or not last[-1].doubt_remains else []
                wrong += ["ordered without consent"] if not agreed else []
                wrong += ["ordered without guardian"] if event.sequence < guardian_from else []
        wrong += ["forbidden method"] if any(method not in AgeMethod.values for step in steps for method in step.methods) else []
        wrong += ["medical without order"] if sum(step.medical for step in steps) > sum(event.action == "order_medical" for event in events) else []
        wrong += ["body in the team's step"] if any(set(step.methods) & set(MEDICAL) for step in steps if not step.medical) else []
        lowest = min((step.low for step in steps), default=None)
        if one.decided_at and one.is_adult and (lowest is None or lowest < 18 or steps[-1].doubt_remains):
            wrong.append("adult below eighteen or in doubt")
        if not one.decided_at and not protection.treated_as_child(Person.objects.get(pk=one.person_id)):
            wrong.append("undecided and no child")
    return wrong


def _consent(case: UUID, who: str, asked: AgeOrder, at: Any) -> bool:
    last = AgeConsent.objects.filter(case=case, who=who, method=asked.method, at__lte=at).order_by("-at").first()
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
        ("ASK_MEDICAL", "doubt_remains", "ordered without doubt"),
        ("ORDER", "both_agree", "ordered without consent"),
    ],
)
def test_twin_a_history_without_one_of_the_gates_is_caught(
    staff: dict[str, Actor], children: dict[str, Actor], action: str, gate: str, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in (getattr(procedure, action), procedure.ORDER):
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


def test_a_doubt_ends_a_restriction_at_once(staff: dict[str, Actor]) -> None:
    """FR-36, CRC art. 37: whoever may be a child is not kept, from the doubt on."""
    case = arrive(staff, birth={"year": "2001"})
    do(screening.inform, staff["officer"], case, items=["ASYLUM"], language="prs")
    do(screening.order_restriction, staff["officer"], case)
    doubted(staff, person_of(case), direction="SAYS_ADULT")
    with seeing_all():
        assert Screening.objects.get(pk=case).restriction_ended_at


def test_who_says_to_be_an_adult_is_alone_unless_a_parent_is_here(staff: dict[str, Actor]) -> None:
    person = person_of(arrive(staff, birth={"year": "2001"}))
    doubted(staff, person, direction="SAYS_ADULT")
    with seeing_all():
        first = CaseFile.objects.get(subject=person, procedure="screening").number
        assert protection.treated_as_child_alone(Person.objects.get(pk=person))
    child = person_of(arrive(staff, birth={"year": "2006"}, relative_case=first, relation="CHILD"))
    doubted(staff, child)
    with seeing_all():
        assert not protection.treated_as_child_alone(Person.objects.get(pk=child))
    assert is_child(child)


def test_a_result_does_not_go_away_by_beginning_again(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    case, person = ready(staff, children)
    do(age.examine, children["first"], case, **TEAM)
    do(age.drop, children["first"], case)
    again = doubted(staff, person)
    do(age.record_consent, children["first"], again, who="CHILD", **TOLD)
    do(age.examine, children["first"], again, **{**TEAM, "low": "18.5", "high": "25"})
    do(age.propose, children["first"], again, reasons="SYNTHETIC")
    do(age.decide, children["second"], again, **SERVED)
    assert is_child(person)
    with pytest.raises(refusals.BadInput, match="stands already"):
        doubted(staff, person)


def test_an_inconclusive_assessment_is_a_child_without_a_recorded_age(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    case, person = ready(staff, children)
    do(age.examine, children["first"], case, **{**TEAM, "low": "18.0", "high": "25"}, doubt_remains=True)
    do(age.propose, children["first"], case, reasons="SYNTHETIC")
    do(age.decide, children["second"], case, **SERVED)
    with seeing_all():
        one = AgeAssessment.objects.get()
        assert (one.is_adult, one.recorded_age) == (False, None)
    assert is_child(person)


def test_a_decided_child_is_doubted_again_by_child_protection_with_grounds_alone(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    case, person = ready(staff, children)
    do(age.examine, children["first"], case, **TEAM)
    do(age.propose, children["first"], case, reasons="SYNTHETIC first")
    do(age.send_back, children["second"], case, reason="SYNTHETIC: the second page is missing")
    do(age.propose, children["first"], case, reasons="SYNTHETIC second")
    do(age.decide, children["second"], case, **SERVED)
    with pytest.raises(refusals.WrongState):
        do(age.review, staff["officer"], case, evidence="looks older")
    with pytest.raises(refusals.NotAllowed):
        do(age.doubt_again, staff["officer"], case, **DOUBT)
    with pytest.raises(refusals.GateClosed) as caught:
        do(age.doubt_again, children["first"], case, **{**DOUBT, "grounds": ["LOOKS"]})
    assert "G-LOOKS" in closed(caught)
    do(age.doubt_again, children["first"], case, **DOUBT)
    assert is_child(person)
    with seeing_all():
        kept = AgeDecision.objects.get()
        assert (kept.recorded_age, kept.reasons) == (Decimal("16.5"), "SYNTHETIC second")


def test_a_temporary_guardian_does_not_stand_there_again_after_an_appointment_has_ended(staff: dict[str, Actor]) -> None:
    person = alone(staff)
    wish = do(registration.record_wish, staff["officer"], person_id=person)
    do(registration.name_guardian, staff["social"], wish, name="SYNTHETIC temporary", authority="X")
    assert "temporary" in guardianships.guardian_of(person)
    guarded(staff, person)
    assert "SYNTHETIC NGO" in guardianships.guardian_of(person)
    with seeing_all():
        case = Guardianship.objects.get(person=person).pk
        assert TemporaryGuardian.objects.exists()
        assert GuardianTerm.objects.count() == 1
    do(guardians.end, staff["social"], case, reason="OTHER_STATE")
    assert guardianships.guardian_of(person) == ""


def test_an_appointment_ends_what_waited_for_a_guardian(staff: dict[str, Actor]) -> None:
    person = alone(staff)
    wish = do(registration.record_wish, staff["officer"], person_id=person)
    guarded(staff, person)
    with seeing_all():
        assert not Task.objects.filter(case__subject=person, code__in=("APPOINT_GUARDIAN", "NAME_GUARDIAN"), done_at=None).exists()
        assert not ClockRow.objects.filter(case=wish, code="TEMPORARY_GUARDIAN", state="OPEN").exists()


def test_without_a_rule_for_the_load_a_human_is_told_and_no_page_breaks(staff: dict[str, Actor]) -> None:
    asked = do(guardians.ask_for_guardian, staff["officer"], person_id=alone(staff))
    guardian = do(guardians.add_guardian, staff["social"], name="SYNTHETIC", organisation="X", spoken=["prs"], vetted_on=moment.today())
    RuleRow.objects.filter(code="GUARDIAN_LOAD").delete()
    with pytest.raises(refusals.GateClosed, match="legal officer"):
        do(guardians.appoint, staff["social"], asked, guardian=guardian)
    for address in (reverse("act", args=[asked, "appoint"]), reverse("case", args=[guardian])):
        assert client_of("social").get(address).status_code == 200


def test_an_adult_has_no_guardian_for_ever(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    case, person = ready(staff, children)
    do(age.examine, children["first"], case, **{**TEAM, "low": "18.0", "high": "24"})
    do(age.propose, children["first"], case, reasons="SYNTHETIC")
    do(age.decide, children["second"], case, **SERVED)
    with seeing_all():
        beside = Guardianship.objects.get(person=person).pk
        assert Task.objects.filter(case=beside, code="END_GUARDIANSHIP", done_at=None).exists()


def test_who_came_of_age_has_a_task_for_the_guardian_to_end(staff: dict[str, Actor]) -> None:
    person = alone(staff)
    guarded(staff, person)
    tasks.review_needs(0)
    with moment.pretend(moment.now().replace(year=moment.now().year + 4)):
        tasks.review_needs(0)
    with seeing_all():
        assert Task.objects.get(code="END_GUARDIANSHIP").case.subject == person
