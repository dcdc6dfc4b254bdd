"""Pages of interpreting: the interpreter's own sessions, the register with its pay sheet, and the calendar that a telephone fetches."""

from __future__ import annotations

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import for_roles, public
from egnatia.kernel.codes import languages, pool
from egnatia.node.interpreters.register import selectors as register
from egnatia.node.interpreters.register.procedure import COORDINATORS
from egnatia.node.interpreters.sessions import letters
from egnatia.node.interpreters.sessions import selectors as sessions
from egnatia.node.interpreting import selectors

P = Purpose.INTERPRETING


@for_roles(frozenset({Role.INTERPRETER}), P)
def my_sessions(request: HttpRequest) -> HttpResponse:
    """For a telephone: what waits for an answer, what comes next, and the hours that are offered."""
    actor = actor_here(request)
    profile, found = register.own(actor), sessions.own(actor)
    log.write(actor, log.Operation.QUERY, "interpreting.own", purpose=P, result_count=len(found))
    told = {
        "profile": profile,
        "asked": [one for one in found if one.case.state == "asked"],
        "coming": [one for one in found if one.case.state in ("answered", "confirmed", "running")],
        "done": [one for one in found if one.case.state in ("done", "called_off")],
        "calendar": request.build_absolute_uri(reverse("interpreter_calendar", args=[register.calendar_key(profile)])) if profile else "",
        "language": languages.name,
        "mode": lambda one: pool.MODES[pool.Mode(one.mode)],
        "clock": lambda at: timezone.localtime(at).strftime("%H:%M"),
    }
    return render(request, "interpreting/my_sessions.html", told)


@for_roles(COORDINATORS, P)
def interpreters(request: HttpRequest) -> HttpResponse:
    """The register with vetting that ends first, the premises, and what is owed for a month."""
    actor = actor_here(request)
    month, listed = sessions.month_of(request.GET.get("month", "")), register.register(actor)
    told = {
        "register": listed,
        "soon": moment.today() + register.SOON,
        "today": moment.today(),
        "premises": register.premises(actor),
        "month": month,
        "pay": sessions.pay_sheet(actor, month),
        "language": languages.name,
        "clock": pool.clock,
        "held": selectors.understood(actor),
    }
    log.write(actor, log.Operation.QUERY, "interpreting.register", purpose=P, result_count=len(listed))
    return render(request, "interpreting/interpreters.html", told)


@for_roles(COORDINATORS, P)
def pay_sheet(request: HttpRequest, month: str) -> HttpResponse:
    """The month's pay as a table for whoever pays: amounts in EUR."""
    actor = actor_here(request)
    if sessions.month_of(month).strftime("%Y-%m") != month:
        raise Http404
    answer = HttpResponse(content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="interpreters-{month}.csv"'})
    writer = csv.writer(answer)
    writer.writerow(["number", "name", "sessions", "minutes", "work", "call_outs", "late_cancellations", "total"])
    lines = sessions.pay_sheet(actor, sessions.month_of(month))
    log.write(actor, log.Operation.DISCLOSE, "interpreting.pay", purpose=P, result_count=len(lines))
    for one in lines:
        money = [f"{cents / 100:.2f}" for cents in (one.work, one.call_outs, one.cancelled, one.total)]
        # A name that begins like a formula must not become one in a spreadsheet.
        name = f"'{one.interpreter.name}" if one.interpreter.name[:1] in "=+-@" else one.interpreter.name
        writer.writerow([one.interpreter.number or "", name, one.sessions, one.minutes, *money])
    return answer


@public("A calendar program cannot sign in: who has the address reads it. It holds times, places and languages of sessions, no person and no case")
@require_GET
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """Confirmed sessions of one interpreter as iCalendar (RFC 5545)."""
    found = register.by_calendar(key)
    if found is None:
        raise Http404
    return HttpResponse(
        letters.calendar(sessions.for_calendar(found)), content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, no-store"}
    )
