"""Referral closes its loop; intention and registration are records of their own."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.access.roles import FIELD_STAFF
from egnatia.kernel.cases import visible
from egnatia.kernel.engine import refusals, timing
from egnatia.kernel.models import AccessLog, CaseFile, ClockRow, Task
from egnatia.node.people.models import Person
from egnatia.node.referral import actions as referral
from egnatia.node.referral.models import Referral
from egnatia.node.registration import actions as registration
from egnatia.node.registration.models import Intention, Registration
from tests.node.conftest import AGREED, AT_ONCE, REGISTERED, arrive, do, state_of

OFFER = {"receiver": "SOCIAL-WORK", "need": "Safe shelter", **AGREED}


def test_a_wish_needs_nothing_and_reaches_the_authority(staff: dict[str, Actor]) -> None:
    case = do(registration.record_wish, staff["medic"])
    with acting_as(staff["asylum"]):
        assert CaseFile.objects.get(pk=case).state == "intended"
        assert Task.objects.get(case=case).code == "REGISTER"
        assert not Registration.objects.exists()
        assert set(ClockRow.objects.values_list("code", flat=True)) == {"REGISTER_BY", "NEEDS_ASSESSED"}


@pytest.mark.parametrize("who", ["officer", "medic", "protection", "asylum", "foreigners", "social"])
def test_everybody_who_meets_people_can_record_a_wish(staff: dict[str, Actor], who: str) -> None:
    assert staff[who].roles & FIELD_STAFF
    do(registration.record_wish, staff[who], words="asylum")


def test_a_second_hearing_of_the_same_wish_is_told_so(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    with seeing_all():
        person = CaseFile.objects.get(pk=case).subject
    do(registration.record_wish, staff["officer"], person_id=person)
    with pytest.raises(registration.AlreadyRecorded, match="already recorded"):
        do(registration.record_wish, staff["medic"], person_id=person)
    with seeing_all():
        assert Intention.objects.count() == 1


def test_registration_is_a_record_of_its_own_after_reading_back(staff: dict[str, Actor]) -> None:
    case = do(registration.record_wish, staff["officer"])
    data = {"document_issued": "CERTIFICATE"}
    with pytest.raises(refusals.BadInput, match=r"[Rr]ead the data back"):
        do(registration.register, staff["asylum"], case, **{**REGISTERED, "read_back": False}, **data)
    with pytest.raises(refusals.NotAllowed):
        do(registration.register, staff["officer"], case, **REGISTERED, **data)
    do(registration.register, staff["asylum"], case, **REGISTERED, **data)
    with seeing_all():
        assert Intention.objects.count() == Registration.objects.count() == 1
        clocks = {one.code: one for one in ClockRow.objects.select_related("rule")}
    assert clocks["REGISTER_BY"].state == "MET"
    assert (clocks["LODGE_BY"].rule.jurisdiction_id, clocks["LODGE_BY"].rule.value) == ("SRB", 15)
    assert (clocks["REPORT_TO_CENTRE"].rule.value, clocks["REPORT_TO_CENTRE"].rule.unit) == (72, "HOURS")
    do(registration.note_reported, staff["asylum"], case)
    do(registration.lodge, staff["asylum"], case)
    assert state_of(case) == "lodged"
    with seeing_all():
        assert not ClockRow.objects.filter(code__in=("LODGE_BY", "REPORT_TO_CENTRE"), state="OPEN").exists()


def test_the_receiver_sees_what_the_person_agreed_to_and_never_the_case_behind_it(staff: dict[str, Actor]) -> None:
    case, social = arrive(staff), staff["social"]
    offered = do(referral.offer, staff["officer"], source_case=case, **OFFER)
    for door in (referral.acknowledge, referral.accept):
        with acting_as(social):
            assert not Person.objects.exists()
            assert set(visible(social).filter(subject__isnull=False).values_list("pk", flat=True)) == {offered}
        do(door, social, offered)
    assert "SOCIAL-WORK" in set(AccessLog.objects.filter(operation="disclose").values_list("recipient", flat=True))


def test_a_declined_referral_comes_back_with_its_reason(staff: dict[str, Actor]) -> None:
    offered = do(referral.offer, staff["officer"], source_case=arrive(staff), **OFFER)
    do(referral.decline, staff["social"], offered, reason="No place is free")
    with acting_as(staff["officer"]):
        assert Referral.objects.get().decline_reason == "No place is free"
        assert Task.objects.filter(unit_id=staff["officer"].unit, done_at=None).get().code == "FIND_ANOTHER_SERVICE"


def test_only_the_receiver_answers_and_only_the_sender_withdraws(staff: dict[str, Actor]) -> None:
    offered = do(referral.offer, staff["officer"], source_case=arrive(staff), **OFFER)
    with pytest.raises(refusals.NotAllowed):
        do(referral.accept, staff["protection"], offered)
    with pytest.raises(refusals.NotAllowed):
        do(referral.recall, staff["social"], offered)
    with pytest.raises(refusals.NotFound):
        do(referral.accept, staff["asylum"], offered)
    do(referral.recall, staff["officer"], offered)
    assert state_of(offered) == "revoked"


def test_consent_names_its_language_and_another_unit(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    for changes, field in (
        ({"consent_language": None}, ""),
        ({"receiver": "NOWHERE"}, "receiver"),
        ({"receiver": "LEGAL-AID"}, "receiver"),
        ({"need": ""}, "need"),
    ):
        with pytest.raises(refusals.BadInput) as caught:
            do(referral.offer, staff["officer"], source_case=case, **{**OFFER, **changes})
        assert set(caught.value.errors) == {field}
    with pytest.raises(refusals.NotFound):
        do(referral.offer, staff["officer2"], source_case=case, **OFFER)
    with pytest.raises(refusals.NotFound):
        do(referral.offer, staff["officer"], source_case=uuid.uuid4(), **OFFER)


def test_the_answer_is_due_by_how_soon_it_is_needed_and_at_once_for_a_child_alone(staff: dict[str, Actor]) -> None:
    child = arrive(staff, birth={"year": "2013"}, unaccompanied=True)
    do(
        referral.offer,
        staff["officer"],
        source_case=child,
        receiver="SOCIAL-WORK",
        need="Guardian",
        **{**AT_ONCE, "basis": "BEST_INTERESTS", "priority": "NORMAL"},
    )
    for priority in ("NORMAL", "URGENT"):
        do(referral.offer, staff["officer"], source_case=arrive(staff), **{**OFFER, "priority": priority})
    with seeing_all():
        rules = set(ClockRow.objects.filter(code="REFERRAL_TERM").values_list("rule__code", flat=True))
    assert rules == {"REFERRAL_TERM_EMERGENCY", "REFERRAL_TERM_NORMAL", "REFERRAL_TERM_URGENT"}


def test_tasks_end_when_somebody_acts(staff: dict[str, Actor]) -> None:
    """Declined and found again; a child's guardian; an expired limit: each task closes by the act that it asked for."""
    from egnatia.node.protection import actions as protection

    def open_tasks() -> list[str]:
        with seeing_all():
            return sorted(Task.objects.filter(done_at=None).values_list("code", flat=True))

    case = arrive(staff, birth={"year": "2013"}, unaccompanied=True)
    child = {"receiver": "SOCIAL-WORK", "need": "Guardian", **AT_ONCE, "basis": "BEST_INTERESTS"}
    first = do(referral.offer, staff["officer"], source_case=case, **child)
    do(referral.review_override, staff["coordinator"], first, approve=True)
    do(referral.decline, staff["social"], first, reason="No place is free")
    assert open_tasks() == ["APPOINT_GUARDIAN", "FIND_ANOTHER_SERVICE"]
    with pytest.raises(refusals.BadInput):
        do(referral.offer, staff["officer"], source_case=case, **{**child, "receiver": "NOWHERE"})
    again = do(referral.offer, staff["officer"], source_case=case, **child)
    do(referral.review_override, staff["coordinator"], again, approve=True)
    assert open_tasks() == ["ANSWER_REFERRAL", "APPOINT_GUARDIAN"]
    do(referral.accept, staff["social"], again)
    with seeing_all():
        person = CaseFile.objects.get(pk=case).subject
    check = do(protection.record_check, staff["officer"], person_id=person, indicators=["ALONE"], urgent=True)
    assert open_tasks() == ["APPOINT_GUARDIAN", "URGENT_NEED"]
    do(protection.take_care, staff["social"], check)
    assert open_tasks() == ["APPOINT_GUARDIAN"]
    wish = do(registration.record_wish, staff["officer"], person_id=person)
    do(registration.name_guardian, staff["social"], wish, name="SYNTHETIC guardian", authority="Centre for Social Work")
    assert open_tasks() == ["APPOINT_GUARDIAN", "REGISTER"]
    with moment.pretend(moment.now() + timedelta(days=40)):
        timing.tick(moment.now())
        assert open_tasks() == [
            "APPOINT_GUARDIAN",
            "ASK_ASYLUM",
            "GUARDIAN_APPOINTED",
            "GUARDIAN_APPOINTED",
            "NEEDS_ASSESSED",
            "REFERRAL_IDLE",
            "REFERRAL_IDLE",
            "REGISTER",
            "REGISTER_BY",
            "SCREENING_MAX",
        ]
    with moment.pretend(moment.now() + timedelta(days=41)):
        do(registration.register, staff["asylum"], wish, **REGISTERED, document_issued="CERTIFICATE")
        assert not {"REGISTER", "REGISTER_BY"} & set(open_tasks())
