"""Asking both sides for a booking, and what follows from their answers.

Whoever calls holds the week's case, so that of two for one place the second finds the first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from egnatia.hub.pool.booking import offers, saying, week
from egnatia.hub.pool.models import Booking, Interpreter, Premises, Proposal, Request, Seat
from egnatia.hub.pool.planning import checker, problem
from egnatia.kernel.codes import pool
from egnatia.kernel.codes.varieties import Match

# Minutes in which an answer is expected, by urgency: our own choice, no source says one.
ANSWER_IN = {1: 10, 2: 60, 3: 240, 4: 1440}
NOW = 1
# An answer after this is too late to come; but everybody has a few minutes.
TIME_TO_COME, SHORTEST = timedelta(minutes=30), timedelta(minutes=5)


class CannotBe(Exception):
    """The booking breaks a rule, or somebody was faster; the text says which."""


_RULES = {
    "as many interpreters": lambda: _("This request needs another number of interpreters."),
    "too long for one": lambda: _("This is too long for one interpreter."),
    "a way that was asked": lambda: _("It was not asked for in this way (in the room, by video)."),
    "does not work that way": lambda: _("This interpreter does not work in this way (in the room, by video)."),
    "outside its window": lambda: _("The session does not fit into the window of the request, or does not begin on the quarter of an hour."),
    "the language": lambda: _("This interpreter does not have the language at the level that is needed."),
    "the sex": lambda: _("This interpreter is not of the sex that must be met."),
    "is excluded": lambda: _("This interpreter must not be asked for this request."),
    "across a border": lambda: _("In the room, an interpreter works in their own country."),
    "too far": lambda: _("The way is too long."),
    "closed": lambda: _("The premises are closed then."),
    "another country": lambda: _("An interpreter sits in their own country."),
    "more sessions than rooms": lambda: _("No room is free then."),
    "hours": lambda: _("It would be more hours of interpreting than somebody may do in a day or a week."),
    "offer that day": lambda: _("This interpreter does not work that day."),
}


def _reason(broken: Collection[str]) -> str:
    """The first rule of the table that is broken: the plainest one."""
    for part, text in _RULES.items():
        if any(part in one for one in broken):
            return text()
    return _("This interpreter is not free then: the way there, the rest after a session or the offered hours stand against it.")


def book(one: Request, start: int, mode: str, seats: Sequence[tuple[int, str]], now: datetime, *, accepts: Match | None = None) -> Booking:
    """Hold the places, ask those whose they are, and tell whoever needs them. Raises CannotBe; then nothing was changed.

    ``accepts``: how far the variety may be in this one booking, where an officer answered for more than the request says.
    """
    one.refresh_from_db()
    if Booking.objects.filter(request=one).exists():
        raise CannotBe(_("This request has a booking already."))
    far = accepts or Match(one.accepts)
    instance, plan = week.load(week.monday_of(one.day), only={one.pk}, now=now)
    if any(who not in instance.interpreters or where not in instance.premises for who, where in seats):
        raise CannotBe(_("There is no such interpreter or place in the pool any more."))
    asked = replace(instance.requests[one.pk], language=week.key(one.language, far))
    instance = replace(instance, requests={**instance.requests, one.pk: asked})
    wanted = problem.Booking(start, problem.Mode(mode), tuple(seats))
    before = set(checker.violations(instance, plan))
    broken = set(checker.violations(instance, {**plan, one.pk: wanted})) - before
    if broken:
        raise CannotBe(_reason(broken))
    end = start + instance.span(asked, wanted.mode)
    during = DateTimeTZRange(pool.moment_of(one.day, start), pool.moment_of(one.day, end + instance.rest(asked)))
    # Nobody is waited for until the session itself has begun.
    by = max(now + SHORTEST, min(now + timedelta(minutes=ANSWER_IN[one.urgency]), pool.moment_of(one.day, start) - TIME_TO_COME))
    try:
        with transaction.atomic():
            made = Booking.objects.create(request=one, start=start, end=end, mode=mode, asked_at=now, answer_by=by, accepts=far)
            for position, (who, where) in enumerate(seats):
                # The room of the request's own premises was asked for by whoever answers for it.
                own = True if mode == pool.Mode.SITE else None
                Seat.objects.create(booking=made, position=position, interpreter_id=who, premises_id=where, during=during, room_says=own)
    except IntegrityError:
        raise CannotBe(_reason(())) from None
    Request.objects.filter(pk=one.pk).update(state=Request.State.ASKED)
    Proposal.objects.filter(request=one).delete()
    for seat in made.seat_set.all():
        _tell_host(one, made, seat, "asked")
    say_state(one)
    return made


def _option(one: Request, made: Booking) -> pool.Option:
    people = {each.pk: each for each in Interpreter.objects.filter(seat__booking=made)}
    return offers.option(one, week.plan_of(made), made.end, people)


def _tell_host(one: Request, made: Booking, seat: Seat, kind: str, why: str = "") -> None:
    told = {
        "kind": kind,
        "reference": one.reference,
        "day": one.day,
        "option": _option(one, made),
        "language": one.language,
        "level": one.level,
        "site": Premises.objects.get(pk=one.premises_id).name,
        "country": one.node,
        "urgency": one.urgency,
        "number": seat.interpreter_id,
        "booking": made.pk,
        "asks": "both" if seat.room_says is None else "interpreter",
        "link": one.link,
        "phone": one.phone,
        "why": why,
    }
    saying.say(Interpreter.objects.get(pk=seat.interpreter_id).node, pool.Word.model_validate(told))


def say_state(one: Request) -> None:
    """Tell whoever needs it how the booking of a request stands."""
    made = Booking.objects.get(request=one)
    kind: Literal["placed", "booked"] = "booked" if made.confirmed_at else "placed"
    saying.say(one.node, pool.Word(kind=kind, reference=one.reference, day=one.day, option=_option(one, made), language=one.language))


class NotAsked(LookupError):
    """Nobody of that node is asked under that number in that booking."""


def answer(one: Request, node: str, told: pool.Answer, now: datetime) -> None:
    """Take what a host says. Raises NotAsked; then nothing was changed."""
    made = Booking.objects.filter(request=one, pk=told.booking).first()
    seat = made.seat_set.select_related("interpreter").filter(interpreter_id=told.number, interpreter__node=node).first() if made else None
    if made is None or seat is None or pool.moment_of(one.day, made.end) <= now:
        raise NotAsked
    if told.interpreter is not None:
        seat.interpreter_says = told.interpreter
    if told.room is not None:
        seat.room_says = told.room
    seat.save()
    if seat.interpreter_says is False or seat.room_says is False:
        fall(one, "DECLINED", now, said_no=[told.number])
    elif made.confirmed_at is None and not made.seat_set.exclude(interpreter_says=True, room_says=True).exists():
        made.confirmed_at = now
        made.save(update_fields=["confirmed_at"])
        Request.objects.filter(pk=one.pk).update(state=Request.State.BOOKED)
        for each in made.seat_set.all():
            _tell_host(one, made, each, "booked")
        say_state(one)


def fall(one: Request, why: pool.Ended, now: datetime, *, said_no: Sequence[int] = (), again: bool = True) -> None:
    """The booking does not stand any more: those who were asked are told, but for who said it, and the request looks for somebody else (``again``)."""
    made = Booking.objects.filter(request=one).first()
    if made is not None:
        for seat in made.seat_set.all():
            if why != "DECLINED" or seat.interpreter_id not in said_no:
                _tell_host(one, made, seat, "ended", why)
        made.delete()
    Proposal.objects.filter(request=one).delete()
    one.refresh_from_db()
    one.state, one.said_no = Request.State.OPEN, sorted({*one.said_no, *said_no})
    one.save(update_fields=["state", "said_no"])
    if again:
        look(one, now, why)


def look(one: Request, now: datetime, why: pool.Ended = "") -> None:
    """Offer the best three to whoever asked; where it is for now, ask the best of them at once: nobody should have to choose while somebody waits."""
    found = offers.find(one, now)
    one.options = [each.model_dump(mode="json") for each in found.options]
    one.save(update_fields=["options"])
    told: dict[str, Any] = {"options": list(found.options), "waits": found.waits, "helps": list(found.helps), "why": why}
    saying.say(one.node, pool.Word(kind="options", reference=one.reference, day=one.day, **told))
    best = next((each for each in found.options if week.REACH.index(each.match) <= week.REACH.index(Match(one.accepts))), None)
    if one.urgency == NOW and best is not None:
        # Where the checker sees what the search did not, the three stand to be chosen from, and a human is told.
        with suppress(CannotBe):
            book(one, best.start, best.mode, [(each.number, each.premises) for each in best.seats], now)


def overdue(monday: date, now: datetime) -> list[Request]:
    """Bookings of a week that were not answered in time fall; returns their requests as they are then."""
    late = Booking.objects.filter(confirmed_at=None, answer_by__lte=now, request__day__range=(monday, monday + timedelta(days=6)))
    found = []
    for made in list(late.select_related("request")):
        silent = [seat.interpreter_id for seat in made.seat_set.all() if not (seat.interpreter_says and seat.room_says)]
        fall(made.request, "NO_ANSWER", now, said_no=silent)
        made.request.refresh_from_db()
        found.append(made.request)
    return found
