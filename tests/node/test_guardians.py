"""Guardians: a register with a load, an appointment with its clock, and the search for a child who is missing."""

from __future__ import annotations

import uuid
from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, ClockRow, RuleRow, Task
from egnatia.node.people.models import Person
from egnatia.node.protection import actions as needs
from egnatia.node.protection import presumption, tasks
from egnatia.node.protection.age import actions as age
from egnatia.node.protection.guardians import actions as guardians
from egnatia.node.protection.guardians import selectors as guardianships
from egnatia.node.protection.models import (
    Guardianship,
    GuardianTerm,
    TemporaryGuardian,
)
from egnatia.node.registration import actions as registration
from tests.node.conftest import REGISTERED, arrive, do, state_of
from tests.node.test_age_assessment import SERVED, TEAM, alone, guarded, person_of, ready
from tests.node.test_pages import client_of
from tests.node.test_screening import closed


def asked_for(person: UUID) -> UUID:
    """The guardianship that was asked for by itself."""
    with seeing_all():
        return Guardianship.objects.get(person=person, ended_at=None).pk


def test_the_clock_of_an_appointment_runs_and_stops(staff: dict[str, Actor]) -> None:
    person = alone(staff)
    asked = asked_for(person)
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
    second = asked_for(alone(staff))
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
    asked = asked_for(alone(staff))
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


def with_queue(staff: dict[str, Actor], person: UUID) -> UUID:
    """A guardian with an own queue, appointed for a child; returns the guardianship."""
    guardian = guarded(staff, person)
    do(guardians.give_queue, staff["social"], guardian, unit="GUARDIAN-1")
    return asked_for(person)


def test_a_guardian_sees_the_own_children_and_nobody_else(staff: dict[str, Actor]) -> None:
    other, person = alone(staff, family_name="Stranger"), alone(staff)
    guardianship = with_queue(staff, person)
    wish = do(registration.record_wish, staff["guardian"], person_id=person)
    client = client_of("guardian")
    page = client.get(reverse("children")).content.decode()
    assert "Karimi" in page
    assert "Stranger" not in page
    for case in (guardianship, wish):
        assert client.get(reverse("case", args=[case])).status_code == 200
    assert client.get(reverse("case", args=[asked_for(other)])).status_code == 404
    # What is opened about the child later is seen from its first moment on.
    alerted = do(guardians.alert, staff["officer"], person_id=person, last_seen_at=moment.now(), last_seen_where="SYNTHETIC centre")
    page = client.get(reverse("children")).content.decode()
    assert reverse("case", args=[alerted]) in page
    assert "Missing since" in page
    assert "Register the application" in page
    with seeing_all():
        asked = set(Task.objects.filter(unit_id=staff["guardian"].unit, done_at=None).values_list("code", flat=True))
    assert asked == {"MEET_CHILD", "SEARCH_CHILD"}
    do(guardians.note_meeting, staff["guardian"], guardianship)
    do(registration.register, staff["asylum"], wish, **REGISTERED, document_issued="CERTIFICATE")
    do(registration.appoint_lodging, staff["asylum"], wish, at=moment.now() + timedelta(days=3), place="SYNTHETIC office 7", told_in="prs")
    page = client.get(reverse("children")).content.decode()
    assert "SYNTHETIC office 7" in page
    assert "You were appointed on" not in page


def test_a_guardian_who_is_replaced_sees_the_child_no_more(staff: dict[str, Actor]) -> None:
    person = alone(staff)
    guardianship = with_queue(staff, person)
    other = do(guardians.add_guardian, staff["social"], name="SYNTHETIC other", organisation="X", spoken=["prs"], vetted_on=moment.today())
    do(guardians.appoint, staff["social"], guardianship, guardian=other)
    assert client_of("guardian").get(reverse("case", args=[guardianship])).status_code == 404
    assert "Karimi" not in client_of("guardian").get(reverse("children")).content.decode()
    with acting_as(staff["guardian"]):
        assert not Guardianship.objects.exists()
    with pytest.raises(refusals.BadInput):
        do(guardians.give_queue, staff["social"], other, unit="GUARDIAN-1")
    with pytest.raises(refusals.NotFound):
        do(guardians.note_meeting, staff["guardian"], guardianship)


def test_a_guardian_keeps_no_sight_by_a_case_that_they_opened(staff: dict[str, Actor]) -> None:
    person = alone(staff)
    guardianship = with_queue(staff, person)
    alert = do(guardians.alert, staff["guardian"], person_id=person, last_seen_at=moment.now(), last_seen_where="SYNTHETIC")
    with seeing_all():
        assert CaseFile.objects.get(pk=alert).unit_id == staff["social"].unit
    assert client_of("guardian").get(reverse("case", args=[alert])).status_code == 200
    do(guardians.end, staff["social"], guardianship, reason="FAMILY")
    assert client_of("guardian").get(reverse("case", args=[alert])).status_code == 404
    with acting_as(staff["guardian"]):
        assert not Person.objects.exists()
        assert not CaseFile.objects.filter(subject=person).exists()


def test_a_queue_of_another_service_is_not_free(staff: dict[str, Actor]) -> None:
    with_queue(staff, alone(staff))
    mine = do(guardians.add_guardian, staff["protection"], name="SYNTHETIC here", organisation="X", spoken=["prs"], vetted_on=moment.today())
    with pytest.raises(refusals.BadInput):
        do(guardians.give_queue, staff["protection"], mine, unit="GUARDIAN-1")


def test_children_alone_who_were_known_before_get_a_guardian_asked_for(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(guardians, "ask_when_alone", lambda _person: None)
        before.setattr(presumption, "consequences", [])
        person = person_of(arrive(staff, birth={"year": "2011"}, unaccompanied=True))
        do(needs.record_check, staff["officer"], person_id=person, indicators=["ALONE"])
    with seeing_all():
        assert not Guardianship.objects.filter(person=person).exists()
    tasks.review_needs(0)
    with seeing_all():
        assert Task.objects.filter(case=asked_for(person), unit_id=staff["social"].unit, code="APPOINT_GUARDIAN", done_at=None).exists()


def test_found_alone_after_the_wish_starts_what_the_wish_would_have_started(staff: dict[str, Actor]) -> None:
    person = person_of(arrive(staff, birth={"year": "2011"}))
    wish = do(registration.record_wish, staff["officer"], person_id=person)
    with seeing_all():
        assert not ClockRow.objects.filter(case=wish, code="TEMPORARY_GUARDIAN").exists()
    do(needs.record_check, staff["protection"], person_id=person, indicators=["ALONE"])
    with seeing_all():
        assert ClockRow.objects.filter(case=wish, code="TEMPORARY_GUARDIAN", state="OPEN").count() == 1
        assert Task.objects.filter(case=wish, code="NAME_GUARDIAN", done_at=None).exists()


def test_without_a_national_rule_a_time_of_strain_changes_nothing(staff: dict[str, Actor]) -> None:
    RuleRow.objects.filter(code__endswith="_STRAIN").exclude(jurisdiction="EU").delete()
    strain = do(guardians.declare, staff["social"], reason="SYNTHETIC", until=moment.today() + timedelta(days=30))
    do(guardians.confirm, staff["legal"], strain)
    assert guardianships.most() == 30
    assert "the usual number holds" in client_of("legal").get(reverse("case", args=[strain])).content.decode()


def test_twin_a_grant_that_stays_is_noticed(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    person = alone(staff)
    guardianship = with_queue(staff, person)
    monkeypatch.setattr(guardians, "_show_all", lambda *_args: None)
    do(guardians.end, staff["social"], guardianship, reason="FAMILY")
    assert client_of("guardian").get(reverse("case", args=[guardianship])).status_code == 200


def test_in_a_time_of_strain_more_children_and_more_days_until_it_ends(staff: dict[str, Actor]) -> None:
    RuleRow.objects.filter(code="GUARDIAN_LOAD").update(value=1)
    guardian = guarded(staff, alone(staff))
    second = asked_for(alone(staff))
    declared = {"reason": "SYNTHETIC: 200 children in a week", "until": moment.today() + timedelta(days=30)}
    with pytest.raises(refusals.BadInput):
        do(guardians.declare, staff["social"], **{**declared, "until": moment.today() + timedelta(days=200)})
    strain = do(guardians.declare, staff["social"], **declared)
    with pytest.raises(refusals.GateClosed):
        do(guardians.appoint, staff["social"], second, guardian=guardian)
    with pytest.raises(refusals.NotAllowed):
        do(guardians.confirm, staff["social"], strain)
    do(guardians.confirm, staff["legal"], strain)
    assert guardianships.most() == 50
    do(guardians.appoint, staff["social"], second, guardian=guardian)
    third = asked_for(alone(staff))
    with seeing_all():
        assert ClockRow.objects.select_related("rule").get(case=third, code="GUARDIAN_APPOINTED").rule.value == 25
        assert ClockRow.objects.select_related("rule").get(case=second, code="GUARDIAN_APPOINTED").rule.value == 15
    with moment.pretend(moment.now() + timedelta(days=31)):
        assert guardianships.most() == 1
    do(guardians.end_strain, staff["legal"], strain)
    assert guardianships.most() == 1


def test_a_child_with_a_parent_is_spoken_for_by_the_parent(staff: dict[str, Actor]) -> None:
    mother = arrive(staff)
    with seeing_all():
        number = CaseFile.objects.get(pk=mother).number
    child = person_of(arrive(staff, birth={"year": "2014"}, relative_case=number, relation="CHILD"))
    assert guardianships.guardian_of(child) == "Parent"
    with seeing_all():
        assert not Guardianship.objects.filter(person=child).exists()
    assert guardianships.guardian_of(alone(staff)) == ""
