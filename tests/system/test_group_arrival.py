"""Twenty people who arrive together are entered with the keyboard alone, families kept together."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, Page, expect
from tools.deployments import Deployment

from tests.system.conftest import sign_in

FAMILIES = 5
MEMBERS = 4


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB").new_page()


class Keyboard:
    """Types and tabs; never a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, name: str) -> None:
        """Tab until the field has the focus."""
        for _try in range(60):
            if self.page.evaluate("document.activeElement && (document.activeElement.name || document.activeElement.id)") == name:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{name} was not reached with the Tab key")

    def type(self, name: str, text: str) -> None:
        self.to(name)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def choose(self, name: str, typed: str) -> None:
        """A list answers to the first letters of its words."""
        self.to(name)
        self.page.keyboard.type(typed)

    def arrow(self, name: str, times: int) -> None:
        """Radio buttons answer to a space and the arrows."""
        self.to(name)
        self.page.keyboard.press("Space")
        for _time in range(times):
            self.page.keyboard.press("ArrowDown")

    def send(self) -> None:
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("status")).to_contain_text("Saved")


def _first(keys: Keyboard, page: Page) -> None:
    keys.choose("citizenship", "Afgh")
    keys.choose("language", "Dari")
    keys.choose("reason", "Found after")
    keys.type("place", "Border stone 12")


def _person(keys: Keyboard, family: int, member: int, *, group_begins: bool, family_begins: bool) -> None:
    page = keys.page
    if group_begins:
        page.keyboard.press("Alt+Shift+Q")
        page.wait_for_url("**/")
        page.goto(page.url + "new/screening/register_arrival/")
    else:
        page.keyboard.press("Alt+Shift+G" if family_begins else "Alt+Shift+F")
        page.wait_for_url("**/new/screening/register_arrival/**")
    if family_begins:
        keys.type("family_name", f"Synthetic{family}")
    keys.type("given_names", f"Person{member}")
    keys.type("birth_year", str(1985 + member * 8 if member < 2 else 2010 + member))
    keys.arrow("sex", member % 2)
    if group_begins:
        _first(keys, page)
    elif not family_begins:
        keys.choose("relation", "Spouse" if member == 1 else "Child")
        keys.to("place")
    else:
        keys.to("place")
    keys.send()


def _page_with(page: Page, node: Deployment, text: str) -> None:
    """The page of the queue on which somebody stands: what is more urgent stands before them."""
    for number in range(1, 9):
        page.goto(f"{node.address}?procedure=screening&page={number}")
        if page.get_by_text(text).count():
            return
    raise AssertionError(f"{text} stands on no page of the queue")


def test_twenty_arrivals_by_keyboard(deployments: list[Deployment], page: Page) -> None:
    node = deployments[1]
    sign_in(page, node.address, "officer")
    keys, start = Keyboard(page), time.monotonic()
    for family in range(FAMILIES):
        for member in range(MEMBERS):
            _person(keys, family, member, group_begins=family == member == 0, family_begins=member == 0)
    print(f"20 arrivals by keyboard: {time.monotonic() - start:.0f} s")
    for family in range(FAMILIES):
        _page_with(page, node, f"Synthetic{family}, Person")
    _page_with(page, node, "Synthetic4, Person3")
    page.get_by_role("row").filter(has_text="Synthetic4, Person3").get_by_role("link").first.click()
    expect(page.get_by_text("Family here (declared)")).to_be_visible()
    expect(page.get_by_text("Synthetic4, Person0")).to_be_visible()
