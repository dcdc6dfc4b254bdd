"""What the system knows of a period: figures with their parts, and what happened, from the tables themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from egnatia.hub.logframe.live import shown
from egnatia.hub.pool.models import Demand
from egnatia.hub.roadmaps.models import Review, Roadmap
from egnatia.hub.training import selectors as training
from egnatia.hub.training.models import Attendance, TrainingSession
from egnatia.hub.training.sessions.selectors import GIVEN
from egnatia.hub.updates.models import Event
from egnatia.kernel import moment
from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.codes import countries

# How far ahead "what comes next" looks.
AHEAD = timedelta(days=120)


@dataclass(frozen=True)
class Figure:
    code: str
    label: str
    value: int
    rows: list[tuple[str, int]] = field(default_factory=list)
    query: str = ""
    of: int | None = None


@dataclass
class Gathered:
    """Of one period; ``titles``: of modules by code."""

    first: date
    last: date
    figures: list[Figure]
    sessions: list[TrainingSession]
    events: list[Event]
    signed: list[Roadmap]
    reviews: list[Review]
    next_events: list[Event]
    next_sessions: list[TrainingSession]
    titles: dict[str, str]

    @property
    def about(self) -> list[UUID]:
        """The cases that are told of."""
        return [one.pk for found in (self.sessions, self.events, self.signed) for one in found] + [one.roadmap_id for one in self.reviews]

    @property
    def is_empty(self) -> bool:
        return not (self.sessions or self.events or self.signed or self.reviews)

    def figure(self, code: str) -> Figure | None:
        return next((one for one in self.figures if one.code == code), None)


def _by_country(rows: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for code, number in rows:
        found[code] = found.get(code, 0) + (number or 0)
    return [(str(countries.name(code)), found[code]) for code in countries.SEVEN if code in found]


def _query(*rows: QuerySet[Any]) -> str:
    return "\n\n".join(shown(*rows))


def _people(code: str, label: str, rows: QuerySet[Attendance], column: str) -> Figure:
    """A sum of people, by country."""
    told = list(rows.values_list("country", column))
    return Figure(code, label, sum(number for _country, number in told), _large(_by_country(told)), _query(rows.values("country", column)))


def _large(rows: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Countries with few people stand together: nobody is told of by country and course."""
    few = sum(number for _name, number in rows if number < training.LEAST)
    return [one for one in rows if one[1] >= training.LEAST] + ([("others", few)] if few else [])


def _figures(first: date, last: date, sessions: list[TrainingSession], events: list[Event], looked: list[Review]) -> list[Figure]:
    held = TrainingSession.objects.filter(case__state__in=GIVEN, week__range=(first, last))
    there = Attendance.objects.filter(session__in=held)
    # Where few of a country were there, who passed is told of nobody: the same rule as on the pages of training.
    passed = there.filter(attended__gte=training.LEAST)
    titles = dict(training.module_choices())
    asked = Demand.objects.filter(month__gte=first, month__in=_whole_months(first, last))
    total = asked.aggregate(asked=Sum("asked"), held=Sum("held"))
    by_module: dict[str, int] = {}
    for one in sessions:
        name = titles.get(one.module, one.module)
        by_module[name] = by_module.get(name, 0) + 1
    names = [f"{one.title}, {timezone.localtime(one.starts):%Y-%m-%d}" for one in events]
    came = [(name, sum(each.came or 0 for each in one.delegations.all())) for name, one in zip(names, events, strict=True)]
    meetings = _held_events(first, last)
    found = [
        Figure("sessions", "Training sessions held", len(sessions), list(by_module.items()), _query(held.values("pk", "module", "week"))),
        _people("trained", "People who took part in training", there, "attended"),
        Figure(
            "passed",
            "People who passed, counting countries with at least five people there",
            sum(passed.values_list("passed", flat=True)),
            [],
            _query(passed.values("passed")),
        ),
        Figure("events", "Public workshops and meetings held", len(events), [(name, 1) for name in names], _query(meetings.values("pk", "title", "starts"))),
        Figure(
            "participants",
            "People at public workshops and meetings",
            sum(number for _name, number in came),
            came,
            _query(meetings.values("title", "delegations__institution", "delegations__came")),
        ),
        Figure(
            "reviews",
            "Roadmaps looked at by a steering committee or at mid-term",
            len(looked),
            _by_country((one.roadmap.country, 1) for one in looked),
            _query(_reviews(first, last).values("roadmap__country", "kind", "on")),
        ),
    ]
    asked_for, was_held = total["asked"] or 0, min(total["held"] or 0, total["asked"] or 0)
    # The rule of the pool's own page: neither a few that were asked for nor a few that were missed.
    if asked_for >= training.LEAST and not 0 < asked_for - was_held < training.LEAST:
        label = "Interpreting that was held, of what was asked for in whole months of the period"
        query = _query(asked.values("month", "asked", "held"))
        found.append(Figure("interpreted", label, was_held, [], query, asked_for))
    return [one for one in found if one.value or one.of]


def _held_events(first: date, last: date) -> QuerySet[Event]:
    return Event.objects.filter(case__state__in=("held", "concluded"), public=True, starts__date__range=(first, last))


def _whole_months(first: date, last: date) -> list[date]:
    """First days of the months that lie in the period and are over."""
    found, day = [], first.replace(day=1)
    while day <= last:
        after = (day + timedelta(days=32)).replace(day=1)
        if day >= first and after - timedelta(days=1) <= last and after <= moment.today():
            found.append(day)
        day = after
    return found


def _reviews(first: date, last: date) -> QuerySet[Review]:
    """Formal ones: the quarterly updates are between partners."""
    return Review.objects.filter(on__range=(first, last), kind__in=(Review.Kind.STEERING, Review.Kind.MID_TERM))


def gather(first: date, last: date) -> Gathered:
    """Sums and public events of the region alone: nothing about a person, the same for whoever asks."""
    with seeing_all():
        sessions = list(TrainingSession.objects.filter(case__state__in=GIVEN, week__range=(first, last)).prefetch_related("attendance_set").order_by("week"))
        events = list(_held_events(first, last).select_related("leads").prefetch_related("organisers", "delegations", "conclusions__owner").order_by("starts"))
        looked = list(_reviews(first, last).select_related("roadmap__framework__lead").order_by("on"))
        signed = Roadmap.objects.filter(framework__signed_on__range=(first, last), case__state__in=("signed", "evaluated")).select_related("framework__lead")
        today = moment.today()
        ahead = (today, today + AHEAD)
        coming = Event.objects.filter(case__state="announced", public=True, starts__date__range=ahead).prefetch_related("organisers").order_by("starts")
        when = Q(week__range=ahead) | Q(week=None, monday__range=ahead)
        planned = TrainingSession.objects.filter(when, case__state__in=("open", "full")).select_related("case").order_by("monday")
        return Gathered(
            first,
            last,
            _figures(first, last, sessions, events, looked),
            sessions,
            events,
            list(signed),
            looked,
            list(coming),
            list(planned),
            dict(training.module_choices()),
        )
