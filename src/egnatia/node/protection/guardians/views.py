"""The guardian's own page: the children whom the guardian stands beside, and what is due for each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel.access import log
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import for_roles
from egnatia.node.protection.guardians import selectors


@for_roles(frozenset({Role.GUARDIAN}), Purpose.PROTECTION)
def children(request: HttpRequest) -> HttpResponse:
    """Missing children first, then by what is due next."""
    actor = actor_here(request)
    found = selectors.children_of(actor)
    for one in found:
        log.write(actor, log.Operation.CONSULT, "guardianship.children", purpose=Purpose.PROTECTION, case_id=one.case.pk, subject=one.case.subject)
    return render(request, "protection/children.html", {"children": found})
