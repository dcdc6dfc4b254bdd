"""Signing in: second factor, limits of tries, sessions that can be ended, proof before sensitive steps."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import AccessLog, User

PASSWORD = "a long enough passphrase"


@pytest.fixture
def real(db: None) -> User:
    """Somebody who is no demonstration account."""
    officer = User.objects.get(username="officer")
    user = User(username="vesna", display_name="SYNTHETIC Vesna", unit=officer.unit, roles=officer.roles)
    user.set_password(PASSWORD)
    user.save()
    return user


def _sign_in(client: Client, who: str = "vesna", password: str = PASSWORD) -> Any:
    return client.post("/sign-in/", {"login": who, "password": password})


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_without_a_second_factor_there_is_only_its_set_up(real: User, staff: dict[str, Actor]) -> None:
    client = Client()
    assert _sign_in(client)["Location"] == "/"
    for address in ("/", "/search/", reverse("start", args=["screening", "register_arrival"])):
        assert client.get(address)["Location"] == reverse("mfa_index"), address
    assert client.get("/api/v1/cases").status_code == 403
    assert client.get(reverse("mfa_index")).status_code == 200


def test_a_start_password_is_changed_first(real: User) -> None:
    real.must_change_password = True
    real.save()
    client = Client()
    _sign_in(client)
    assert client.get("/")["Location"] == reverse("account_change_password")
    new = "another long passphrase"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    real.refresh_from_db()
    assert not real.must_change_password
    assert client.get("/")["Location"] == reverse("mfa_index")


def test_totp_is_set_up_sealed_and_asked_for(real: User) -> None:
    client = Client()
    _sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', page) or re.search(r'value="([A-Z2-7]{16,})"', page)
    assert found
    assert "otpauth" not in page  # the address with the secret stands in the picture alone
    answer = client.post(reverse("mfa_activate_totp"), {"code": _code(found[1])})
    assert answer.status_code == 302, answer.content.decode()
    row = Authenticator.objects.get(user=real, type="totp")
    assert found[1] not in str(row.data)
    assert TOTP(row).validate_code(_code(found[1])) in {True, False}  # opens with the deployment's key
    assert client.get("/").status_code == 200
    other = Client()
    assert _sign_in(other)["Location"].startswith(reverse("mfa_authenticate"))
    assert other.get("/")["Location"].startswith("/sign-in/")
    wrong = other.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    assert other.get("/")["Location"].startswith("/sign-in/")


def test_tries_are_limited_and_logged_without_the_name(real: User) -> None:
    client = Client()
    for _number in range(5):
        assert _sign_in(client, password="wrong").status_code == 200
    assert "_auth_user_id" not in client.session
    _sign_in(client)  # the right one, after too many wrong ones
    assert "_auth_user_id" not in client.session
    lines = AccessLog.objects.filter(operation="login", outcome="denied")
    assert lines.count() >= 5
    assert not any("vesna" in str(one.__dict__) for one in lines)


def test_sessions_are_listed_and_the_others_can_be_ended(staff: dict[str, Actor]) -> None:
    first, second = Client(), Client()
    for client in (first, second):
        _sign_in(client, "officer", "egnatia-demo-only")
        assert client.get("/").status_code == 200
    assert UserSession.objects.filter(user__username="officer").count() == 2
    assert "Sign Out Other Sessions" in first.get(reverse("usersessions_list")).content.decode()
    first.post(reverse("usersessions_list"))
    assert first.get("/").status_code == 200
    assert second.get("/").status_code == 302


def test_a_session_ends_with_the_sign_out(staff: dict[str, Actor]) -> None:
    client = Client()
    _sign_in(client, "officer", "egnatia-demo-only")
    stolen = Client()
    stolen.cookies = client.cookies.copy()  # type: ignore[assignment]
    assert stolen.get("/").status_code == 200
    client.post(reverse("account_logout"))
    assert stolen.get("/").status_code == 302


def test_nobody_signs_up_and_pages_that_are_not_used_do_not_exist(db: None) -> None:
    for address in ("/signup/", "/account/signup/", "/accounts/signup/", "/account/email/", "/sign-in/code/"):
        assert Client().get(address).status_code == 404
