"""What the system knows of a period: figures with their parts, and what happened, from the tables themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Sum

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
    return Figure(code, label, sum(number for _country, number in told), _by_country(told), _query(rows.values("country", column)))


def _figures(first: date, last: date, sessions: list[TrainingSession], events: list[Event], looked: list[Review]) -> list[Figure]:
    held = TrainingSession.objects.filter(case__state__in=GIVEN, week__range=(first, last))
    there = Attendance.objects.filter(session__in=held)
    # Where few of a country were there, who passed is told of nobody: the same rule as on the pages of training.
    passed = there.filter(attended__gte=training.LEAST)
    titles = dict(training.module_choices())
    asked = Demand.objects.filter(month__range=(first.replace(day=1), last))
    total = asked.aggregate(asked=Sum("asked"), held=Sum("held"))
    by_module: dict[str, int] = {}
    for one in sessions:
        name = titles.get(one.module, one.module)
        by_module[name] = by_module.get(name, 0) + 1
    came = {one.title: sum(each.came or 0 for each in one.delegations.all()) for one in events}
    meetings = _held_events(first, last)
    found = [
        Figure("sessions", "Training sessions held", len(sessions), list(by_module.items()), _query(held.values("pk", "module", "week"))),
        _people("trained", "People who took part in training", there, "attended"),
        _people("passed", "People who passed, of countries with enough of them to tell", passed, "passed"),
        Figure("events", "Workshops and meetings held", len(events), [(one.title, 1) for one in events], _query(meetings.values("pk", "title", "starts"))),
        Figure(
            "participants",
            "People who came to them",
            sum(came.values()),
            list(came.items()),
            _query(meetings.values("title", "delegations__institution", "delegations__came")),
        ),
        Figure(
            "reviews",
            "Looks back at roadmaps",
            len(looked),
            _by_country((one.roadmap.country, 1) for one in looked),
            _query(_reviews(first, last).values("roadmap__country", "kind", "on")),
        ),
    ]
    if (total["asked"] or 0) >= training.LEAST:
        label = "Interpreting that was held, of what was asked for"
        query = _query(asked.values("month", "asked", "held"))
        found.append(Figure("interpreted", label, min(total["held"], total["asked"]), [], query, total["asked"]))
    return [one for one in found if one.value or one.of]


def _held_events(first: date, last: date) -> QuerySet[Event]:
    return Event.objects.filter(case__state__in=("held", "concluded"), public=True, starts__date__range=(first, last))


def _reviews(first: date, last: date) -> QuerySet[Review]:
    return Review.objects.filter(on__range=(first, last))


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
        planned = TrainingSession.objects.filter(case__state__in=("approved", "open", "full"), monday__range=ahead).select_related("case").order_by("monday")
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
