"""A passkey from its making to a sign-in without user name and password, with Chromium's virtual authenticator."""

from __future__ import annotations

from playwright.sync_api import Browser, expect
from tools.deployments import Deployment

from tests.system.conftest import axe

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_made_and_signs_in(browser: Browser, deployments: list[Deployment]) -> None:
    _hub, node = deployments
    # A passkey belongs to a name, never to a number: localhost instead of 127.0.0.1.
    address = f"http://localhost:{node.port}/"
    page = browser.new_context().new_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto(f"{address}sign-in/")
    page.fill("#id_login", "medic2")
    page.fill("#id_password", "egnatia-demo-only")
    page.click("form.card button.btn-primary")
    page.goto(f"{address}account/factors/keys/add/")
    page.fill("input[type=password]", "egnatia-demo-only")
    page.click("main form button[type=submit]")
    expect(page.locator("#mfa_webauthn_add")).to_be_visible()
    assert axe(page) == []
    page.fill("input[name=name]", "Office key")
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda found: "/keys/add/" not in found)
    page.context.clear_cookies()
    page.goto(f"{address}sign-in/")
    page.click("#passkey_login")
    page.wait_for_url(address)
    expect(page.locator(".eg-me")).to_contain_text("Medical staff")
