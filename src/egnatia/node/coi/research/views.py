"""Questions and reports: what is open, what was published, and an edition to read."""

from __future__ import annotations

import json
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes import countries, editions
from egnatia.kernel.models import CaseFile
from egnatia.node.coi.models import Edition, SharedEdition
from egnatia.node.coi.procedure import KEEPERS, READERS
from egnatia.node.coi.research import selectors

_ON_A_PAGE = 50


@for_roles(READERS, Purpose.ASYLUM)
def board(request: HttpRequest) -> HttpResponse:
    """Open questions of the reader's unit, what is needed first; and editions, the newest first."""
    page = Paginator(selectors.published(), _ON_A_PAGE).get_page(request.GET.get("page"))
    told = {
        "open": selectors.waiting(),
        "page": page,
        "shared": selectors.shared(),
        "keeps": bool(actor_here(request).roles & KEEPERS),
        "country": countries.name,
    }
    return render(request, "coi/reports.html", told)


def _found(edition: UUID) -> Edition:
    one = Edition.objects.select_related("document", "research").defer("document__content", "document__text").filter(pk=edition).first()
    if one is None:
        raise Http404
    return one


@for_roles(READERS, Purpose.ASYLUM)
def edition(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """An edition as it was published, with what happened to its documents and to itself since."""
    one = _found(edition_id)
    said = editions.read(bytes(one.content))
    newest = selectors.editions(one.research_id).first()
    shown = {
        "one": one,
        "told": said.model_dump(mode="json"),
        "gone": selectors.gone(said.rests_on),
        "newest": newest if newest and newest.pk != one.pk else None,
        "own": CaseFile.objects.filter(pk=one.research_id).exists(),
    }
    return render(request, "coi/report.html", shown)


@for_roles(READERS, Purpose.ASYLUM)
def data(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """The bytes that were published: their SHA-256 stands in the PDF."""
    one = _found(edition_id)
    answer = HttpResponse(bytes(one.content), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{one.document.number}.json"'
    return answer


@for_roles(READERS, Purpose.ASYLUM)
def shared(request: HttpRequest, shared_id: UUID) -> HttpResponse:
    """An edition of another country to read, before or after it was taken into the library."""
    one = SharedEdition.objects.select_related("document").defer("paper", "document__content", "document__text").filter(pk=shared_id).first()
    if one is None:
        raise Http404
    keeps = bool(actor_here(request).roles & KEEPERS)
    return render(request, "coi/shared.html", {"one": one, "told": json.loads(bytes(one.content)), "keeps": keeps})
