"""The administration page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.urls import for_roles
from egnatia.staff import procedure, selectors


@for_roles(procedure.ADMIN, Purpose.ADMINISTRATION)
def members(request: HttpRequest) -> HttpResponse:
    """Who works here, in which unit, with which roles, and how they sign in."""
    return render(
        request,
        "staff/members.html",
        {
            "members": selectors.members(actor_here(request)),
            "units": selectors.units(),
            "starters": [procedure.PROPOSE, procedure.PROPOSE_UNIT],
            "administrators": selectors.administrators(),
        },
    )
