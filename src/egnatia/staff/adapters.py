"""How the sign-in library behaves here: nobody signs up, secrets lie sealed, each sign-in is logged."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from egnatia.kernel.access import log
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_of
from egnatia.kernel.models import User
from egnatia.kernel.store import keys


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are granted by two administrators; see the procedure “account”."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        log.write(actor_of(user), log.Operation.LOGIN, "staff.sign_in", purpose=Purpose.ADMINISTRATION)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        log.write(None, log.Operation.LOGIN, "staff.sign_in", purpose=Purpose.ADMINISTRATION, outcome="denied")

    def set_password(self, user: Any, password: str) -> None:
        user.must_change_password = False
        super().set_password(user, password)

    def clean_password(self, password: str, user: Any = None) -> str:
        """A start password that somebody else knows does not become one's own."""
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(gettext("Choose another password than the present one."))
        return str(super().clean_password(password, user))

    def get_client_ip(self, request: HttpRequest) -> str:
        """The proxy of this deployment, if one is named, says who asks; nobody else's header is believed."""
        if settings.EGNATIA_BEHIND_PROXY:
            return request.META.get("HTTP_X_FORWARDED_FOR", request.META.get("REMOTE_ADDR", "")).rpartition(",")[2].strip() or "0.0.0.0"  # noqa: S104
        return request.META.get("REMOTE_ADDR") or "127.0.0.1"

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The library's own notices (“signed in as …”) are left out: pages here say what matters."""


class MFAAdapter(DefaultMFAAdapter):
    """TOTP secrets are sealed with a key of their own, derived from the root key."""

    def _get_site_name(self) -> str:
        return f"Egnatia {settings.EGNATIA_COUNTRY or 'hub'}"

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def encrypt(self, text: str) -> str:
        return base64.b64encode(keys.seal_for("second-factor", text.encode(), b"mfa")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return keys.open_for("second-factor", base64.b64decode(encrypted_text), b"mfa").decode()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Changes of a second factor stand in the session list and in the log; no e-mail tells of them."""


def needs_second_factor(user: User) -> bool:
    """Everybody, but for the accounts of a demonstration, whose password is public anyway."""
    return not (settings.EGNATIA_DEMO and user.demo)
