"""Signing in and out, and the language of the interface."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from egnatia.kernel.access import log
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_of
from egnatia.kernel.access.urls import public
from egnatia.kernel.models import User


class SignIn(LoginView):
    """Demonstration accounts are listed in a demonstration only."""

    template_name = "web/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        accounts = User.objects.filter(demo=True, is_active=True).select_related("unit").order_by("unit__name", "username") if settings.EGNATIA_DEMO else []
        return super().get_context_data(**kwargs, accounts=accounts, demo_password=settings.EGNATIA_DEMO_PASSWORD if settings.EGNATIA_DEMO else "")

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        log.write(actor_of(user), log.Operation.LOGIN, "web.sign_in", purpose=Purpose.ADMINISTRATION)
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        log.write(None, log.Operation.LOGIN, "web.sign_in", purpose=Purpose.ADMINISTRATION, outcome="denied")
        return super().form_invalid(form)


sign_in = public("Nobody is signed in yet")(SignIn.as_view())


@public("Signing out must always work")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    logout(request)
    return redirect("sign_in")


language = public("The language is a matter of the browser, not of a person's data")(set_language)
