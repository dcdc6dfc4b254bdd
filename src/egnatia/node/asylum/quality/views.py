"""What all reviews say together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.urls import for_roles
from egnatia.node.asylum.models.quality import Mark
from egnatia.node.asylum.quality import procedure, selectors


@for_roles(procedure.CASEWORKER, Purpose.ASYLUM)
def board(request: HttpRequest) -> HttpResponse:
    """Indicators, agreement of reviewers, trend, and the training that is missing. Nobody is named."""
    agreement, pairs = selectors.agreement()
    told = {"lines": selectors.lines(), "marks": list(Mark), "kappa": agreement, "pairs": pairs, "trend": selectors.trend()}
    return render(request, "asylum/quality.html", told)
