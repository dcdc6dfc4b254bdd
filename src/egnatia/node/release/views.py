"""The month's figures: what was counted, what will leave, what left and what the hub answered."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel.access import log
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import for_roles
from egnatia.node.release import message, selectors
from egnatia.node.release.models import Release

WHO = frozenset({Role.STATISTICIAN, Role.RELEASE_APPROVER})


@for_roles(WHO, Purpose.STATISTICS)
def releases(request: HttpRequest) -> HttpResponse:
    actor = actor_here(request)
    return render(request, "release/releases.html", {"releases": selectors.releases(actor), "outgoing": selectors.outgoing(actor)})


@for_roles(WHO, Purpose.STATISTICS)
def preview(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Exactly the bytes that leave, before they do."""
    actor = actor_here(request)
    try:
        release = selectors.release_of(actor, case_id)
    except Release.DoesNotExist:
        raise Http404 from None
    log.write(actor, log.Operation.CONSULT, "release.preview", purpose=Purpose.STATISTICS, case_id=case_id)
    response = HttpResponse(message.payload(release), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="preview-{release.period}.csv"'
    return response
