from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.hub.editions.models import SharedEdition
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import EVERYONE
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes import countries, languages


@for_roles(EVERYONE, Purpose.REGIONAL_ANALYSIS)
def shared(request: HttpRequest) -> HttpResponse:
    """What nodes shared, the newest first."""
    found = SharedEdition.objects.defer("content", "paper").order_by("-received_at")[:500]
    return render(request, "editions/shared.html", {"editions": found, "name": countries.name, "language": languages.name})


def _found(pk: int) -> SharedEdition:
    one = SharedEdition.objects.filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


@for_roles(EVERYONE, Purpose.REGIONAL_ANALYSIS)
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them to read."""
    one = _found(pk)
    return render(request, "editions/edition.html", {"one": one, "told": json.loads(bytes(one.content))})


@for_roles(EVERYONE, Purpose.REGIONAL_ANALYSIS)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Its paper, as the node made it."""
    one = _found(pk)
    answer = HttpResponse(bytes(one.paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{one.node}-{one.number}-{one.edition}.pdf"'
    return answer
