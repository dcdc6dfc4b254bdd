"""What a plan is worth to the planners, in tenths of a point of value: the same terms in the whole plan and in the model of a part of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from egnatia.hub.pool.planning.board import Board
from egnatia.hub.pool.planning.problem import Booking, Instance, Interpreter, Plan, Request

# Up to this much above the fair share costs nothing.
ABOVE_FAIR = 1.15


@dataclass(frozen=True)
class Aims:
    """What a search may not lose and should not change. ``stands``: bookings that were told to people; ``change``: what another person for one of them costs,
    half of it for another time; ``keep``: requests that stay served from when they are; ``frozen``: bookings that stay as they are."""

    stands: Plan = field(default_factory=dict)
    change: int = 0
    keep: frozenset[int] = frozenset()
    frozen: frozenset[int] = frozenset()


class Worth:
    def __init__(self, instance: Instance, aims: Aims | None = None) -> None:
        self.instance, self.aims = instance, aims or Aims()
        self.fair = fair_minutes(instance)

    def seat(self, request: Request, who: Interpreter) -> int:
        """What it is worth that this person has a seat in this session, its share of the request's value in it."""
        rules = self.instance.rules
        gain = 10 * self.instance.value(request) // request.people
        gain -= rules.soft_wish if request.sex not in (None, who.sex) else 0
        gain += rules.same_person if request.before == who.number else 0
        stood = self.aims.stands.get(request.number)
        return gain - (self.aims.change if stood and who.number not in stood.interpreters else 0)

    def booking(self, number: int, booking: Booking) -> int:
        request = self.instance.requests[number]
        stood = self.aims.stands.get(number)
        moved = stood is not None and set(stood.interpreters) == set(booking.interpreters) and stood.start != booking.start
        return sum(self.seat(request, self.instance.interpreters[who]) for who in booking.interpreters) - (self.aims.change // 2 if moved else 0)

    def unfair(self, who: int, minutes: int) -> int:
        return self.instance.rules.unfair * max(0, minutes - self.fair[who])

    def part(self, board: Board, numbers: Iterable[int], people: Iterable[int], day: int) -> int:
        """Of some requests and some people on one day; parts that share neither add up."""
        people = list(people)
        total = sum(self.booking(number, board.plan[number]) for number in numbers if number in board.plan)
        total -= self.instance.rules.travel * sum(board.way_of(self.instance.interpreters[who], day) for who in people)
        return total - sum(self.unfair(who, board.week[who]) for who in people)

    def whole(self, board: Board) -> int:
        total = sum(self.booking(number, booking) for number, booking in board.plan.items())
        total -= self.instance.rules.travel * sum(board.way_of(self.instance.interpreters[who], day) for who, day in board.days)
        return total - sum(self.unfair(who, board.week[who]) for who in self.instance.interpreters)


def fair_minutes(instance: Instance) -> dict[int, int]:
    """The load above which somebody does more than their share of what their languages are asked for, with a margin."""
    asked: dict[str, float] = defaultdict(float)
    offered: dict[str, float] = defaultdict(float)
    for one in instance.requests.values():
        asked[one.language] += one.minutes * one.people
    for who in instance.interpreters.values():
        for language in who.levels:
            offered[language] += instance.most_of(who) / len(who.levels)
    fair = {}
    for who in instance.interpreters.values():
        there = sum(offered[language] for language in who.levels)
        share = sum(asked[language] for language in who.levels) / there if there else 0.0
        fair[who.number] = int(ABOVE_FAIR * min(1.0, share) * instance.most_of(who))
    return fair
