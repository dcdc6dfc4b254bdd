"""Pages of the programme: phases and contracts with their money, reports, IATI, and priorities in their open rank."""

from __future__ import annotations

import uuid
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.hub.logframe import selectors as plans
from egnatia.hub.logframe.activities.procedure import ACTIVITY
from egnatia.hub.logframe.activities.selectors import is_overdue
from egnatia.hub.logframe.parties import selectors as parties
from egnatia.hub.logframe.rights import LISTS, READERS, TEAM
from egnatia.hub.logframe.values import number
from egnatia.hub.logframe.views import DOCX, XLSX, attached
from egnatia.hub.programme import across, iati, note, report
from egnatia.hub.programme.contracts import selectors as contracts
from egnatia.hub.programme.models import Contract
from egnatia.hub.programme.priorities import selectors as priorities
from egnatia.kernel import cases, moment
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import for_roles


@for_roles(LISTS, Purpose.REGIONAL_ANALYSIS)
def programme(request: HttpRequest) -> HttpResponse:
    """Phases, their contracts, how much of the money is used."""
    actor = actor_here(request)
    told = {"phases": contracts.phases(actor), "number": number, "opens": bool(actor.roles & TEAM), "records": Role.PROGRAMME_OFFICER in actor.roles}
    today = moment.today()
    return render(request, "programme/programme.html", {**told, "first": date(today.year, 1, 1), "last": today})


def _contract(request: HttpRequest, case_id: uuid.UUID) -> Contract:
    case = cases.opened(actor_here(request), case_id, "contract")
    return Contract.objects.select_related("case", "framework__lead", "phase__funder").get(pk=case.pk)


@for_roles(READERS, Purpose.REGIONAL_ANALYSIS)
def iati_file(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The contract as IATI 2.03; or what must be entered first."""
    one = _contract(request, case_id)
    missing = iati.missing(one)
    content = b"" if missing else iati.make(one)
    broken = iati.broken_rules(content) if content else []
    if missing or broken:
        return render(request, "programme/iati.html", {"contract": one, "missing": missing, "broken": broken}, status=409)
    return attached(content, "application/xml", f"{one.case.number} iati.xml")


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


@for_roles(READERS, Purpose.REGIONAL_ANALYSIS)
def progress_report(request: HttpRequest, case_id: uuid.UUID, kind: str) -> HttpResponse:
    """The progress report of a contract, of ``?first`` to ``?last``: without them of this year until today."""
    made = {"docx": (report.as_document, DOCX), "xlsx": (report.as_workbook, XLSX)}
    if kind not in made:
        raise Http404
    one, today = _contract(request, case_id), moment.today()
    first, last = (_day(request.GET.get(name, ""), otherwise) for name, otherwise in (("first", date(today.year, 1, 1)), ("last", today)))
    if last < first:
        first, last = last, first
    make, media_type = made[kind]
    content = make(one, plans.page(actor_here(request), one.pk), first, last)
    return attached(content, media_type, f"{one.case.number} {first} {last}.{kind}")


@for_roles(LISTS, Purpose.REGIONAL_ANALYSIS)
def activities(request: HttpRequest) -> HttpResponse:
    """What all partners do, in all plans under way; ``?lead=`` and ``?state=`` narrow it."""
    actor = actor_here(request)
    wanted = {name: request.GET.get(name, "") for name in ("lead", "state")}
    told = {"rows": across.activities(actor, **wanted), "leads": parties.choices(), "states": ACTIVITY.states, "wanted": wanted, "number": number}
    return render(request, "programme/activities.html", {**told, "overdue": is_overdue, "opens": bool(actor.roles & TEAM)})


@for_roles(LISTS, Purpose.REGIONAL_ANALYSIS)
def priority_list(request: HttpRequest) -> HttpResponse:
    """What the next programming should hold, in its open rank."""
    actor = actor_here(request)
    told = {"ranked": priorities.ranked(actor), "number": number, "total": priorities.total, "opens": bool(actor.roles & TEAM)}
    return render(request, "programme/priorities.html", told)


@for_roles(LISTS, Purpose.REGIONAL_ANALYSIS)
def programming_note(request: HttpRequest) -> HttpResponse:
    """The ranked priorities as a note, DOCX."""
    return attached(note.make(priorities.ranked(actor_here(request))), DOCX, f"programming note {moment.today()}.docx")
