"""Coordinators and plans of the pool: by hand with a reason, illness, proposals, weeks, and what stands although hours or rooms were taken back."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from egnatia.hub.pool import actions
from egnatia.hub.pool.booking import asking, planning, settling
from egnatia.hub.pool.models import Booking, Demand, Proposal, Request, Run, Seat
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.codes import pool
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.models import CaseFile, Task
from tests.hub.pooling import DARI, FARSI, OTHER, Node, answered, best, chosen, do, interpreter, monday, number, week_case


def test_a_coordinator_places_by_hand_and_is_told_what_stands_against_it(region: dict[str, Node], coordinator: Actor) -> None:
    region["MKD"].needs()
    one = Request.objects.get()
    placed = {"request": one.pk, "interpreter": number(), "start": "10:15", "mode": "video"}
    for wrong, words in (({"start": "8:30"}, "window"), ({"mode": "site"}, "own country"), ({"start": "10:10"}, "quarter"), ({"interpreter": 999}, "no such")):
        with pytest.raises(BadInput) as refusal:
            do(actions.place, coordinator, **{**placed, **wrong})
        assert words in str(refusal.value.errors)
    do(actions.place, coordinator, **placed)
    assert (Booking.objects.get().start, region["SRB"].hears()[-1].kind) == (615, "asked")
    with pytest.raises(BadInput):
        do(actions.place, coordinator, **placed)


def test_who_is_ill_is_replaced_and_those_who_asked_are_told(region: dict[str, Node], coordinator: Actor) -> None:
    region["SRB"].offers(interpreter(DARI), interpreter(OTHER))
    reference = chosen(region["MKD"])
    ill = Seat.objects.get().interpreter_id
    answered(region["SRB"], reference, ill)
    region["MKD"].hears()
    day = {"since": pool.moment_of(monday(), 0).isoformat(), "until": pool.moment_of(monday(), 720).isoformat()}
    do(actions.away, coordinator, interpreter=ill, **day)
    (told,) = region["MKD"].hears()
    assert (told.reference, told.why, Request.objects.get().state) == (reference, "ILL", "OPEN")
    assert {each.seats[0].number for each in told.options} == {number(DARI), number(OTHER)} - {ill}


def proposed(region: dict[str, Node]) -> tuple[uuid.UUID, Proposal]:
    """A confirmed session at nine, a request that fits at nine alone, one interpreter: a plan proposes to move the first."""
    loose = chosen(region["MKD"], opens=540, closes=960)
    answered(region["SRB"], loose)
    region["MKD"].needs(opens=540, closes=600, urgency=2)
    run = Run.objects.create(case_id=week_case(), asked_at=moment.now(), seconds=5)
    planning.make(run.pk)
    run.refresh_from_db()
    assert (run.failed, run.ended_at is not None, run.wanted, run.served) == (False, True, 2, 2)
    return loose, Proposal.objects.get()


def test_nothing_confirmed_moves_without_a_yes(region: dict[str, Node], coordinator: Actor) -> None:
    loose, proposal = proposed(region)
    stands = Booking.objects.get(request__reference=loose)
    assert (stands.start, stands.confirmed_at is not None) == (540, True)
    with acting_as(SYSTEM):
        assert Task.objects.filter(code="PROPOSALS", done_at=None).exists()
    region["MKD"].hears()
    region["SRB"].hears()
    do(actions.accept, coordinator, proposals=[str(proposal.pk)])
    again = Booking.objects.get(request__reference=loose)
    assert (again.start, again.confirmed_at) == (proposal.start, None)
    assert [(one.kind, one.reference) for one in region["MKD"].hears()] == [("placed", loose)]
    assert [(one.kind, one.why) for one in region["SRB"].hears()] == [("ended", "MOVED"), ("asked", "")]
    with acting_as(SYSTEM):
        assert not Task.objects.filter(code="PROPOSALS", done_at=None).exists()


def test_a_proposal_goes_with_its_booking_and_its_time(region: dict[str, Node], coordinator: Actor) -> None:
    from egnatia.hub.pool import selectors

    loose, proposal = proposed(region)
    with moment.pretend(pool.moment_of(monday(), 500)), pytest.raises(BadInput):
        do(actions.accept, coordinator, proposals=[str(proposal.pk)])  # it begins in less than an hour
    answered(region["SRB"], loose, interpreter=False)
    with acting_as(coordinator):
        case = CaseFile.objects.get(pk=week_case())
        assert selectors.picks(case)["proposals"] == []
        assert selectors.sections(case, coordinator)
    with pytest.raises(BadInput):
        do(actions.accept, coordinator, proposals=[str(proposal.pk)])


def test_broken_twin_a_plan_that_moves_by_itself_would_be_noticed(region: dict[str, Node], monkeypatch: pytest.MonkeyPatch) -> None:
    loose = chosen(region["MKD"], opens=540, closes=960)
    answered(region["SRB"], loose)
    region["MKD"].needs(opens=540, closes=600, urgency=2)
    plain = planning._put_in

    def by_itself(one: Any, found: Any, stands: Any) -> None:
        for request in stands:
            asking.fall(Request.objects.get(pk=request), "MOVED", moment.now(), again=False)
        plain(one, found, {})

    monkeypatch.setattr(planning, "_put_in", by_itself)
    run = Run.objects.create(case_id=week_case(), asked_at=moment.now(), seconds=5)
    planning.make(run.pk)
    assert Booking.objects.get(request__reference=loose).confirmed_at is None


def test_a_plan_asks_for_what_waits(region: dict[str, Node]) -> None:
    for _each in range(3):
        region["MKD"].needs(closes=900)
    run = Run.objects.create(case_id=week_case(), asked_at=moment.now(), seconds=5)
    planning.make(run.pk)
    run.refresh_from_db()
    assert (run.served, run.wanted, Seat.objects.count()) == (3, 3, 3)
    assert run.bound is not None
    assert run.bound >= run.value > 0
    assert [one.kind for one in region["SRB"].hears()] == ["asked"] * 3


def test_a_booking_is_let_go_only_by_somebody_who_proves_who_they_are(region: dict[str, Node], coordinator: Actor) -> None:
    from dataclasses import replace

    from egnatia.kernel.engine.refusals import NotConfirmed

    reference = chosen(region["MKD"])
    answered(region["SRB"], reference)
    told = {"booking": Request.objects.get().pk, "why": "SYNTHETIC"}
    with pytest.raises(NotConfirmed):
        do(actions.release, replace(coordinator, confirmed_at=None), **told)
    assert Booking.objects.exists()
    do(actions.release, coordinator, **told)
    assert not Booking.objects.exists()
    assert region["MKD"].hears()[-1].why == "RELEASED"


def test_who_takes_hours_back_gets_nothing_new_and_harms_nobody(region: dict[str, Node]) -> None:
    """What stands stands, the week goes on, and nothing else is given to them on that day."""
    reference = chosen(region["MKD"], opens=840, closes=960)
    answered(region["SRB"], reference)
    region["SRB"].offers(interpreter(DARI, hours=[]))
    region["MKD"].needs(opens=840, closes=1080, minutes=15)
    assert region["MKD"].hears()[-1].options == []
    assert Booking.objects.get().confirmed_at is not None


def test_a_room_that_is_taken_twice_on_another_day_hides_nothing(region: dict[str, Node]) -> None:
    """What is broken already (an office gave up rooms) must not let a second breach through."""
    region["SRB"].offers(interpreter(DARI), interpreter(OTHER))
    for _each in range(2):
        chosen(region["MKD"], opens=540, closes=600)
    region["SRB"].offers(interpreter(DARI), interpreter(OTHER), rooms=1)
    tuesday = {"day": monday() + timedelta(days=1), "opens": 540, "closes": 600}
    chosen(region["MKD"], **tuesday)
    region["MKD"].needs(**tuesday)
    assert region["MKD"].hears()[-1].waits == "NO_ROOM"
    second = Request.objects.get(state="OPEN")
    busy = Seat.objects.get(booking__request__day=tuesday["day"]).interpreter_id
    (free,) = {number(DARI), number(OTHER)} - {busy}
    with acting_as(SYSTEM), pytest.raises(asking.CannotBe):
        asking.book(second, 540, "video", [(free, "SRB-BEG")], moment.now())


def test_a_week_is_closed_only_when_it_is_over(region: dict[str, Node], coordinator: Actor) -> None:
    region["MKD"].needs()
    with pytest.raises(BadInput):
        do(actions.close, coordinator)
    with moment.pretend(moment.now() + timedelta(days=15)):
        do(actions.close, coordinator)


def test_a_time_of_absence_is_a_possible_one(region: dict[str, Node], coordinator: Actor) -> None:
    region["MKD"].needs()
    for since, until in (("0001-01-01T00:00", "2026-01-01T00:00"), ("2026-01-01T00:00", "9999-12-31T23:59")):
        with pytest.raises(BadInput):
            do(actions.away, coordinator, interpreter=number(), since=since, until=until)


def test_an_answer_is_not_waited_for_until_the_session_is_over(region: dict[str, Node]) -> None:
    with moment.pretend(pool.moment_of(monday() - timedelta(days=1), 1200)):
        chosen(region["MKD"], urgency=4, opens=540, closes=600)
    assert Booking.objects.get().answer_by == pool.moment_of(monday(), 540) - asking.TIME_TO_COME


def test_what_nobody_settles_is_erased_and_weeks_that_are_over_are_closed(region: dict[str, Node], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "NIGHT_SECONDS", 5)
    chosen(region["MKD"])
    with moment.pretend(moment.now() + timedelta(days=35)):
        planning.night()
    assert not Request.objects.exists()
    assert Demand.objects.get().asked == 1
    with acting_as(SYSTEM):
        assert CaseFile.objects.get(procedure="pool_week").state == "closed"
    assert settling.purge(moment.now()) == 0


def test_acceptance_15_over_the_hours_of_a_day_or_against_a_conflict_there_is_no_booking(region: dict[str, Node], coordinator: Actor) -> None:
    """Five hours by video are the most of a day, whoever places the sixth; an excluded number is refused to a coordinator as well."""
    for _each in range(5):
        chosen(region["MKD"], opens=480, closes=960, modes=["video"])
    region["MKD"].needs(opens=480, closes=960, modes=["video"])
    assert region["MKD"].hears()[-1].waits == "BUSY"
    with pytest.raises(BadInput) as refusal:
        do(actions.place, coordinator, request=Request.objects.get(state="OPEN").pk, interpreter=number(), start="14:30", mode="video")
    assert "hours" in str(refusal.value.errors)
    region["MKD"].needs(day=monday() + timedelta(days=1), not_these=[number()])
    excluded = Request.objects.get(state="OPEN", day=monday() + timedelta(days=1))
    with pytest.raises(BadInput) as refusal:
        do(actions.place, coordinator, request=excluded.pk, interpreter=number(), start="10:00", mode="video")
    assert "must not be asked" in str(refusal.value.errors)


def test_a_booking_of_another_variety_can_be_moved_with_its_people(region: dict[str, Node], coordinator: Actor) -> None:
    region["SRB"].offers(interpreter(FARSI, skills=[{"language": "pes", "level": 4}]))
    reference = region["MKD"].needs(opens=540, closes=960)
    assert region["MKD"].chooses(reference, best(region["MKD"]), confirmed=True) == "accepted"
    answered(region["SRB"], reference, number(FARSI))
    one = Request.objects.get()
    stands = Booking.objects.get()
    proposal = Proposal.objects.create(
        case_id=week_case(), request=one, start=stands.start + 120, mode="video", seats=[[number(FARSI), "SRB-BEG"]], made_at=moment.now()
    )
    do(actions.accept, coordinator, proposals=[str(proposal.pk)])
    assert Booking.objects.get().start == stands.start + 120
