"""Figures that indicators may take from the hub itself, each with its query: training, statistics, interpreters, conformance."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import live
from egnatia.hub.logframe.aggregate import Value, share
from egnatia.hub.logframe.live import Figure, Found
from egnatia.hub.pool.models import Demand
from egnatia.hub.statistics.models import Revision
from egnatia.hub.training.models import Attendance, TrainingSession
from egnatia.hub.training.sessions.selectors import GIVEN
from egnatia.kernel.codes.countries import SEVEN
from egnatia.overlays.models import Stage, Transposition

# A month is in time when its first revision came within so many days after its end.
IN_TIME = 31


def _held(starts: date, ends: date) -> Q:
    return Q(case__state__in=GIVEN, week__range=(starts, ends))


def sessions(starts: date, ends: date) -> Found:
    """Sessions that were held and began in the period."""
    rows = TrainingSession.objects.filter(_held(starts, ends))
    return Found(Value(Decimal(rows.count())), live.shown(rows.values("pk")), reverse("trainers"))


def trained(starts: date, ends: date) -> Found:
    """People who passed sessions that were held in the period: sums by country, no person."""
    rows = Attendance.objects.filter(session__case__state__in=GIVEN, session__week__range=(starts, ends))
    total = rows.aggregate(passed=Sum("passed"))["passed"] or 0
    return Found(Value(Decimal(total)), live.shown(rows.values("session", "country", "passed")), reverse("training_outcomes"))


def _month(day: date) -> str:
    return f"{day.year}-{day.month:02d}"


def timely(starts: date, ends: date) -> Found:
    """Of the months of the seven that were due in the period, those whose first revision came in time. Each month is due once, so it counts once."""
    due: dict[str, date] = {}
    day = (starts - timedelta(days=100)).replace(day=1)
    while day <= ends:
        after = (day + timedelta(days=32)).replace(day=1)
        if starts <= (last := after + timedelta(days=IN_TIME)) <= ends:
            due[_month(day)] = last
        day = after
    if not due:
        return Found(None, ())
    rows = Revision.objects.filter(period__in=list(due), revision=1)
    kept = sum(one.received_at.date() <= due[one.period] for one in rows)
    return Found(share(Decimal(kept), Decimal(len(due) * len(SEVEN))), live.shown(rows.values("node", "period", "received_at")), reverse("completeness"))


def interpreted(starts: date, ends: date) -> Found:
    """Of the interpreting that was asked of the pool in months of the period, what was held."""
    rows = Demand.objects.filter(month__range=(starts.replace(day=1), ends))
    found = rows.aggregate(asked=Sum("asked"), held=Sum("held"))
    if not found["asked"]:
        return Found(None, live.shown(rows.values("month", "asked", "held")), reverse("pool_demand"))
    value = share(Decimal(min(found["held"], found["asked"])), Decimal(found["asked"]))
    return Found(value, live.shown(rows.values("month", "asked", "held")), reverse("pool_demand"))


def conforming(starts: date, ends: date) -> Found:
    """Of the instruments of EU law in the seven, those whose national act was in force by the end of the period."""
    wanted = Transposition.objects.filter(jurisdiction__in=SEVEN)
    closed = wanted.filter(Q(since=None) | Q(since__lte=ends), stage__in=(Stage.IN_FORCE, Stage.APPLIED))
    total = wanted.count()
    if not total:
        return Found(None, live.shown(wanted.values("pk")), reverse("rules"))
    return Found(share(Decimal(closed.count()), Decimal(total)), live.shown(closed.values("jurisdiction", "instrument", "stage", "since")), reverse("rules"))


def register_all() -> None:
    for one in (
        Figure("SESSIONS", _("Training sessions held"), "NUMBER", sessions),
        Figure("TRAINED", _("People who passed a training session"), "NUMBER", trained),
        Figure("TIMELY", _("Months of statistics that came in time"), "PERCENT", timely),
        Figure("INTERPRETED", _("Interpreting asked of the pool that was held"), "PERCENT", interpreted),
        Figure("CONFORMING", _("Instruments of EU law with a national act in force"), "PERCENT", conforming),
    ):
        live.register(one)
