"""Somebody is ill: what they would have done is given to others, with as few changes for everybody else as the day allows.

What was confirmed to somebody is never dropped here: where only a drop would help, that is a proposal for a person (``drops``), made and shown apart.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from egnatia.hub.pool.planning.board import Board
from egnatia.hub.pool.planning.insertion import insert, most_urgent_first
from egnatia.hub.pool.planning.problem import Instance, Plan
from egnatia.hub.pool.planning.search import Search, urgent
from egnatia.hub.pool.planning.worth import Aims

# Tenths of a point that another person for a confirmed booking costs, half of it for another time (measured: see the benchmark).
CHANGE = 450


@dataclass(frozen=True)
class Repair:
    plan: Plan
    lost: frozenset[int]
    recovered: frozenset[int]
    other_people: frozenset[int]
    other_time: frozenset[int]
    drops: frozenset[int]


def repair(
    instance: Instance,
    plan: Plan,
    ill: Collection[int],
    *,
    day: int = 0,
    now: int = 0,
    frozen_until: int = 0,
    seconds: float = 10,
    change: int = CHANGE,
    may_drop: bool = False,
    seed: int = 1,
    workers: int = 2,
) -> Repair:
    """A plan without those who are ill from ``now`` on ``day`` on. What began before stands; what begins before ``frozen_until`` is not moved for anybody else;
    nothing is put into the past."""
    requests = instance.requests

    def since(number: int, minute: int) -> bool:
        return (requests[number].day, plan[number].start) >= (day, minute)

    lost = frozenset(number for number, booking in plan.items() if set(ill) & set(booking.interpreters) and since(number, now))
    stands = {number: booking for number, booking in plan.items() if number not in lost}
    fixed = frozenset(number for number in stands if not since(number, max(now, frozen_until)))
    then = _then(instance, frozenset(ill), day, fixed, {number: now if number in lost else max(now, frozen_until) for number in requests})
    board = Board(then, stands)
    insert(board, most_urgent_first(then, lost))
    keep = urgent(then) if may_drop else frozenset(stands) | lost | urgent(then)
    Search(board, aims=Aims(stands, change, keep, fixed), seed=seed, workers=workers).run(seconds)
    new = board.plan
    both = [number for number in stands if number in new]
    people = frozenset(number for number in both if set(new[number].interpreters) != set(stands[number].interpreters))
    return Repair(
        new,
        lost,
        frozenset(number for number in lost if number in new),
        people,
        frozenset(number for number in both if number not in people and new[number].start != stands[number].start),
        frozenset(stands) - frozenset(new),
    )


def _then(instance: Instance, ill: frozenset[int], day: int, fixed: frozenset[int], earliest: dict[int, int]) -> Instance:
    """The rest of the problem: windows of that day begin when they still can, earlier days are over, and who is ill does nothing new."""
    requests = {}
    for number, one in instance.requests.items():
        begins = one.window[1] if one.day < day else max(one.window[0], earliest[number]) if one.day == day else one.window[0]
        requests[number] = one if number in fixed else replace(one, window=(begins, one.window[1]), excluded=one.excluded | ill)
    return replace(instance, requests=requests)
