"""Hub and node as they run: gunicorn, worker, real HTTP, a real browser."""

from __future__ import annotations

import argparse
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tools.demo import MANAGE, Demo, prepare, provision
from tools.deployments import Deployment, region
from tools.environment import DIST, PYTHON
from tools.steps import STATE

from tests.browsing import chromium
from tests.conftest import SERVER


def _ports(number: int) -> int:
    """The first of ``number`` free ports in a row."""
    for base in range(18_200, 19_000, number):
        try:
            for port in range(base, base + number):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return base
    raise AssertionError("no free ports")


@pytest.fixture(scope="session")
def deployments() -> Iterator[list[Deployment]]:
    """A hub and Serbia's node, with workers."""
    found = region(SERVER, countries=["SRB"], port_base=_ports(2), home=STATE / "tests" / "system")
    found = [Deployment(one.role, one.country, one.port, one.server, one.home, one.hub_port, prefix="egnatia_system") for one in found]
    with psycopg.connect(SERVER, autocommit=True) as admin:
        for one in found:
            admin.execute(f"DROP DATABASE IF EXISTS {one.database} WITH (FORCE)")
    demo = Demo(argparse.Namespace(people=0, months=0, files=[], port_base=0, country=None))
    try:
        provision(found)
        with ThreadPoolExecutor(len(found)) as pool:  # side by side: each waits for the other's public key
            list(pool.map(lambda one: prepare(one, found), found))
        demo.serve(found)
        for one in found:
            demo._start(one, "worker", [PYTHON, MANAGE, "procrastinate", "worker", "--concurrency", "1"])
        yield found
    finally:
        demo.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = chromium(playwright)
        yield found
        found.close()


def sign_in(page: Page, address: str, who: str) -> None:
    """Sign in as a demonstration account, whoever was signed in before."""
    page.context.clear_cookies()
    page.goto(f"{address}sign-in/")
    page.fill("#id_login", who)
    page.fill("#id_password", "egnatia-demo-only")
    page.click("form.card button.btn-primary")


def axe(page: Page) -> list[str]:
    """What axe finds: WCAG 2.2 AA and best practice."""
    page.evaluate((DIST / "axe.min.js").read_text() + ";0")
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})")
    return [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in found["violations"]]
