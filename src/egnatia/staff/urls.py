"""Pages of the sign-in library that this deployment uses, each with its access rule; the others do not exist here."""

from __future__ import annotations

from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.urls import path

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import EVERYONE
from egnatia.kernel.access.urls import View, for_roles, public
from egnatia.staff import views


def _own(view: View) -> View:
    """A copy that can carry a rule: the library's own object stays as it is."""

    @wraps(view)
    def copy(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    return copy  # type: ignore[return-value]


def _anybody(view: Any, reason: str) -> Any:
    return public(reason)(_own(view))


def _staff(view: Any) -> Any:
    return for_roles(EVERYONE, Purpose.ADMINISTRATION)(_own(view))


NOT_YET = "Nobody is signed in yet"
urlpatterns = [
    path("sign-in/", _anybody(account.login, NOT_YET), name="account_login"),
    path("sign-in/second-factor/", _anybody(mfa.authenticate, NOT_YET), name="mfa_authenticate"),
    path("sign-in/passkey/", _anybody(webauthn.login_webauthn, NOT_YET), name="mfa_login_webauthn"),
    path("sign-out/", _anybody(account.logout, "Signing out must always work"), name="account_logout"),
    path("sign-in/inactive/", _anybody(account.account_inactive, NOT_YET), name="account_inactive"),
    path("account/confirm/", _staff(account.reauthenticate), name="account_reauthenticate"),
    path("account/confirm/code/", _staff(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("account/confirm/key/", _staff(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("account/password/", _staff(account.password_change), name="account_change_password"),
    path("account/password/set/", _staff(account.password_set), name="account_set_password"),
    path("account/factors/", _staff(mfa.index), name="mfa_index"),
    path("account/factors/app/", _staff(totp.activate_totp), name="mfa_activate_totp"),
    path("account/factors/app/remove/", _staff(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/factors/codes/", _staff(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/factors/codes/new/", _staff(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("account/factors/codes/download/", _staff(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("account/factors/keys/", _staff(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("account/factors/keys/add/", _staff(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("account/factors/keys/<int:pk>/edit/", _staff(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("account/factors/keys/<int:pk>/remove/", _staff(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("account/sessions/", _staff(sessions.list_usersessions), name="usersessions_list"),
    path("staff/", views.members, name="staff"),
]
# What somebody without a second factor, or with a start password, can reach.
SETTING_UP = {
    "account_reauthenticate",
    "account_change_password",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
}
