"""The curriculum's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.hub.training import procedure, selectors
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import EVERYONE
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes import languages


@for_roles(EVERYONE, Purpose.REGIONAL_ANALYSIS)
def curriculum(request: HttpRequest) -> HttpResponse:
    """Every published module by group, with what comes before it."""
    actor = actor_here(request)
    told = {"groups": selectors.curriculum(actor), "titles": dict(selectors.module_choices()), "drafts": bool(actor.roles & procedure.OFFICERS)}
    return render(request, "training/curriculum.html", {**told, "language": languages.name})
