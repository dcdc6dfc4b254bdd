"""Beds and standards of all centres."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import for_roles
from egnatia.node.reception import procedure, selectors


@for_roles(procedure.RECEPTION | {Role.ASYLUM_CASEWORKER, Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER}, Purpose.RECEPTION)
def places(request: HttpRequest) -> HttpResponse:
    """Free beds by centre and room, who waits (in number), and each centre's self-audit."""
    keeps = bool(actor_here(request).roles & procedure.RECEPTION)
    return render(request, "reception/places.html", {"board": selectors.board(), "keeps": keeps, "waiting": selectors.waiting()})
