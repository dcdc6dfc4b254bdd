"""The second layer: parts of a plan are made anew again and again, each as well as a small model can (large-neighbourhood search).

Two parts that share neither interpreters nor requests are solved side by side, one on each core. A part is taken only if it is worth at least as much as what
stood there and if the board, asked again for rooms, agrees.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import groupby
from random import Random

from egnatia.hub.pool.planning.board import Board
from egnatia.hub.pool.planning.insertion import insert, most_urgent_first
from egnatia.hub.pool.planning.part import Model, Part
from egnatia.hub.pool.planning.problem import Instance, Mode, Plan
from egnatia.hub.pool.planning.worth import Aims, Worth

# A part has this many seconds, more the longer nothing got better; it gets larger while it is solved in a third of them, smaller when it is not solved.
SECONDS, LONGEST, PATIENCE = 0.3, 2.0, 60
SMALLEST, LARGEST, STEP = 3.0, 16.0, 0.15
WAITING = 40


@dataclass(frozen=True)
class Progress:
    seconds: float
    parts: int
    worth: int
    served: int


class Search:
    """Improves a board in place."""

    def __init__(self, board: Board, *, aims: Aims | None = None, seed: int = 1, workers: int = 2) -> None:
        self.board, self.instance = board, board.instance
        self.worth = Worth(self.instance, aims)
        self.random, self.workers = Random(seed), workers
        self.in_vain, self.people = 0, SMALLEST
        offered = {day for who in self.instance.interpreters.values() for day in who.days}
        self.days = sorted({one.day for one in self.instance.requests.values()} & offered)
        self.busy_people: set[int] = set()
        self.busy_requests: set[int] = set()
        self.parts = 0
        self._able = able_by_request(self.instance)
        self._speakers: dict[str, list[int]] = {}
        for who in self.instance.interpreters.values():
            for language in who.levels:
                self._speakers.setdefault(language, []).append(who.number)

    def run(self, seconds: float, tell: Callable[[Progress], None] | None = None) -> None:
        """Until the time is over, or at once if nobody could do anything. ``tell`` hears of each part that made the plan better."""
        began = time.monotonic()
        if not any(self._able.values()):
            return
        pending: dict[Future[Plan | None], tuple[Part, float]] = {}
        with ThreadPoolExecutor(self.workers) as pool:
            while True:
                left = seconds - (time.monotonic() - began)
                while left > 0.05 and len(pending) < self.workers and (part := self._draw()):
                    model = Model(self.board, self.worth, part)
                    self.busy_people |= set(part.people)
                    self.busy_requests |= set(part.requests)
                    pending[pool.submit(model.solve, min(self.allowed, left), self.parts)] = part, time.monotonic()
                    self.parts += 1
                    left = seconds - (time.monotonic() - began)
                if not pending and left <= 0.05:
                    return
                if not pending:
                    continue
                done, _rest = wait(pending, return_when=FIRST_COMPLETED)
                for future in done:
                    part, since = pending.pop(future)
                    better = self._take(part, future.result())
                    self.busy_people -= set(part.people)
                    self.busy_requests -= set(part.requests)
                    self._learn(time.monotonic() - since, better)
                    if better and tell:
                        tell(Progress(time.monotonic() - began, self.parts, self.worth.whole(self.board), len(self.board.plan)))

    @property
    def allowed(self) -> float:
        return min(LONGEST, SECONDS * (1 + self.in_vain / PATIENCE))

    def _learn(self, took: float, better: bool) -> None:
        """How large the next part is, from how long this one took."""
        if took < self.allowed / 3:
            self.people = min(LARGEST, self.people + STEP)
        elif took > self.allowed * 0.9:
            self.people = max(SMALLEST, self.people - STEP)
        self.in_vain = self.in_vain // 2 if better else self.in_vain + 1

    def _draw(self) -> Part | None:
        """A part around something: a request that nobody serves, a language, a place far away, a country."""
        for _attempt in range(20):
            day, drawn = self._some()
            people = [who for who in drawn if who not in self.busy_people][: int(self.people)]
            if people and (part := self._part(day, people)).requests:
                return part
        return None

    def _some(self) -> tuple[int, list[int]]:
        """A day, and people in the order in which they come into the part."""
        instance, draw, day = self.instance, self.random.random(), self.random.choice(self.days)
        found: list[int]
        waiting = [number for number in instance.requests if number not in self.board.plan and self._able[number]] if draw < 0.5 else []
        if waiting:
            number = self.random.choice(waiting)
            day, found = instance.requests[number].day, list(self._able[number])
        elif draw < 0.65:
            spoken = self._speakers[self.random.choice(list(self._speakers))]
            found = [who for who in spoken if day in instance.interpreters[who].days]
        elif draw < 0.97:
            return day, self._around_a_place(day)
        else:
            country = self.random.choice([one.country for one in instance.interpreters.values()])
            found = [one.number for one in instance.interpreters.values() if one.country == country and day in one.days]
        self.random.shuffle(found)
        return day, found

    def _around_a_place(self, day: int) -> list[int]:
        """Those who travel there from afar, and those who live close: they may change places."""
        instance = self.instance
        there = [(one.place, who) for (who, on), sessions in self.board.days.items() if on == day for one in sessions if one.mode is Mode.SITE]
        if not there:
            return []
        place, _who = self.random.choice(there)
        close = {who for where, who in there if instance.travel(where, place) <= 45}
        far = sorted(close, key=lambda who: -instance.travel(instance.interpreters[who].home, place))
        near = [one.number for one in instance.interpreters.values() if day in one.days and one.number not in close and instance.travel(one.home, place) <= 60]
        self.random.shuffle(near)
        half = max(1, int(self.people) // 2)
        return far[:half] + near[: int(self.people) - half] + far[half:]

    def _part(self, day: int, people: list[int]) -> Part:
        """Whoever goes about on that day in a way that the model does not know (a person decided so) stays as they are."""
        board, instance, aims = self.board, self.instance, self.worth.aims
        chosen = [who for who in people if self._known_way(who, day)]
        mine, there = board.of(chosen, day), set(chosen)
        stays = {one for one in mine if one in aims.frozen or not there.issuperset(board.plan[one].interpreters) or not self._expressible(one)}
        waiting = [
            number
            for number, one in instance.requests.items()
            if one.day == day and number not in board.plan and number not in self.busy_requests and len(self._able[number] & there) >= one.people
        ]
        if len(waiting) > WAITING:
            waiting = sorted(waiting, key=lambda one: -instance.value(instance.requests[one]) / instance.requests[one].minutes + self.random.random())[:WAITING]
        moving = tuple(one for one in mine if one not in stays)
        return Part(day, tuple(chosen), moving, tuple(sorted(stays)), tuple(waiting))

    def _expressible(self, number: int) -> bool:
        """The model begins video sessions in the hours of home premises: what stands outside them, elsewhere, stays."""
        booking, request = self.board.plan[number], self.instance.requests[number]
        homes = ((self.instance.interpreters[who], place) for who, place in booking.seats)
        return all(booking.start in self.instance.starts(who, request, booking.mode, place if booking.mode is Mode.SITE else who.home) for who, place in homes)

    def _known_way(self, who: int, day: int) -> bool:
        """One place, or two that are close with work on site in both, the second after the first."""
        sessions = self.board.days.get((who, day), [])
        stops = [place for place, _together in groupby(one.place for one in sessions)]
        if len(stops) < 2:
            return True
        on_site = {one.place for one in sessions if one.mode is Mode.SITE}
        return len(stops) == 2 and on_site == set(stops) and 0 < self.instance.travel(*stops) <= self.instance.rules.near

    def _take(self, part: Part, found: Plan | None) -> bool:
        if found is None:
            return False
        board = self.board
        before = self.worth.part(board, part.requests, part.people, part.day)
        old = {number: board.remove(number) for number in part.moving}
        for number, booking in found.items():
            board.place(number, booking)
        after = self.worth.part(board, part.requests, part.people, part.day)
        kept = self.worth.aims.keep.intersection(old) <= set(found)
        if after >= before and kept and all(self._room(number) for number in found):
            return after > before
        for number in found:
            board.remove(number)
        for number, booking in old.items():
            board.place(number, booking)
        return False

    def _room(self, number: int) -> bool:
        """Another part may have taken the room meanwhile."""
        booking, request = self.board.plan[number], self.instance.requests[number]
        end = booking.start + self.instance.span(request, booking.mode)
        return all(self.board.room_free(place, request.day, booking.start, end, 0) for _who, place in booking.seats)


def able_by_request(instance: Instance) -> dict[int, frozenset[int]]:
    """Who could serve each request if nothing else were asked of them."""
    found = {}
    for number, request in instance.requests.items():
        able = [who for who in instance.interpreters.values() if instance.may(who, request)]
        ways = {who.number for who in able for mode in Mode if instance.starts(who, request, mode, request.premises if mode is Mode.SITE else who.home)}
        found[number] = frozenset(ways)
    return found


def urgent(instance: Instance) -> frozenset[int]:
    return frozenset(number for number, one in instance.requests.items() if one.urgency == 1)


def plan(
    instance: Instance, *, seconds: float, seed: int = 1, workers: int = 2, aims: Aims | None = None, tell: Callable[[Progress], None] | None = None
) -> Plan:
    """A whole plan: most urgent first (always finished), then parts of it anew until the time is over. Urgent requests that are served stay served."""
    began, aims = time.monotonic(), aims or Aims()
    board = Board(instance, dict(aims.stands))
    insert(board, most_urgent_first(instance, set(instance.requests) - set(board.plan)))
    left = seconds - (time.monotonic() - began)
    if left > 0:
        Search(board, aims=replace(aims, keep=aims.keep | urgent(instance)), seed=seed, workers=workers).run(left, tell)
    return board.plan
