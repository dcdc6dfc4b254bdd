"""A request to the pool on the side of whoever asks: what it says, what its answers do, and that nobody comes who must not."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from egnatia.exchange import outbox
from egnatia.exchange.models import Outgoing
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.codes import pool
from egnatia.kernel.engine.refusals import BadInput, GateClosed
from egnatia.kernel.engine.spec import Outcome
from egnatia.kernel.models import CaseFile
from egnatia.node.interpreting import actions as requests
from egnatia.node.interpreting.models import Asked, Request
from egnatia.node.interpreting.pool import actions as asking
from egnatia.node.interpreting.pool.gates import moves_by_itself
from tests.node.conftest import arrive, do, state_of
from tests.node.examined import interviewed, lodged
from tests.node.interpreters import Hub, day, option, sent, tasks


def needed(staff: dict[str, Actor], **changes: Any) -> UUID:
    """A request of a screening for Dari in three days at ten."""
    screening = arrive(staff)
    with acting_as(SYSTEM):
        person = CaseFile.objects.get(pk=screening).subject
    at = pool.moment_of(day(), 600)
    told = {"asked_for": screening, "person_id": person, "language": "prs", "wanted_sex": "WOMAN", "mode": "PRESENT", "begins": at, "place": "SYNTHETIC"}
    return do(requests.request, staff["officer"], **{**told, "ends": at + timedelta(minutes=60), **changes})


def in_pool(staff: dict[str, Actor], home: str, **changes: Any) -> tuple[UUID, uuid.UUID]:
    """(case, reference) of a request that the pool was asked for."""
    case = needed(staff)
    told = {"premises": home, "earliest": "9:00", "latest": "12:00", "modes": ["video"], "sex_is_hard": True}
    do(asking.ask_pool, staff["officer"], case, **{**told, **changes})
    with acting_as(SYSTEM):
        return case, Asked.objects.get(pk=case).reference


def test_a_request_tells_the_pool_nothing_of_the_person(staff: dict[str, Actor], home: str) -> None:
    case = needed(staff)
    do(asking.not_this_one, staff["officer"], case, number=9, why="SYNTHETIC: cousin of the husband")
    do(asking.ask_pool, staff["officer"], case, premises=home, earliest="9:00", latest="12:00", modes=["video", "site"], sex_is_hard=True)
    (told,) = sent("pool_request")
    assert set(told) == {"reference", *pool.Need.model_fields}
    assert (told["not_these"], told["sex"], told["sex_is_hard"], told["minutes"], told["opens"], told["closes"]) == ([9], "F", True, 60, 540, 720)
    with acting_as(SYSTEM):
        one = Request.objects.get(pk=case)
    words = b" ".join(bytes(each.payload) for each in Outgoing.objects.filter(message__type="pool_request"))
    for secret in ("cousin", "Karimi", "AFG", str(case), str(one.person_id), str(one.asked_for_id)):
        assert secret.encode() not in words


def test_from_options_to_a_booking_that_the_officer_confirms(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    case, reference = in_pool(staff, home)
    officer = staff["officer"]
    other = option(9, spoken="pes", match="UNDERSTOOD")
    assert hub.says("options", reference=reference, day=day(), options=[option(), other]) == "accepted"
    assert "CHOOSE_INTERPRETER" in tasks(case)
    with pytest.raises(GateClosed):
        do(asking.choose, officer, case, option=1)  # acceptance 13: Farsi for Dari only once the person confirmed it
    with pytest.raises(BadInput):
        do(asking.choose, officer, case, option=2)
    do(asking.choose, officer, case, option=0, link="https://meet.example.org/x")
    assert (sent("pool_choice")[-1]["start"], sent("pool_choice")[-1]["numbers"]) == (600, [7])
    assert hub.says("booked", reference=reference, day=day(), option=option()) == "accepted"
    assert "BOOK_INTERPRETER" in tasks(case)
    with acting_as(officer):
        known = requests.in_pool.known_booking(CaseFile.objects.get(pk=case))
    assert known == {"interpreter": "Pool 7", "sex": "WOMAN", "confidentiality_signed_on": day(-9)}
    with pytest.raises(BadInput):
        do(requests.book, officer, case, **known, speaks=True)  # the conflict is asked where the person is known
    do(requests.book, officer, case, **known, speaks=True, no_conflict=True)
    assert state_of(case) == "booked"
    do(requests.note_outcome, officer, case, understood=True, officer_says=5, complaint="LATE")
    assert sent("pool_outcome")[-1]["complaint"] == "LATE"
    assert state_of(case) == "held"
    assert (sent("pool_outcome")[-1]["outcome"], sent("pool_outcome")[-1]["minutes"]) == ("DONE", 60)


def test_another_time_than_that_of_the_session_is_not_booked_before_it_is_moved(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    case, reference = in_pool(staff, home)
    hub.says("booked", reference=reference, day=day(), option=option(start=630, end=690))
    told = {"interpreter": "Pool 7", "sex": "WOMAN", "confidentiality_signed_on": day(-9), "speaks": True, "no_conflict": True}
    with pytest.raises(GateClosed):
        do(requests.book, staff["officer"], case, **told)
    begins = pool.moment_of(day(), 630)
    do(requests.move_session, staff["officer"], case, begins=begins, ends=begins + timedelta(minutes=60), place="X")
    do(requests.book, staff["officer"], case, **told)
    assert state_of(case) == "booked"


def test_whoever_falls_out_is_not_booked_any_more(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    case, reference = in_pool(staff, home)
    hub.says("booked", reference=reference, day=day(), option=option())
    told = {"interpreter": "Pool 7", "sex": "WOMAN", "confidentiality_signed_on": day(-9), "speaks": True, "no_conflict": True}
    do(requests.book, staff["officer"], case, **told)
    hub.says("options", reference=reference, day=day(), options=[option(9)], why="ILL")
    with acting_as(SYSTEM):
        assert not Request.objects.get(pk=case).holds
    assert {"CHOOSE_INTERPRETER", "BOOK_INTERPRETER"} <= tasks(case)
    assert state_of(case) == "asked"


def test_nobody_yet_says_why_and_what_would_help(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    case, reference = in_pool(staff, home)
    helps = [{"what": "WINDOW", "start": 480, "mode": "video"}]
    assert hub.says("options", reference=reference, day=day(), waits="BUSY", helps=helps) == "accepted"
    with acting_as(staff["officer"]):
        shown = requests.selectors.sections(CaseFile.objects.get(pk=case), staff["officer"])
    words = " ".join(str(row.value) for section in shown for row in section.rows)
    assert "Everybody who could is busy" in words
    assert "a wider window" in words


def test_what_is_called_off_here_is_withdrawn_there(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    case, reference = in_pool(staff, home)
    do(requests.cancel, staff["officer"], case)
    assert sent("pool_withdrawal")[-1] == {"reference": str(reference), "why": "NOT_NEEDED"}
    assert hub.says("booked", reference=reference, day=day(), option=option()) == "accepted"  # it crossed on the way: nothing happens
    assert state_of(case) == "cancelled"


def test_after_a_failure_somebody_is_needed_again(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    case, reference = in_pool(staff, home)
    hub.says("booked", reference=reference, day=day(), option=option())
    told = {"interpreter": "Pool 7", "sex": "WOMAN", "confidentiality_signed_on": day(-9), "speaks": True, "no_conflict": True}
    do(requests.book, staff["officer"], case, **told)
    do(requests.note_outcome, staff["officer"], case, outcome="TECHNICAL")
    assert state_of(case) == "asked"
    assert sent("pool_outcome")[-1]["outcome"] == "TECHNICAL"
    assert "BOOK_INTERPRETER" in tasks(case)


def test_whoever_must_never_come_is_neither_chosen_nor_booked(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    case, reference = in_pool(staff, home)
    officer = staff["officer"]
    hub.says("booked", reference=reference, day=day(), option=option())
    told = {"interpreter": "7", "sex": "WOMAN", "confidentiality_signed_on": day(-9), "speaks": True, "no_conflict": True}
    do(requests.book, officer, case, **told)
    do(asking.not_this_one, officer, case, number=7, why="SYNTHETIC")
    assert state_of(case) == "asked"
    with acting_as(SYSTEM):
        assert not Request.objects.get(pk=case).holds
    assert sent("pool_withdrawal")[-1]["reference"] == str(reference)
    with pytest.raises(GateClosed) as closed:
        do(requests.book, officer, case, **told)
    assert [one.code for one, _why in closed.value.closed] == ["G-NEVER"]
    do(asking.ask_pool, officer, case, premises=home, earliest="9:00", latest="12:00", modes=["video"])
    assert sent("pool_request")[-1]["not_these"] == [7]
    with acting_as(SYSTEM):
        again = Asked.objects.get(pk=case).reference
    assert again != reference
    hub.says("options", reference=again, day=day(), options=[option(7)])
    with pytest.raises(GateClosed):
        do(asking.choose, officer, case, option=0)


def test_who_leaves_the_pool_expects_nobody_from_it(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    for leave in (asking.leave_pool, requests.nobody_found):
        case, reference = in_pool(staff, home)
        hub.says("booked", reference=reference, day=day(), option=option())
        told = {"interpreter": "Pool 7", "sex": "WOMAN", "confidentiality_signed_on": day(-9), "speaks": True, "no_conflict": True}
        do(requests.book, staff["officer"], case, **told)
        do(leave, staff["officer"], case, **({"why": "NO_TIME"} if leave is requests.nobody_found else {}))
        assert sent("pool_withdrawal")[-1]["reference"] == str(reference)
        with acting_as(SYSTEM):
            assert not Request.objects.get(pk=case).holds
        assert state_of(case) in {"asked", "not_found"}
        do(requests.cancel, staff["officer"], case)


def test_a_moved_booking_is_booked_anew(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    case, reference = in_pool(staff, home)
    hub.says("booked", reference=reference, day=day(), option=option())
    told = {"interpreter": "Pool 7", "sex": "WOMAN", "confidentiality_signed_on": day(-9), "speaks": True, "no_conflict": True}
    do(requests.book, staff["officer"], case, **told)
    assert hub.says("booked", reference=reference, day=day(), option=option(9, start=630, end=690)) == "accepted"
    assert state_of(case) == "asked"
    with acting_as(SYSTEM):
        assert not Request.objects.get(pk=case).holds


def test_an_interview_is_moved_as_an_interview(staff: dict[str, Actor], home: str) -> None:
    case = lodged(staff)
    interviewed(staff, case)
    with acting_as(SYSTEM):
        one = CaseFile.objects.filter(procedure="interpreting").latest("opened_at")
        answer = moves_by_itself(one, None, moment.today())
    assert answer.outcome is Outcome.FAIL


def test_for_now_even_what_has_begun_can_be_asked_for(staff: dict[str, Actor], home: str) -> None:
    case = needed(staff)
    told = {"premises": home, "earliest": "9:00", "latest": "12:00", "modes": ["video"]}
    with moment.pretend(pool.moment_of(day(), 620)):
        with pytest.raises(BadInput):
            do(asking.ask_pool, staff["officer"], case, **told, urgency=2)
        do(asking.ask_pool, staff["officer"], case, **told, urgency=1)
    assert (sent("pool_request")[-1]["opens"], sent("pool_request")[-1]["closes"]) == (630, 720)


def test_a_choice_that_the_pool_refuses_leaves_nothing_behind(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    case, reference = in_pool(staff, home)
    hub.says("options", reference=reference, day=day(), options=[option()])
    do(asking.choose, staff["officer"], case, option=0)
    row = Outgoing.objects.get(message__type="pool_choice")
    row.receipt_reasons = "reference: there is no such request"
    with acting_as(SYSTEM):
        outbox.when_refused["pool_choice"](row)
        assert Asked.objects.get(pk=case).state == "REFUSED"
    assert sent("pool_withdrawal")[-1]["reference"] == str(reference)
    assert "BOOK_INTERPRETER" in tasks(case)


def test_of_two_interpreters_a_complaint_is_about_one(staff: dict[str, Actor], home: str, hub: Hub) -> None:
    case, reference = in_pool(staff, home)
    seats = [option(number)["seats"][0] for number in (7, 9)]
    both = option(7, seats=seats)
    assert hub.says("options", reference=reference, day=day(), options=[both]) == "accepted"
    do(asking.choose, staff["officer"], case, option=0)
    assert hub.says("booked", reference=reference, day=day(), option=both) == "accepted"
    with acting_as(staff["officer"]):
        known = requests.in_pool.known_booking(CaseFile.objects.get(pk=case))
    do(requests.book, staff["officer"], case, **known, speaks=True, no_conflict=True)
    for wrong in ({}, {"complaint_about": 8}):
        with pytest.raises(BadInput, match="7, 9"):
            do(requests.note_outcome, staff["officer"], case, understood=True, complaint="INDISCREET", **wrong)
    do(requests.note_outcome, staff["officer"], case, understood=True, complaint="INDISCREET", complaint_about=9)
    assert (sent("pool_outcome")[-1]["complaint"], sent("pool_outcome")[-1]["about"]) == ("INDISCREET", 9)
