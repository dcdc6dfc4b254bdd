"""Search over the persons of this unit's cases. Sent by POST: what is searched for stays out of addresses and server logs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel import cases
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import FIELD_STAFF
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.engine.spec import clean
from egnatia.node.people import selectors


@for_roles(FIELD_STAFF, Purpose.SCREENING)
def search(request: HttpRequest) -> HttpResponse:
    """By name in any script, case number or document number."""
    actor = actor_here(request)
    text = clean(request.POST.get("text", ""))[:200]
    hits = selectors.search(actor, text, Purpose.SCREENING) if text else []
    ids = [hit.person for hit in hits]
    found: dict[object, list[object]] = {}
    for case in cases.visible(actor).filter(subject__in=ids).order_by("-opened_at"):
        found.setdefault(case.subject, []).append(case)
    # A person whose cases here are all for other roles is not shown at all.
    hits = [hit for hit in hits if hit.person in found]
    people = selectors.summaries(actor, [hit.person for hit in hits])
    return render(request, "people/search.html", {"text": text, "hits": hits, "people": people, "cases": found, "limit": selectors.SEARCH_LIMIT})
