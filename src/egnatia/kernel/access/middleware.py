"""One transaction per request, opened in the name of who asks, with the page rendered inside it and the access log written before it is shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from egnatia.kernel import drafts
from egnatia.kernel.access import log, sessions
from egnatia.kernel.access.actor import Actor, acting_as
from egnatia.kernel.access.roles import EVERYONE, Role
from egnatia.kernel.access.urls import Rule, rule_of
from egnatia.kernel.engine.refusals import NotAllowed
from egnatia.kernel.models import User


def actor_of(user: User, request_id: str = "", confirmed_at: datetime | None = None) -> Actor:
    """The actor that a signed-in user is; nobody who signs in is the system."""
    return Actor(user.id, user.display_name, user.unit_id, frozenset(Role(one) for one in user.roles) & EVERYONE, request_id, confirmed_at)


def actor_here(request: HttpRequest) -> Actor:
    """Who asks, on a page that is for roles: the middleware lets nobody else come so far."""
    actor = getattr(request, "actor", None)
    assert isinstance(actor, Actor)
    return actor


def sign_in_again(request: HttpRequest, rule: Rule) -> HttpResponseBase:
    """Who is not signed in (any more) is sent to do so and comes back to the same page; a program is told."""
    if rule.api:
        return JsonResponse({"code": "signed-out", "text": _("Sign in first."), "errors": {}}, status=401)
    if request.headers.get("HX-Request"):
        # A piece of page cannot hold the sign-in page: the whole page goes there.
        whole = redirect_to_login(request.headers.get("HX-Current-URL", "/"))
        return HttpResponse(status=204, headers={"HX-Redirect": whole["Location"]})
    return redirect_to_login(request.get_full_path())


class StaffMiddleware:
    """Stands after the authentication middleware. Sets ``request.actor`` (None when nobody is signed in)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = str(uuid.uuid4())
        user = request.user
        actor = actor_of(user, request_id, sessions.confirmed_at(request)) if isinstance(user, User) and user.is_active else None
        request.actor = actor  # type: ignore[attr-defined]
        with acting_as(actor):
            response = self.get_response(request)
            # Django has turned exceptions into answers by now: a failed page must not leave half of its writes.
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if actor is not None:
            response["Cache-Control"] = "no-store"
        response["X-Request-ID"] = request_id
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any) -> HttpResponseBase | None:
        rule = rule_of(view)
        if rule is None:
            raise PermissionDenied("this page has no access rule")
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if actor is not None and (ended := sessions.note(request)):
            return self._end(request, view, rule, ended)
        if rule.public:
            return None
        if actor is None:
            return sign_in_again(request, rule)
        if not actor.roles & rule.roles:
            log.write(
                actor,
                log.Operation.CONSULT,
                (request.resolver_match.view_name if request.resolver_match else "")[:81],
                purpose=rule.purpose,
                outcome="denied",
                reasons="role",
            )
            if rule.api:
                return JsonResponse({"code": "role", "text": str(NotAllowed.text), "errors": {}}, status=403)
            raise PermissionDenied("your roles do not open this page")
        return None

    def _end(self, request: HttpRequest, view: Callable[..., Any], rule: Rule, ended: sessions.Ended) -> HttpResponseBase:
        """A limit has ended the session: what was just sent by a form is kept as a draft before its sender is signed out."""
        actor = actor_here(request)
        kept = None
        if request.method == "POST" and actor.id and getattr(view, "keeps_drafts", False):
            kept = drafts.keep(actor.id, drafts.form_of(request), request.POST)
        logout(request)
        request.actor = None  # type: ignore[attr-defined]
        text = (
            _("You were signed out because nothing was done here for a while.")
            if ended is sessions.Ended.IDLE
            else _("You were signed out because a session ends after some hours.")
        )
        messages.warning(request, f"{text} {_('What you typed was kept: sign in, and it stands in the form again.')}" if kept else text)
        return sign_in_again(request, rule)
