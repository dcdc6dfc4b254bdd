"""The first layer: requests are put in one by one where they fit best. Also the offer of the moment, and the two ways of today that plans are compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from egnatia.hub.pool.planning.board import Board
from egnatia.hub.pool.planning.problem import Booking, Instance, Interpreter, Mode, Plan, Request

# How much of a minute on the road a soft wish and a busy week weigh when somebody is chosen.
WISH, BUSY = 30, 0.15


@dataclass(frozen=True, slots=True, order=True)
class Offer:
    """A booking that could be made now; smaller is better."""

    price: float
    start: int
    mode: Mode
    seats: tuple[tuple[int, str], ...]

    @property
    def booking(self) -> Booking:
        return Booking(self.start, self.mode, self.seats)


def price(board: Board, who: Interpreter, request: Request, way: int) -> float:
    """Minutes more on the road, a wish not met, and how busy the person is already in the days that they offered."""
    missed = WISH if request.sex not in (None, who.sex) else 0
    known = -WISH / 2 if request.before == who.number else 0
    return way + missed + known + BUSY * board.week[who.number] * 5 / max(1, len(who.days))


def offers(board: Board, request: Request, *, most: int = 3, one_place: bool = True, only: Iterable[int] | None = None) -> list[Offer]:
    """The best bookings that are possible beside everything that stands, each with other people or another time; the best first."""
    instance = board.instance
    able = [one for number in (instance.interpreters if only is None else only) if instance.may(one := instance.interpreters[number], request)]
    if request.people > 1:
        return _apart(_pairs(board, request, able, one_place=one_place))[:most]
    found = []
    for who in able:
        for way, mode, place, start in board.seats(who, request, one_place=one_place):
            found.append(Offer(price(board, who, request, way), start, mode, ((who.number, place),)))
    return _apart(found)[:most]


def _apart(found: list[Offer]) -> list[Offer]:
    """The best of each people and time."""
    best: dict[tuple[int, tuple[int, ...]], Offer] = {}
    for one in sorted(found):
        best.setdefault((one.start, one.booking.interpreters), one)
    return list(best.values())


def _pairs(board: Board, request: Request, able: list[Interpreter], *, one_place: bool) -> list[Offer]:
    """Two who can begin together: the two cheapest for each way and each beginning."""
    at: dict[tuple[Mode, int], dict[int, tuple[float, str]]] = {}
    for who in able:
        for mode in Mode:
            for place in board.places(who, request, mode, one_place=one_place):
                for start in board.instance.starts(who, request, mode, place):
                    way = board.extra_way(who, request, mode, place, start)
                    if way is not None:
                        cost = (price(board, who, request, way), place)
                        known = at.setdefault((mode, start), {})
                        known[who.number] = min(cost, known.get(who.number, cost))
    found = []
    for (mode, start), able_then in at.items():
        end = start + board.instance.span(request, mode)
        chosen: list[tuple[float, int, str]] = []
        for paid, place, number in sorted((paid, place, number) for number, (paid, place) in able_then.items()):
            shared = mode is Mode.SITE and bool(chosen)
            same = 1 + sum(where == place for _paid, _number, where in chosen)
            if shared or board.room_free(place, request.day, start, end, same):
                chosen.append((paid, number, place))
            if len(chosen) == request.people:
                found.append(Offer(sum(one[0] for one in chosen), start, mode, tuple((number, place) for _paid, number, place in chosen)))
                break
    return found


def most_urgent_first(instance: Instance, numbers: Iterable[int]) -> list[int]:
    """Urgency, then the least room to move, then who asked first."""

    def key(number: int) -> tuple[int, int, float]:
        one = instance.requests[number]
        return one.urgency, one.window[1] - one.window[0] - one.minutes, one.asked_at

    return sorted(numbers, key=key)


def insert(board: Board, numbers: Iterable[int], *, one_place: bool = True) -> None:
    """Put each in where it fits best, in the order given; what fits nowhere is left."""
    for number in numbers:
        best = offers(board, board.instance.requests[number], most=1, one_place=one_place)
        if best:
            board.place(number, best[0].booking)


def by_urgency(instance: Instance) -> Plan:
    board = Board(instance)
    insert(board, most_urgent_first(instance, instance.requests))
    return board.plan


def in_order(instance: Instance) -> list[int]:
    return sorted(instance.requests, key=lambda number: instance.requests[number].asked_at)


def first_come_best(instance: Instance) -> Plan:
    """First come, first served, by the nearest and least busy person."""
    board = Board(instance)
    insert(board, in_order(instance), one_place=False)
    return board.plan


def first_come(instance: Instance) -> Plan:
    """Today's practice: the next request gets the first people on the list who are free, at their first free time, on site before by video."""
    board = Board(instance)
    for number in in_order(instance):
        request = instance.requests[number]
        booking = _first_free(board, request) if request.people == 1 else _first_pair(board, request)
        if booking:
            board.place(number, booking)
    return board.plan


def _first_free(board: Board, request: Request) -> Booking | None:
    for who in board.instance.interpreters.values():
        found = list(board.seats(who, request, one_place=False)) if board.instance.may(who, request) else []
        if found:
            _way, mode, place, start = min(found, key=lambda one: (one[3], one[1]))
            return Booking(start, mode, ((who.number, place),))
    return None


def _first_pair(board: Board, request: Request) -> Booking | None:
    found = offers(board, request, most=10_000, one_place=False)
    return min(found, key=lambda one: (one.booking.interpreters, one.start)).booking if found else None
