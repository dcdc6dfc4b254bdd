"""Guardians: a register with a load, an appointment with its clock, and the search for a child who is missing."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import ClockRow, RuleRow, Task
from egnatia.node.protection import tasks
from egnatia.node.protection.age import actions as age
from egnatia.node.protection.guardians import actions as guardians
from egnatia.node.protection.guardians import selectors as guardianships
from egnatia.node.protection.models import (
    Guardianship,
    GuardianTerm,
    TemporaryGuardian,
)
from egnatia.node.registration import actions as registration
from tests.node.conftest import REGISTERED, do, state_of
from tests.node.test_age_assessment import SERVED, TEAM, alone, guarded, person_of, ready
from tests.node.test_pages import client_of
from tests.node.test_screening import closed


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
