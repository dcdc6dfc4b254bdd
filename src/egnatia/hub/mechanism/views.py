"""The mechanism's page: the procedure step by step with what differs where, and the budget."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.hub.mechanism import procedure, selectors
from egnatia.kernel import moment
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import EVERYONE
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes import sop


@for_roles(EVERYONE, Purpose.REGIONAL_ANALYSIS)
def mechanism(request: HttpRequest) -> HttpResponse:
    """Who works by which edition, what differs at each step, and how much of the budget is used."""
    actor = actor_here(request)
    edition, years = selectors.current(), selectors.years(actor)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else (years[0] if years else moment.today().year)
    budget, parts = selectors.budget(actor, year)
    shown = {
        "edition": edition,
        "content": sop.read(edition.content) if edition else None,
        "editions": selectors.editions(actor),
        "standings": selectors.standings(actor),
        "differences": selectors.differences(actor),
        "budget": budget,
        "parts": parts,
        "year": year,
        "years": years,
        "drafts": bool(actor.roles & procedure.OFFICERS),
    }
    return render(request, "mechanism/mechanism.html", shown)
