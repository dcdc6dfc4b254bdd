"""Certificates as Open Badges 3.0, examined by a library that knows nothing of this program: signed, bound to a name that is not in them, revocable."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier
from playwright.sync_api import Route, sync_playwright

from egnatia.hub.training.certificates import actions, badge
from egnatia.hub.training.models import Certificate
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.codes import training
from egnatia.kernel.engine import refusals
from tests.browsing import chromium
from tests.hub.conftest import do
from tests.hub.learning import Country, country, decided, enrolled, held, opened

NAME, SALT = "SYNTHETIC Ana Anić", "00112233445566778899aabbccddeeff"


@pytest.fixture
def srb(module: uuid.UUID) -> Country:
    return country("SRB")


@pytest.fixture
def issued(srb: Country, first: Actor, second: Actor) -> Certificate:
    # Two months ago: a verifier goes by the real clock.
    with moment.pretend(moment.now() - timedelta(days=60)):
        enrolled(first), enrolled(first, "MKD")
        session = opened(first, second)
        decided(first, session, GIVEN=[srb.nominates(session, name_seal=training.name_seal(NAME, SALT))])
        held(first, session, {1: True})
    with acting_as(SYSTEM):
        return Certificate.objects.select_related("place").get()


@pytest.fixture
def fetched() -> Callable[[str], bytes]:
    """The hub's own page, as a verifier fetches it."""

    def get(address: str) -> bytes:
        path = "/" + address.split("://", 1)[1].split("/", 1)[1]
        return Client().get(path).content

    return get


def verifier() -> OB3Verifier:
    """Knows nothing but the name of the issuer."""
    return OB3Verifier.for_issuer_did(badge.issuer())


def test_acceptance_16_a_badge_is_valid_and_a_revoked_one_is_not(
    issued: Certificate, srb: Country, first: Actor, second: Actor, fetched: Callable[[str], bytes]
) -> None:
    found = verifier().verify(issued.badge, expected_recipient=f"urn:uuid:{issued.place_id}", check_status=True, download=fetched)
    assert found.achievement.name == "SYNTHETIC module"
    told = [word for word in srb.hears_of_training() if word.kind == "certificate"]
    assert [(word.badge, word.code) for word in told] == [(issued.badge, issued.code)]
    do(actions.ask_revocation, first, issued.pk, why="SYNTHETIC mistake")
    verifier().verify(issued.badge, check_status=True, download=fetched)  # valid until another officer says so
    with pytest.raises(refusals.GateClosed):
        do(actions.revoke, first, issued.pk)
    do(actions.revoke, second, issued.pk)
    with pytest.raises(OB3VerificationError, match="revocation"):
        verifier().verify(issued.badge, check_status=True, download=fetched)
    assert [(word.kind, word.why) for word in srb.hears_of_training()] == [("revoked", "SYNTHETIC mistake")]


def test_broken_twins_of_a_badge_are_refused(issued: Certificate, fetched: Callable[[str], bytes]) -> None:
    head, body, signature = issued.badge.split(".")
    told = json.loads(base64.urlsafe_b64decode(body + "=="))
    told["credentialSubject"]["achievement"]["name"] = "SYNTHETIC other module"
    forged = base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
    for twin in (f"{head}.{forged}.{signature}", f"{head}.{body}.{signature[:-4]}AAAA"):
        with pytest.raises(OB3VerificationError):
            verifier().verify(twin)
    with pytest.raises(OB3VerificationError):
        verifier().verify(issued.badge, expected_recipient=f"urn:uuid:{uuid.uuid4()}")

    def older(address: str) -> bytes:
        """A list from before: whoever shows it must not bring a revoked certificate back to life."""
        with acting_as(SYSTEM), moment.pretend(moment.now() - badge.FRESH - badge.FRESH):
            return badge.revoked_list([], 1).encode()

    with pytest.raises(OB3VerificationError, match="expired"):
        verifier().verify(issued.badge, check_status=True, download=older)
    with pytest.raises(OB3VerificationError):
        verifier().verify(issued.badge, check_status=True, download=lambda address: fetched(address)[:-8] + b"AAAAAAAA")


def test_nobody_can_be_told_from_a_badge(issued: Certificate) -> None:
    told = base64.urlsafe_b64decode(issued.badge.split(".")[1] + "==").decode()
    for secret in (NAME, SALT, str(issued.place.person), "Ana"):
        assert secret not in told
    assert f"sha256${training.name_seal(NAME, SALT)}" in told


def test_a_doubt_that_was_none(issued: Certificate, first: Actor, second: Actor) -> None:
    do(actions.ask_revocation, first, issued.pk, why="SYNTHETIC")
    with pytest.raises(refusals.GateClosed):
        do(actions.keep, first, issued.pk)
    do(actions.keep, second, issued.pk)
    do(actions.ask_revocation, second, issued.pk, why="SYNTHETIC again")
    with pytest.raises(refusals.NotAllowed):
        do(actions.issue, first, place=str(issued.place_id))  # never by hand


def test_everybody_can_check_a_code(issued: Certificate, first: Actor, second: Actor) -> None:
    page = Client().get(reverse("certificate", args=[issued.code.lower()]))
    assert b"Valid" in page.content
    assert training.name_seal(NAME, SALT).encode() in page.content
    assert NAME.encode() not in page.content
    missing = Client().get(reverse("certificate", args=["AAAA-AAAA-AAAA"]))
    assert (missing.status_code, b"No such certificate" in missing.content) == (404, True)
    assert Client().get(reverse("badge_file", args=[issued.code])).content.decode() == issued.badge
    for junk in ("%00", "%0A", "x" * 300, "٣٣٣٣-٣٣٣٣-٣٣٣٣"):
        assert [Client().get(f"/certificates/{junk}{end}").status_code for end in ("/", ".jwt")] == [404, 404]
    do(actions.ask_revocation, first, issued.pk, why="SYNTHETIC")
    do(actions.revoke, second, issued.pk)
    assert b"Revoked" in Client().get(reverse("certificate", args=[issued.code])).content


def test_a_seal_opens_for_one_name_alone() -> None:
    """As the page checks it: the same letters in another form are the same name."""
    assert training.name_seal("Ana  Anic\u0301 ", SALT) == training.name_seal("Ana Anić", SALT)
    assert training.name_seal("Ana Anić", SALT) != training.name_seal("Ana Anic", SALT)
    assert training.name_seal("Ana Anić", SALT) != training.name_seal("Ana Anić", SALT[::-1])


def test_the_reader_s_own_browser_checks_the_name(issued: Certificate) -> None:
    """The page and its script as they are, in a browser without a network: no request carries the name or the salt."""
    page = Client().get(reverse("certificate", args=[issued.code])).content
    script = Path(str(finders.find("training/certificate.js"))).read_bytes()
    longer = "SYNTHETIC Ana-Petra"
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url + (route.request.post_data or ""))
        is_page, is_script = "/certificates/" in route.request.url, "certificate" in route.request.url and ".js" in route.request.url
        route.fulfill(body=script, content_type="text/javascript") if is_script else route.fulfill(body=page if is_page else b"", content_type="text/html")

    with sync_playwright() as playwright:
        browser = chromium(playwright)
        shown = browser.new_page()
        shown.route("**/*", answer)

        def says(name: str, salt: str, seal: str = "") -> str:
            shown.goto("about:blank")
            shown.goto(f"http://127.0.0.1/certificates/{issued.code}/#{urlencode({'n': name, 's': salt})}")
            if seal:
                shown.evaluate("seal => { document.getElementById('name-check').dataset.seal = seal }", seal)
                shown.evaluate(script.decode())
            shown.wait_for_selector("#name-check :is([data-case]:not([hidden]), .eg-name-none:not([hidden]))")
            shown.wait_for_timeout(100)
            return shown.locator("#name-check").inner_text()

        assert says(NAME, SALT) == f"Issued to: {NAME}"
        assert shown.locator("#valid").is_visible()
        assert says("  SYNTHETIC Ana   Anic\u0301", SALT).startswith("Issued to:")
        for other, salt in (("SYNTHETIC Eva Anić", SALT), (NAME, SALT[::-1]), (NAME, ""), (NAME + SALT[0], SALT[1:])):
            assert says(other, salt).startswith("The name does not belong")
            assert not shown.locator("#valid").is_visible()
        # A broken twin that did not look at the salt would let part of a name be moved into it.
        assert says("SYNTHETIC Ana", "-Petra" + SALT, training.name_seal(longer, SALT)).startswith("The name does not belong")
        assert "not in the code" in says("", "")
        browser.close()
    assert not any(secret in one for one in asked for secret in ("Ana", SALT))
