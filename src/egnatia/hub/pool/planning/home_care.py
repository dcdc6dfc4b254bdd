"""Home health care routing and scheduling (Mankowska et al. 2014, in the JSON of iolab-uniud/hhcrsp): the public problem closest to interpreters who travel and
work in pairs. Read, solved, and evaluated anew from the file alone.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from random import Random
from typing import Annotated, Any, Literal

import numpy as np
from ortools.graph.python import min_cost_flow
from ortools.sat.python import cp_model
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from egnatia.hub.pool.planning import annealing
from egnatia.hub.pool.planning.annealing import ALONE, FIRST, SECOND, TOGETHER, Visits

# Heat of the annealing, in shares of the mean way; exact proof up to so many visits; decimals kept by the exact model.
HOT, COLD, EXACT, SCALE = 0.4, 0.001, 18, 1000
MOVES = 2000


class NotReadable(ValueError):
    """The file is not an instance that is understood here; the message says what is missing."""


Minutes = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]


class _Part(BaseModel):
    """Unknown keys would be constraints that are not kept: they are refused."""

    model_config = ConfigDict(extra="forbid")


class _Needed(_Part):
    service: str
    duration: Minutes | None = None


class _Together(_Part):
    type: Literal["simultaneous", "sequential"]
    distance: tuple[Minutes, Minutes] = (0, 0)


class _Patient(_Part):
    id: str
    location: Any = None
    time_window: tuple[Minutes, Minutes]
    required_caregivers: Annotated[list[_Needed], Field(min_length=1, max_length=2)]
    synchronization: _Together | None = None


class _Service(_Part):
    id: str
    default_duration: Minutes | None = None


class _Caregiver(_Part):
    id: str
    abilities: list[str]


class Told(_Part):
    """An instance as it is written. The office is row and column 0 of ``distances``, the patients follow in their order."""

    patients: list[_Patient]
    services: list[_Service] = []
    caregivers: list[_Caregiver]
    central_offices: Annotated[list[Any], Field(max_length=1)] = []
    distances: list[list[Minutes]]

    @model_validator(mode="after")
    def holds_together(self) -> Told:
        for name, ids in (("patients", [one.id for one in self.patients]), ("caregivers", [one.id for one in self.caregivers])):
            if not ids or len(set(ids)) != len(ids):
                raise ValueError(f"{name}: none, or two with the same id")
        if len(self.distances) != len(self.patients) + 1 or any(len(row) != len(self.distances) for row in self.distances):
            raise ValueError("distances: one row and column for the office and each patient")
        for patient in self.patients:
            self._can_be_visited(patient)
        return self

    def _can_be_visited(self, patient: _Patient) -> None:
        able = [{one.id for one in self.caregivers if need.service in one.abilities} for need in patient.required_caregivers]
        if not all(able) or len(set.union(*able)) < len(able):
            raise ValueError(f"patient {patient.id}: not as many caregivers are able as it needs")
        if len(able) == 2 and patient.synchronization is None:
            raise ValueError(f"patient {patient.id}: two caregivers, and synchronization does not say how")
        if len({need.service for need in patient.required_caregivers}) < len(able):
            raise ValueError(f"patient {patient.id}: asks for the same service twice")
        if patient.synchronization and patient.synchronization.distance[0] > patient.synchronization.distance[1]:
            raise ValueError(f"patient {patient.id}: the least distance is above the most")
        if patient.time_window[0] > patient.time_window[1]:
            raise ValueError(f"patient {patient.id}: the window ends before it begins")

    def minutes(self, need: _Needed) -> float:
        usual = {one.id: one.default_duration for one in self.services}.get(need.service)
        return need.duration if need.duration is not None else usual or 0.0


@dataclass(frozen=True)
class Problem:
    patients: list[str]
    services: list[str]
    caregivers: list[str]
    visits: Visits

    @property
    def count(self) -> int:
        return len(self.services)


@dataclass(frozen=True)
class Solution:
    """``routes``: visits of each caregiver in order; ``bound``: a cost that no plan can beat."""

    routes: list[list[int]]
    starts: list[float]
    cost: float
    bound: float


def read(file: Path) -> Told:
    """Raises NotReadable."""
    try:
        return Told.model_validate_json(file.read_bytes())
    except OSError as problem:
        raise NotReadable(f"{file}: {problem.strerror}") from None
    except ValidationError as problem:
        first = problem.errors()[0]
        raise NotReadable(f"{file} is not an instance in the iolab-uniud/hhcrsp form: {'.'.join(map(str, first['loc']))} {first['msg']}") from None


def problem_of(told: Told) -> Problem:
    rows: list[tuple[int, float, float, float, int, int, float, float]] = []
    names, services = [], []
    for place, patient in enumerate(told.patients, 1):
        needs, together = patient.required_caregivers, patient.synchronization
        simultaneous = together is None or together.type == "simultaneous"
        least, most = together.distance if together and not simultaneous else (0.0, 0.0)
        for rank, need in enumerate(needs):
            other = -1 if len(needs) == 1 else len(rows) + 1 - 2 * rank
            kind = ALONE if len(needs) == 1 else TOGETHER if simultaneous else (FIRST, SECOND)[rank]
            rows.append((place, told.minutes(need), *patient.time_window, other, kind, least, most))
            names.append(patient.id)
            services.append(need.service)
    able = [[k for k, one in enumerate(told.caregivers) if service in one.abilities] for service in services]
    padded = np.array([one + [-1] * (len(told.caregivers) - len(one)) for one in able], np.int64)
    columns = list(zip(*rows, strict=True))
    whole, real = (lambda i: np.array(columns[i], np.int64)), (lambda i: np.array(columns[i], float))
    many = np.array([len(one) for one in able], np.int64)
    way = np.array(told.distances, float)
    fields = (whole(0), real(1), real(2), real(3), whole(4), whole(5), real(6), real(7), way, padded, many)
    return Problem(names, services, [one.id for one in told.caregivers], Visits(*fields))


def solve(problem: Problem, *, seconds: float, seed: int = 1, workers: int = 2) -> Solution:
    """Annealed on each core; small ones are then proven with CP-SAT in the time that is left."""
    _anneal(problem, 0.0, seed)  # compiled before the clock runs
    began = time.monotonic()
    small = problem.count <= EXACT
    share = min(1.0, seconds / 4) if small else seconds
    with ThreadPoolExecutor(workers) as pool:
        found = list(pool.map(lambda one: _anneal(problem, share, one), range(seed, seed + workers)))
    cost, routes = min(found, key=lambda one: one[0])
    if cost >= annealing.NEVER:
        raise ValueError("no plan was found in this time in which nobody waits for another for ever: allow more seconds")
    bound = _way_at_least(problem)
    if small:
        proof = _prove(problem, routes, seconds - (time.monotonic() - began), workers)
        bound = max(bound, proof[0])
        routes = proof[1] or routes
    cost, starts = cost_of(problem, routes)
    return Solution(routes, starts, cost, min(bound, cost))


def _anneal(problem: Problem, seconds: float, seed: int) -> tuple[float, list[list[int]]]:
    """The best of as many coolings as the time allows; each begins from a new plan."""
    visits, random = problem.visits, Random(seed)
    annealing.sow(seed)
    legs = visits.way[visits.way > 0]
    mean = float(legs.mean()) if legs.size else 1.0
    coolings = max(1, min(8, int(3 * seconds / problem.count)))
    every: list[tuple[float, list[list[int]]]] = []
    for _cooling in range(coolings):
        route, length, who = _first(problem, random)
        best_route, best_length, best, moves = route.copy(), length.copy(), annealing.NEVER, MOVES if seconds else 1
        began = time.monotonic()
        part = 0.0
        while part < 1:
            heat = mean * HOT * (COLD / HOT) ** part
            step = time.monotonic()
            best = annealing.anneal(visits, route, length, who, best_route, best_length, best, moves, heat)
            moves = max(200, int(moves * 0.05 / max(1e-4, time.monotonic() - step)))
            part = (time.monotonic() - began) / (seconds / coolings) if seconds else 1.0
        every.append((best, [[int(v) for v in best_route[k, : best_length[k]]] for k in range(len(problem.caregivers))]))
    return min(every)


def _first(problem: Problem, random: Random) -> tuple[Any, Any, Any]:
    """Visits in the order of their windows (so that no two wait for each other), each to somebody able with few of them."""
    visits, count = problem.visits, problem.count
    route = np.zeros((len(problem.caregivers), count + 1), np.int64)
    length, who = np.zeros(len(problem.caregivers), np.int64), np.full(count, -1, np.int64)
    for v in sorted(range(count), key=lambda v: (visits.opens[v], visits.place[v], v)):
        able = [int(k) for k in visits.able[v, : visits.many[v]]]
        free = [k for k in able if visits.other[v] < 0 or who[visits.other[v]] != k] or able
        k = min(free, key=lambda k: (int(length[k]), random.random()))
        route[k, length[k]] = v
        length[k] += 1
        who[v] = k
    return route, length, who


def cost_of(problem: Problem, routes: list[list[int]]) -> tuple[float, list[float]]:
    """(cost, beginnings) of routes. Raises ValueError for routes that cannot be walked."""
    count = problem.count
    route, length = np.zeros((len(routes), count + 1), np.int64), np.array([len(one) for one in routes], np.int64)
    who, start = np.zeros(count, np.int64), np.zeros(count)
    for k, one in enumerate(routes):
        route[k, : len(one)] = one
        who[one] = k
    scratch = np.zeros(count), np.zeros(count), np.zeros(len(routes), np.int64), np.zeros(4 * (count + len(routes)), np.int64), np.zeros(count, np.int64)
    cost = float(annealing.timed(problem.visits, route, length, who, start, *scratch))
    if cost >= annealing.NEVER:
        raise ValueError("these routes cannot be walked: each waits for the other")
    return cost, [float(one) for one in start]


def _way_at_least(problem: Problem) -> float:
    """Each visit is come to and left once: the cheapest way of joining them, subtours allowed, is a bound on the distance (an assignment, as a flow)."""
    visits, count, people = problem.visits, problem.count, len(problem.caregivers)
    flow = min_cost_flow.SimpleMinCostFlow()
    leaves, comes, office_out, office_in = range(count), range(count, 2 * count), 2 * count, 2 * count + 1
    for v in range(count):
        flow.add_arc_with_capacity_and_unit_cost(office_out, comes[v], 1, int(visits.way[0, visits.place[v]] * SCALE))
        flow.add_arc_with_capacity_and_unit_cost(leaves[v], office_in, 1, int(visits.way[visits.place[v], 0] * SCALE))
        for u in range(count):
            if u != v and visits.place[u] != visits.place[v]:
                flow.add_arc_with_capacity_and_unit_cost(leaves[v], comes[u], 1, int(visits.way[visits.place[v], visits.place[u]] * SCALE))
        flow.set_node_supply(leaves[v], 1)
        flow.set_node_supply(comes[v], -1)
    flow.add_arc_with_capacity_and_unit_cost(office_out, office_in, people, 0)
    flow.set_node_supply(office_out, people)
    flow.set_node_supply(office_in, -people)
    return float(flow.optimal_cost()) / SCALE / 3 if flow.solve() == flow.OPTIMAL else 0.0


def _prove(problem: Problem, routes: list[list[int]], seconds: float, workers: int) -> tuple[float, list[list[int]] | None]:
    """(bound, better routes or None) of the exact model, begun from what was found; rounded down to a thousandth of a minute."""
    visits, count, model = problem.visits, problem.count, cp_model.CpModel()
    way = [[int(one * SCALE) for one in row] for row in visits.way]
    place = [int(one) for one in visits.place]
    horizon = SCALE * int(visits.closes.max() + visits.way.max() * 2 * count + visits.minutes.sum())
    cost, starts = cost_of(problem, routes)
    start = [model.new_int_var(int(visits.opens[v] * SCALE), horizon, "") for v in range(count)]
    late = [model.new_int_var(0, horizon, "") for _v in range(count)]
    worst = model.new_int_var(0, horizon, "")
    total: list[Any] = [worst, *late]
    for v in range(count):
        model.add(late[v] >= start[v] - int(visits.closes[v] * SCALE))
        model.add(worst >= late[v])
        model.add_hint(start[v], int(starts[v] * SCALE))
        if visits.kind[v] == TOGETHER:
            model.add(start[v] == start[int(visits.other[v])])
        elif visits.kind[v] == SECOND:
            after = start[v] - start[int(visits.other[v])]
            model.add_linear_constraint(after, int(visits.least[v] * SCALE), int(visits.most[v] * SCALE))
    takes: dict[tuple[int, int], Any] = {}
    ways: list[tuple[int, int, int, Any]] = []
    for k, hinted in enumerate(routes):
        able = [v for v in range(count) if k in visits.able[v, : visits.many[v]]]
        arcs: list[tuple[int, int, Any]] = [(0, 0, model.new_bool_var(""))]
        follows = dict(zip([-1, *hinted], [*hinted, -1], strict=True))
        for v in able:
            takes[v, k] = model.new_bool_var("")
            model.add_hint(takes[v, k], v in hinted)
            arcs.append((v + 1, v + 1, takes[v, k].negated()))
            for u in (-1, *(u for u in able if place[u] != place[v])):
                arc, back = model.new_bool_var(""), way[0 if u < 0 else place[u]][place[v]]
                model.add_hint(arc, follows.get(u) == v)
                arcs.append((u + 1, v + 1, arc))
                ways.append((k, u, v, arc))
                total.append(back * arc)
                earliest = back if u < 0 else start[u] + int(visits.minutes[u] * SCALE) + back
                model.add(start[v] >= earliest).only_enforce_if(arc)
            home = model.new_bool_var("")
            arcs.append((v + 1, 0, home))
            total.append(way[place[v]][0] * home)
        model.add_circuit(arcs)
    for v in range(count):
        model.add_exactly_one(take for (one, _k), take in takes.items() if one == v)
        for k in range(len(routes)):
            if visits.other[v] > v and (v, k) in takes and (int(visits.other[v]), k) in takes:
                model.add_at_most_one(takes[v, k], takes[int(visits.other[v]), k])
    model.minimize(sum(total))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, seconds)
    solver.parameters.num_workers = workers
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return 0.0, None
    found: list[list[int]] = []
    for k in range(len(routes)):
        next_of = {u: v for one, u, v, arc in ways if one == k and solver.boolean_value(arc)}
        found.append([])
        here = -1
        while (here := next_of.get(here, -1)) >= 0:
            found[-1].append(here)
    return solver.best_objective_bound / SCALE / 3, found if cost_of(problem, found)[0] < cost - 1e-9 else None


def evaluate(told: Told, routes: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """What a solution costs, reckoned from the file and the times it names alone. Raises ValueError naming the visit that breaks a rule."""
    place = {patient.id: rank for rank, patient in enumerate(told.patients, 1)}
    needs = {(patient.id, need.service): (patient, told.minutes(need)) for patient in told.patients for need in patient.required_caregivers}
    abilities = {one.id: set(one.abilities) for one in told.caregivers}
    began: dict[tuple[str, str], tuple[float, str]] = {}
    distance, late = 0.0, []
    for caregiver, stops in routes.items():
        here, free = 0, 0.0
        for stop in stops:
            key, start = (stop["patient"], stop["service"]), float(stop["arrival_time"])
            if key not in needs or caregiver not in abilities or not isfinite(start):
                raise ValueError(f"{key} by {caregiver}: not asked for, nobody of that name, or no time")
            patient, minutes = needs[key]
            if key[1] not in abilities[caregiver] or key in began:
                raise ValueError(f"{key}: not able, or visited twice")
            if start + 1e-6 < free + told.distances[here][place[patient.id]]:
                raise ValueError(f"{key}: begins before anybody can be there")
            if start + 1e-6 < patient.time_window[0]:
                raise ValueError(f"{key}: begins before its window")
            began[key] = (start, caregiver)
            distance += told.distances[here][place[patient.id]]
            late.append(max(0.0, start - patient.time_window[1]))
            here, free = place[patient.id], start + minutes
        distance += told.distances[here][0]
    for patient in told.patients:
        asked = [began.get((patient.id, need.service)) for need in patient.required_caregivers]
        if None in asked:
            raise ValueError(f"{patient.id}: not visited as often as needed")
        if len(asked) == 2 and asked[0] and asked[1] and patient.synchronization:
            least, most = patient.synchronization.distance if patient.synchronization.type == "sequential" else (0.0, 0.0)
            if asked[0][1] == asked[1][1]:
                raise ValueError(f"{patient.id}: both visits by one person")
            if not least - 1e-6 <= asked[1][0] - asked[0][0] <= most + 1e-6:
                raise ValueError(f"{patient.id}: the two visits are not together as asked")
    return {"cost": (distance + sum(late) + max(late, default=0.0)) / 3, "travel": distance, "late": sum(late), "worst": max(late, default=0.0)}


def as_told(problem: Problem, solution: Solution) -> dict[str, list[dict[str, Any]]]:
    """Routes by caregiver in the JSON form of the published solutions."""
    return {
        caregiver: [{"patient": problem.patients[v], "service": problem.services[v], "arrival_time": solution.starts[v]} for v in route]
        for caregiver, route in zip(problem.caregivers, solution.routes, strict=True)
    }
