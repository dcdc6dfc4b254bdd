"""Needs as a specialist finds them, and what follows in the same moment (FR-36)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, Task
from egnatia.node.protection import actions as protection
from egnatia.node.protection import presumption, tasks
from egnatia.node.protection.models import Need
from egnatia.node.screening import actions as screening
from egnatia.node.screening import gates, procedure
from egnatia.node.screening.models import Screening
from tests.node.conftest import arrive, do, told
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
