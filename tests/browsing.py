"""The browser of the tests: the machine's own Chromium, which calls nobody."""

from __future__ import annotations

from playwright.sync_api import Browser, Playwright
from tools.environment import CHROMIUM

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]


def chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
