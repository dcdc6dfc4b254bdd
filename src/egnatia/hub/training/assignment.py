"""Who trains where: one half-year at once, exactly, with CP-SAT. Knows numbers, modules and weeks alone.

Each session needs two trainers who both teach its module in its language; one of them is at least a trainer (level 2), the other may be a co-trainer. A
regional session has trainers of two countries. Nobody trains twice in a week, more often than they agreed to, or in a week in which they are away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

# Levels in a module: 1 co-trainer, 2 trainer, 3 lead.
TRAINER = 2
# Points: a session by its priority, a border on the way, another trainer than was told before (half for another week); each session of somebody above the
# second, and again above the third.
VALUE = {1: 300, 2: 200, 3: 120}
BORDER, CHANGE = 12, 40
ABOVE_FAIR = {2: 8, 3: 24}
NEIGHBOURS = {
    frozenset(pair.split()) for pair in ("ALB XKX", "ALB MNE", "ALB MKD", "BIH SRB", "BIH MNE", "XKX MKD", "XKX SRB", "XKX MNE", "MNE SRB", "MKD SRB")
}


@dataclass(frozen=True, slots=True)
class Trainer:
    """``levels``: by module; ``away``: weeks of the half-year; ``most``: sessions in it."""

    number: int
    country: str
    languages: frozenset[str]
    levels: Mapping[str, int]
    away: frozenset[int] = frozenset()
    most: int = 4


@dataclass(frozen=True, slots=True)
class Session:
    """May begin in ``week`` or up to ``flexible`` weeks later."""

    number: int
    country: str
    module: str
    language: str
    week: int
    flexible: int = 0
    regional: bool = False
    priority: int = 2


@dataclass(frozen=True, slots=True)
class Given:
    week: int
    trainers: tuple[int, int]


Assignment = dict[int, Given]


@dataclass(frozen=True)
class Answer:
    """``proven``: nothing better exists; else ``gap`` tells how much better anything could be, as a share."""

    given: Assignment
    points: int
    proven: bool
    gap: float


def way(one: str, other: str) -> int:
    """Borders on the way: none at home, one to a neighbour, three to or from Türkiye, else two."""
    if one == other:
        return 0
    if "TUR" in (one, other):
        return 3
    return 1 if frozenset({one, other}) in NEIGHBOURS else 2


def teaches(trainer: Trainer, session: Session) -> bool:
    return session.module in trainer.levels and session.language in trainer.languages


def points(trainers: Mapping[int, Trainer], sessions: Mapping[int, Session], given: Assignment, stands: Assignment | None = None) -> int:
    total = 0
    load = Counter(number for one in given.values() for number in one.trainers)
    for number, one in given.items():
        session = sessions[number]
        total += VALUE[session.priority] - BORDER * sum(way(trainers[who].country, session.country) for who in one.trainers)
        told = stands.get(number) if stands else None
        if told:
            total -= CHANGE * len(set(told.trainers) - set(one.trainers)) + (CHANGE // 2 if told.week != one.week else 0)
    return total - sum(cost * max(0, many - fair) for many in load.values() for fair, cost in ABOVE_FAIR.items())


def violations(trainers: Mapping[int, Trainer], sessions: Mapping[int, Session], given: Assignment) -> list[str]:
    """Every rule that an assignment breaks, reckoned from the rules alone."""
    found = []
    weeks: dict[tuple[int, int], int] = Counter()
    load: dict[int, int] = Counter()
    for number, one in given.items():
        session, pair = sessions[number], [trainers[who] for who in one.trainers]
        if len(set(one.trainers)) != 2:
            found.append(f"session {number}: not two trainers")
        if not session.week <= one.week <= session.week + session.flexible:
            found.append(f"session {number}: not in its weeks")
        if not all(teaches(who, session) for who in pair):
            found.append(f"session {number}: somebody does not teach this module in this language")
        elif max(who.levels[session.module] for who in pair) < TRAINER:
            found.append(f"session {number}: two co-trainers and no trainer")
        if session.regional and len({who.country for who in pair}) < 2:
            found.append(f"session {number}: regional, but of one country")
        for who in pair:
            weeks[who.number, one.week] += 1
            load[who.number] += 1
            if one.week in who.away:
                found.append(f"session {number}: trainer {who.number} is away")
    found += [f"trainer {who}: twice in week {week}" for (who, week), many in weeks.items() if many > 1]
    return found + [f"trainer {who}: more sessions than agreed" for who, many in load.items() if many > trainers[who].most]


def first_come(trainers: Mapping[int, Trainer], sessions: Mapping[int, Session]) -> Assignment:
    """Today's practice, to compare with: each request in turn gets the first pair that is free."""
    given: Assignment = {}
    taken: set[tuple[int, int]] = set()
    load: dict[int, int] = Counter()
    for session in sessions.values():
        for week in range(session.week, session.week + session.flexible + 1):
            free = [
                one
                for one in trainers.values()
                if teaches(one, session) and week not in one.away and (one.number, week) not in taken and load[one.number] < one.most
            ]
            pairs = (
                (a, b) for a in free if a.levels[session.module] >= TRAINER for b in free if a is not b and not (session.regional and a.country == b.country)
            )
            pair = next(pairs, None)
            if pair:
                given[session.number] = Given(week, (pair[0].number, pair[1].number))
                for one in pair:
                    taken.add((one.number, week))
                    load[one.number] += 1
                break
    return given


class _Model:
    def __init__(self, trainers: Mapping[int, Trainer], sessions: Mapping[int, Session], stands: Assignment) -> None:
        self.trainers, self.stands, self.model = trainers, stands, cp_model.CpModel()
        self.trains: dict[tuple[int, int], Any] = {}
        self.begins: dict[tuple[int, int], Any] = {}
        self.gains: list[Any] = []
        self._of: dict[int, list[Any]] = defaultdict(list)
        self._in_week: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for session in sessions.values():
            self._session(session)
        for together in self._in_week.values():
            self.model.add_at_most_one(together)
        for number, sessions_of in self._of.items():
            self.model.add(sum(sessions_of) <= trainers[number].most)
            for fair, cost in ABOVE_FAIR.items():
                above = self.model.new_int_var(0, max(0, trainers[number].most), "")
                self.model.add(above >= sum(sessions_of) - fair)
                self.gains.append(-cost * above)
        self.model.maximize(sum(self.gains))

    def _session(self, session: Session) -> None:
        model, held = self.model, self.model.new_bool_var("")
        weeks = {week: model.new_bool_var("") for week in range(session.week, session.week + session.flexible + 1)}
        model.add(sum(weeks.values()) == held)
        self.gains.append(VALUE[session.priority] * held)
        told = self.stands.get(session.number)
        by_country: dict[str, list[Any]] = defaultdict(list)
        able, leads = [], []
        for who in self.trainers.values():
            if not teaches(who, session):
                continue
            trains = self.trains[session.number, who.number] = model.new_bool_var("")
            able.append(trains)
            by_country[who.country].append(trains)
            self._of[who.number].append(trains)
            self.gains.append(-BORDER * way(who.country, session.country) * trains)
            if who.levels[session.module] >= TRAINER:
                leads.append(trains)
            if told and who.number in told.trainers:
                # Not training what one was told to costs, as long as the session is held.
                left_out = model.new_bool_var("")
                model.add_bool_or(trains, left_out, held.negated())
                self.gains.append(-CHANGE * left_out)
            for week, begins in weeks.items():
                if week in who.away:
                    model.add_bool_or(trains.negated(), begins.negated())
                else:
                    both = model.new_bool_var("")
                    model.add_bool_or(trains.negated(), begins.negated(), both)
                    self._in_week[who.number, week].append(both)
        model.add(sum(able) == 2 * held)
        model.add(sum(leads) >= held)
        if told:
            # Whoever was told and cannot come any more, and another week than was told, cost as well.
            gone = [who for who in told.trainers if (session.number, who) not in self.trains]
            self.gains.append(-CHANGE * len(gone) * held)
            self.gains.append(-(CHANGE // 2) * (held - weeks[told.week] if told.week in weeks else held))
        if session.regional:
            for of_one in by_country.values():
                model.add_at_most_one(of_one)
        for week, begins in weeks.items():
            self.begins[session.number, week] = begins


def assign(
    trainers: Mapping[int, Trainer], sessions: Mapping[int, Session], *, seconds: float = 20, stands: Assignment | None = None, workers: int = 2, seed: int = 1
) -> Answer:
    """The best half-year; with ``stands`` close to what was told to people. Asked with other trainers or sessions it answers "what if"; nothing is kept."""
    made = _Model(trainers, sessions, stands or {})
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    status = solver.solve(made.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer({}, 0, False, 1.0)
    pairs: dict[int, list[int]] = defaultdict(list)
    for (session, who), trains in made.trains.items():
        if solver.boolean_value(trains):
            pairs[session].append(who)
    week_of = {session: week for (session, week), begins in made.begins.items() if solver.boolean_value(begins)}
    given = {session: Given(week_of[session], (two[0], two[1])) for session, two in sorted(pairs.items())}
    gap = (solver.best_objective_bound - solver.objective_value) / max(1.0, abs(solver.objective_value))
    return Answer(given, points(trainers, sessions, given, stands), status == cp_model.OPTIMAL, max(0.0, gap))
