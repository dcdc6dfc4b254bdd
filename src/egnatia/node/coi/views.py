"""The shelf of country information, and its files as they were read."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.urls import for_roles
from egnatia.node.coi import procedure, selectors
from egnatia.node.coi.models import Document


@for_roles(procedure.READERS, Purpose.ASYLUM)
def shelf(request: HttpRequest) -> HttpResponse:
    """What may be cited, and what is out of date."""
    found = [(one, selectors.names(one)) for one in selectors.shelf()]
    return render(request, "coi/shelf.html", {"documents": found, "keeps": bool(actor_here(request).roles & procedure.KEEPERS)})


@for_roles(procedure.READERS, Purpose.ASYLUM)
def file(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """The file, unchanged; never shown as a page of its own making."""
    one = Document.objects.filter(pk=source_id).first()
    if one is None:
        raise Http404
    kind = "application/pdf" if one.media_type == "application/pdf" else "text/plain; charset=utf-8"
    answer = HttpResponse(bytes(one.content), content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="{one.number}.{"pdf" if kind == "application/pdf" else "txt"}"'
    return answer
