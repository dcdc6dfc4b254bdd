"""The third layer: what no plan can beat. A linear relaxation on quarters of an hour, solved with OR-Tools' GLOP; the planner's screen shows "x % of it".

``value`` holds for every plan that keeps the rules. ``worth`` holds for plans in which nobody goes to two places on a day, and pays for travel and wishes as
the planners do. Days are bounded one by one (a week's hours are then left out, which keeps the bound valid), rooms are left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import ceil
from typing import Any

from ortools.linear_solver.python import model_builder

from egnatia.hub.pool.planning.prices import Prices
from egnatia.hub.pool.planning.problem import SLOT, Instance, Interpreter, Mode, Request
from egnatia.hub.pool.planning.reach import reach
from egnatia.hub.pool.planning.worth import Worth

# Seats up to which the linear model is solved; above, prices bound it (within a few hundredths of it).
LARGEST = 60_000


@dataclass(frozen=True)
class Bound:
    """``value`` in points, ``worth`` in points too (tenths divided by ten), ``served``: requests that somebody could serve if nothing else were asked."""

    value: float
    worth: float | None
    served: int


def bound(instance: Instance, *, worth: bool = True, seconds: float = 120, least: float = 0) -> Bound:
    """``seconds`` for each day and model. ``least``: the value of a plan that is known, which helps the prices."""
    days = sorted({one.day for one in instance.requests.values()})
    small = {day for day in days if _seats(instance, day) <= LARGEST}
    value, others = 0.0, []
    for day in days:
        exact = _Relaxation(instance, day, one_place=False).solve(seconds) if day in small else None
        value += exact if exact is not None else Prices(instance, day).bound(least / len(days), seconds)
        others.append(_Relaxation(instance, day, one_place=True).solve(seconds) if worth and day in small else None)
    return Bound(value, None if not worth or None in others else sum(one or 0 for one in others) / 10, serveable(instance))


def _seats(instance: Instance, day: int) -> int:
    """How large the linear model would be."""
    asked = [one for one in instance.requests.values() if one.day == day]
    return sum(len(reach(instance, who, one, mode)) for one in asked for who in instance.interpreters.values() for mode in Mode)


def serveable(instance: Instance) -> int:
    """Requests for which enough people exist, each alone."""
    count = 0
    for request in instance.requests.values():
        able = {who.number for who in instance.interpreters.values() if any(reach(instance, who, request, mode) for mode in Mode)}
        count += len(able) >= request.people
    return count


class _Relaxation:
    """One day as a linear model: a share of a seat for each request, interpreter, mode and quarter of an hour."""

    def __init__(self, instance: Instance, day: int, *, one_place: bool) -> None:
        self.instance, self.day, self.one_place = instance, day, one_place
        self.model = model_builder.Model()
        self.worth = Worth(instance)
        self.variables: list[Any] = []
        self.gains: list[float] = []
        self.at_most_one: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
        self.minutes: dict[tuple[int, str], list[tuple[Any, int]]] = defaultdict(list)
        self.uses: dict[tuple[int, str, int], list[Any]] = defaultdict(list)
        for request in instance.requests.values():
            if request.day == day:
                self._request(request)
        for key, shares in self.at_most_one.items():
            if key[0] != "away" and len(shares) > 1:
                self._sum(shares, 1)
        for (_who, kind), parts in self.minutes.items():
            most = instance.rules.most_a_day if kind == "day" else instance.rules.most_by_video
            weighted = model_builder.LinearExpr.weighted_sum([share for share, _minutes in parts], [minutes for _share, minutes in parts])
            self.model.add(weighted <= most)
        if one_place:
            self._one_place()
        self.model.maximize(model_builder.LinearExpr.weighted_sum(self.variables, self.gains))

    def _new(self, gain: float) -> Any:
        share = self.model.new_num_var(0, 1, "")
        self.variables.append(share)
        self.gains.append(gain)
        return share

    def _sum(self, shares: list[Any], most: float) -> None:
        self.model.add(model_builder.LinearExpr.sum(shares) <= most)

    def _request(self, request: Request) -> None:
        instance = self.instance
        together: dict[tuple[Mode, int], list[Any]] = defaultdict(list)
        for who in instance.interpreters.values():
            for mode in Mode:
                gain = self.worth.seat(request, who) if self.one_place else instance.value(request) / request.people
                for start in reach(instance, who, request, mode):
                    share = self._new(gain)
                    together[mode, start].append(share)
                    self._seat(who, request, mode, start, share)
        if request.people == 1:
            self._sum([share for shares in together.values() for share in shares], 1)
            return
        whole = []
        for shares in together.values():
            # Two begin together: the session is there as far as both are.
            session = self._new(0)
            whole.append(session)
            self.model.add(model_builder.LinearExpr.sum(shares) == request.people * session)
            for share in shares:
                self.model.add(share <= session)
        if whole:
            self._sum(whole, 1)

    def _seat(self, who: Interpreter, request: Request, mode: Mode, start: int, share: Any) -> None:
        instance = self.instance
        span = instance.span(request, mode)
        for slot in range(start // SLOT, (start + span + instance.rest(request)) // SLOT):
            self.at_most_one["slot", who.number, slot].append(share)
        if self.one_place:
            for slot in range(start // SLOT, (start + span) // SLOT):
                self.at_most_one["away", who.number, slot].append(share)
        self.minutes[who.number, "day"].append((share, request.minutes))
        if mode is Mode.VIDEO:
            self.minutes[who.number, "video"].append((share, request.minutes))
        else:
            self.uses[who.number, request.premises, request.number].append(share)

    def _one_place(self) -> None:
        """Whoever works at a place goes there: once a day, to one, and does not work while on the way."""
        goes: dict[tuple[int, str], Any] = {}
        for (number, place, _request), shares in self.uses.items():
            if (number, place) not in goes:
                way = self.instance.travel(self.instance.interpreters[number].home, place)
                goes[number, place] = self._new(-2 * self.instance.rules.travel * way)
            self.model.add(model_builder.LinearExpr.sum(shares) <= goes[number, place])
        by_person: dict[int, list[Any]] = defaultdict(list)
        blocked: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for (number, place), share in goes.items():
            by_person[number].append(share)
            who = self.instance.interpreters[number]
            way, (begins, ends) = self.instance.travel(who.home, place), who.days[self.day]
            # Quarters that lie wholly on the way.
            for slot in (*range(begins // SLOT, (begins + way) // SLOT), *range(ceil((ends - way) / SLOT), ends // SLOT)):
                blocked[number, slot].append(share)
        for shares in by_person.values():
            self._sum(shares, 1)
        for (number, slot), shares in blocked.items():
            self._sum([*shares, *self.at_most_one.get(("away", number, slot), [])], 1)

    def solve(self, seconds: float) -> float | None:
        """None if it is not solved in time."""
        solver = model_builder.Solver("GLOP")
        solver.set_time_limit_in_seconds(seconds)
        if not self.variables:
            return 0.0
        solved = solver.solve(self.model) == model_builder.SolveStatus.OPTIMAL
        return float(solver.objective_value) if solved else None
