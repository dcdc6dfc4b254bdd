"""Best interests of a child (FR-10, FR-11): assessed before anything goes against it, determined by a panel before anything that lasts; and the search for
its family by consent alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, ClockRow, Task
from egnatia.node.protection import tasks
from egnatia.node.protection.best_interests import actions as interests
from egnatia.node.protection.best_interests import selectors
from egnatia.node.protection.models import Assessment, Determination, Tracing
from egnatia.node.protection.tracing import actions as tracing
from egnatia.node.screening import actions as screening
from egnatia.node.screening import gates as screening_gates
from egnatia.node.screening import procedure as screening_procedure
from tests.node.conftest import AT_ONCE, all_steps, arrive, do, state_of
from tests.node.test_age_assessment import alone, guarded, person_of
from tests.node.test_guardians import asked_for
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

HEARD = {"language": "prs", "interpreter_present": True, "views": "SYNTHETIC: wants to go to school"}
PLAN = {"findings": "SYNTHETIC", "plan": "SYNTHETIC: a place in the children's home"}


def later(days: int = 90) -> Any:
    return moment.today() + timedelta(days=days)


def begun(staff: dict[str, Actor], person: UUID, risk: str = "MEDIUM") -> UUID:
    return do(interests.begin, staff["officer"], person_id=person, risk=risk)


def assessed(staff: dict[str, Actor], person: UUID, kind: str = "SHORT", **changes: Any) -> UUID:
    case = begun(staff, person)
    do(interests.assess, staff["social"], case, kind=kind, risk="MEDIUM", review_on=later(), **HEARD, **PLAN, **changes)
    return case


MEMBERS = (("A", "Centre for Social Work", True), ("B", "Ombudsperson", False), ("C", "SYNTHETIC NGO", False))


def reported(staff: dict[str, Actor], person: UUID) -> UUID:
    guarded(staff, person)
    case = assessed(staff, person, "FULL")
    do(interests.ask_determination, staff["social"], case, trigger="SOLUTION")
    do(interests.call_panel, staff["social"], case, at=moment.now() - timedelta(minutes=1), place="SYNTHETIC room")
    do(interests.report, staff["social"], case, report="SYNTHETIC", views="SYNTHETIC: stay", guardian_views="SYNTHETIC: stay")
    return case


def colleague(staff: dict[str, Actor]) -> Actor:
    from dataclasses import replace
    from uuid import uuid4

    return replace(staff["social"], id=uuid4(), name="Another child protection officer")


CARERS = {"reception": "SYNTHETIC: mother", "reception_confirmed": True, "to_country": "ALB"}


def determined(staff: dict[str, Actor], person: UUID, outcome: str) -> UUID:
    case = reported(staff, person)
    for name, organisation, chairs in MEMBERS:
        do(interests.name_member, staff["social"], case, name=f"SYNTHETIC {name}", organisation=organisation, chairs=chairs, signed=True)
    do(interests.decide, colleague(staff), case, outcome=outcome, reasons="SYNTHETIC", holds_until=later(60), **CARERS)
    return case


def away(staff: dict[str, Actor], case: UUID) -> set[str]:
    """Safeguards that close the return route of a screening in which everything else is done."""
    try:
        do(screening.refer, staff["officer"], case, route="RETURN_RULES")
    except refusals.GateClosed as problem:
        return {gate.code for gate, _result in problem.closed}
    return set()


def screened_child(staff: dict[str, Actor], **changes: Any) -> UUID:
    case = arrive(staff, birth={"year": "2012"}, **changes)
    all_steps(staff, case, biometrics="TOO_YOUNG")
    do(screening.record_child, staff["protection"], case, outcome="REPRESENTATIVE")
    return case


def reached(staff: dict[str, Actor], case: UUID) -> None:
    do(screening.refer_beside, staff["protection"], case, need="CHILD_ALONE", receiver="SOCIAL-WORK", **{**AT_ONCE, "basis": "BEST_INTERESTS"})


def test_fr_10_a_child_with_its_family_is_assessed_before_a_return_route(staff: dict[str, Actor]) -> None:
    mother = arrive(staff)
    with seeing_all():
        number = CaseFile.objects.get(pk=mother).number
    case = screened_child(staff, relative_case=number, relation="CHILD")
    assert away(staff, case) == {"G-CHILD"}
    child = person_of(case)
    process = assessed(staff, child)
    # An assessment in the first hour, or one that says nothing of it, permits nothing; nor does one that is over.
    assert away(staff, case) == {"G-CHILD"}
    told = {"risk": "LOW", **HEARD, **PLAN}
    with pytest.raises(refusals.BadInput, match="short assessment permits nothing"):
        do(interests.assess, staff["social"], process, kind="SHORT", review_on=later(), permits=True, **told)
    do(interests.assess, staff["social"], process, kind="FULL", review_on=later(), permits=True, **told)
    assert selectors.permitted(child, later(89))
    assert not selectors.permitted(child, later(91))
    do(interests.assess, staff["social"], process, kind="FULL", review_on=later(), **told)
    assert away(staff, case) == {"G-CHILD"}
    do(interests.assess, staff["social"], process, kind="FULL", review_on=later(), permits=True, **told)
    assert away(staff, case) == set()


def test_fr_10_twin_without_the_gate_nobody_asks(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    left = tuple(one for one in screening_procedure.REFER.gates if one is not screening_gates.child_protected)
    monkeypatch.setattr(screening_procedure.REFER, "gates", left)
    assert away(staff, screened_child(staff)) == set()


@pytest.mark.parametrize(("outcome", "opens"), [("RETURN", True), ("STAY", False), ("FAMILY_ELSEWHERE", False)])
def test_fr_11_a_child_alone_returns_by_the_finding_of_a_panel_alone(staff: dict[str, Actor], outcome: str, opens: bool) -> None:
    case = screened_child(staff, unaccompanied=True)
    reached(staff, case)
    person = person_of(case)
    assert away(staff, case) == {"G-CHILD"}
    determined(staff, person, outcome)
    assert (away(staff, case) == set()) is opens


def test_whoever_learns_something_new_ends_what_a_panel_found(staff: dict[str, Actor]) -> None:
    case = screened_child(staff, unaccompanied=True)
    reached(staff, case)
    process = determined(staff, person_of(case), "RETURN")
    do(interests.take_up_again, staff["social"], process, reason="SYNTHETIC: the mother cannot be reached")
    assert away(staff, case) == {"G-CHILD"}


def test_a_finding_ends_with_its_day(staff: dict[str, Actor]) -> None:
    person = alone(staff)
    determined(staff, person, "RETURN")
    assert selectors.determined(person, moment.today()) == "RETURN"
    assert selectors.determined(person, later(61)) is None
    with moment.pretend(moment.now() + timedelta(days=61)):
        tasks.review_needs(0)
    with seeing_all():
        assert Task.objects.filter(code="REVIEW_CHILD", done_at=None).exists()


@pytest.mark.parametrize("members", [(), MEMBERS[:2], tuple((name, "One office", chairs) for name, _organisation, chairs in MEMBERS), MEMBERS[1:]])
def test_a_panel_of_few_of_one_office_or_without_a_chair_decides_nothing(staff: dict[str, Actor], members: tuple[tuple[str, str, bool], ...]) -> None:
    case = reported(staff, alone(staff))
    for name, organisation, chairs in members:
        do(interests.name_member, staff["social"], case, name=name, organisation=organisation, chairs=chairs, signed=True)
    with pytest.raises(refusals.GateClosed) as caught:
        do(interests.decide, colleague(staff), case, outcome="STAY", reasons="SYNTHETIC", holds_until=later())
    assert closed(caught) == {"G-PANEL"}


def test_who_wrote_the_report_does_not_record_the_decision_and_a_return_names_the_carers(staff: dict[str, Actor]) -> None:
    case = reported(staff, alone(staff))
    for name, organisation, chairs in MEMBERS:
        do(interests.name_member, staff["social"], case, name=name, organisation=organisation, chairs=chairs, signed=True)
    decided = {"outcome": "STAY", "reasons": "SYNTHETIC", "holds_until": later()}
    with pytest.raises(refusals.GateClosed) as caught:
        do(interests.decide, staff["social"], case, **decided)
    assert closed(caught) == {"G-4EYES"}
    for missing in CARERS:
        with pytest.raises(refusals.BadInput, match="mark that it was confirmed"):
            do(interests.decide, colleague(staff), case, **{**decided, "outcome": "RETURN", **{key: one for key, one in CARERS.items() if key != missing}})
    with seeing_all(), pytest.raises(IntegrityError), transaction.atomic():
        Determination.objects.filter(case=case).update(decided_at=moment.now(), outcome="STAY", holds_until=later(), decided_by=staff["social"].id)
    for twice in ({"name": "A", "organisation": "X"}, {"name": "D", "organisation": "X", "chairs": True}):
        with pytest.raises(refusals.BadInput):
            do(interests.name_member, staff["social"], case, signed=True, **twice)
    with pytest.raises(refusals.BadInput):
        do(interests.name_member, staff["social"], case, name="E", organisation="X")


def test_a_child_is_heard_or_it_is_said_why_not(staff: dict[str, Actor]) -> None:
    case = begun(staff, alone(staff), "HIGH")
    with seeing_all():
        assert ClockRow.objects.select_related("rule").get(case=case, code="BEST_INTERESTS").rule.code == "BEST_INTERESTS_HIGH"
    base = {"kind": "SHORT", "risk": "HIGH", "review_on": later(), "language": "prs", **PLAN}
    for changes in ({}, {"views": "x", "not_heard": "y"}):
        with pytest.raises(refusals.BadInput):
            do(interests.assess, staff["social"], case, **base, **changes)
    with pytest.raises(refusals.GateClosed) as caught:
        do(interests.assess, staff["social"], case, **{**base, "kind": "FULL"}, views="SYNTHETIC")
    assert closed(caught) == {"G-GUARDIAN"}
    do(interests.assess, staff["social"], case, **base, not_heard="SYNTHETIC: six months old")
    with pytest.raises(refusals.GateClosed) as caught:
        do(interests.ask_determination, staff["social"], case, trigger="CARE")
    assert closed(caught) == {"G-GUARDIAN", "G-BIA"}
    with seeing_all():
        assert Assessment.objects.get().not_heard == "SYNTHETIC: six months old"
    assert "six months" not in client_of("officer").get(reverse("case", args=[case])).content.decode()
    assert "six months" in client_of("social").get(reverse("case", args=[case])).content.decode()
    with pytest.raises(refusals.BadInput, match="already"):
        begun(staff, person_of(case))


def test_the_guardian_is_told_when_the_panel_sits(staff: dict[str, Actor]) -> None:
    from egnatia.node.protection.guardians import actions as guardians

    person = alone(staff)
    case = reported(staff, person)
    do(interests.call_panel, staff["social"], case, at=moment.now() + timedelta(days=2), place="SYNTHETIC room")
    with seeing_all():
        guardian = selectors.BestInterests.objects.get(pk=case).person.guardianship_set.get().guardian_id
    do(guardians.give_queue, staff["social"], guardian, unit="GUARDIAN-1")
    assert "SYNTHETIC room" in client_of("guardian").get(reverse("children")).content.decode()
    assert asked_for(person)


WANTED = {"whom": "SYNTHETIC: mother, last seen in a camp"}
YES = {"given": "YES", "language": "prs", "interpreter_present": True}
SAFE = {"channel": "RED_CROSS", "safe": True, "safety": "SYNTHETIC: asked about every fear"}


def test_a_family_is_looked_for_with_both_consents_alone(staff: dict[str, Actor]) -> None:
    person = alone(staff)
    guarded(staff, person)
    assessed(staff, person)
    case = do(tracing.ask, staff["officer"], person_id=person, **WANTED)
    for who in ("CHILD", "GUARDIAN"):
        with pytest.raises(refusals.GateClosed) as caught:
            do(tracing.begin, staff["social"], case, **SAFE)
        assert closed(caught) == {"G-CONSENT"}
        do(tracing.record_consent, staff["social"], case, who=who, **YES)
    with pytest.raises(refusals.BadInput, match="may endanger"):
        do(tracing.begin, staff["social"], case, **{**SAFE, "safe": False})
    do(tracing.begin, staff["social"], case, **SAFE)
    do(tracing.record_consent, staff["social"], case, who="CHILD", **{**YES, "given": "NO"})
    assert state_of(case) == "stopped"
    with pytest.raises(refusals.WrongState):
        do(tracing.note_result, staff["social"], case, outcome="FOUND")


def test_never_through_police_or_the_country_of_origin(staff: dict[str, Actor]) -> None:
    person = alone(staff)
    guarded(staff, person)
    case = do(tracing.ask, staff["officer"], person_id=person, **WANTED)
    for who in ("CHILD", "GUARDIAN"):
        do(tracing.record_consent, staff["social"], case, who=who, **YES)
    with pytest.raises(refusals.GateClosed) as caught:
        do(tracing.begin, staff["social"], case, **SAFE)
    assert closed(caught) == {"G-BIA"}
    for channel in ("POLICE", "EMBASSY", "INTERPOL", "ORIGIN"):
        with pytest.raises(refusals.BadInput):
            do(tracing.begin, staff["social"], case, **{**SAFE, "channel": channel})
        with seeing_all(), pytest.raises(IntegrityError), transaction.atomic():
            Tracing.objects.filter(pk=case).update(channel=channel)


def test_a_consent_that_was_not_understood_or_of_an_earlier_guardian_is_none(staff: dict[str, Actor]) -> None:
    from egnatia.node.protection.guardians import actions as guardians

    person = alone(staff)
    guarded(staff, person)
    assessed(staff, person)
    case = do(tracing.ask, staff["officer"], person_id=person, **WANTED)
    do(tracing.record_consent, staff["social"], case, who="GUARDIAN", **YES)
    do(tracing.record_consent, staff["social"], case, who="CHILD", given="YES", language="srp")
    with pytest.raises(refusals.GateClosed):
        do(tracing.begin, staff["social"], case, **SAFE)
    do(tracing.record_consent, staff["social"], case, who="CHILD", **YES)
    other = do(guardians.add_guardian, staff["social"], name="SYNTHETIC other", organisation="X", spoken=["prs"], vetted_on=moment.today())
    do(guardians.appoint, staff["social"], asked_for(person), guardian=other)
    with pytest.raises(refusals.GateClosed):
        do(tracing.begin, staff["social"], case, **SAFE)


def test_what_was_reported_before_stays_and_its_writer_does_not_decide(staff: dict[str, Actor]) -> None:
    case = reported(staff, alone(staff))
    for name, organisation, chairs in MEMBERS:
        do(interests.name_member, staff["social"], case, name=name, organisation=organisation, chairs=chairs, signed=True)
    do(interests.send_back, colleague(staff), case, reason="SYNTHETIC: the aunt was not asked")
    do(interests.report, colleague(staff), case, report="SYNTHETIC second", views="SYNTHETIC", guardian_views="SYNTHETIC")
    with pytest.raises(refusals.GateClosed) as caught:
        do(interests.decide, staff["social"], case, outcome="STAY", reasons="SYNTHETIC", holds_until=later())
    assert closed(caught) == {"G-4EYES"}
    page = client_of("social").get(reverse("case", args=[case])).content.decode()
    assert "SYNTHETIC: stay" in page
    assert "the aunt was not asked" in page


def test_a_panel_that_has_not_sat_decides_nothing(staff: dict[str, Actor]) -> None:
    case = reported(staff, alone(staff))
    for name, organisation, chairs in MEMBERS:
        do(interests.name_member, staff["social"], case, name=name, organisation=organisation, chairs=chairs, signed=True)
    do(interests.call_panel, staff["social"], case, at=moment.now() + timedelta(days=2), place="SYNTHETIC room")
    with pytest.raises(refusals.GateClosed) as caught:
        do(interests.decide, colleague(staff), case, outcome="STAY", reasons="SYNTHETIC", holds_until=later())
    assert closed(caught) == {"G-SITS"}


def test_an_end_opens_nothing_and_a_new_beginning_revives_nothing(staff: dict[str, Actor]) -> None:
    waiting = begun(staff, alone(staff))
    with pytest.raises(refusals.GateClosed) as caught:
        do(interests.end, staff["social"], waiting, reason="PARENTS")
    assert closed(caught) == {"G-NOCHILD"}
    person = alone(staff)
    process = determined(staff, person, "RETURN")
    do(interests.end, staff["social"], process, reason="PARENTS")
    assert selectors.determined(person, moment.today()) is None
    assert not selectors.assessed(person)
    do(interests.assess, staff["social"], process, kind="SHORT", risk="HIGH", review_on=later(), **HEARD, **PLAN)
    assert selectors.assessed(person)
    assert selectors.determined(person, moment.today()) is None


def test_contact_with_a_family_needs_the_consent_of_the_guardian_who_stands_there_now(staff: dict[str, Actor]) -> None:
    from egnatia.node.protection.guardians import actions as guardians

    person = alone(staff)
    guarded(staff, person)
    assessed(staff, person)
    case = do(tracing.ask, staff["officer"], person_id=person, **WANTED)
    for who in ("CHILD", "GUARDIAN"):
        do(tracing.record_consent, staff["social"], case, who=who, **YES)
    do(tracing.begin, staff["social"], case, **SAFE)
    other = do(guardians.add_guardian, staff["social"], name="SYNTHETIC other", organisation="X", spoken=["prs"], vetted_on=moment.today())
    do(guardians.appoint, staff["social"], asked_for(person), guardian=other)
    with pytest.raises(refusals.GateClosed):
        do(tracing.note_result, staff["social"], case, outcome="FOUND")
    do(tracing.note_result, staff["social"], case, outcome="NOT_FOUND")
