"""Age assessment (Reg. (EU) 2024/1348 art. 25) and guardians: people before machines, nobody alone, the margin to the child's benefit."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile
from egnatia.node.people.models import Person
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.age import actions as age
from egnatia.node.protection.age import gates, procedure
from egnatia.node.protection.best_interests import actions as interests
from egnatia.node.protection.guardians import actions as guardians
from egnatia.node.protection.models import (
    AgeAssessment,
    AgeDecision,
    AgeStep,
    BestInterests,
    Guardianship,
    Need,
)
from egnatia.node.screening import actions as screening
from egnatia.node.screening.models import Screening
from tests.node.conftest import arrive, do, told
from tests.node.test_mrz import ADULT
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

DOUBT = {"direction": "SAYS_CHILD", "grounds": ["STATEMENTS"], "reasons": "SYNTHETIC: two years of birth were told", "documents_fail": True}
TOLD = {"given": "YES", "language": "prs", "interpreter_present": True}
TEAM = {"methods": ["INTERVIEW", "PSYCHOSOCIAL"], "professions": ["PSYCHOLOGIST", "SOCIAL_WORKER"], "low": "16.5", "high": "19.2"}
SERVED = {"language": "prs", "remedy_told": True}


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
    with seeing_all():
        asked = Guardianship.objects.get(person=person, ended_at=None).pk
    do(guardians.appoint, staff["social"], asked, guardian=guardian)
    return guardian


def doubted(staff: dict[str, Actor], person: UUID, **changes: Any) -> UUID:
    case = do(age.doubt, staff["protection"], person_id=person, **{**DOUBT, **changes})
    assessed(staff, person)
    do(age.inform, staff["protection"], case, **told("AGE"))
    return case


def ready(staff: dict[str, Actor], children: dict[str, Actor]) -> tuple[UUID, UUID]:
    """(case, person) with guardian and both told and agreed."""
    person = alone(staff)
    guarded(staff, person)
    case = doubted(staff, person)
    for who in ("CHILD", "GUARDIAN"):
        do(age.record_consent, children["first"], case, who=who, **TOLD)
    return case, person


def assessed(staff: dict[str, Actor], person: UUID) -> None:
    """A short assessment of best interests: without it no child is examined."""
    with seeing_all():
        if BestInterests.objects.filter(person=person).exists():
            return
    case = do(interests.begin, staff["officer"], person_id=person, risk="MEDIUM")
    answers = {"kind": "SHORT", "risk": "MEDIUM", "language": "prs", "views": "SYNTHETIC", "findings": "SYNTHETIC", "plan": "SYNTHETIC"}
    do(interests.assess, staff["social"], case, review_on=moment.today() + timedelta(days=90), **answers)


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


def test_a_doubt_ends_a_restriction_at_once(staff: dict[str, Actor]) -> None:
    """FR-36, CRC art. 37: whoever may be a child is not kept, from the doubt on."""
    case = arrive(staff, birth={"year": "2001"})
    do(screening.inform, staff["officer"], case, **told())
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


def test_a_margin_that_was_typed_wrongly_is_corrected_by_another_officer_from_the_report(staff: dict[str, Actor], children: dict[str, Actor]) -> None:
    case, _person = ready(staff, children)
    do(age.examine, children["first"], case, **{**TEAM, "low": "1.5", "high": "24"})
    right = {"number": 1, "low": "18.5", "high": "24", "report_says_so": True}
    with pytest.raises(refusals.GateClosed) as caught:
        do(age.correct_result, children["first"], case, **right)
    assert closed(caught) == {"G-4EYES"}
    for wrong in ({"report_says_so": False}, {"number": 2}, {"low": "25"}):
        with pytest.raises(refusals.BadInput):
            do(age.correct_result, children["second"], case, **{**right, **wrong})
    do(age.correct_result, children["second"], case, **right)
    with pytest.raises(refusals.BadInput):
        do(age.correct_result, children["second"], case, **right)
    do(age.propose, children["first"], case, reasons="SYNTHETIC")
    do(age.decide, children["second"], case, **SERVED)
    with seeing_all():
        assert AgeAssessment.objects.get().recorded_age == Decimal("18.5")
        assert AgeStep.objects.count() == 2
    assert "typed wrongly" in client_of("social").get(reverse("case", args=[case])).content.decode()


def test_twin_without_the_second_officer_a_margin_is_raised_alone(staff: dict[str, Actor], children: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case, _person = ready(staff, children)
    do(age.examine, children["first"], case, **{**TEAM, "low": "15", "high": "24"})
    monkeypatch.setattr(procedure.CORRECT, "gates", tuple(one for one in procedure.CORRECT.gates if one is not gates.corrected_by_another))
    do(age.correct_result, children["first"], case, number=1, low="18.5", high="24", report_says_so=True)
    with seeing_all():
        assert AgeStep.objects.get(replaced_by=None).low == Decimal("18.5")
