"""The caseload page, and giving cases as proposed: each by the same door as by hand."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from egnatia.kernel import reading
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.engine import caseload, refusals
from egnatia.kernel.engine.run import run
from egnatia.node.asylum import procedure
from egnatia.node.asylum.caseload import selectors


@for_roles(procedure.CASEWORKER, Purpose.ASYLUM)
@reading.unchanged()
def board(request: HttpRequest) -> HttpResponse:
    """By age and state, who might take what, how it may go on, and what is recognised."""
    actor = actor_here(request)
    told = {
        "ages": selectors.ages(actor),
        "states": selectors.states(actor),
        "proposals": selectors.proposals(actor),
        "staff": selectors.colleagues(actor),
        "forecast": selectors.forecast(actor),
        "rates": selectors.rates(),
        "weeks": selectors.WEEKS,
    }
    return render(request, "asylum/caseload.html", told)


@require_POST
@for_roles(procedure.CASEWORKER, Purpose.ASYLUM)
def allocate(request: HttpRequest) -> HttpResponseBase:
    """Give every proposed case that still stands so; what changed since then is left out."""
    actor, given = actor_here(request), 0
    action = procedure.ASYLUM.action(caseload.NAME)
    for one in selectors.proposals(actor):
        if one.colleague is None or f"{one.case.pk}:{one.colleague.pk}" not in request.POST.getlist("given"):
            continue
        try:
            run(action, {"holder": str(one.colleague.pk)}, actor=actor, key=uuid.uuid4(), case_id=one.case.pk, version=one.case.version)
            given += 1
        except refusals.Refused:
            continue  # taken by somebody in the meantime: the refusal is in the log
    messages.success(request, _("Given: %(number)s.") % {"number": given})
    return redirect("caseload")
