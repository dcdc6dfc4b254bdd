"""Figures of voluntary return with their definitions, and the harmonised procedure as this country works by it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel import cases, moment
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes import sop
from egnatia.node.avrr import figures, printing
from egnatia.node.avrr.mechanism import selectors as mechanism
from egnatia.node.avrr.procedure import COUNSELLOR
from egnatia.node.avrr.reintegration import selectors as plans

READERS = frozenset(
    {
        *(Role.RETURN_COUNSELLOR, Role.REFERRAL_COORDINATOR, Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER),
        *(Role.STATISTICIAN, Role.RELEASE_APPROVER, Role.LEGAL_OFFICER),
    }
)


@for_roles(COUNSELLOR, Purpose.VOLUNTARY_RETURN)
def declaration(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The declaration and its agreements as PDF, in the person's language beside ours."""
    return printing.declaration(cases.opened(actor_here(request), case_id, "avrr"))


@for_roles(COUNSELLOR, Purpose.VOLUNTARY_RETURN)
def plan(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The reintegration plan as PDF, in the person's language beside ours."""
    return printing.plan(cases.opened(actor_here(request), case_id, "reintegration"))


@for_roles(READERS, Purpose.VOLUNTARY_RETURN)
def figures_page(request: HttpRequest) -> HttpResponse:
    """A year of voluntary return and reintegration: figures alone, small ones hidden."""
    today = moment.today()
    start = today - timedelta(days=365)
    told = mechanism.last_told(today.year)
    found, sets = mechanism.share(today.year), plans.weight_sets()
    weights = next((one for one in sets if one.code == request.GET.get("weights")), sets[0])
    shown = {
        "start": start,
        "end": today,
        "returns": figures.returns(start, today),
        "reintegration": figures.reintegration(start, today),
        "services": figures.services(start, today),
        "survey": figures.survey_means(weights),
        "weights": weights,
        "sets": sets,
        "share": found,
        "told": {"of": told, **mechanism.told(told)} if told else None,
        "counts": Role.STATISTICIAN in actor_here(request).roles,
        "imports": Role.RETURN_COUNSELLOR in actor_here(request).roles,
    }
    return render(request, "avrr/figures.html", shown)


@for_roles(READERS, Purpose.VOLUNTARY_RETURN)
def harmonised_procedure(request: HttpRequest) -> HttpResponse:
    """Step by step: what the region agreed on, and what differs here."""
    adopted, newest = mechanism.adopted(), mechanism.newest()
    edition = adopted.edition if adopted else newest
    shown = {
        "adopted": adopted,
        "edition": edition,
        "newer": newest if newest and edition and newest.version > edition.version else None,
        "content": sop.read(edition.content) if edition else None,
        "differences": mechanism.differences(adopted),
        "keeps": Role.LEGAL_OFFICER in actor_here(request).roles,
    }
    return render(request, "avrr/procedure.html", shown)
