"""How the areas of integration stand, in numbers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import for_roles
from egnatia.node.integration import procedure, selectors
from egnatia.node.integration.models import StepState

COUNTS = procedure.WORKS | {Role.STATISTICIAN}


@for_roles(COUNTS, Purpose.STATISTICS)
def outcomes(request: HttpRequest) -> HttpResponse:
    """Counts by area; small ones are not shown."""
    return render(request, "integration/outcomes.html", {"counts": selectors.counts(), "states": list(StepState), "total": selectors.total()})
