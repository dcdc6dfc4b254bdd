"""The page of training, and certificates on paper."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from egnatia.kernel import cases
from egnatia.kernel.access import log
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.codes import languages, training
from egnatia.node.training import selectors
from egnatia.node.training.models import KnownModule, Nomination
from egnatia.node.training.papers import certificate as papers
from egnatia.node.training.people.procedure import COORDINATORS

P = Purpose.ADMINISTRATION


@for_roles(COORDINATORS, P)
def board(request: HttpRequest) -> HttpResponse:
    """Sessions of the region that take nominations, who is nominated, who learns here, what is needed."""
    actor = actor_here(request)
    listed = selectors.learners(actor)
    told = {
        "sessions": selectors.sessions(actor),
        "nominations": selectors.nominations(actor),
        "learners": listed,
        "wanted": selectors.wanted(actor),
        "needs": selectors.needs(actor),
        "titles": dict(KnownModule.objects.values_list("code", "title")),
        "language": languages.name,
        "institution": lambda code: training.INSTITUTIONS[training.Institution(code)],
    }
    log.write(actor, log.Operation.QUERY, "training.board", purpose=P, result_count=len(listed))
    return render(request, "training/board.html", told)


def _certified(request: HttpRequest, case_id: uuid.UUID) -> Nomination:
    actor = actor_here(request)
    case = cases.opened(actor, case_id, "nomination")
    one = selectors.of(case)
    if not one.code:
        raise Http404
    log.write(actor, log.Operation.DISCLOSE, "training.certificate", purpose=P, case_id=case.pk)
    return one


@for_roles(COORDINATORS, P)
def certificate(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """As PDF, for the learner. Its reading is logged."""
    one = _certified(request, case_id)
    answer = HttpResponse(papers.make(one), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{one.code}.pdf"'
    return answer


@for_roles(COORDINATORS, P)
def badge(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The signed badge, as the hub issued it."""
    one = _certified(request, case_id)
    return HttpResponse(one.badge, content_type="application/vc+jwt", headers={"Content-Disposition": f'attachment; filename="{one.code}.jwt"'})
