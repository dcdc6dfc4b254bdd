"""The page of a session's people: numbers and countries, who gets a place, who was there and passed."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from egnatia.hub.training import selectors
from egnatia.hub.training.evaluation import selectors as opinions
from egnatia.hub.training.models import Place, Question, TrainingSession
from egnatia.hub.training.procedure import OFFICERS
from egnatia.hub.training.sessions import actions, places
from egnatia.kernel import cases
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes import languages, training
from egnatia.kernel.engine import refusals

CHOICES = (Place.State.GIVEN, Place.State.WAITING, Place.State.DECLINED)


@for_roles(OFFICERS, Purpose.ADMINISTRATION)
def people(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Nominations while they are taken; attendance and results while it runs; what came of it afterwards."""
    return _page(request, case_id)


def _page(request: HttpRequest, case_id: uuid.UUID, wrong: str = "") -> HttpResponse:
    """With ``wrong``, what was typed stands in the forms."""
    case = cases.opened(actor_here(request), case_id, "training_session")
    one = TrainingSession.objects.select_related("case").get(pk=case.pk)
    given = list(Place.objects.filter(session=one, state=Place.State.GIVEN).select_related("certificate").order_by("number"))
    told = {
        "session": one,
        "case": case,
        "title": dict(selectors.module_choices()).get(one.module, one.module),
        "asked": places.asked(one) if case.state in ("open", "full") else [],
        "choices": [(str(state), state.label) for state in CHOICES],
        "given": given,
        "free": one.places - len(given),
        "language": languages.name,
        "institution": lambda code: training.INSTITUTIONS[training.Institution(code)],
        "reaction": opinions.found([one], Question.REACTION),
        "remarks": opinions.remarks(one),
        "key": uuid.uuid4(),
        "wrong": wrong,
        "typed": request.POST,
    }
    return render(request, "training/people.html", told, status=422 if wrong else 200)


@require_POST
@for_roles(OFFICERS, Purpose.ADMINISTRATION)
def decide(request: HttpRequest, case_id: uuid.UUID) -> HttpResponseBase:
    """Who gets a place, by the radio button of each line."""
    rows = [(found[1], value) for name, value in request.POST.items() if (found := _REFERENCE.fullmatch(name))]
    told = {"decisions": [{"reference": reference, "state": state} for reference, state in rows]}
    return _tried(request, case_id, actions.decide_nominations, told)


@require_POST
@for_roles(OFFICERS, Purpose.ADMINISTRATION)
def results(request: HttpRequest, case_id: uuid.UUID) -> HttpResponseBase:
    """Who has finished the online part, was there and passed: the lines that say something."""
    post = request.POST
    told = []
    for number in [int(one) for one in post.getlist("number")[:500] if re.fullmatch("[0-9]{1,3}", one)]:
        there, online = post.get(f"attended-{number}"), bool(post.get(f"online-{number}"))
        tests = {name: post.get(f"{name}-{number}") or None for name in ("before", "after")}
        line = {"online": online, "attended": {"yes": True, "no": False}.get(there or ""), "passed": bool(post.get(f"passed-{number}")), **tests}
        if any(value not in (None, False) for value in line.values()) or there:
            told.append({"number": number, **line})
    return _tried(request, case_id, actions.note_results, {"results": told})


_REFERENCE = re.compile(r"state-([0-9a-f-]{36})")


def _tried(request: HttpRequest, case_id: uuid.UUID, door: Callable[..., Any], told: dict[str, Any]) -> HttpResponseBase:
    try:
        key, version = uuid.UUID(request.POST.get("key", "")), int(request.POST.get("version", ""))
        door(told, actor=actor_here(request), key=key, case_id=case_id, version=version)
    except refusals.BadInput as problem:
        return _page(request, case_id, " ".join(str(one) for one in problem.errors.values()))
    except refusals.Refused as problem:
        return _page(request, case_id, str(problem))
    except ValueError:
        return _page(request, case_id, str(refusals.Stale.text))
    messages.success(request, _("Noted."))
    return redirect("training_people", case_id)
