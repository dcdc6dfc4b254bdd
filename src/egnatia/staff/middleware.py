"""Before anything else: a password of one's own and a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from egnatia.kernel.access.urls import rule_of
from egnatia.kernel.models import User
from egnatia.staff.adapters import needs_second_factor
from egnatia.staff.urls import SETTING_UP

_READY = "egnatia_second_factor"


class ReadyToWork:
    """Stands after StaffMiddleware: who has not set up their sign-in yet gets no further than that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any) -> HttpResponseBase | None:
        user, rule = request.user, rule_of(view)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not isinstance(user, User) or rule is None or rule.public or name in SETTING_UP:
            return None
        if user.must_change_password:
            return self._first(request, rule.api, "account_change_password", _("Choose a password of your own first."))
        if needs_second_factor(user) and not request.session.get(_READY):
            if not is_mfa_enabled(user):
                return self._first(request, rule.api, "mfa_index", _("Set up a second factor first: an authenticator app or a passkey."))
            request.session[_READY] = True
        return None

    def _first(self, request: HttpRequest, api: bool, where: str, text: str) -> HttpResponseBase:
        if api:
            return JsonResponse({"code": "set-up", "text": text, "errors": {}}, status=403)
        messages.warning(request, text)
        return redirect(where)
