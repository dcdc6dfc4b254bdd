"""Pages of training: the curriculum, and the board of trainers and sessions with the half-year that can be asked for."""

from __future__ import annotations

import re
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from egnatia.hub.training import cascade, figures, procedure, selectors, statements
from egnatia.hub.training.materials import selectors as materials
from egnatia.hub.training.sessions import actions as holding
from egnatia.hub.training.sessions import selectors as sessions
from egnatia.hub.training.trainers import half_year
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import EVERYONE
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes import languages, training
from egnatia.kernel.engine import refusals


@for_roles(EVERYONE, Purpose.REGIONAL_ANALYSIS)
def curriculum(request: HttpRequest) -> HttpResponse:
    """Every published module by group, with what comes before it."""
    actor = actor_here(request)
    told = {"groups": selectors.curriculum(actor), "titles": dict(selectors.module_choices()), "drafts": bool(actor.roles & procedure.OFFICERS)}
    return render(request, "training/curriculum.html", {**told, "language": languages.name})


@for_roles(procedure.OFFICERS, Purpose.ADMINISTRATION)
def trainers(request: HttpRequest) -> HttpResponse:
    """Trainers with what they taught, sessions with their trainers.

    ``?ask`` reckons the half-year, ``without``: what if somebody could not come. Asking changes nothing.
    """
    actor = actor_here(request)
    without = [int(one) for one in request.GET.getlist("without") if re.fullmatch("[0-9]{1,6}", one)]
    used = sessions.trainers(actor)
    told = {
        "used": used,
        "active": sessions.utilisation(used),
        "sessions": sessions.sessions(actor),
        "multiplier": sessions.multiplier(actor),
        "plan": half_year.ask(without=without) if "ask" in request.GET else None,
        "without": without,
        "titles": dict(selectors.module_choices()),
        "language": languages.name,
        "name": sessions.trainer_name,
    }
    return render(request, "training/trainers.html", told)


@for_roles(procedure.OFFICERS, Purpose.ADMINISTRATION)
def outcomes(request: HttpRequest) -> HttpResponse:
    """Who needs training and who has it, how it was found and what it changed, who trained whom, and in which languages it can be taught."""
    actor = actor_here(request)
    used = materials.materials(actor)
    told = {
        "needs": figures.needs(actor),
        "trained": figures.trained(actor),
        "levels": figures.levels(actor),
        "tree": cascade.tree(actor),
        "materials": used,
        "coverage": materials.coverage(used),
        "state": materials.state,
        "titles": dict(selectors.module_choices()),
        "language": languages.name,
        "indicators": training.INDICATORS,
        "least": selectors.LEAST,
    }
    return render(request, "training/outcomes.html", told)


@for_roles(procedure.OFFICERS, Purpose.ADMINISTRATION)
def xapi(request: HttpRequest) -> HttpResponse:
    """All statements, for a learning record store."""
    return JsonResponse(list(statements.statements(actor_here(request))), safe=False, headers={"Content-Disposition": 'attachment; filename="statements.json"'})


@require_POST
@for_roles(procedure.OFFICERS, Purpose.ADMINISTRATION)
def give(request: HttpRequest) -> HttpResponseBase:
    """Give sessions what the half-year proposes, each by the same door as by hand, again as long as one makes room for another; the rest is told."""
    actor = actor_here(request)
    rows = [found for one in request.POST.getlist("given")[:200] if (found := _ROW.fullmatch(one))]
    wanted, left = len(rows), len(rows) + 1
    while rows and len(rows) < left:
        left = len(rows)
        rows = [one for one in rows if not _given(one, actor)]
    messages.success(request, _("Given: %(number)s.") % {"number": wanted - len(rows)})
    if rows:
        left_out = _("Left as they are: %(number)s. Something has changed, or they exchange people: ask again, or give one by hand.")
        messages.warning(request, left_out % {"number": len(rows)})
    return redirect("trainers")


_ROW = re.compile(r"([0-9a-f-]{36})\|([0-9]{4}-[0-9]{2}-[0-9]{2})\|([0-9]{1,6})\|([0-9]{1,6})")


def _given(one: re.Match[str], actor: Actor) -> bool:
    try:
        told = {"week": one[2], "first": one[3], "second": one[4]}
        holding.give_trainers(told, actor=actor, key=uuid.uuid4(), case_id=uuid.UUID(one[1]))
    except (refusals.Refused, ValueError):
        return False  # the refusal is in the log
    return True
