"""The region's pages. No page here can show a person: there is none."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.hub.analysis import bulletin as bulletins
from egnatia.hub.analysis.region_map import shaded
from egnatia.hub.statistics import sdmx, selectors
from egnatia.kernel.access import log
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import EVERYONE
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes.countries import SEVEN, name
from egnatia.kernel.codes.template import INDICATORS, PERIOD

P = Purpose.REGIONAL_ANALYSIS
HISTORY: tuple[tuple[str, tuple[str, ...], Any, dict[str, str]], ...] = (
    ("frontex_ibc", ("Western Balkan Route",), _("Detections of unauthorised border-crossing, Western Balkan route"), {}),
    ("unhcr_applications", SEVEN, _("Asylum applications by country of asylum"), {}),
)


def _table(found: dict[str, dict[str, Any]], columns: list[str]) -> list[tuple[str, list[Any]]]:
    return [(period, [found[period].get(one, "") for one in columns]) for period in sorted(found)]


@for_roles(EVERYONE, P)
def region(request: HttpRequest) -> HttpResponse:
    """Map, trends and tables of one indicator."""
    actor = actor_here(request)
    indicator = request.GET.get("indicator", "IBC_1A")
    indicator = indicator if indicator in INDICATORS else "IBC_1A"
    periods = selectors.periods(actor)
    period = request.GET.get("period", "")
    period = period if period in periods else (periods[0] if periods else "")
    totals = selectors.totals(actor, indicator)
    nodes = [one for one in SEVEN if any(one in values for values in totals.values())]
    shown = {key: {node: "<5" if value is None else value for node, value in values.items()} for key, values in totals.items()}
    file, years = selectors.history_by_year(actor, "frontex_ibc", ("Western Balkan Route",))
    log.write(actor, log.Operation.QUERY, "analysis.region", purpose=P)
    return render(
        request,
        "analysis/region.html",
        {
            "indicators": INDICATORS,
            "indicator": indicator,
            "indicator_label": INDICATORS[indicator],
            "periods": periods,
            "period": period,
            "map": shaded(totals.get(period, {})),
            "month": [(name(one), shown.get(period, {}).get(one, "–")) for one in SEVEN],
            "nodes": [name(one) for one in nodes],
            "trend": _table(shown, nodes),
            "citizenships": selectors.citizenships(actor, period, indicator),
            "sections": selectors.sections(actor, period, indicator),
            "file": file,
            "years": [(year, values.get("Western Balkan Route", "")) for year, values in years.items()],
        },
    )


@for_roles(EVERYONE, P)
def completeness(request: HttpRequest) -> HttpResponse:
    """Which country sent which month, when, and in which revision."""
    actor = actor_here(request)
    return render(request, "analysis/completeness.html", {"lines": selectors.completeness(actor, selectors.periods(actor)[:12])})


@for_roles(EVERYONE, P)
def history(request: HttpRequest) -> HttpResponse:
    """Years of the region's real history from published files, the source named."""
    actor = actor_here(request)
    series = []
    for dataset, areas, title, narrow in HISTORY:
        file, years = selectors.history_by_year(actor, dataset, areas, **narrow)
        if file:
            columns = [one for one in areas if any(one in values for values in years.values())]
            series.append({"id": dataset, "file": file, "title": title, "columns": [name(one) for one in columns], "rows": _table(years, columns)})
    return render(request, "analysis/history.html", {"series": series, "files": selectors.imported(actor)})


def _period(request: HttpRequest, period: str) -> str:
    if not PERIOD.match(period) or period not in selectors.periods(actor_here(request)):
        raise Http404
    return period


@for_roles(EVERYONE, P)
def bulletin(request: HttpRequest, period: str) -> HttpResponse:
    return render(request, "analysis/bulletin.html", {"bulletin": bulletins.make(actor_here(request), _period(request, period))})


@for_roles(EVERYONE, P)
def bulletin_pdf(request: HttpRequest, period: str) -> HttpResponse:
    content = bulletins.make(actor_here(request), _period(request, period))
    response = HttpResponse(bulletins.as_pdf(content), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="egnatia-{period}.pdf"'
    return response


@for_roles(EVERYONE, P)
def data(request: HttpRequest) -> HttpResponse:
    """All current figures, or one month's, as SDMX-CSV 2.0."""
    actor = actor_here(request)
    period = request.GET.get("period") or None
    if period is not None and not PERIOD.match(period):
        raise Http404
    log.write(actor, log.Operation.QUERY, "analysis.data", purpose=P)
    response = HttpResponse(sdmx.write_csv(list(selectors.observations(period))), content_type="application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="WB_MONTH-{period or timezone.localdate().isoformat()}.csv"'
    return response
