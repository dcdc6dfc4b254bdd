"""The work queue: what waits for the unit, forms that were begun, and the unit's cases by urgency."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from egnatia.kernel import cases, drafts, notices, reading, subjects
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import EVERYONE
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.engine import national
from egnatia.kernel.engine.spec import Action, clean, registry
from egnatia.kernel.models import SavedFilter, User

PAGE, TASKS = 20, 5
FILTERS_EACH = 12
VIEWS = {
    "mine": gettext_lazy("My cases"),
    "unheld": gettext_lazy("Nobody works on it"),
    "late": gettext_lazy("Time limit passed"),
    "soon": gettext_lazy("Due within 48 hours"),
}


def _page(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return max(1, int(text)) if re.fullmatch("[0-9]{1,5}", text) else 1


def wanted_of(fields: Any) -> tuple[cases.Wanted, dict[str, str]]:
    """(what is asked for, its query as codes); what does not exist is left out."""
    procedure = fields.get("procedure", "") if fields.get("procedure", "") in registry else ""
    state = fields.get("state", "") if procedure and fields.get("state", "") in registry[procedure].states else ""
    view = fields.get("view", "") if fields.get("view", "") in VIEWS else ""
    wanted = cases.Wanted(procedure, state, view == "mine", view == "unheld", view == "late", 48 if view == "soon" else None)
    return wanted, {name: value for name, value in (("view", view), ("procedure", procedure), ("state", state)) if value}


def starters(actor: Actor) -> list[Action[Any]]:
    """Actions that open a case from nothing."""
    found = [one for procedure in registry.values() for one in procedure.actions if one.starts_alone and not one.internal]
    return [one for one in found if national.here(one).for_roles(actor.roles)]


@for_roles(EVERYONE, Purpose.ADMINISTRATION)
@reading.unchanged()
def home(request: HttpRequest) -> HttpResponseBase:
    """Work queue of a node; the region page of the hub, but for its administrators."""
    actor = actor_here(request)
    if not settings.IS_NODE and not cases.readable(actor):
        return redirect("region")
    wanted, query = wanted_of(request.GET)
    page, tasks_page = _page(request, "page"), _page(request, "tasks")
    counts = cases.counts(actor)
    lines = cases.queue(actor, wanted, start=(page - 1) * PAGE, size=PAGE)
    total = cases.how_many(actor, wanted) if query else counts.open
    tasks = cases.tasks(actor, start=(tasks_page - 1) * TASKS, size=TASKS)
    assert isinstance(request.user, User)
    task_count, _new = cases.task_figures(actor, request.user.notices_seen_at)
    people = subjects.summaries(actor, [one.subject for one in lines if one.subject] + [one.case.subject for one in tasks if one.case.subject])
    assert actor.id is not None
    return render(
        request,
        "web/home.html",
        {
            "lines": lines,
            "holders": cases.holders(lines),
            "total": total,
            "counts": counts,
            "tasks": tasks,
            "task_count": task_count,
            "people": people,
            "views": VIEWS,
            "query": query,
            "query_text": urlencode(query),
            "states": registry[query["procedure"]].states if "procedure" in query else {},
            "page": page,
            "more": total > page * PAGE,
            "starters": starters(actor),
            "tasks_page": tasks_page,
            "more_tasks": task_count > tasks_page * TASKS,
            "begun": drafts.waiting(actor.id),
            "filters": list(SavedFilter.objects.filter(user_id=actor.id)),
        },
    )


@for_roles(EVERYONE, Purpose.ADMINISTRATION)
@require_POST
def save_filter(request: HttpRequest) -> HttpResponseBase:
    """Keep the view of the queue under a name, or remove one (``remove``)."""
    actor = actor_here(request)
    assert actor.id is not None
    mine = SavedFilter.objects.filter(user_id=actor.id)
    _wanted, query = wanted_of(request.POST)
    name = clean(request.POST.get("name", "")).strip()[:60]
    if remove := request.POST.get("remove", ""):
        mine.filter(name=clean(remove)[:60]).delete()
    elif name and query and (mine.count() < FILTERS_EACH or mine.filter(name=name).exists()):
        SavedFilter.objects.update_or_create(user_id=actor.id, name=name, defaults={"query": urlencode(query)})
        messages.success(request, _("Kept: %(name)s.") % {"name": name})
    else:
        messages.warning(request, _("Choose what to show and enter a name first. Up to %(number)s views can be kept.") % {"number": FILTERS_EACH})
    return redirect(f"/?{urlencode(query)}" if query else "home")


@for_roles(EVERYONE, Purpose.ADMINISTRATION)
def notice_page(request: HttpRequest) -> HttpResponse:
    """What is new for the unit since this member of staff last said to have seen it; whether an e-mail tells of it."""
    actor = actor_here(request)
    assert actor.id is not None
    if request.method == "POST" and "until" in request.POST:
        until = _moment(request.POST["until"])
        if until is not None:
            notices.seen(actor.id, until)
        return redirect("notices")
    if request.method == "POST":
        notices.set_mail(actor.id, request.POST.get("by_email") == "on")
        messages.success(request, _("Saved."))
        return redirect("notices")
    user = request.user
    assert isinstance(user, User)
    new = notices.new_for(actor, user.notices_seen_at)
    people = subjects.summaries(actor, [one.case.subject for one in new if one.case.subject])
    newest = new[-1].opened_at.isoformat() if new else ""
    return render(request, "web/notices.html", {"new": new, "until": newest, "people": people, "email": user.email, "by_email": user.notify_by_email})


def _moment(text: str) -> datetime | None:
    """A moment that lies not after now; None for anything else."""
    try:
        found = datetime.fromisoformat(clean(text)[:40])
    except ValueError:
        return None
    return found if found.tzinfo is not None and found <= timezone.now() else None
