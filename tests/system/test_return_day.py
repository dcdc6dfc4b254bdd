"""The day of an operation in the browser: somebody wants asylum at the steps of the aircraft. List, return, asylum authority and monitor know it
in the same moment."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from playwright.sync_api import Browser, expect
from tools.demo import MANAGE
from tools.deployments import Deployment
from tools.environment import PYTHON

from tests.system.conftest import axe, sign_in
from tests.system.test_main_way import _do

PASSPHRASE = "SYNTHETIC words nobody knows"


def walked(node: Deployment, stage: str) -> dict[str, str]:
    """One person at a stage, by the program's own steps."""
    done = subprocess.run([str(PYTHON), str(MANAGE), "simulate", "--walk", stage], env=node.env(), capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def test_a_wish_at_the_steps_of_the_aircraft(browser: Browser, deployments: list[Deployment]) -> None:
    _hub, node = deployments
    cases = walked(node, "boarding")
    page = browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB").new_page()
    page.on("console", lambda message: pytest.fail(message.text) if message.type == "error" and "404" not in message.text else None)
    page.set_default_timeout(10_000)

    # The monitor makes a key, goes along, and writes what nobody else reads.
    sign_in(page, node.address, "monitor")
    page.goto(f"{node.address}monitoring/")
    page.fill("#passphrase", PASSPHRASE)
    page.fill("#again", PASSPHRASE)
    page.get_by_role("button", name="Make the key").click()
    expect(page.locator("main")).to_contain_text("age1")
    assert axe(page) == []
    page.get_by_role("row", name=re.compile("W20")).get_by_role("link").first.click()
    watched = page.url
    _do(page, "Somebody goes along", monitor="SYNTHETIC monitor", trained_until="2099-01-01", languages="eng")
    _do(page, "Write into the notebook", "As it should be", phase="PRE_DEPARTURE", item="FOOD", notebook="SYNTHETIC: water was given")

    # On the day, on board: the person says it, an officer presses one button.
    sign_in(page, node.address, "foreigners")
    page.goto(f"{node.address}cases/{cases['operation']}/")
    expect(page.locator("main")).to_contain_text("Boarding")
    assert axe(page) == []
    page.get_by_role("link", name="Somebody wants asylum").click()
    page.locator("main [name=row]").select_option(index=1)
    page.fill("main [name=words]", "SYNTHETIC: I am afraid to go back")
    page.locator("main form.card button.btn-primary").click()
    main = page.locator("main")
    expect(main).to_contain_text("Taken off the list · Wants asylum")
    page.goto(f"{node.address}cases/{cases['return']}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Stopped: asylum, appeal or court")
    expect(main).to_contain_text("Wants asylum")
    expect(main).not_to_contain_text("I am afraid to go back")  # what was said is the asylum authority's
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    for address in (f"cases/{cases['return']}/", f"cases/{cases['operation']}/", "returns/"):
        page.goto(node.address + address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
    page.set_viewport_size({"width": 1366, "height": 900})

    # The asylum authority is asked to register it; the monitor learns that somebody was taken off, and not who.
    sign_in(page, node.address, "asylum")
    page.goto(node.address)
    expect(page.get_by_role("row", name=re.compile("Register the application")).first).to_be_visible()
    sign_in(page, node.address, "monitor")
    page.goto(watched)
    expect(page.locator("main")).to_contain_text("Wants asylum")
    expect(page.locator("main")).not_to_contain_text("Walked")
    page.get_by_role("link", name="with your passphrase").click()
    page.fill("#passphrase", PASSPHRASE)
    page.get_by_role("button", name="Open the notebook").click()
    expect(page.locator("main")).to_contain_text("SYNTHETIC: water was given")
    assert axe(page) == []

    # Nobody of the authority sees the monitor's case, and nobody who administers the accounts either.
    for who in ("foreigners", "admin"):
        sign_in(page, node.address, who)
        page.goto(watched)
        expect(page.locator("main")).not_to_contain_text("Notebook")
