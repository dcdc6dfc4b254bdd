"""The board of referrals, and the page of a service without an account."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from egnatia.kernel import cases, moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import FIELD_STAFF, WITH_GUARDIANS, Role
from egnatia.kernel.access.urls import for_roles, public
from egnatia.kernel.engine.refusals import Refused
from egnatia.kernel.models import CaseFile
from egnatia.node.referral import actions, disclosing, figures, inputs, packages, selectors
from egnatia.node.referral.directory.selectors import may_name
from egnatia.node.referral.models import Consent, Package, Referral
from egnatia.node.referral.papers import agreement as papers_of_agreement


@for_roles(FIELD_STAFF | {Role.STATISTICIAN}, Purpose.REFERRAL)
def referrals(request: HttpRequest) -> HttpResponse:
    """Figures with their definitions, what is missing where, and agreements that were taken back."""
    today = moment.today()
    start = today - timedelta(days=90)
    shown = {
        "start": start,
        "end": today,
        "figures": figures.referrals(start, today),
        "declined": figures.declined(start, today),
        "pathways": figures.by_pathway(start, today),
        "gaps": figures.gaps(start, today),
        "notices": selectors.notices(actor_here(request)),
    }
    return render(request, "referral/board.html", shown)


@for_roles(WITH_GUARDIANS, Purpose.REFERRAL)
def agreement(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The person's agreement as PDF, in their language beside ours: for its sender and the guardian. Its reading is logged."""
    actor = actor_here(request)
    case = cases.opened(actor, case_id, "referral")
    if not selectors.asks_the_person(case, actor):
        raise Http404
    one = selectors.of(case)
    newest = Consent.objects.filter(case=case_id).select_related("person").order_by("-at").first()
    if newest is None or not may_name(actor, one.service, one.pathway):
        raise Http404
    return papers_of_agreement.make(case, newest)


@public("A service without an account fetches what was sealed to its own key: who knows the link can take it once and open it with that key alone.")
def package(request: HttpRequest, token: str) -> HttpResponse:
    """One sealed package: fetched once, answered with the code from inside."""
    with acting_as(SYSTEM):
        wanted = Package.objects.filter(token_index=packages.link_index(token))
        case = wanted.values_list("case_id", flat=True).first()
        if case is None:
            raise Http404
        if request.method == "POST":
            # The case before its package, as every action does: two at once wait for each other instead of blocking for ever.
            CaseFile.objects.select_for_update().get(pk=case)
        found = wanted.select_related("case").first()
        if found is None:
            raise Http404
        one = Referral.objects.select_related("service", "receiver").get(pk=case)
        there = found.content is not None and found.fetched_at is None and found.expires_at > moment.now() and bool(disclosing.covers(one))
        if request.method == "POST" and "fetch" in request.POST and there:
            return _fetch(found, disclosing.recipient_of(one).code)
        told, wrong = ("", "")
        if request.method == "POST" and "code" in request.POST:
            told, wrong = _answer(found, request)
    status = 410 if request.method == "POST" and "fetch" in request.POST else 422 if wrong else 200
    return render(request, "referral/package.html", {"there": there, "told": told, "wrong": wrong, "number": found.case.number}, status=status)


def _fetch(found: Package, recipient: str) -> HttpResponse:
    answer = HttpResponse(bytes(found.content or b""), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="referral-{found.case.number}.age"'
    answer["Cache-Control"] = "no-store"
    log.write(SYSTEM, log.Operation.DISCLOSE, "referral.fetched", purpose=Purpose.REFERRAL, case_id=found.pk, subject=found.person_id, recipient=recipient)
    Package.objects.filter(pk=found.pk).update(fetched_at=moment.now(), content=None, token=None)
    return answer


def _answer(found: Package, request: HttpRequest) -> tuple[str, str]:
    """(what was noted, what was wrong)."""
    try:
        data = inputs.ByLink.model_validate({name: request.POST.get(name, "") for name in ("code", "answer", "reason")})
        actions.answer_by_link(data, actor=SYSTEM, key=uuid.uuid4(), case_id=found.pk)
    except ValueError:
        return "", _("Choose an answer, and enter the code that stands in the package.")
    except Refused as refusal:
        return "", str(refusal)
    return _("Noted. Thank you."), ""
