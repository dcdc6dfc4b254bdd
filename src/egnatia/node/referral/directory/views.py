"""The directory for staff, and its open part in HSDS 3.0 for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import WITH_GUARDIANS
from egnatia.kernel.access.urls import for_roles, public
from egnatia.node.referral.directory import hsds, procedure, selectors


@for_roles(WITH_GUARDIANS, Purpose.REFERRAL)
def services(request: HttpRequest) -> HttpResponse:
    """Who helps with what, where, and whether there is room."""
    actor = actor_here(request)
    shown = {"services": selectors.board(actor), "keeps": bool(actor.roles & procedure.KEEPERS), "opens": bool(actor.roles & procedure.THERE)}
    return render(request, "referral/services.html", shown)


@public("Open directory data (HSDS 3.0): it holds nothing of a person, and no confidential service or place.")
def export(request: HttpRequest) -> HttpResponse:
    """All open services on one page of an HSDS 3.0 API."""
    with acting_as(SYSTEM):
        found = hsds.export()
    page = {"total_items": len(found), "total_pages": 1, "page_number": 1, "size": len(found), "first_page": True, "last_page": True}
    return JsonResponse({**page, "empty": not found, "contents": found}, json_dumps_params={"ensure_ascii": False})
