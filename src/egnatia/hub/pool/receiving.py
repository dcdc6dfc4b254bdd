"""What nodes say of the pool. Each speaks of its own premises, interpreters and requests alone; what is no form of ``kernel.codes.pool`` is refused."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet

from egnatia.exchange import sealed, signing
from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Incoming
from egnatia.hub.pool.actions import lock_week, tell_when_urgent
from egnatia.hub.pool.booking import asking, offers, saying, settling
from egnatia.hub.pool.booking.week import REACH, RULES, monday_of
from egnatia.hub.pool.models import Interpreter, Participant, Premises, Request
from egnatia.kernel import moment
from egnatia.kernel.codes import pool
from egnatia.kernel.codes.varieties import Match

LOOKED_AGAIN = 50


def _reference(body: dict[str, Any]) -> uuid.UUID:
    if set(body) != {"reference"}:
        raise BadEnvelope("body", "a message about a request has its reference, and the rest as payload")
    return uuid.UUID(str(body["reference"]))


def _own(body: dict[str, Any], row: Incoming) -> Request:
    """The node's request, with its week held."""
    return _held(Request.objects.filter(reference=_reference(body), node=row.node))


def _held(found: QuerySet[Request]) -> Request:
    one = found.first()
    if one is not None:
        lock_week(one.day)
        one = found.first()  # as it is now that nobody else changes it
    if one is None:
        raise BadEnvelope("reference", "there is no open request or booking for this node under the reference")
    return one


def offer(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """All that a node offers now. What it does not offer any more stays for what is booked in it, and gets nothing new."""
    told = sealed.content(pool.Offer, payload)
    if body or not signing.is_recipient(told.sealing_key):
        raise BadEnvelope("body", "an offer is a payload, with a key to seal to")
    if any(not one.code.startswith(f"{row.node}-") for one in told.premises):
        raise BadEnvelope("content", "premises: the code of each begins with the code of its country")
    Participant.objects.update_or_create(node=row.node, defaults={"sealing_key": told.sealing_key, "told_at": row.received_at})
    Premises.objects.filter(node=row.node).update(offered=False)
    for place in told.premises:
        Premises.objects.update_or_create(code=place.code, defaults={**place.model_dump(exclude={"code"}), "node": row.node, "offered": True})
    Interpreter.objects.filter(node=row.node).update(offered=False)
    for one in told.interpreters:
        known = {
            "home_id": one.home,
            "sex": one.sex,
            "levels": {each.language: each.level for each in one.skills},
            "modes": [str(each) for each in one.modes],
            "cents_an_hour": one.cents_an_hour,
            "vetted_until": one.vetted_until,
            "oath_on": one.oath_on,
            "hours": {each.day.isoformat(): [each.begins, each.ends] for each in one.hours},
            "offered": True,
        }
        if Interpreter.objects.filter(reference=one.reference).exclude(node=row.node).exists():
            raise BadEnvelope("reference", "this reference belongs to another node")
        Interpreter.objects.update_or_create(reference=one.reference, node=row.node, defaults=known)
    _look_again()
    numbers = dict(Interpreter.objects.filter(node=row.node).values_list("reference", "number"))
    saying.say(row.node, pool.Word(kind="numbers", numbers=numbers))


def _look_again() -> None:
    """What waits without any option may find somebody now."""
    today = pool.now_here(moment.now())[0]
    waiting = list(Request.objects.filter(state=Request.State.OPEN, options=[], day__gte=today).order_by("day", "urgency", "pk")[:LOOKED_AGAIN])
    # All weeks first and in order, and only then a word: whoever speaks waits for nobody any more.
    cases = {monday: lock_week(monday) for monday in sorted({monday_of(one.day) for one in waiting})}
    now = moment.now()
    for one in waiting:
        case = cases[monday_of(one.day)]
        if Request.objects.filter(pk=one.pk, state=Request.State.OPEN).exists() and offers.find(one, now).options:
            asking.look(one, now)
            one.refresh_from_db()
            tell_when_urgent(case, one)


def request(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """A new need; the answer is the best three, or why there is nobody. A reference is used once."""
    reference, told, now = _reference(body), sealed.content(pool.Need, payload), moment.now()
    today = pool.now_here(now)[0]
    if not today <= told.day <= today + pool.LONGEST_AHEAD:
        raise BadEnvelope("day", "the day is over, or too far ahead")
    if not Premises.objects.filter(pk=told.premises, node=row.node, offered=True).exists():
        raise BadEnvelope("premises", "the node has offered no such premises: it must say where its rooms are first")
    if told.people == 1 and told.minutes >= RULES.second_from:
        raise BadEnvelope("people", f"from {RULES.second_from} minutes on two interpreters relieve each other")
    if Request.objects.filter(reference=reference).exists():
        raise BadEnvelope("reference", "a reference is used once")
    week = lock_week(told.day)
    # The database keeps plain codes.
    fields = told.model_dump(mode="json", exclude={"premises", "day", "sex"})
    made = Request.objects.create(reference=reference, node=row.node, premises_id=told.premises, day=told.day, sex=told.sex or "", asked_at=now, **fields)
    settling.asked(made)
    asking.look(made, now)
    made.refresh_from_db()
    tell_when_urgent(week, made)


def choice(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """One of the three; where somebody was faster, three others are the answer."""
    one, told, now = _own(body, row), sealed.content(pool.Choice, payload), moment.now()
    if one.state != Request.State.OPEN:
        asking.say_state(one)  # the plan or a coordinator was faster: nothing is lost by it
        return
    options = [pool.Option.model_validate(each) for each in one.options]
    chosen = next((each for each in options if (each.start, each.mode, [x.number for x in each.seats]) == (told.start, told.mode, told.numbers)), None)
    if chosen is None:
        asking.look(one, now, "GONE")
        return
    if chosen.match != Match.EXACT and not told.confirmed:
        raise BadEnvelope("not_confirmed", "an officer answers for another variety than the one that was asked for")
    Request.objects.filter(pk=one.pk).update(link=told.link, phone=told.phone)
    one.refresh_from_db()
    seats = [(each.number, each.premises) for each in chosen.seats]
    accepts = max(Match(one.accepts), chosen.match, key=REACH.index)
    try:
        asking.book(one, chosen.start, chosen.mode, seats, now, accepts=accepts)
    except asking.CannotBe:
        asking.look(one, now, "GONE")


def answer(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Of an interpreter, or of whoever has the room."""
    reference, told = _reference(body), sealed.content(pool.Answer, payload)
    one = _held(Request.objects.filter(reference=reference, booking__seat__interpreter=told.number, booking__seat__interpreter__node=row.node))
    try:
        asking.answer(one, row.node, told, moment.now())
    except asking.NotAsked:
        raise BadEnvelope("reference", "nobody of this node is asked for in this booking under the number, or it is over") from None
    one.refresh_from_db()
    tell_when_urgent(lock_week(one.day), one)


def withdrawal(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Not needed there any more: it was no unmet demand either."""
    one = _own(body, row)
    sealed.content(pool.Withdrawal, payload)
    asking.fall(one, "WITHDRAWN", moment.now(), again=False)
    settling.withdrawn(one)


def outcome(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """What came of it: counted, and erased."""
    one, told = _own(body, row), sealed.content(pool.Settled, payload)
    settling.settle(one, told, moment.now())
