"""The pages that every procedure shares: work queue, case, action. Thin: what may be done is decided by the engine."""

from __future__ import annotations

import contextlib
import json
import re
import uuid
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from egnatia.kernel import cases, subjects
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import EVERYONE
from egnatia.kernel.access.urls import for_roles, public
from egnatia.kernel.engine import refusals
from egnatia.kernel.engine.open import offers
from egnatia.kernel.engine.run import Answer, run
from egnatia.kernel.engine.spec import Action, registry
from egnatia.kernel.models import CaseFile
from egnatia.web import forms

PAGE, TASKS = 25, 20
_STATUS = {"unit": 404, "role": 403, "input": 422}


@public("Tells a supervisor whether the deployment works; shows nothing else")
def health(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "role": settings.EGNATIA_ROLE, "country": settings.EGNATIA_COUNTRY})


@public("Says how far a demonstration is loaded; there is nothing else to see")
def demo_progress(request: HttpRequest) -> HttpResponse:
    """A piece of page that asks again until the demonstration is loaded."""
    try:
        progress = json.loads((settings.EGNATIA_DATA / "progress.json").read_text())
    except (OSError, ValueError):
        progress = {}
    return render(request, "web/progress.html", {"progress": progress})


def _page(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return max(1, int(text)) if re.fullmatch("[0-9]{1,5}", text) else 1


@for_roles(EVERYONE, Purpose.ADMINISTRATION)
def home(request: HttpRequest) -> HttpResponseBase:
    """Work queue of a node; the region page of the hub."""
    if not settings.IS_NODE:
        return redirect("region")
    actor = actor_here(request)
    procedure = request.GET.get("procedure", "")
    if procedure not in registry:
        procedure = ""
    page = _page(request, "page")
    lines, total = cases.queue(actor, procedure=procedure, start=(page - 1) * PAGE, size=PAGE)
    tasks_page = _page(request, "tasks")
    tasks = cases.tasks(actor, start=(tasks_page - 1) * TASKS, size=TASKS)
    people = subjects.summaries(actor, [one.case.subject for one in lines if one.case.subject] + [one.case.subject for one in tasks if one.case.subject])
    return render(
        request,
        "web/home.html",
        {
            "lines": lines,
            "total": total,
            "tasks": tasks,
            "task_count": cases.task_count(actor),
            "overdue": cases.overdue_count(actor),
            "people": people,
            "counts": cases.counts(actor),
            "procedure": procedure,
            "page": page,
            "more": total > page * PAGE,
            "starters": starters(actor),
            "tasks_page": tasks_page,
            "more_tasks": cases.task_count(actor) > tasks_page * TASKS,
        },
    )


def starters(actor: Actor) -> list[Action[Any]]:
    """Actions that open a case from nothing."""
    return [one for procedure in registry.values() for one in procedure.actions if one.starts_alone and not one.internal and actor.roles & one.by]


def _case(request: HttpRequest, case_id: UUID) -> CaseFile:
    try:
        return cases.open_case(actor_here(request), case_id)
    except CaseFile.DoesNotExist:
        raise Http404 from None


@for_roles(EVERYONE, Purpose.ADMINISTRATION)
def case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who, what is due, what may be done and why not, what was done."""
    actor, case = actor_here(request), _case(request, case_id)
    from_here = [
        action
        for procedure in registry.values()
        for action in procedure.actions
        if action.from_case is not None and actor.roles & action.by and action.from_case(case) is not None
    ]
    events = cases.events(case)
    return render(
        request,
        "web/case.html",
        {
            "done": {one.action for one in events},
            "case": case,
            "person": subjects.summaries(actor, [case.subject]).get(case.subject) if case.subject else None,
            "sections": subjects.sections(case, actor),
            "clocks": cases.clocks(case),
            "events": events,
            "offers": offers(case, actor),
            "from_here": from_here,
            "related": cases.related(actor, case),
        },
    )


@for_roles(EVERYONE, Purpose.ADMINISTRATION)
def act(request: HttpRequest, case_id: UUID, action: str) -> HttpResponseBase:
    """Do something in a case."""
    case = _case(request, case_id)
    try:
        found = registry[case.procedure].action(action)
    except LookupError:
        raise Http404 from None
    return _ask_and_do(request, found, case=case, initial={}, back=None)


@for_roles(EVERYONE, Purpose.ADMINISTRATION)
def start(request: HttpRequest, procedure: str, action: str) -> HttpResponseBase:
    """Do something that opens a case, perhaps from the page of another one (``?from=``)."""
    try:
        found = registry[procedure].action(action)
    except LookupError:
        raise Http404 from None
    if not found.opens_case or found.internal:
        raise Http404
    back, initial = None, {}
    with contextlib.suppress(ValueError):
        if source := request.GET.get("from"):
            back = _case(request, UUID(source))
            initial = (found.from_case(back) if found.from_case else None) or {}
    return _ask_and_do(request, found, case=None, initial=initial, back=back)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid.uuid4()


def _ask_and_do(request: HttpRequest, action: Action[Any], *, case: CaseFile | None, initial: dict[str, Any], back: CaseFile | None) -> HttpResponseBase:
    values, status = dict(initial), 200
    errors: dict[str, Any] = {}
    warnings: list[str] = []
    problem: refusals.Refused | None = None
    shown = case or back
    key = _key(request.POST.get("_key", ""))
    if request.method == "POST":
        values = forms.typed(action.input, request.POST) | initial
        if "_prefill" in request.POST and action.prefill:
            read, warnings = action.prefill(values)
            values |= read
        else:
            try:
                version = request.POST.get("_version", "")
                answer = run(
                    action,
                    values,
                    actor=actor_here(request),
                    key=key,
                    case_id=case.pk if case else None,
                    version=int(version) if re.fullmatch("[0-9]{1,9}", version) else None,
                )
                return _done(request, action, answer, back)
            except refusals.Refused as refusal:
                problem, status = refusal, _STATUS.get(refusal.code, 409)
                errors = getattr(refusal, "errors", {})
                if isinstance(refusal, refusals.KeyReused):
                    key = uuid.uuid4()  # the answers differ from what was saved: sent again, they count as a new step
    return render(
        request,
        "web/action.html",
        {
            "action": action,
            "case": shown,
            "fields": forms.fields_of(action.input, values, errors),
            "errors": errors,
            "problem": problem,
            "warnings": warnings,
            "key": key,
            "version": case.version if case else "",
            "person": subjects.summaries(actor_here(request), [shown.subject]).get(shown.subject) if shown and shown.subject else None,
            "calendars": forms.CALENDARS,
        },
        status=status,
    )


def _done(request: HttpRequest, action: Action[Any], answer: Answer, back: CaseFile | None) -> HttpResponseBase:
    text = _("Saved already, nothing was done twice: %(what)s.") if answer.repeated else _("Saved: %(what)s.")
    messages.success(request, text % {"what": action.label})
    target = back.pk if back else answer.case_id
    # A unit may lose sight of a case by what it did, such as declining.
    return redirect("case", case_id=target) if cases.visible(actor_here(request)).filter(pk=target).exists() else redirect("home")
