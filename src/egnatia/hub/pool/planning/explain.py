"""Why a request is not served, and what would help: for the person who has to tell somebody to wait. Names urgencies, never another request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from egnatia.hub.pool.planning.board import Board
from egnatia.hub.pool.planning.insertion import Offer, offers
from egnatia.hub.pool.planning.problem import DAY, Interpreter, Mode, Request

WIDER = (60, 120, 240)


class Why(StrEnum):
    """The first that is true."""

    NOT_SPOKEN = "nobody speaks the variety at this level"
    WISH = "nobody of the sex that must be met"
    EXCLUDED = "everybody left is excluded"
    NOT_OFFERED = "nobody left works that day"
    TOO_FAR = "nobody left can be there in the window"
    TOO_FEW = "fewer people than it needs"
    NO_ROOM = "people are free, rooms are not"
    BUSY = "everybody left is busy in the window"


class Helps(StrEnum):
    VIDEO = "by video instead of on site"
    SITE = "on site instead of by video"
    WINDOW = "a wider window"
    SEX = "without the wish for a sex, if the person agrees"
    LEVEL = "one level lower, if the officer agrees"


@dataclass(frozen=True)
class Help:
    what: Helps
    offer: Offer


@dataclass(frozen=True)
class Unserved:
    """``after``: the highest urgency (lowest number) among what keeps those busy who could do it; None if nothing does."""

    request: int
    why: Why
    after: int | None
    helps: tuple[Help, ...]


def unserved(board: Board) -> list[Unserved]:
    """Of every request that has no booking, by urgency."""
    asked = board.instance.requests
    waiting = sorted((number for number in asked if number not in board.plan), key=lambda number: (asked[number].urgency, number))
    return [explain(board, asked[number]) for number in waiting]


def explain(board: Board, request: Request) -> Unserved:
    why, able = _why(board, request)
    keeps = [
        board.instance.requests[one.request].urgency
        for who in able
        for one in board.days.get((who, request.day), ())
        if one.free_at > request.window[0] and one.start < request.window[1]
    ]
    return Unserved(request.number, why, min(keeps, default=None) if why is Why.BUSY else None, tuple(_helps(board, request)))


def _why(board: Board, request: Request) -> tuple[Why, list[int]]:
    instance = board.instance
    left = list(instance.interpreters.values())
    steps = [
        (Why.NOT_SPOKEN, lambda who: who.levels.get(request.language, 0) >= request.level),
        (Why.WISH, lambda who: not request.sex_is_hard or request.sex in (None, who.sex)),
        (Why.EXCLUDED, lambda who: who.number not in request.excluded),
        (Why.NOT_OFFERED, lambda who: request.day in who.days),
        (Why.TOO_FAR, lambda who: any(instance.starts(who, request, mode, request.premises if mode is Mode.SITE else who.home) for mode in Mode)),
    ]
    for why, keeps in steps:
        left = [who for who in left if keeps(who)]
        if not left:
            return why, []
    if len(left) < request.people:
        return Why.TOO_FEW, [who.number for who in left]
    return (Why.NO_ROOM if _have_time(board, left, request) else Why.BUSY), [who.number for who in left]


def _have_time(board: Board, people: list[Interpreter], request: Request) -> bool:
    """Whether as many as it needs could begin together, rooms apart."""
    at: Counter[tuple[Mode, int]] = Counter()
    for who in people:
        for mode in Mode:
            places = board.places(who, request, mode, one_place=True)
            fits = {
                start
                for place in places
                for start in board.instance.starts(who, request, mode, place)
                if board.extra_way(who, request, mode, place, start) is not None
            }
            at.update((mode, start) for start in fits)
    return max(at.values(), default=0) >= request.people


def _helps(board: Board, request: Request) -> Iterator[Help]:
    """Each way out that would give a booking now, the least change first."""
    for what, other in _others(request):
        found = offers(board, other, most=1)
        if found:
            yield Help(what, found[0])


def _others(request: Request) -> Iterator[tuple[Helps, Request]]:
    if request.modes == {Mode.SITE}:
        yield Helps.VIDEO, replace(request, modes=frozenset(Mode))
    if request.modes == {Mode.VIDEO}:
        yield Helps.SITE, replace(request, modes=frozenset(Mode))
    for minutes in WIDER:
        opens, closes = max(0, request.window[0] - minutes), min(DAY, request.window[1] + minutes)
        yield Helps.WINDOW, replace(request, window=(opens, closes))
    if request.sex_is_hard:
        yield Helps.SEX, replace(request, sex_is_hard=False)
    if request.level > 1:
        yield Helps.LEVEL, replace(request, level=request.level - 1)
