"""Needs as a specialist finds them, and what follows in the same moment (FR-36)."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from egnatia.kernel import cases, moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.engine.run import run
from egnatia.kernel.engine.spec import registry
from egnatia.kernel.models import CaseFile, ClockRow, Task, Training
from egnatia.node.protection import actions as protection
from egnatia.node.protection import presumption, tasks
from egnatia.node.protection.models import Need
from egnatia.node.registration import actions as registration
from egnatia.node.screening import actions as screening
from egnatia.node.screening import gates, procedure
from egnatia.node.screening.models import Screening
from tests.node.conftest import REGISTERED, arrive, do, told
from tests.node.test_age_assessment import person_of
from tests.node.test_pages import client_of
from tests.node.test_screening import closed

FOUND = {"category": "DISABILITY", "status": "IDENTIFIED", "measures": ["LONGER"], "reason": "SYNTHETIC"}


def checked(staff: dict[str, Actor], case: UUID) -> UUID:
    with seeing_all():
        person = CaseFile.objects.get(pk=case).subject
    return do(protection.record_check, staff["protection"], person_id=person, indicators=["PHYSICAL"], categories=["DISABILITY"])


def restricted(staff: dict[str, Actor]) -> UUID:
    case = arrive(staff)
    do(screening.inform, staff["officer"], case, **told())
    do(screening.order_restriction, staff["officer"], case)
    return case


def _is_restricted(case: UUID) -> bool:
    with seeing_all():
        return Screening.objects.get(pk=case).restriction_ended_at is None


def test_fr_36_an_identified_need_ends_a_restriction_in_the_same_moment_and_closes_the_next(staff: dict[str, Actor]) -> None:
    case = restricted(staff)
    check = checked(staff, case)
    assert _is_restricted(case), "a suspicion alone changes nothing yet"
    do(protection.decide_need, staff["protection"], check, **FOUND)
    assert not _is_restricted(case)
    other = arrive(staff)
    do(screening.inform, staff["officer"], other, **told())
    do(protection.decide_need, staff["protection"], checked(staff, other), **FOUND)
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.order_restriction, staff["officer"], other)
    assert closed(caught) == {"G-NEED"}
    assert "isability" not in str(caught.value.closed[0][1].why)


def test_fr_36_twin_without_its_consequence_the_restriction_would_stand(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presumption, "consequences", [])
    case = restricted(staff)
    do(protection.decide_need, staff["protection"], checked(staff, case), **FOUND)
    assert _is_restricted(case)


def test_fr_36_twin_without_its_gate_a_restriction_is_ordered(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = arrive(staff)
    do(screening.inform, staff["officer"], case, **told())
    do(protection.decide_need, staff["protection"], checked(staff, case), **FOUND)
    monkeypatch.setattr(procedure.RESTRICT, "gates", tuple(one for one in procedure.RESTRICT.gates if one is not gates.no_need_is_restricted))
    do(screening.order_restriction, staff["officer"], case)


@pytest.mark.parametrize("category", ["UAM", "ACC_MINOR"])
@pytest.mark.parametrize("status", ["EXCLUDED", "ENDED"])
def test_childhood_ends_by_an_age_assessment_alone(staff: dict[str, Actor], category: str, status: str) -> None:
    check = checked(staff, arrive(staff))
    with pytest.raises(refusals.GateClosed) as caught:
        do(protection.decide_need, staff["protection"], check, **{**FOUND, "category": category, "status": status})
    assert closed(caught) == {"G-AGE"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"measures": []}, "changes nothing"),
        ({"status": "SUSPECTED"}, ""),
        ({"status": "NOT_VULNERABLE"}, ""),
        ({"review_on": moment.today() - timedelta(days=1)}, "past"),
        ({"reason": ""}, ""),
    ],
)
def test_a_finding_says_what_it_changes_and_never_not_vulnerable(staff: dict[str, Actor], changes: dict[str, Any], words: str) -> None:
    check = checked(staff, arrive(staff))
    with pytest.raises(refusals.BadInput, match=words):
        do(protection.decide_need, staff["protection"], check, **{**FOUND, **changes})


def test_an_excluded_need_is_taken_up_again_by_a_new_sign(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    check = checked(staff, case)
    do(protection.decide_need, staff["protection"], check, **{**FOUND, "status": "EXCLUDED"})
    assert "not vulnerable" not in client_of("protection").get(reverse("case", args=[check])).content.decode().lower()
    checked(staff, case)
    with seeing_all():
        assert Need.objects.get(category="DISABILITY").status == "SUSPECTED"


def test_officers_do_not_decide_on_needs_and_read_no_reasons(staff: dict[str, Actor]) -> None:
    check = checked(staff, arrive(staff))
    with pytest.raises(refusals.NotAllowed):
        do(protection.decide_need, staff["officer"], check, **FOUND)
    do(protection.decide_need, staff["medic"], check, **{**FOUND, "category": "TORTURE", "measures": ["TREATMENT"]})
    assert "Torture" in client_of("protection").get(reverse("case", args=[check])).content.decode()
    assert "Torture" not in client_of("officer").get(reverse("case", args=[check])).content.decode()


def test_a_need_is_looked_at_again_on_its_day(staff: dict[str, Actor]) -> None:
    check = checked(staff, arrive(staff))
    do(protection.decide_need, staff["protection"], check, **FOUND, review_on=moment.today() + timedelta(days=30))
    tasks.review_needs(0)
    assert not _asked(check)
    with moment.pretend(moment.now() + timedelta(days=31)):
        tasks.review_needs(0)
        assert _asked(check)
    with moment.pretend(moment.now() + timedelta(days=32)):
        do(protection.decide_need, staff["protection"], check, **{**FOUND, "status": "ENDED"})
        tasks.review_needs(0)
        assert not _asked(check)


def _asked(check: UUID) -> bool:
    with seeing_all():
        return Task.objects.filter(case=check, code="REVIEW_NEED", done_at=None).exists()


def test_a_need_that_comes_first_puts_every_case_first_and_says_what_to_do_but_not_why(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    person = person_of(case)
    check = do(protection.record_check, staff["protection"], person_id=person, indicators=["VIOLENCE_STATED"], categories=["TORTURE"])
    found = {"category": "TORTURE", "status": "IDENTIFIED", "measures": ["PRIORITY", "SAME_SEX", "LONGER", "TREATMENT"], "reason": "SYNTHETIC"}
    do(protection.decide_need, staff["protection"], check, **found)
    wish = do(registration.record_wish, staff["officer"], person_id=person)
    with seeing_all():
        assert CaseFile.objects.get(pk=case).priority
        assert CaseFile.objects.get(pk=wish).priority
    page = client_of("officer").get(reverse("case", args=[case])).content.decode()
    assert "First in line" in page
    assert "Staff and interpreter of the sex that the person asks for" in page
    assert "Torture" not in page
    assert "Rehabilitation" not in page
    assert "Rehabilitation" in client_of("protection").get(reverse("case", args=[case])).content.decode()
    assert "first in line" in client_of("officer").get(reverse("home")).content.decode()
    do(protection.decide_need, staff["protection"], check, category="TORTURE", status="ENDED", reason="SYNTHETIC")
    with seeing_all():
        assert not CaseFile.objects.get(pk=case).priority


def test_who_comes_first_stands_before_those_who_came_earlier_and_after_a_limit_that_passed(staff: dict[str, Actor]) -> None:
    first, second, third = arrive(staff), arrive(staff), arrive(staff)
    with seeing_all():
        CaseFile.objects.filter(pk=third).update(priority=True)
        CaseFile.objects.filter(pk=second).update(late=True)
    with acting_as(staff["officer"]):
        assert [one.pk for one in cases.queue(staff["officer"], cases.Wanted(procedure="screening"))] == [second, third, first]


def test_each_stage_asks_for_a_look_at_needs_and_only_a_look_ends_it(staff: dict[str, Actor]) -> None:
    case = arrive(staff)

    def clock(of: UUID, code: str) -> str:
        with seeing_all():
            return ClockRow.objects.filter(case=of, code=code).latest("anchor_at").state

    assert clock(case, "NEEDS_FIRST_CHECK") == "OPEN"
    do(screening.record_vulnerability, staff["protection"], case, indicators=["NONE_SEEN"])
    assert clock(case, "NEEDS_FIRST_CHECK") == "MET"
    wish = do(registration.record_wish, staff["officer"], person_id=person_of(case))
    assert clock(wish, "NEEDS_ASSESSED") == "OPEN"
    do(registration.register, staff["asylum"], wish, **REGISTERED, document_issued="CERTIFICATE")

    def asked() -> bool:
        with seeing_all():
            return Task.objects.filter(case=wish, code="CHECK_NEEDS", done_at=None).exists()

    assert asked()
    # A look at another stage does not count for this one.
    do(protection.record_check, staff["protection"], person_id=person_of(case), indicators=["NONE_SEEN"], stage="SCREENING")
    assert asked()
    assert clock(wish, "NEEDS_ASSESSED") == "OPEN"
    # Nor does one of somebody who may not assess.
    do(protection.record_check, staff["officer"], person_id=person_of(case), indicators=["NONE_SEEN"], stage="REGISTRATION")
    assert asked()
    do(protection.record_check, staff["asylum"], person_id=person_of(case), indicators=["NONE_SEEN"], stage="REGISTRATION")
    assert not asked()
    assert clock(wish, "NEEDS_ASSESSED") == "MET"
    do(registration.lodge, staff["asylum"], wish)
    assert asked()


def test_a_case_of_a_child_is_given_to_those_who_were_trained_for_it(staff: dict[str, Actor]) -> None:
    wish = do(registration.record_wish, staff["officer"], person_id=person_of(arrive(staff, birth={"year": "2012"}, unaccompanied=True)))
    me = str(staff["asylum"].id)
    Training.objects.filter(user=me, module="CHILDREN").update(until=moment.today() - timedelta(days=1))
    assign = registry["registration"].action("assign")
    with pytest.raises(refusals.BadInput, match="Interviewing children"):
        run(assign, {"holder": me}, actor=staff["asylum"], key=uuid.uuid4(), case_id=wish, version=None)
    Training.objects.filter(user=me, module="CHILDREN").update(until=None)
    run(assign, {"holder": me}, actor=staff["asylum"], key=uuid.uuid4(), case_id=wish, version=None)
    with pytest.raises(refusals.BadInput):
        do(protection.record_check, staff["asylum"], person_id=person_of(wish), indicators=["NONE_SEEN"], stage="X" * 17)
    # Of an adult without a need nobody needs more than the role.
    other = do(registration.record_wish, staff["officer"], person_id=person_of(arrive(staff)))
    Training.objects.all().delete()
    run(assign, {"holder": me}, actor=staff["asylum"], key=uuid.uuid4(), case_id=other, version=None)


def test_twin_without_the_training_of_the_procedure_anybody_is_given_it(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    wish = do(registration.record_wish, staff["officer"], person_id=person_of(arrive(staff, birth={"year": "2012"}, unaccompanied=True)))
    Training.objects.all().delete()
    monkeypatch.setattr(registry["registration"], "training", None)
    assign = registry["registration"].action("assign")
    run(assign, {"holder": str(staff["asylum"].id)}, actor=staff["asylum"], key=uuid.uuid4(), case_id=wish, version=None)
