"""What can be offered to a request at this moment: the three best bookings, or why there is none and what would help."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from egnatia.hub.pool.booking import week
from egnatia.hub.pool.models import Interpreter, Premises, Request
from egnatia.hub.pool.planning import explain, insertion, problem
from egnatia.hub.pool.planning.board import Board
from egnatia.kernel.codes import pool
from egnatia.kernel.codes.varieties import Match

MOST = 3


@dataclass(frozen=True)
class Found:
    """``options`` by how good they are: those of the variety that was asked for come first. ``waits`` only where there is no option."""

    options: tuple[pool.Option, ...]
    waits: pool.Waits | None = None
    helps: tuple[pool.Help, ...] = ()


def find(one: Request, now: datetime) -> Found:
    """For one request beside everything that stands."""
    return find_all([one], now)[one.pk]


def find_all(waiting: Collection[Request], now: datetime) -> dict[int, Found]:
    """For requests of one week, each as if it were alone; the week is read once."""
    if not waiting:
        return {}
    monday = week.monday_of(next(iter(waiting)).day)
    instance, plan = week.load(monday, only={one.pk for one in waiting}, now=now)
    for one in waiting:
        plan.pop(one.pk, None)
    board, people = Board(instance, plan), {each.pk: each for each in Interpreter.objects.all()}
    return {one.pk: _find(one, board, people) for one in waiting}


def _find(one: Request, board: Board, people: dict[int, Interpreter]) -> Found:
    instance, asked = board.instance, board.instance.requests[one.pk]
    found: dict[tuple[int, tuple[int, ...]], pool.Option] = {}
    for accepts in week.REACH:
        request = replace(asked, language=week.key(one.language, accepts))
        for each in insertion.offers(board, request, most=MOST):
            key = each.start, each.booking.interpreters
            if len(found) < MOST and key not in found:
                end = each.start + instance.span(asked, each.mode)
                found[key] = option(one, each.booking, end, people)
    if found:
        return Found(tuple(found.values()))
    why = explain.explain(board, asked)
    helps = tuple(pool.Help(what=pool.Helps[each.what.name], start=each.offer.start, mode=pool.Mode(each.offer.mode)) for each in why.helps)
    return Found((), pool.Waits[why.why.name], helps)


def option(one: Request, booking: problem.Booking, end: int, people: dict[int, Interpreter]) -> pool.Option:
    """A booking for a request as a node is told of it."""
    best = [week.spoken(people[who].levels, one.language, Match.MACRO, one.level) for who in booking.interpreters]
    # Of two, the one that is further from what was asked for is named. Skills may have changed since: then what was asked for is.
    variety, _level, match = max(filter(None, best), key=lambda each: week.REACH.index(each[2]), default=(one.language, 0, Match.EXACT))
    names = dict(Premises.objects.filter(pk__in={where for _who, where in booking.seats}).values_list("pk", "name"))
    seats = [
        pool.Seat(number=who, sex=pool.Sex(people[who].sex), oath_on=people[who].oath_on, premises=where, place=names[where]) for who, where in booking.seats
    ]
    return pool.Option(start=booking.start, end=end, mode=pool.Mode(booking.mode), seats=seats, spoken=variety, match=match)
