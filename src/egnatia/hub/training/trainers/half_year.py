"""The half-year as a problem: sessions that need trainers, trainers who may teach them, and what the exact assignment says. Asking changes nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from egnatia.hub.training import assignment
from egnatia.hub.training.models import Trainer, TrainerSeat, TrainingSession
from egnatia.kernel import moment
from egnatia.kernel.codes import varieties
from egnatia.kernel.codes.varieties import Match
from egnatia.kernel.models import Task

WEEKS = 26
# Sessions that still need, or count on, their trainers.
AHEAD = ("planned", "approved", "open", "full")
BUSY = (*AHEAD, "running")
SECONDS = 5.0
CLOSE = {Match.EXACT, Match.UNDERSTOOD}


def first_monday(day: date) -> date:
    """Of the half-year that begins with the week of a day."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Line:
    """One session with what the assignment gives it: a week and two trainers, or nothing; ``changed`` against what stands."""

    session: TrainingSession
    week: date | None
    trainers: tuple[Trainer, ...]
    changed: bool


@dataclass(frozen=True)
class Plan:
    lines: tuple[Line, ...]
    proven: bool
    gap: float

    @property
    def served(self) -> int:
        return sum(bool(one.trainers) for one in self.lines)


def ask(*, without: Collection[int] = (), seconds: float = SECONDS) -> Plan:
    """The best half-year from this week on. ``without``: what if these trainers could not come."""
    start = first_monday(moment.today())
    sessions = list(TrainingSession.objects.filter(case__state__in=AHEAD, monday__gte=start - timedelta(weeks=WEEKS)).select_related("case").order_by("monday"))
    numbered = {number: one for number, one in enumerate(sessions) if _last(one, start) >= 0 and _week(one.monday, start) < WEEKS}
    trainers = {one.number: one for one in may_teach().prefetch_related("trainerskill_set", "traineraway_set") if one.number not in without}
    stands = _stands(numbered, start)
    asked = {number: session_of(number, one, start) for number, one in numbered.items()}
    people = {number: _left(trainer_of(one, start, {each.language for each in asked.values()}), one) for number, one in trainers.items()}
    answer = assignment.assign(people, asked, seconds=seconds, stands=stands)
    lines = []
    for number, one in numbered.items():
        given = answer.given.get(number)
        told = stands.get(number)
        changed = bool(told) != bool(given) or bool(told and given and (set(told.trainers) != set(given.trainers) or told.week != given.week))
        week = start + timedelta(weeks=given.week) if given else None
        lines.append(Line(one, week, tuple(trainers[who] for who in given.trainers) if given else (), changed))
    return Plan(tuple(lines), answer.proven, answer.gap)


def may_teach() -> QuerySet[Trainer]:
    """Certified trainers, and candidates, who do it beside one; nobody whose country says that they have left."""
    gone = Task.objects.filter(code="GONE", done_at=None).values("case")
    return Trainer.objects.exclude(case__in=gone).filter(Q(case__state="candidate") | Q(case__state="certified", certified_until__gte=moment.today()))


def _week(day: date, start: date) -> int:
    return (day - start).days // 7


def _last(one: TrainingSession, start: date) -> int:
    return _week(one.monday, start) + one.flexible


def session_of(number: int, one: TrainingSession, start: date) -> assignment.Session:
    week = max(0, _week(one.monday, start))
    return assignment.Session(number, one.country, one.module, one.language, week, min(_last(one, start), WEEKS - 1) - week, one.is_regional, one.priority)


def trainer_of(one: Trainer, start: date, asked: Collection[str]) -> assignment.Trainer:
    spoken = frozenset(wanted for wanted in asked if any(varieties.match(wanted, code) in CLOSE for code in one.languages))
    away = frozenset(
        week
        for week in range(WEEKS * 2)
        for each in one.traineraway_set.all()
        if each.since <= start + timedelta(weeks=week, days=6) and start + timedelta(weeks=week) <= each.until
    )
    # A certificate that ends keeps nobody from what comes before its end.
    over = frozenset(week for week in range(WEEKS * 2) if one.certified_until and start + timedelta(weeks=week, days=6) > one.certified_until)
    # Who teaches just now does nothing else in that week.
    running = TrainerSeat.objects.filter(trainer=one, session__case__state="running", session__week__isnull=False).values_list("session__week", flat=True)
    busy = frozenset(_week(week, start) for week in running if week)
    levels = {each.module: each.level for each in one.trainerskill_set.all()}
    return assignment.Trainer(one.number, one.country, spoken, levels, away | over | busy, one.most)


def _left(told: assignment.Trainer, one: Trainer) -> assignment.Trainer:
    """What somebody teaches just now counts among the sessions that they agreed to."""
    running = TrainerSeat.objects.filter(trainer=one, session__case__state="running").count()
    return replace(told, most=max(0, told.most - running))


def _stands(numbered: dict[int, TrainingSession], start: date) -> assignment.Assignment:
    """What was told to people: sessions with their two trainers and week."""
    found = {}
    for number, one in numbered.items():
        pair = sorted(TrainerSeat.objects.filter(session=one).values_list("trainer__number", flat=True))
        if one.week is not None and len(pair) == 2:
            found[number] = assignment.Given(_week(one.week, start), (pair[0], pair[1]))
    return found
