"""One plan as a page, a print and a document show it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.activities.selectors import is_overdue, raci
from egnatia.hub.logframe.models import Activity, Change, Framework, Result, Risk
from egnatia.hub.logframe.values import Light, Shown, of_indicators
from egnatia.kernel import cases, moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import CaseFile

CHANGES = 40


@dataclass
class ResultLine:
    """A result (None: the overall objective) with its indicators and their values."""

    result: Result | None
    depth: int
    indicators: list[Shown] = field(default_factory=list)


@dataclass
class ActivityLine:
    """An activity; ``left`` and ``width`` are its place on the plan's time, in percent, None where it has no days."""

    activity: Activity
    overdue: bool
    raci: dict[str, list[str]]
    left: float | None = None
    width: float | None = None


@dataclass
class Page:
    plan: Framework
    case: CaseFile
    results: list[ResultLine]
    activities: list[ActivityLine]
    risks: list[Risk]
    changes: list[Change]
    lights: Counter[Light]
    statuses: Counter[str]
    months: list[tuple[float, date]]
    span: tuple[date, date] | None
    now: float | None


def _order(results: list[Result]) -> list[tuple[Result, int]]:
    """Each result below what it is part of, by code."""
    below: dict[UUID | None, list[Result]] = {}
    standing = {one.pk for one in results}
    for one in results:
        below.setdefault(one.parent_id if one.parent_id in standing else None, []).append(one)
    found: list[tuple[Result, int]] = []

    def walk(parent: UUID | None, depth: int) -> None:
        for one in sorted(below.get(parent, []), key=lambda row: code_key(row.code)):
            found.append((one, depth))
            walk(one.pk, depth + 1)

    walk(None, 0)
    return found


def code_key(code: str) -> tuple[Any, ...]:
    """1.10 after 1.9."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in code.split("."))


class _Time:
    """Days as places between the first and the last day of a plan."""

    def __init__(self, plan: Framework, activities: list[Activity]) -> None:
        days = [day for one in activities for day in (one.starts, one.ends) if day] + [day for day in (plan.starts, plan.ends) if day]
        self.first: date | None = min(days, default=None)
        self.last: date | None = max(days, default=None)

    def place(self, day: date) -> float:
        assert self.first is not None
        assert self.last is not None
        return round(100 * (day - self.first).days / max(1, (self.last - self.first).days), 2)

    def months(self) -> list[tuple[float, date]]:
        """First days of quarters, of years where it is long."""
        if self.first is None or self.last is None:
            return []
        step = 3 if (self.last - self.first).days < 1500 else 12
        day, found = date(self.first.year, 1, 1), []
        while day <= self.last:
            if day >= self.first:
                found.append((self.place(day), day))
            month = day.year * 12 + day.month - 1 + step
            day = date(month // 12, month % 12 + 1, 1)
        return found

    def line(self, one: Activity) -> ActivityLine:
        found = ActivityLine(one, is_overdue(one), raci(one))
        if one.starts and one.ends:
            found.left = self.place(one.starts)
            found.width = max(0.8, self.place(one.ends + timedelta(days=1)) - found.left)
        return found


def page(actor: Actor, pk: UUID) -> Page:
    """Everything of one plan. Raises Http404 where the actor does not see it."""
    case = cases.opened(actor, pk)
    plan = Framework.objects.select_related("lead", "case").filter(pk=pk).first()
    if plan is None or case.procedure not in rights.owners:
        raise Http404
    shown = of_indicators(list(plan.indicators.filter(case__state="used").select_related("case", "responsible")))
    of_result: dict[UUID | None, list[Shown]] = {}
    for one in sorted(shown.values(), key=lambda each: code_key(each.indicator.code)):
        of_result.setdefault(one.indicator.result_id, []).append(one)
    ordered = _order(list(plan.results.filter(case__state="stands")))
    lines = [ResultLine(None, 0, of_result.pop(None))] if None in of_result else []
    lines += [ResultLine(result, depth, of_result.get(result.pk, [])) for result, depth in ordered]
    activities = list(plan.activities.select_related("case", "lead", "output").prefetch_related("involved__party"))
    activities.sort(key=lambda each: code_key(each.code))
    time = _Time(plan, activities)
    today = moment.today()
    inside = time.first is not None and time.last is not None and time.first <= today <= time.last
    risks = list(plan.risks.exclude(case__state="closed").select_related("case", "owner"))
    return Page(
        plan,
        case,
        lines,
        [time.line(one) for one in activities],
        sorted(risks, key=lambda one: -one.likelihood * one.impact),
        list(Change.objects.filter(framework=plan)[:CHANGES]),
        Counter(one.light for one in shown.values()),
        Counter(one.case.state for one in activities),
        time.months(),
        (time.first, time.last) if time.first and time.last else None,
        time.place(today) if inside else None,
    )
