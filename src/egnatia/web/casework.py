"""The pages of a case: what it is, what may be done, and the form of each action. Thin: what may be done is decided by the engine."""

from __future__ import annotations

import contextlib
import re
import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from egnatia.kernel import cases, drafts, reading, subjects
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.roles import EVERYONE
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.engine import caseload, national, refusals
from egnatia.kernel.engine.open import offers
from egnatia.kernel.engine.run import NO_VERSION, Answer, run
from egnatia.kernel.engine.spec import Action, registry
from egnatia.kernel.models import CaseFile
from egnatia.web import forms

STATUS = {"unit": 404, "role": 403, "input": 422, "step-up": 403}


@for_roles(EVERYONE, Purpose.ADMINISTRATION)
@reading.unchanged()
def case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who, what is due, what may be done and why not, what was done."""
    actor, case = actor_here(request), cases.opened(actor_here(request), case_id)
    from_here = [
        action
        for procedure in registry.values()
        for action in procedure.actions
        if action.from_case is not None and national.here(action).for_roles(actor.roles) and action.from_case(case) is not None
    ]
    events = cases.events(case)
    offered = offers(case, actor)
    return render(
        request,
        "web/case.html",
        {
            "done": {one.action for one in events},
            "case": case,
            "person": subjects.summary(actor, case),
            "sections": subjects.sections(case, actor),
            "clocks": cases.clocks(case),
            "events": events,
            "offers": [one for one in offered if one.action.name != caseload.NAME],
            "assign": next((one.action for one in offered if one.action.name == caseload.NAME and case.unit_id == actor.unit), None),
            "holder": cases.holders([case]).get(case.holder_id) if case.holder_id else None,
            "next_of_group": next((one for one in registry[case.procedure].actions if one.like and national.here(one).for_roles(actor.roles)), None),
            "mine": case.holder_id == actor.id,
            "from_here": from_here,
            "related": cases.related(actor, case),
        },
    )


@for_roles(EVERYONE, Purpose.ADMINISTRATION)
def act(request: HttpRequest, case_id: UUID, action: str) -> HttpResponseBase:
    """Do something in a case."""
    case = cases.opened(actor_here(request), case_id)
    try:
        found = registry[case.procedure].action(action)
    except LookupError:
        raise Http404 from None
    known = found.known(case) if found.known else {}
    return _ask_and_do(request, found, case=case, initial={}, back=None, shared=known | (forms.typed(found.input, request.GET) if found.addressed else {}))


@for_roles(EVERYONE, Purpose.ADMINISTRATION)
def start(request: HttpRequest, procedure: str, action: str) -> HttpResponseBase:
    """Do something that opens a case, perhaps from the page of another one (``?from=``)."""
    try:
        found = registry[procedure].action(action)
    except LookupError:
        raise Http404 from None
    if not found.opens_case or found.internal:
        raise Http404
    back, initial, shared = None, {}, forms.typed(found.input, request.GET) if found.addressed else {}
    with contextlib.suppress(ValueError):
        if found.like and (source := request.GET.get("like")):
            other = cases.opened(actor_here(request), UUID(source), procedure)
            shared = found.like(other, "family" in request.GET)
        if source := request.GET.get("from"):
            back = cases.opened(actor_here(request), UUID(source))
            initial = (found.from_case(back) if found.from_case else None) or {}
            shared = (found.known(back) if found.known else {}) | shared
    return _ask_and_do(request, found, case=None, initial=initial, back=back, shared=shared)


# A session that ends while one of these is sent keeps what was typed.
act.keeps_drafts = start.keeps_drafts = True  # type: ignore[attr-defined]


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid.uuid4()


def _version(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else NO_VERSION


def _ask_and_do(
    request: HttpRequest,
    action: Action[Any],
    *,
    case: CaseFile | None,
    initial: dict[str, Any],
    back: CaseFile | None,
    shared: dict[str, Any] | None = None,
) -> HttpResponseBase:
    actor = actor_here(request)
    assert actor.id is not None
    if not national.here(action).for_roles(actor.roles) and (request.method != "POST" or "_draft" in request.POST):
        raise PermissionDenied("this step is not for your roles")
    form = drafts.form_of(request)
    if request.method == "POST" and "_draft" in request.POST:
        return render(request, "web/kept.html", {"at": drafts.keep(actor.id, form, request.POST)})
    if request.method == "POST" and "_discard" in request.POST:
        drafts.drop(actor.id, form)
        return redirect(form)
    asked = _Asked((shared or {}) | initial, case)
    if request.method == "POST":
        asked.read(action, request.POST, initial, request.FILES)
        if "_prefill" in request.POST and action.prefill:
            found, asked.warnings = action.prefill(asked.values)
            asked.values |= found
        else:
            try:
                answer = run(action, asked.values, actor=actor, key=asked.key, case_id=case.pk if case else None, version=asked.version)
                drafts.drop(actor.id, form)
                return _done(request, action, answer, back)
            except refusals.NotConfirmed:
                drafts.keep(actor.id, form, request.POST)
                messages.warning(request, refusals.NotConfirmed.text)
                return redirect_to_login(form, login_url="account_reauthenticate")
            except refusals.Refused as refusal:
                asked.refused(refusal, case)
    elif kept := drafts.find(actor.id, form):
        asked.read(action, kept.fields, initial)
        asked.kept_at = kept.kept_at
    return _show(request, action, asked, case=case, shown=case or back)


class _Asked:
    """A form on its way: what was typed, and what became of it."""

    def __init__(self, initial: dict[str, Any], case: CaseFile | None) -> None:
        self.values = dict(initial)
        self.key = uuid.uuid4()
        self.version = case.version if case else None
        self.errors: dict[str, Any] = {}
        self.warnings: list[str] = []
        self.problem: refusals.Refused | None = None
        self.kept_at: Any = None
        self.stale_since: int | None = None
        self.status = 200

    def read(self, action: Action[Any], fields: Any, initial: dict[str, Any], files: Any = None) -> None:
        self.values = forms.typed(action.input, fields) | forms.sent_files(action.input, files or {}) | initial
        self.key = _uuid(fields.get("_key", ""))
        self.version = _version(fields.get("_version", "")) if self.version is not None else None

    def refused(self, refusal: refusals.Refused, case: CaseFile | None) -> None:
        self.problem, self.status = refusal, STATUS.get(refusal.code, 409)
        self.errors = getattr(refusal, "errors", {})
        if isinstance(refusal, refusals.KeyReused):
            self.key = uuid.uuid4()  # the answers differ from what was saved: sent again, they count as a new step
        if isinstance(refusal, refusals.Stale) and case is not None:
            subject = case.subject  # for a reader without the person it stays a case about nobody
            case.refresh_from_db()
            case.subject = subject
            self.stale_since, self.version = self.version, case.version


def _show(request: HttpRequest, action: Action[Any], asked: _Asked, *, case: CaseFile | None, shown: CaseFile | None) -> HttpResponse:
    actor = actor_here(request)
    stale = asked.stale_since is not None and case is not None
    left_out = action.leaves_out(shown) if shown and action.leaves_out else ()
    picks = action.picks(shown) if shown and action.picks else None
    return render(
        request,
        "web/stale.html" if stale else "web/action.html",
        {
            "action": action,
            "gates": national.here(action).gates,
            "case": shown,
            "fields": [one for one in forms.fields_of(action.input, asked.values, asked.errors, picks) if one.name not in left_out],
            "errors": asked.errors,
            "problem": asked.problem,
            "warnings": asked.warnings,
            "key": asked.key,
            "version": "" if asked.version is None else asked.version,
            "kept_at": asked.kept_at,
            "person": subjects.summary(actor, shown),
            "calendars": forms.CALENDARS,
            "since": [one for one in cases.events(case) if one.sequence > asked.stale_since] if stale and case else [],  # type: ignore[operator]
            "sections": subjects.sections(case, actor) if stale and case else [],
        },
        status=asked.status,
    )


def _done(request: HttpRequest, action: Action[Any], answer: Answer, back: CaseFile | None) -> HttpResponseBase:
    text = _("Saved already, nothing was done twice: %(what)s.") if answer.repeated else _("Saved: %(what)s.")
    messages.success(request, text % {"what": action.label})
    target = back.pk if back else answer.case_id
    # A unit may lose sight of a case by what it did, such as declining.
    return redirect("case", case_id=target) if cases.visible(actor_here(request)).filter(pk=target).exists() else redirect("home")
