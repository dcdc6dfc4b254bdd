"""The law as this deployment uses it, compared with the EU reference: as page and as PDF."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from egnatia.kernel import moment, pdf
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import EVERYONE
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes.countries import KOSOVO_FOOTNOTE, SEVEN, name
from egnatia.overlays import gaps, procedure, report, selectors

_SOURCE = Path(__file__).parent / "conformance.typ"


def _country(request: HttpRequest) -> str:
    """The node's own country; on the hub any of the seven."""
    country = settings.EGNATIA_COUNTRY or request.GET.get("country", "")
    return country if country in SEVEN else SEVEN[0]


def _counts(lines: list[report.Line]) -> list[tuple[str, int]]:
    found = Counter(str(one.standing) for one in lines)
    return [*sorted(found.items()), ("unverified", sum(one.unverified for one in lines))]


@for_roles(EVERYONE, Purpose.ADMINISTRATION)
def rules(request: HttpRequest) -> HttpResponse:
    """One country's rules, line by line."""
    country = _country(request)
    lines = report.diff(country, moment.today())
    instruments = gaps.taken_over(country)
    may_propose = bool(settings.EGNATIA_COUNTRY and actor_here(request).roles & procedure.LEGAL)
    return render(
        request,
        "overlays/rules.html",
        {
            "lines": lines,
            "counts": _counts(lines),
            "country": country,
            "countries": [(one, name(one)) for one in SEVEN],
            "may_propose": may_propose,
            "instruments": instruments,
            "lists": selectors.lists(country),
            "gaps": gaps.plan(instruments, lines),
        },
    )


@for_roles(EVERYONE, Purpose.ADMINISTRATION)
def conformance(request: HttpRequest) -> HttpResponse:
    """The same as a PDF, to be handed on."""
    country = _country(request)
    answer = HttpResponse(pdf.make(_SOURCE, printed(country)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="conformance-{country}.pdf"'
    return answer


def printed(country: str) -> dict[str, Any]:
    """What the report says, for conformance.typ."""
    lines = report.diff(country, moment.today())
    instruments = gaps.taken_over(country)
    return {
        "country": name(country),
        "counts": [[standing, str(number)] for standing, number in _counts(lines)],
        "rows": [_printed(one) for one in lines],
        "footnote": str(KOSOVO_FOOTNOTE),
        "made_at": f"{timezone.localtime():%Y-%m-%d %H:%M}",
        "instruments": [_stage(one) for one in instruments],
        "gaps": [[one.instrument, one.subject, str(one.found), str(one.step), "urgent" if one.urgent else ""] for one in gaps.plan(instruments, lines)],
    }


def _stage(one: gaps.Taken) -> list[str]:
    return [one.instrument.title, str(one.stage.label), one.row.act if one.row else "–", (one.row.verified_by if one.row else "") or "–"]


def _printed(line: report.Line) -> list[str]:
    here, there = line.national, line.reference
    return [
        line.code,
        f"{here.value} {here.unit}" if here else "–",
        here.legal_ref if here else "–",
        f"{there.value} {there.unit}, {there.legal_ref}" if there else "–",
        str(line.standing),
        ("yes" if here.verified else "no") if here else "–",
        here.confidence if here else "–",
    ]
