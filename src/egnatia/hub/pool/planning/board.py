"""A plan in the making: what each interpreter does on each day, which rooms are taken. Asked by every planner, and by a person who drags a booking.

A day of an interpreter is a list of sessions in order of time, each at a place; the ways between places, from home and back need their time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from egnatia.hub.pool.planning.problem import ENTRY, SLOT, Booking, Instance, Interpreter, Mode, Plan, Request

SLOTS = 24 * 60 // SLOT


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """One interpreter's part of a booking. ``free_at``: when the next one may begin here."""

    start: int
    end: int
    free_at: int
    place: str
    request: int
    mode: Mode
    takes_room: bool


class Board:
    """``place`` and ``remove`` change it; everything else only looks."""

    def __init__(self, instance: Instance, plan: Plan | None = None) -> None:
        self.instance = instance
        self.plan: Plan = {}
        self.days: dict[tuple[int, int], list[Session]] = defaultdict(list)
        self.week: dict[int, int] = defaultdict(int)
        self.rooms: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0] * SLOTS)
        for number, booking in (plan or {}).items():
            self.place(number, booking)

    def place(self, number: int, booking: Booking) -> None:
        request = self.instance.requests[number]
        self.plan[number] = booking
        for seat, (who, _where) in enumerate(booking.seats):
            session = self._session(request, booking, seat)
            day = self.days[who, request.day]
            day.insert(bisect_left(day, session), session)
            self.week[who] += request.minutes
            self._count(session, request.day, 1)

    def remove(self, number: int) -> Booking:
        booking, request = self.plan.pop(number), self.instance.requests[number]
        for seat, (who, _where) in enumerate(booking.seats):
            session = self._session(request, booking, seat)
            self.days[who, request.day].remove(session)
            self.week[who] -= request.minutes
            self._count(session, request.day, -1)
        return booking

    def _session(self, request: Request, booking: Booking, seat: int) -> Session:
        """Two on site share one room."""
        end = booking.start + self.instance.span(request, booking.mode)
        where = booking.seats[seat][1]
        return Session(booking.start, end, end + self.instance.rest(request), where, request.number, booking.mode, seat == 0 or booking.mode is Mode.VIDEO)

    def _count(self, session: Session, day: int, by: int) -> None:
        if session.takes_room:
            taken = self.rooms[session.place, day]
            for slot in range(session.start // SLOT, -(-session.end // SLOT)):
                taken[slot] += by

    def room_free(self, place: str, day: int, start: int, end: int, more: int = 1) -> bool:
        taken, rooms = self.rooms[place, day], self.instance.premises[place].rooms
        return all(taken[slot] + more <= rooms for slot in range(start // SLOT, -(-end // SLOT)))

    def extra_way(self, who: Interpreter, request: Request, mode: Mode, place: str, start: int) -> int | None:
        """Minutes more on the road if this person begins then and there; None if it does not fit between what they do already."""
        instance, rules = self.instance, self.instance.rules
        day, end = self.days.get((who.number, request.day), []), start + instance.span(request, mode)
        after = bisect_left(day, start, key=lambda one: one.start)
        before, following = day[after - 1] if after else None, day[after] if after < len(day) else None
        begins, ends = who.days[request.day]
        there = instance.travel(before.place if before else who.home, place)
        on = instance.travel(place, following.place if following else who.home)
        earliest = max(before.free_at, before.end + there + (ENTRY if there else 0)) if before else begins + there
        latest = min(following.start - instance.rest(request), following.start - on - (ENTRY if on else 0)) if following else ends - on
        if start < earliest or end > latest:
            return None
        minutes = sum(instance.requests[one.request].minutes for one in day)
        if minutes + request.minutes > rules.most_a_day or self.week[who.number] + request.minutes > rules.most_a_week:
            return None
        by_video = sum(instance.requests[one.request].minutes for one in day if one.mode is Mode.VIDEO)
        if mode is Mode.VIDEO and by_video + request.minutes > rules.most_by_video:
            return None
        came = instance.travel(before.place if before else who.home, following.place if following else who.home)
        return there + on - came

    def places(self, who: Interpreter, request: Request, mode: Mode, *, one_place: bool) -> list[str]:
        """Where somebody could sit: at the request's own place; by video at home or where they are that day. ``one_place``: no second journey."""
        been = {one.place for one in self.days.get((who.number, request.day), ())}
        away = been - {who.home}
        if mode is Mode.SITE:
            return [] if one_place and (away - {request.premises} or (been and request.premises not in been)) else [request.premises]
        return sorted(away) if one_place and away else sorted({who.home, *been})

    def starts(self, who: Interpreter, request: Request, mode: Mode, place: str) -> list[int]:
        """Beginnings worth looking at: as early as possible, right after and right before what stands there already."""
        allowed = self.instance.starts(who, request, mode, place)
        if not allowed:
            return []
        span, rest = self.instance.span(request, mode), self.instance.rest(request)
        found = {allowed.start, allowed[-1]}
        for one in self.days.get((who.number, request.day), ()):
            way = self.instance.travel(one.place, place)
            after = max(one.free_at, one.end + way + (ENTRY if way else 0))
            before = min(one.start - rest, one.start - way - (ENTRY if way else 0)) - span
            found |= {-(-after // SLOT) * SLOT, before // SLOT * SLOT}
        return sorted(found & set(allowed))

    def seats(self, who: Interpreter, request: Request, *, one_place: bool) -> Iterator[tuple[int, Mode, str, int]]:
        """(extra way, mode, place, start) that fit, rooms included; the first start that fits for each place."""
        for mode in Mode:
            for place in self.places(who, request, mode, one_place=one_place):
                found = self._first(who, request, mode, place, self.starts(who, request, mode, place))
                if found is None and not self.room_free(place, request.day, *request.window):
                    # Rooms are short somewhere in the window: any quarter may be the one.
                    found = self._first(who, request, mode, place, self.instance.starts(who, request, mode, place))
                if found is not None:
                    yield found[0], mode, place, found[1]

    def _first(self, who: Interpreter, request: Request, mode: Mode, place: str, starts: Iterable[int]) -> tuple[int, int] | None:
        span = self.instance.span(request, mode)
        for start in starts:
            way = self.extra_way(who, request, mode, place, start)
            if way is not None and self.room_free(place, request.day, start, start + span):
                return way, start
        return None

    def way_of(self, who: Interpreter, day: int) -> int:
        """Minutes on the road in a day."""
        stops = [who.home, *(one.place for one in self.days.get((who.number, day), ())), who.home]
        return sum(self.instance.travel(one, other) for one, other in pairwise(stops))

    def of(self, numbers: Iterable[int], day: int) -> list[int]:
        """Requests that these interpreters serve on a day."""
        return sorted({one.request for who in numbers for one in self.days.get((who, day), ())})
