"""Pages of the interpreter pool: the planner's board, the week, a plan on its way, and what was asked for in vain."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from egnatia.hub.pool import selectors
from egnatia.hub.pool.booking import week
from egnatia.hub.pool.models import Run
from egnatia.hub.pool.procedure import COORDINATORS
from egnatia.kernel import moment
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import EVERYONE
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes import languages, pool

P = Purpose.INTERPRETING


def _day(request: HttpRequest) -> date:
    """The day of the address, or today."""
    try:
        found = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return pool.now_here(moment.now())[0]
    return found if 2000 < found.year < 2200 else pool.now_here(moment.now())[0]


@for_roles(COORDINATORS, P)
def board(request: HttpRequest) -> HttpResponse:
    """One day: who does what when, and what waits; a request is dragged into a line, or placed by its links."""
    actor, day = actor_here(request), _day(request)
    monday, planned = week.monday_of(day), selectors.week_of(day)
    told = {
        "day": day,
        "days": [monday + timedelta(days=number) for number in range(7)],
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "week": planned,
        "run": selectors.newest_run(actor, planned.case) if planned else None,
        "lines": selectors.lines(actor, day),
        "waiting": selectors.waiting(actor, monday, day),
        "hours": range(selectors.SHOWN[0] // 60, selectors.SHOWN[1] // 60),
        "clock": pool.clock,
        "language": languages.name,
        "waits": pool.WAITS,
        "helps": pool.HELPS,
        "urgency": pool.URGENCY,
        "modes": pool.MODES,
    }
    return render(request, "pool/board.html", told)


@for_roles(COORDINATORS, P)
def loads(request: HttpRequest) -> HttpResponse:
    """The week: hours of each interpreter by day, and what waits on which day."""
    actor, day = actor_here(request), _day(request)
    monday = week.monday_of(day)
    told = {
        "days": [monday + timedelta(days=number) for number in range(7)],
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "week": selectors.week_of(day),
        "loads": selectors.loads(actor, monday),
        "counts": selectors.counts(actor, monday),
        "language": languages.name,
    }
    return render(request, "pool/week.html", told)


@for_roles(COORDINATORS, P)
def progress(request: HttpRequest, run: int) -> HttpResponse:
    """How far a plan is: a piece of page that asks again until it is finished."""
    return render(request, "pool/run.html", {"run": get_object_or_404(Run, pk=run)})


@for_roles(EVERYONE, Purpose.REGIONAL_ANALYSIS)
def demand(request: HttpRequest) -> HttpResponse:
    """What was asked for and not held, by language and country; and what the countries settle between them."""
    actor = actor_here(request)
    months = selectors.months(actor)
    asked = request.GET.get("month", "")
    month = next((one for one in months if one.strftime("%Y-%m") == asked), months[0] if months else moment.today().replace(day=1))
    nodes, rows = selectors.demand(actor, month)
    told = {"month": month, "months": months, "nodes": nodes, "rows": rows, "accounts": selectors.accounts(actor, month), "language": languages.name}
    return render(request, "pool/demand.html", {**told, "forecast": selectors.forecast(actor), "least": selectors.LEAST})
