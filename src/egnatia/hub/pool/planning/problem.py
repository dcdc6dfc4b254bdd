"""The scheduling problem in one place: people, requests, premises, rules, and what a plan says. Times are minutes from midnight, days are numbers from 0.

The rules on fatigue are parameters with defaults, no constants of law: no number for asylum work was found (Irish sign language service: a break in 30 to 40
minutes, a second interpreter beyond 90; court agreement: a second one from an hour of consecutive work).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from math import asin, ceil, cos, radians, sin, sqrt

# Sessions begin on the quarter of an hour; a problem is a week at most, since the week's hours are limited.
SLOT, DAY, WEEK = 15, 24 * 60, 7
# Roads are longer than the straight line, and driven at this speed; ten minutes to park and be let in.
DETOUR, KM_AN_HOUR, ENTRY = 1.3, 70, 10


class Mode(StrEnum):
    """How an interpreter works: in the room with the person, or by video from premises of an authority."""

    SITE = "site"
    VIDEO = "video"


class Sex(StrEnum):
    WOMAN = "F"
    MAN = "M"


@dataclass(frozen=True, slots=True)
class Premises:
    """A place of an authority: so many rooms at once, from opening to closing."""

    code: str
    latitude: float
    longitude: float
    country: str
    rooms: int = 4
    opens: int = 6 * 60
    closes: int = 22 * 60


@dataclass(frozen=True, slots=True)
class Interpreter:
    """``levels``: tested level 1 to 4 by ISO 639-3 variety; ``days``: offered hours (from, until) by day; ``rate``: euro an hour;
    ``modes``: how they work."""

    number: int
    home: str
    country: str
    sex: Sex
    levels: Mapping[str, int]
    days: Mapping[int, tuple[int, int]]
    rate: int = 20
    modes: frozenset[Mode] = frozenset(Mode)


@dataclass(frozen=True, slots=True)
class Request:
    """``window``: earliest beginning and latest end; ``people``: two for a session that one interpreter cannot carry; ``before``: who interpreted last time.

    ``excluded`` are numbers alone: why somebody must not interpret here never leaves the node.
    """

    number: int
    premises: str
    country: str
    day: int
    language: str
    level: int
    minutes: int
    window: tuple[int, int]
    modes: frozenset[Mode]
    urgency: int
    sex: Sex | None = None
    sex_is_hard: bool = False
    excluded: frozenset[int] = frozenset()
    before: int | None = None
    asked_at: float = 0.0
    people: int = 1


@dataclass(frozen=True)
class Rules:
    """Hard rules and weights. ``weights`` by urgency 1 (now) to 4; the others in minutes."""

    weights: Mapping[int, int] = field(default_factory=lambda: {1: 10, 2: 6, 3: 3, 4: 2})
    rest: int = 15
    rest_after_long: int = 30
    long_over: int = 120
    break_every: Mapping[Mode, int] = field(default_factory=lambda: {Mode.SITE: 60, Mode.VIDEO: 45})
    break_minutes: int = 10
    second_from: int = 180
    most_a_day: int = 360
    most_by_video: int = 300
    most_a_week: int = 1800
    furthest: int = 240
    # The search may send somebody to two places on a day that are as close as this.
    near: int = 50
    # What a plan pays, in tenths of a point of value: a soft wish not met, a minute on the road, a minute above the fair share; and gains for the same person.
    soft_wish: int = 20
    travel: int = 3
    unfair: int = 1
    same_person: int = 15


@dataclass(frozen=True, slots=True)
class Booking:
    """One served request. ``seats``: (interpreter, premises where they sit), one for each that the request needs; on site that is the request's own place."""

    start: int
    mode: Mode
    seats: tuple[tuple[int, str], ...]

    @property
    def interpreters(self) -> tuple[int, ...]:
        return tuple(number for number, _place in self.seats)


Plan = dict[int, Booking]


class BadProblem(ValueError):
    """The problem makes no sense; the message names the first thing that does not, and what it must be."""


def up(minutes: float) -> int:
    """Up to the next quarter of an hour."""
    return ceil(minutes / SLOT) * SLOT


@dataclass(frozen=True)
class Instance:
    """One problem: everything that a plan is made from and checked against."""

    premises: Mapping[str, Premises]
    interpreters: Mapping[int, Interpreter]
    requests: Mapping[int, Request]
    rules: Rules = field(default_factory=Rules)

    def __post_init__(self) -> None:
        """Raises BadProblem, so that no planner meets what it was not made for."""
        rules = self.rules
        on_grid = (rules.rest, rules.rest_after_long, *(one.minutes for one in self.requests.values()))
        _insist(all(0 <= one < DAY and one % SLOT == 0 for one in on_grid), "minutes of a session or a rest", "whole quarters of an hour within a day")
        _insist(set(rules.break_every) == set(Mode) and min(rules.break_every.values()) > 0, "break_every", "minutes for each mode")
        for place in self.premises.values():
            _insist(abs(place.latitude) <= 90 and abs(place.longitude) <= 180, f"premises {place.code}", "on the globe, in degrees")
            _insist(place.rooms >= 0 and 0 <= place.opens <= place.closes <= DAY, f"premises {place.code}", "rooms, and hours within a day")
        for who in self.interpreters.values():
            name = f"interpreter {who.number}"
            _insist(who.home in self.premises and self.premises[who.home].country == who.country, name, "at home at premises of their own country")
            _insist(all(0 <= day < WEEK and 0 <= begins <= ends <= DAY for day, (begins, ends) in who.days.items()), name, "hours within days 0 to 6")
            _insist(who.rate >= 0, name, "a rate that is not negative")
        for one in self.requests.values():
            name = f"request {one.number}"
            _insist(one.premises in self.premises and self.premises[one.premises].country == one.country, name, "at premises of its country")
            _insist(0 <= one.day < WEEK and one.window[0] >= 0 and one.window[1] <= DAY, name, "a window within one of the days 0 to 6")
            _insist(one.minutes > 0 and one.urgency in rules.weights, name, "minutes, and an urgency that has a weight")
            enough = one.people == 2 or (one.people == 1 and one.minutes < rules.second_from)
            _insist(enough, name, f"for one interpreter, or for two from {rules.second_from} minutes on")

    @cached_property
    def _roads(self) -> dict[tuple[str, str], int]:
        return {(a.code, b.code): minutes_between(a, b) for a in self.premises.values() for b in self.premises.values()}

    def travel(self, one: str, other: str) -> int:
        """Minutes from door to door."""
        return self._roads[one, other]

    def span(self, request: Request, mode: Mode) -> int:
        """Minutes from beginning to end: a long session of one interpreter has its breaks in it, two relieve each other."""
        if request.people > 1 or request.minutes <= self.rules.long_over:
            return request.minutes
        return up(request.minutes + self.rules.break_minutes * ((request.minutes - 1) // self.rules.break_every[mode]))

    def rest(self, request: Request) -> int:
        return self.rules.rest_after_long if request.minutes > self.rules.long_over else self.rules.rest

    def value(self, request: Request) -> int:
        """What serving it is worth: its urgency and its minutes, for each person whom it needs."""
        return request.people * (self.rules.weights[request.urgency] * 60 + request.minutes)

    def most_of(self, one: Interpreter) -> int:
        """Minutes of interpreting that somebody can do in all their days."""
        return min(self.rules.most_a_week, self.rules.most_a_day * len(one.days))

    def may(self, one: Interpreter, request: Request) -> bool:
        """The rules about the person alone: language at its level, wish that must be met, exclusions, a day on offer."""
        skilled = one.levels.get(request.language, 0) >= request.level
        wished = not request.sex_is_hard or request.sex in (None, one.sex)
        return skilled and wished and one.number not in request.excluded and request.day in one.days

    def hours_at(self, one: Interpreter, day: int, place: str) -> tuple[int, int]:
        """From when until when somebody can work there: their way from home and back, and the opening hours."""
        begins, ends = one.days[day]
        way, at = self.travel(one.home, place), self.premises[place]
        return up(max(begins + way, at.opens)), min(ends - way, at.closes)

    def starts(self, one: Interpreter, request: Request, mode: Mode, place: str) -> range:
        """Beginnings that the windows of both allow, when nothing else is on that day."""
        if mode not in request.modes & one.modes or (
            mode is Mode.SITE and (one.country != request.country or self.travel(one.home, place) > self.rules.furthest)
        ):
            return range(0)
        opens, closes = self.hours_at(one, request.day, place)
        return range(max(up(request.window[0]), opens), min(request.window[1], closes) - self.span(request, mode) + 1, SLOT)


def _insist(holds: bool, what: str, must_be: str) -> None:
    if not holds:
        raise BadProblem(f"{what}: must be {must_be}")


def minutes_between(a: Premises, b: Premises) -> int:
    """Great circle with the detour of roads, at the usual speed."""
    if a.code == b.code:
        return 0
    north, east = radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)
    half = sin(north / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(east / 2) ** 2
    return int(round(ENTRY + 2 * 6371 * asin(sqrt(half)) * DETOUR / KM_AN_HOUR * 60, 6))
