"""The pool at the hub: from a request to a confirmed booking and to nothing left of it; who may say what; one place is given once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from egnatia.exchange.models import Incoming
from egnatia.hub.pool import actions
from egnatia.hub.pool.booking import asking, planning, settling
from egnatia.hub.pool.models import Account, Booking, Demand, Interpreter, Proposal, Request, Run, Seat, Week
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.access.middleware import actor_of
from egnatia.kernel.codes import pool
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.models import CaseFile, Task, User
from tests.hub.pooling import Node, interpreter, monday, need, nodes

DARI, FARSI, OTHER = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
YES = {"interpreter": True, "room": True}


@pytest.fixture
def region(db: None) -> dict[str, Node]:
    """Serbia has one interpreter of Dari, North Macedonia none."""
    found = nodes()
    assert found["SRB"].offers(interpreter(DARI)) == "accepted"
    assert found["MKD"].offers() == "accepted"
    for one in found.values():
        one.hears()
    return found


@pytest.fixture
def coordinator(db: None) -> Actor:
    return actor_of(User.objects.get(username="pool"), confirmed_at=moment.now())


def number(reference: uuid.UUID = DARI) -> int:
    return Interpreter.objects.get(reference=reference).pk


def chosen(node: Node, **changes: Any) -> uuid.UUID:
    reference = node.needs(**changes)
    assert node.says("pool_choice", pool.Choice(option=0), reference) == "accepted"
    return reference


def answered(host: Node, reference: uuid.UUID, who: int | None = None, **changes: Any) -> str:
    return host.says("pool_answer", pool.Answer(number=who or number(), **{**YES, **changes}), reference)


def week_case() -> Any:
    with acting_as(SYSTEM):
        return Week.objects.get(monday=monday()).case_id


def do(door: Any, actor: Actor, **data: Any) -> Any:
    return door(data, actor=actor, key=uuid.uuid4(), case_id=week_case())


def test_from_a_request_to_a_booking_to_nothing(region: dict[str, Node]) -> None:
    serbia, macedonia = region["SRB"], region["MKD"]
    reference = macedonia.needs()
    (told,) = macedonia.hears()
    assert (told.kind, told.reference, len(told.options)) == ("options", reference, 1)
    best = told.options[0]
    assert (best.mode, best.seats[0].number, best.spoken, best.match) == ("video", number(), "prs", "EXACT")
    choice = pool.Choice(option=0, link="https://meet.example.org/x", phone="+389 2 000")
    assert macedonia.says("pool_choice", choice, reference) == "accepted"
    (asked,) = serbia.hears()
    assert (asked.kind, asked.number, asked.asks, asked.site, asked.country) == ("asked", number(), "both", "SYNTHETIC office MKD", "MKD")
    assert answered(serbia, reference, room=None) == "accepted"
    assert Request.objects.get().state == "ASKED"  # the room is not given yet
    assert answered(serbia, reference, interpreter=None) == "accepted"
    assert [one.kind for one in macedonia.hears()] == ["booked"]
    assert [(one.kind, one.link, one.phone) for one in serbia.hears()] == [("booked", choice.link, choice.phone)]
    assert macedonia.says("pool_outcome", pool.Settled(outcome=pool.Outcome.DONE, minutes=90), reference) == "accepted"
    assert not Request.objects.exists()
    assert not Seat.objects.exists()
    kept = Account.objects.get()
    assert (kept.of, kept.to, kept.sessions, kept.minutes, kept.cents) == ("SRB", "MKD", 1, 90, 3000)
    line = Demand.objects.get()
    assert (line.node, line.language, line.asked, line.held, line.minutes) == ("MKD", "prs", 1, 1, 90)


def test_the_hub_keeps_no_copy_of_what_a_request_said(region: dict[str, Node]) -> None:
    region["MKD"].needs()
    from egnatia.exchange.envelope import unpack

    assert all(unpack(bytes(one.envelope)).payload == b"" for one in Incoming.objects.all())


def test_a_host_never_learns_more_than_it_needs(region: dict[str, Node]) -> None:
    chosen(region["MKD"], not_these=[9], urgency=2)
    (asked,) = region["SRB"].hears()
    assert not {"not_these", "sex", "accepts", "opens"} & set(asked.model_dump())


def test_nobody_else_can_read_what_is_said_to_one_node(region: dict[str, Node]) -> None:
    import pyrage

    from egnatia.exchange.envelope import unpack
    from egnatia.exchange.models import Outgoing

    region["MKD"].needs()
    sent = Outgoing.objects.filter(message__type="pool").latest("sequence")
    assert set(sent.message) == {"type", "body"}
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(unpack(bytes(sent.envelope or b"")).payload, [region["SRB"].identity])
    plain = pyrage.decrypt(bytes(sent.payload), [region["MKD"].identity])
    assert len(plain) == 4096  # how long it is says nothing of what it is (age adds a few bytes by chance)


def test_acceptance_13_farsi_for_dari_only_when_an_officer_answers_for_it(region: dict[str, Node]) -> None:
    region["SRB"].offers(interpreter(FARSI, skills=[{"language": "pes", "level": 4}]))
    reference = region["MKD"].needs()
    told = region["MKD"].hears()[-1]
    assert [(one.spoken, one.match) for one in told.options] == [("pes", "UNDERSTOOD")]
    assert region["MKD"].says("pool_choice", pool.Choice(option=0), reference) == "not_confirmed"
    assert not Booking.objects.exists()
    assert region["MKD"].says("pool_choice", pool.Choice(option=0, confirmed=True), reference) == "accepted"
    assert Seat.objects.get().interpreter_id == number(FARSI)


def test_acceptance_14_south_levantine_is_levantine(region: dict[str, Node]) -> None:
    region["SRB"].offers(interpreter(OTHER, skills=[{"language": "apc", "level": 3}]))
    region["MKD"].needs(language="ajp")
    assert [(one.spoken, one.match) for one in region["MKD"].hears()[-1].options] == [("apc", "EXACT")]


def test_a_level_below_or_an_excluded_number_is_never_offered(region: dict[str, Node]) -> None:
    region["MKD"].needs(level=4)
    told = region["MKD"].hears()[-1]
    assert (told.options, told.waits, [one.what for one in told.helps]) == ([], "NOT_SPOKEN", ["LEVEL"])
    region["MKD"].needs(not_these=[number()])
    assert region["MKD"].hears()[-1].waits == "EXCLUDED"
    region["MKD"].needs(sex="M", sex_is_hard=True)
    told = region["MKD"].hears()[-1]
    assert (told.waits, [one.what for one in told.helps]) == ("WISH", ["SEX"])
    region["MKD"].needs(sex="M")
    assert len(region["MKD"].hears()[-1].options) == 1  # a wish that need not be met does not stand in the way


def test_a_no_and_a_silence_look_for_somebody_else(region: dict[str, Node]) -> None:
    region["SRB"].offers(interpreter(DARI), interpreter(OTHER, sex="M"))
    reference = chosen(region["MKD"])
    region["MKD"].hears()
    first = Seat.objects.get().interpreter_id
    assert answered(region["SRB"], reference, first, interpreter=False) == "accepted"
    told = region["MKD"].hears()[-1]
    assert (told.kind, told.why) == ("options", "DECLINED")
    assert {one.seats[0].number for one in told.options} == {number(DARI), number(OTHER)} - {first}
    assert region["MKD"].says("pool_choice", pool.Choice(option=0), reference) == "accepted"
    with moment.pretend(moment.now() + timedelta(minutes=asking.ANSWER_IN[3] + 1)):
        planning.tick()
    told = region["MKD"].hears()[-1]
    assert (told.why, told.options, told.waits) == ("NO_ANSWER", [], "EXCLUDED")
    assert region["SRB"].hears()[-1].kind == "ended"


def test_for_now_the_best_is_asked_at_once_and_the_next_after_a_no(region: dict[str, Node]) -> None:
    region["SRB"].offers(interpreter(DARI), interpreter(OTHER, sex="M"))
    region["SRB"].hears()
    reference = region["MKD"].needs(urgency=1)
    first = Seat.objects.get().interpreter_id
    assert [one.kind for one in region["SRB"].hears()] == ["asked"]
    assert answered(region["SRB"], reference, first, interpreter=False) == "accepted"
    second = Seat.objects.get().interpreter_id
    assert {first, second} == {number(DARI), number(OTHER)}
    assert answered(region["SRB"], reference, second, interpreter=False) == "accepted"
    assert not Seat.objects.exists()
    with acting_as(SYSTEM):
        assert Task.objects.filter(code="URGENT", done_at=None).count() == 1  # a human is told


def test_what_was_given_to_another_is_answered_with_others(region: dict[str, Node]) -> None:
    window = {"opens": 540, "closes": 600}
    first, second = region["MKD"].needs(**window), region["SRB"].needs(**window)
    region["SRB"].hears()
    assert region["MKD"].says("pool_choice", pool.Choice(option=0), first) == "accepted"
    assert region["SRB"].says("pool_choice", pool.Choice(option=0), second) == "accepted"
    told = [one for one in region["SRB"].hears() if one.kind == "options"][-1]
    assert (told.why, told.waits) == ("GONE", "BUSY")
    assert Seat.objects.count() == 1


def test_nobody_speaks_for_another(region: dict[str, Node]) -> None:
    reference = chosen(region["MKD"])
    assert answered(region["MKD"], reference) == "reference"
    assert region["SRB"].says("pool_withdrawal", pool.Withdrawal(why="MOVED"), reference) == "reference"
    assert region["SRB"].says("pool_outcome", pool.Settled(outcome=pool.Outcome.DONE, minutes=600), reference) == "reference"
    assert region["SRB"].says("pool_request", need("MKD"), uuid.uuid4()) == "premises"
    assert region["SRB"].says("pool_request", need("SRB"), reference) == "reference"  # used already
    assert region["MKD"].offers(interpreter(DARI)) == "reference"  # belongs to Serbia
    assert not Account.objects.exists()


@pytest.mark.parametrize("more", [{"nationality": "AFG"}, {"name": "Karimi"}, {"reason": "child"}, {"minutes": 61}, {"language": "Dari"}, {"level": "3"}])
def test_anything_more_or_else_is_refused(region: dict[str, Node], more: dict[str, Any]) -> None:
    told = {**need("MKD").model_dump(mode="json"), **more}
    import json

    envelope = region["MKD"].sender.says("pool_request", {"reference": str(uuid.uuid4())}, json.dumps(told).encode()).pack()
    from egnatia.exchange import inbox

    assert inbox.receive("MKD", region["MKD"].sender.sequence, envelope).content["status"] == "refused"
    assert not Request.objects.exists()


def test_long_sessions_need_two(region: dict[str, Node]) -> None:
    told = need("MKD", minutes=180, closes=900)
    assert region["MKD"].says("pool_request", told, uuid.uuid4()) == "people"
    region["MKD"].needs(minutes=180, closes=900, people=2)
    assert region["MKD"].hears()[-1].waits == "TOO_FEW"
    region["SRB"].offers(interpreter(DARI), interpreter(OTHER))
    region["MKD"].needs(minutes=180, closes=900, people=2)
    assert {each.number for each in region["MKD"].hears()[-1].options[0].seats} == {number(DARI), number(OTHER)}


def test_one_place_is_held_once_whoever_asks(region: dict[str, Node]) -> None:
    """Below the program: the database refuses a second session at the same time."""
    chosen(region["MKD"])
    region["MKD"].needs()
    seat, other = Seat.objects.get(), Request.objects.get(state="OPEN")
    made = Booking.objects.create(request=other, start=540, end=600, mode="video", asked_at=moment.now(), answer_by=moment.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(booking=made, position=0, interpreter=seat.interpreter, premises=seat.premises, during=seat.during)


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


def test_who_is_ill_is_replaced_and_nothing_confirmed_moves_without_a_yes(region: dict[str, Node], coordinator: Actor) -> None:
    region["SRB"].offers(interpreter(DARI), interpreter(OTHER, hours=[{"day": monday(), "begins": 540, "ends": 615}]))
    tight = chosen(region["MKD"], opens=540, closes=600)
    loose = chosen(region["MKD"], opens=540, closes=960)
    for reference in (tight, loose):
        answered(region["SRB"], reference, Seat.objects.get(booking__request__reference=reference).interpreter_id)
    assert Booking.objects.filter(confirmed_at=None).count() == 0
    ill = Seat.objects.get(booking__request__reference=tight).interpreter_id
    day = {"since": pool.moment_of(monday(), 0).isoformat(), "until": pool.moment_of(monday(), 720).isoformat()}
    do(actions.away, coordinator, interpreter=ill, **day)
    assert region["MKD"].hears()[-1].why == "ILL"
    assert Request.objects.get(reference=tight).state == "OPEN"
    stands = Booking.objects.get(request__reference=loose)
    run = Run.objects.create(case_id=week_case(), asked_at=moment.now(), seconds=5)
    planning.make(run.pk)
    run.refresh_from_db()
    assert (run.failed, run.ended_at is not None, run.wanted) == (False, True, 2)
    stands.refresh_from_db()
    assert stands.confirmed_at is not None  # only a proposal may touch it
    for one in Proposal.objects.all():
        do(actions.accept, coordinator, proposals=[str(one.pk)])
    assert Booking.objects.filter(request__reference=loose).exists()


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


def test_vetting_that_ends_ends_offers(region: dict[str, Node]) -> None:
    region["SRB"].offers(interpreter(DARI, vetted_until=monday() - timedelta(days=1)))
    region["MKD"].needs()
    assert region["MKD"].hears()[-1].waits == "NOT_OFFERED"


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
