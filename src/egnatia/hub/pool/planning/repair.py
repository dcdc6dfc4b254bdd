"""Somebody is ill: what they would have done is given to others, with as few changes for everybody else as the day allows.

What was confirmed to somebody is never dropped here: where only a drop would help, that is a proposal for a person (``drops``), made and shown apart.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from egnatia.hub.pool.planning.board import Board
from egnatia.hub.pool.planning.insertion import insert, most_urgent_first
from egnatia.hub.pool.planning.problem import Instance, Plan
from egnatia.hub.pool.planning.search import Search
from egnatia.hub.pool.planning.worth import Aims

# Tenths of a point that another person for a confirmed booking costs, half of it for another time (measured: see the benchmark).
CHANGE = 300


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
    frozen_until: int = 0,
    seconds: float = 10,
    change: int = CHANGE,
    may_drop: bool = False,
    seed: int = 1,
    workers: int = 2,
) -> Repair:
    """A plan without those who are ill from ``day`` on. Bookings of the day that begin before ``frozen_until`` stay as they are."""
    well = {
        number: replace(who, days={on: hours for on, hours in who.days.items() if number not in ill or on < day})
        for number, who in instance.interpreters.items()
    }
    then = replace(instance, interpreters=well)
    lost = frozenset(number for number, booking in plan.items() if set(ill) & set(booking.interpreters) and instance.requests[number].day >= day)
    stands = {number: booking for number, booking in plan.items() if number not in lost}
    past = {
        number
        for number, booking in stands.items()
        if instance.requests[number].day < day or (instance.requests[number].day == day and booking.start < frozen_until)
    }
    board = Board(then, stands)
    insert(board, most_urgent_first(then, lost))
    keep = frozenset() if may_drop else frozenset(stands)
    Search(board, aims=Aims(stands, change, keep, frozenset(past)), seed=seed, workers=workers).run(seconds)
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
