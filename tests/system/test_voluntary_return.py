"""A referral and a voluntary return in the browser, by two users of two agencies: the service sees what was agreed to, and the person takes it back."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from tools.deployments import Deployment

from egnatia.node.avrr.models import Topic
from tests.system.conftest import axe, sign_in
from tests.system.test_main_way import _do

AGREED = ("Name", "Language", "An interpreter was present, or the officer speaks that language")


def _arrival(page: Page, node: Deployment, given: str) -> str:
    page.goto(f"{node.address}new/screening/register_arrival/")
    for name, value in (("family_name", "Synthetic"), ("given_names", given), ("birth_year", "1991"), ("place_of_birth", "SYNTHETIC"), ("place", "SYNTHETIC")):
        page.fill(f"#{name}", value)
    for name, value in (("sex", "1"), ("citizenship", "PAK"), ("language", "urd"), ("reason", "UNAUTH_CROSSING")):
        element = page.locator(f"main [name={name}]").first
        if element.evaluate("one => one.tagName") == "SELECT":
            element.select_option(value)
        else:
            page.locator(f"main [name={name}][value='{value}']").check()
    page.fill("#arrived_at", f"{date.today().isoformat()}T00:05")
    page.locator("main [name=synthetic]").check()
    page.locator("main form.card button.btn-primary").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    return page.url


def _answers(page: Page, node: Deployment, who: str, task: str) -> str:
    """The newest case that a unit is asked to do something in; returns its address."""
    sign_in(page, node.address, who)
    page.goto(node.address)
    page.get_by_role("row", name=re.compile(task)).first.get_by_role("link").first.click()
    return page.url


def test_two_agencies_and_one_person(browser: Browser, deployments: list[Deployment]) -> None:
    _hub, node = deployments
    page = browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB").new_page()
    page.on("console", lambda message: pytest.fail(message.text) if message.type == "error" and "404" not in message.text else None)
    page.set_default_timeout(10_000)

    # The border refers to the counsellors for voluntary return, with what the person lets them know.
    sign_in(page, node.address, "officer")
    source = _arrival(page, node, "Voluntary")
    _do(page, "Refer to a service", *AGREED, receiver="RETURN-HELP", need="Wants to hear about going home", basis="CONSENT", consent_language="urd")
    referral = _answers(page, node, "counsellor", "Answer the referral")
    main = page.locator("main")
    expect(main).to_contain_text("Synthetic, Voluntary")
    expect(main).not_to_contain_text("1991")
    assert axe(page) == []
    page.goto(source)
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Screening")
    page.goto(referral)
    _do(page, "Acknowledge the referral")
    _do(page, "Accept the referral")

    # The person comes, asks, is counselled, applies, and takes it back.
    _do(page, "Ask about voluntary return", "The person asked for it themselves, and knows that the counsellors will see their file")
    case = _answers(page, node, "counsellor", "Counsel somebody who asks about voluntary return")
    told = (*(str(one.label) for one in Topic), "Nothing: no procedure was open", "An interpreter was present, or the counsellor speaks that language")
    _do(page, "Counsel the person", *told, language="urd")
    _do(page, "Record the person's application", "The declaration was read out in that language and signed", country="PAK", language="urd")
    expect(page.locator("main")).to_contain_text("The person can take it back until boarding")
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(case)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.set_viewport_size({"width": 1366, "height": 900})
    _do(page, "The person takes it back")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Taken back by the person")

    # No authority for returns has anything of it.
    sign_in(page, node.address, "foreigners")
    for address in (case, referral):
        page.goto(address)
        expect(page.locator("main")).not_to_contain_text("Voluntary")

    # The agreement is taken back at the border: the counsellors see the referral no longer, and are told so by its number.
    sign_in(page, node.address, "officer")
    page.goto(referral)
    _do(page, "The person takes the agreement back")
    sign_in(page, node.address, "counsellor")
    page.goto(f"{node.address}referrals/")
    expect(page.get_by_role("status")).to_contain_text("you see these referrals no longer")
    assert axe(page) == []
    page.goto(referral)
    expect(page.locator("main")).not_to_contain_text("Synthetic, Voluntary")
