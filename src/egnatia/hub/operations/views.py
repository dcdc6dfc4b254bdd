from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.hub.operations.models import Call
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import EVERYONE
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes import seats


@for_roles(EVERYONE, Purpose.REGIONAL_ANALYSIS)
def calls(request: HttpRequest) -> HttpResponse:
    """Who needs seats, and who offers some: bands and quarters alone."""
    found = Call.objects.prefetch_related("offer_set").order_by("-open", "quarter", "node")
    shown = [(one, seats.REGIONS[one.region], seats.BANDS[one.band], [(each.node, seats.BANDS[each.band]) for each in one.offer_set.all()]) for one in found]
    return render(request, "seats/calls.html", {"calls": shown})
