"""The pool at the hub: from a request to a confirmed booking and to nothing left of it; who may say what; one place is given once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from egnatia.exchange.models import Incoming
from egnatia.hub.pool.booking import asking, planning
from egnatia.hub.pool.models import Account, Booking, Demand, Request, Run, Seat
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.codes import pool
from egnatia.kernel.models import Task
from tests.hub.pooling import DARI, FARSI, OTHER, Node, answered, best, chosen, interpreter, monday, need, number, week_case


def test_from_a_request_to_a_booking_to_nothing(region: dict[str, Node]) -> None:
    serbia, macedonia = region["SRB"], region["MKD"]
    reference = macedonia.needs()
    (told,) = macedonia.hears()
    assert (told.kind, told.reference, len(told.options)) == ("options", reference, 1)
    best = told.options[0]
    assert (best.mode, best.seats[0].number, best.spoken, best.match) == ("video", number(), "prs", "EXACT")
    link, phone = "https://meet.example.org/x", "+389 2 000"
    assert macedonia.chooses(reference, best, link=link, phone=phone) == "accepted"
    assert [one.kind for one in macedonia.hears()] == ["placed"]
    (asked,) = serbia.hears()
    assert (asked.kind, asked.number, asked.asks, asked.site, asked.country) == ("asked", number(), "both", "SYNTHETIC office MKD", "MKD")
    assert answered(serbia, reference, room=None) == "accepted"
    assert Request.objects.get().state == "ASKED"  # the room is not given yet
    assert answered(serbia, reference, interpreter=None) == "accepted"
    assert [one.kind for one in macedonia.hears()] == ["booked"]
    assert [(one.kind, one.link, one.phone) for one in serbia.hears()] == [("booked", link, phone)]
    with moment.pretend(pool.moment_of(monday(), 720)):
        settled = pool.Settled(outcome=pool.Outcome.DONE, minutes=90, complaint=pool.Complaint.LATE, about=number())
        assert macedonia.says("pool_outcome", settled, reference) == "accepted"
    (heard,) = serbia.hears()  # whose interpreter it is, and nobody else
    assert (heard.kind, heard.number, heard.complaint, heard.country, heard.day) == ("complaint", number(), "LATE", "MKD", monday())
    assert macedonia.hears() == []
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
    assert region["MKD"].chooses(reference, told.options[0]) == "not_confirmed"
    assert not Booking.objects.exists()
    assert region["MKD"].chooses(reference, told.options[0], confirmed=True) == "accepted"
    assert Seat.objects.get().interpreter_id == number(FARSI)


def test_what_an_officer_answered_for_once_is_not_answered_for_again(region: dict[str, Node]) -> None:
    """The yes was for this interpreter: after a no the plan does not take another variety by itself."""
    region["SRB"].offers(interpreter(FARSI, skills=[{"language": "pes", "level": 4}]), interpreter(OTHER, skills=[{"language": "pes", "level": 4}]))
    reference = region["MKD"].needs()
    assert region["MKD"].chooses(reference, best(region["MKD"]), confirmed=True) == "accepted"
    answered(region["SRB"], reference, Seat.objects.get().interpreter_id, interpreter=False)
    assert region["MKD"].hears()[-1].options[0].match == "UNDERSTOOD"
    run = Run.objects.create(case_id=week_case(), asked_at=moment.now(), seconds=5)
    planning.make(run.pk)
    assert not Booking.objects.exists()


def test_an_old_answer_or_choice_never_speaks_for_a_new_time(region: dict[str, Node]) -> None:
    region["SRB"].offers(interpreter(DARI), interpreter(OTHER))
    reference = region["MKD"].needs()
    told = region["MKD"].hears()[-1]
    assert region["MKD"].chooses(reference, told.options[0]) == "accepted"
    first = Booking.objects.get()
    who = first.seat_set.get().interpreter_id
    answered(region["SRB"], reference, who, interpreter=False)
    other = region["MKD"].hears()[-1].options[0]
    assert region["MKD"].chooses(reference, told.options[0]) == "accepted"  # that one said no: nobody is asked for it
    assert region["MKD"].hears()[-1].why == "GONE"
    assert not Booking.objects.exists()
    assert region["MKD"].chooses(reference, other) == "accepted"
    assert answered(region["SRB"], reference, other.seats[0].number, booking=first.pk) == "reference"
    assert Booking.objects.get().confirmed_at is None


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
    first = Seat.objects.get().interpreter_id
    assert answered(region["SRB"], reference, first, interpreter=False) == "accepted"
    told = region["MKD"].hears()[-1]
    assert (told.kind, told.why) == ("options", "DECLINED")
    assert {one.seats[0].number for one in told.options} == {number(DARI), number(OTHER)} - {first}
    assert region["MKD"].chooses(reference, told.options[0]) == "accepted"
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
    mine, theirs = best(region["SRB"]), best(region["MKD"])
    assert region["MKD"].chooses(first, theirs) == "accepted"
    assert region["SRB"].chooses(second, mine) == "accepted"
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


def test_what_waits_is_looked_at_again_when_somebody_new_is_offered(region: dict[str, Node]) -> None:
    reference = region["MKD"].needs(language="urd")
    assert region["MKD"].hears()[-1].waits == "NOT_SPOKEN"
    region["SRB"].offers(interpreter(DARI), interpreter(OTHER, skills=[{"language": "urd", "level": 3}]))
    told = region["MKD"].hears()[-1]
    assert (told.reference, len(told.options)) == (reference, 1)


def test_what_is_withdrawn_was_no_unmet_demand_and_what_was_not_confirmed_costs_nothing(region: dict[str, Node]) -> None:
    first, second = region["MKD"].needs(), chosen(region["MKD"], opens=840, closes=900)
    assert region["MKD"].says("pool_withdrawal", pool.Withdrawal(why="MOVED"), first) == "accepted"
    assert Demand.objects.get().asked == 1
    with moment.pretend(pool.moment_of(monday(), 1000)):
        assert region["MKD"].says("pool_outcome", pool.Settled(outcome=pool.Outcome.DONE, minutes=60), second) == "accepted"
    assert not Account.objects.exists()
    assert Demand.objects.get().held == 0


def test_vetting_that_ends_ends_offers(region: dict[str, Node]) -> None:
    region["SRB"].offers(interpreter(DARI, vetted_until=monday() - timedelta(days=1)))
    region["MKD"].needs()
    assert region["MKD"].hears()[-1].waits == "NOT_OFFERED"


def test_few_are_never_told_and_an_expectation_needs_months(db: None, coordinator: Actor) -> None:
    from dataclasses import replace

    from egnatia.hub.pool import selectors
    from egnatia.kernel.access.roles import Role

    this = pool.now_here(moment.now())[0].replace(day=1)
    months = [this]
    while len(months) < 5:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    for month, asked in zip(months, (90, 20, 10, 30, 8), strict=True):
        Demand.objects.create(month=month, node="SRB", language="prs", asked=asked, held=asked - 6)
        Demand.objects.create(month=month, node="MNE", language="haz", asked=4, held=1)
    Demand.objects.create(month=this, node="MKD", language="prs", asked=40, held=38)
    Account.objects.create(month=this, of="SRB", to="MKD", sessions=2, minutes=90, cents=3000)
    (told,) = selectors.forecast(coordinator)
    assert (told.language, told.mean, told.fewest, told.most) == ("prs", 17, 8, 30)  # this month is not whole yet
    nodes_, rows = selectors.demand(coordinator, this)
    shown = {(code, node): cell for code, cells in rows for node, cell in zip(nodes_, cells, strict=True) if cell}
    assert (shown["prs", "SRB"].asked, shown["prs", "SRB"].missed) == (90, 6)
    assert (shown["prs", "MKD"].asked, shown["prs", "MKD"].missed) == (40, None)
    assert shown["haz", "MNE"].asked is None
    analyst = replace(coordinator, roles=frozenset({Role.ANALYST}))
    assert [one.sessions for one in selectors.accounts(analyst, this)] == [None]
    assert [one.sessions for one in selectors.accounts(coordinator, this)] == [2]
    Demand.objects.filter(month__lt=months[2]).delete()
    assert selectors.forecast(coordinator) == []


def test_a_reference_that_is_none_is_refused(region: dict[str, Node]) -> None:
    from egnatia.exchange import inbox

    for junk in (5, [1], True, {}, None):
        sender = region["MKD"].sender
        envelope = sender.says("pool_withdrawal", {"reference": junk}, pool.Withdrawal(why="MOVED").told()).pack()
        assert inbox.receive("MKD", sender.sequence, envelope).content["status"] == "refused"
        sender.sequence, sender.previous = sender.sequence - 1, _before(sender.sequence)


def _before(sequence: int) -> str:
    """What is refused leaves no link in the chain: the next one follows the last that was taken."""
    return str(Incoming.objects.get(node="MKD", sequence=sequence - 1).envelope_hash)
