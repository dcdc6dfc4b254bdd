"""One transaction per request, opened in the name of who asks, with the page rendered inside it and the access log written before it is shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor, acting_as
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import rule_of
from egnatia.kernel.models import User


def actor_of(user: User, request_id: str = "") -> Actor:
    """The actor that a signed-in user is."""
    return Actor(user.id, user.display_name, user.unit_id, frozenset(Role(one) for one in user.roles), request_id)


def actor_here(request: HttpRequest) -> Actor:
    """Who asks, on a page that is for roles: the middleware lets nobody else come so far."""
    actor = getattr(request, "actor", None)
    assert isinstance(actor, Actor)
    return actor


class StaffMiddleware:
    """Stands after the authentication middleware. Sets ``request.actor`` (None when nobody is signed in)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = str(uuid.uuid4())
        user = request.user
        actor = actor_of(user, request_id) if isinstance(user, User) and user.is_active else None
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
        if rule.public:
            return None
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if actor is None:
            return redirect_to_login(request.get_full_path())
        if not actor.roles & rule.roles:
            log.write(
                actor,
                log.Operation.CONSULT,
                (request.resolver_match.view_name if request.resolver_match else "")[:81],
                purpose=rule.purpose,
                outcome="denied",
                reasons="role",
            )
            raise PermissionDenied("your roles do not open this page")
        return None
