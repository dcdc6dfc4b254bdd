"""Routes of visits that may need two people together, annealed in compiled code: about half a million looks a second on a core (25 patients).

A visit has a window; being late costs, being early means waiting. Two visits of one patient begin together, or the second within a span after the
first. Given the routes, beginning everything as early as it can is best, so a plan is its routes alone. Moves: a visit elsewhere, two exchanged, two
routes' rests exchanged, both visits of a pair elsewhere. After Kirkpatrick et al. (1983), with positions drawn near the time that a visit had.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numba import njit

NEVER = 1e15
ALONE, TOGETHER, FIRST, SECOND = -1, 0, 1, 2
# How often the beginning of a first visit is put off so that its second is not too late.
PUT_OFF = 60


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Kept on disk where the program may write; a read-only installation compiles anew in each process (or sets NUMBA_CACHE_DIR)."""
    try:
        found: Callable[..., Any] = njit(cache=True, nogil=True)(function)
    except RuntimeError:
        found = njit(nogil=True)(function)
    return found


class Visits(NamedTuple):
    """One row a visit. ``place`` is its row in ``way`` (0 is where everybody begins and ends); ``other`` the visit that goes with it, or -1, in the way
    ``kind`` says; ``least`` and ``most`` are minutes from the first's beginning to the second's. ``able``: people who can do it, ``many`` of them."""

    place: Any
    minutes: Any
    opens: Any
    closes: Any
    other: Any
    kind: Any
    least: Any
    most: Any
    way: Any
    able: Any
    many: Any


@compiled
def timed(visits, route, length, who, start, not_before, ready, at, stack, waits_in):
    """Cost of the routes, (way + lateness + worst lateness) / 3, with ``start`` filled in; NEVER if they cannot be walked (each waits for the other)."""
    people, count = route.shape[0], visits.place.shape[0]
    distance = 0.0
    for k in range(people):
        here = 0
        for j in range(length[k]):
            there = visits.place[route[k, j]]
            distance += visits.way[here, there]
            here = there
        distance += visits.way[here, 0]
    for v in range(count):
        not_before[v] = 0.0
        if visits.other[v] >= 0 and who[v] == who[visits.other[v]]:
            return NEVER
    for _attempt in range(PUT_OFF):
        for v in range(count):
            start[v] = -1.0
            ready[v] = -1.0
        top, done, again = people, 0, False
        for k in range(people):
            at[k] = 0
            stack[k] = k
        while top > 0:
            top -= 1
            k = stack[top]
            while at[k] < length[k]:
                v = route[k, at[k]]
                if at[k] == 0:
                    earliest = visits.way[0, visits.place[v]]
                else:
                    u = route[k, at[k] - 1]
                    earliest = start[u] + visits.minutes[u] + visits.way[visits.place[u], visits.place[v]]
                earliest = max(earliest, visits.opens[v], not_before[v])
                other = visits.other[v]
                if other < 0 or visits.kind[v] == FIRST:
                    start[v] = earliest
                    done += 1
                    at[k] += 1
                    if other >= 0 and ready[other] >= 0:
                        stack[top] = waits_in[other]
                        top += 1
                    continue
                if visits.kind[v] == TOGETHER:
                    ready[v] = earliest
                    waits_in[v] = k
                    if ready[other] < 0:
                        break
                    start[v] = start[other] = max(earliest, ready[other])
                    done += 2
                    at[k] += 1
                    at[waits_in[other]] += 1
                    stack[top] = waits_in[other]
                    top += 1
                    continue
                if start[other] < 0:
                    ready[v] = earliest
                    waits_in[v] = k
                    break
                start[v] = max(earliest, start[other] + visits.least[v])
                done += 1
                at[k] += 1
                if start[v] > start[other] + visits.most[v] + 1e-9:
                    not_before[other] = start[v] - visits.most[v]
                    again = True
        if done < count:
            return NEVER
        if not again:
            break
    else:
        return NEVER
    late, worst = 0.0, 0.0
    for v in range(count):
        over = start[v] - visits.closes[v]
        if over > 0:
            late += over
            worst = max(worst, over)
    return (distance + late + worst) / 3


@compiled
def _where(route, length, k, v):
    for j in range(length[k]):
        if route[k, j] == v:
            return j
    return -1


@compiled
def _out(route, length, k, j):
    for i in range(j, length[k] - 1):
        route[k, i] = route[k, i + 1]
    length[k] -= 1


@compiled
def _in(route, length, k, j, v):
    for i in range(length[k], j, -1):
        route[k, i] = route[k, i - 1]
    route[k, j] = v
    length[k] += 1


@compiled
def _near(route, length, k, when, start):
    """A position near the time that the visit had; sometimes any."""
    j = 0
    while j < length[k] and start[route[k, j]] < when:
        j += 1
    draw = np.random.random()
    if draw < 0.15:
        return np.random.randint(0, length[k] + 1)
    if draw < 0.3:
        return max(0, j - 1)
    return min(length[k], j + 1) if draw < 0.45 else j


@compiled
def _can(visits, v, k):
    for a in range(visits.many[v]):
        if visits.able[v, a] == k:
            return True
    return False


@compiled
def sow(seed):
    """The compiled code has a stream of random numbers of its own, one for each thread."""
    np.random.seed(seed)


@compiled
def _move(visits, route, length, who, start, draw, touched):
    """Change the routes by one move, and write down which people's it changes; False if it is not possible (the caller then puts back what was changed)."""
    v = np.random.randint(0, visits.place.shape[0])
    k = who[v]
    j = _where(route, length, k, v)
    touched[:] = k
    if draw < 0.55:
        to = visits.able[v, np.random.randint(0, visits.many[v])]
        touched[1] = to
        _out(route, length, k, j)
        _in(route, length, to, _near(route, length, to, start[v], start), v)
        who[v] = to
        return True
    if draw < 0.75:
        u = np.random.randint(0, visits.place.shape[0])
        to = who[u]
        touched[1] = to
        if u == v or not _can(visits, v, to) or not _can(visits, u, k):
            return False
        route[to, _where(route, length, to, u)] = v
        route[k, j] = u
        who[v], who[u] = to, k
        return True
    if draw < 0.9:
        to = np.random.randint(0, route.shape[0])
        touched[1] = to
        if to == k:
            return False
        i = 0
        while i < length[to] and start[route[to, i]] < start[v]:
            i += 1
        if np.random.random() < 0.3:
            i = max(0, i - 1)
        mine, theirs = route[k, j : length[k]].copy(), route[to, i : length[to]].copy()
        for u in mine:
            if not _can(visits, u, to):
                return False
        for u in theirs:
            if not _can(visits, u, k):
                return False
        route[k, j : j + theirs.shape[0]] = theirs
        route[to, i : i + mine.shape[0]] = mine
        length[k], length[to] = j + theirs.shape[0], i + mine.shape[0]
        who[theirs] = k
        who[mine] = to
        return True
    u = visits.other[v]
    if u < 0:
        return False
    touched[1] = who[u]
    _out(route, length, k, j)
    _out(route, length, who[u], _where(route, length, who[u], u))
    rank = 2
    for one in (v, u):
        to = visits.able[one, np.random.randint(0, visits.many[one])]
        touched[rank] = to
        rank += 1
        _in(route, length, to, _near(route, length, to, start[one], start), one)
        who[one] = to
    return who[v] != who[u]


@compiled
def anneal(visits, route, length, who, best_route, best_length, best, moves, heat):
    """So many moves at one heat, on the routes in place; the best routes ever seen are kept beside. Returns the best cost."""
    count, people = visits.place.shape[0], route.shape[0]
    start, trial = np.zeros(count), np.zeros(count)
    not_before, ready, waits_in = np.zeros(count), np.zeros(count), np.zeros(count, np.int64)
    at, stack = np.zeros(people, np.int64), np.zeros(4 * (count + people), np.int64)
    cost = timed(visits, route, length, who, start, not_before, ready, at, stack, waits_in)
    old_route, old_length, touched = route.copy(), length.copy(), np.zeros(4, np.int64)
    for _one in range(moves):
        new = NEVER
        if _move(visits, route, length, who, start, np.random.random(), touched):
            new = timed(visits, route, length, who, trial, not_before, ready, at, stack, waits_in)
        if new < NEVER and (new <= cost or np.random.random() < math.exp((cost - new) / heat)):
            cost = new
            start[:] = trial
            for k in touched:
                old_route[k, : length[k]] = route[k, : length[k]]
                old_length[k] = length[k]
            if cost < best - 1e-7:
                best = cost
                best_route[:], best_length[:] = route, length
        else:
            for k in touched:
                length[k] = old_length[k]
                route[k, : length[k]] = old_route[k, : length[k]]
            for k in touched:
                for j in range(length[k]):
                    who[route[k, j]] = k
    return best
