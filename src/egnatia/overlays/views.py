"""The law as this deployment uses it, compared with the EU reference."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel import moment
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import EVERYONE
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes.countries import SEVEN, name
from egnatia.overlays import report


@for_roles(EVERYONE, Purpose.ADMINISTRATION)
def rules(request: HttpRequest) -> HttpResponse:
    """One country's rules: the node's own, any of the seven on the hub."""
    country = settings.EGNATIA_COUNTRY or request.GET.get("country", "")
    if country not in SEVEN:
        country = SEVEN[0]
    return render(
        request, "overlays/rules.html", {"lines": report.diff(country, moment.today()), "country": country, "countries": [(one, name(one)) for one in SEVEN]}
    )
