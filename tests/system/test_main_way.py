"""The main way through the house, as a person walks it: arrival, screening, referral, the month, the region."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tools.demo import MANAGE
from tools.deployments import Deployment
from tools.environment import PYTHON

from tests.system.conftest import axe, sign_in

MRZ = "P<UTOMUSTERMANN<<TEST<ONE<<<<<<<<<<<<<<<<<<<\nX0000001<4UTO0002299M3001019<<<<<<<<<<<<<<<6"

TOLD = (
    "Purpose, duration and steps of the screening",
    "Possible outcomes",
    "The right to ask for asylum",
    "Duties, and what follows if they are not met",
    "Data protection rights",
    "Where to get help: legal advice, organisations, complaints",
)


@pytest.fixture
def page(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB")
    found = context.new_page()
    # A blocked script or style would be an error here.
    found.on("console", lambda message: pytest.fail(f"console: {message.text}") if message.type == "error" and "401" not in message.text else None)
    return found


def _do(page: Page, label: str, *checks: str, **fields: str) -> None:
    """Open an action of the case page, answer it, send it."""
    page.get_by_role("link", name=label, exact=True).click()
    for name, value in fields.items():
        element = page.locator(f"main [name={name}]").first
        if element.evaluate("one => one.tagName") == "SELECT":
            element.select_option(value)
        elif element.get_attribute("type") in {"radio", "checkbox"}:
            page.locator(f"main [name={name}][value='{value}']").check()
        else:
            element.fill(value)
    for one in checks:
        page.locator("main").get_by_label(one, exact=True).first.check()
    page.locator("main form.card button.btn-primary").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")


def _register(page: Page) -> str:
    """An arrival with a document; returns the case's address."""
    page.get_by_role("link", name="Register an arrival", exact=True).click()
    page.fill("#mrz", MRZ)
    page.get_by_role("button", name="Read the document").click()
    expect(page.locator("#family_name")).to_have_value("Mustermann")
    expect(page.locator("#birth_year")).to_have_value("2000")
    page.select_option("#citizenship", "AFG")
    page.select_option("#language", "prs")
    page.select_option("#reason", "UNAUTH_CROSSING")
    page.fill("#place", "Border stone 12")
    page.locator("main form.card .card-footer button.btn-primary").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    return page.url


def test_the_main_way(page: Page, deployments: list[Deployment]) -> None:
    hub, node = deployments
    sign_in(page, node.address, "officer")
    addresses = [_register(page)]
    for _again in range(5):
        page.goto(node.address)
        addresses.append(_register(page))
    case = addresses[0]
    page.goto(case)
    expect(page.locator("body")).to_contain_text("First ask the person expressly about asylum")
    _do(page, "Give information", *TOLD, language="prs", answer="OWN_WORDS")
    _do(page, "Ask about asylum", wishes_asylum="YES", words="I cannot go back")
    _do(page, "Record the identification", outcome="DOCUMENT")
    _do(page, "Record biometric data", outcome="TAKEN")
    _do(page, "Record the security check", "National foreigners' and border database")
    _do(page, "Complete the screening form", "Name")
    sign_in(page, node.address, "medic")
    page.goto(case)
    _do(page, "Record the health check", outcome="NO_NEED")
    sign_in(page, node.address, "protection")
    page.goto(case)
    _do(page, "Record the vulnerability check", "None seen at this moment")
    sign_in(page, node.address, "officer")
    page.goto(case)
    _do(page, "Offer a copy to the person", mode="PAPER")
    assert axe(page) == []
    _do(page, "Refer by outcome", route="REGISTRATION")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Referred")
    _refer_to_a_service(page, node, case)
    _publish_and_see(page, hub, node)


def _refer_to_a_service(page: Page, node: Deployment, case: str) -> None:
    agreed = ("Name", "Language", "An interpreter was present, or the officer speaks that language")
    _do(page, "Refer to a service", *agreed, receiver="SOCIAL-WORK", need="Safe shelter", basis="CONSENT", consent_language="prs")
    sign_in(page, node.address, "social")
    page.goto(node.address)
    row = page.get_by_role("row", name=re.compile("Answer the referral"))
    row.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("Mustermann")
    _do(page, "Accept the referral")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Accepted")


def _publish_and_see(page: Page, hub: Deployment, node: Deployment) -> None:
    month = time.strftime("%Y-%m")
    sign_in(page, node.address, "statistician")
    page.goto(f"{node.address}releases/")
    page.get_by_role("link", name="Count a month").click()
    page.select_option("#period", month)
    page.locator("main form.card button.btn-primary").click()
    release = page.url
    expect(page.locator("body")).to_contain_text("until that exists, only data marked SYNTHETIC may leave")
    sign_in(page, node.address, "approver")
    page.goto(release)
    _do(page, "Approve and send")
    for _second in range(60):
        page.goto(f"{node.address}releases/")
        if page.get_by_text("accepted", exact=True).count():
            break
        time.sleep(0.5)
    expect(page.get_by_text("accepted", exact=True).first).to_be_visible()
    sign_in(page, hub.address, "analyst")
    page.goto(f"{hub.address}region/?period={month}")
    expect(page.get_by_role("row", name=re.compile("Serbia")).first).to_contain_text("6")
    assert axe(page) == []


PAGES = {
    "officer": [
        "",
        "new/screening/register_arrival/",
        "new/registration/record_wish/",
        "search/",
        "rules/",
        "components/",
        "notices/",
        "new/border_act/begin/",
        "documents/check/",
        "materials/",
        "services/",
        "referrals/",
        "leaflets/SCREENING/pbu/",
        "account/sessions/",
        "account/factors/",
    ],
    "asylum": [
        "",
        "asylum/caseload/",
        "asylum/quality/",
        "new/quality_sample/draw/",
        "country-information/",
        "country-information/search/",
        "new/coi_document/take/",
        "new/coi_source/register/",
        "new/coi_event/note/",
        "new/coi_search/keep/",
        "country-information/reports/",
        "new/coi_research/ask/",
        "new/coi_research/plan/",
        "reception/",
    ],
    "reception": ["", "reception/", "new/centre/add/"],
    "integration": ["", "integration/"],
    "admin": ["", "staff/", "new/account/propose/"],
    "legal": ["rules/", "new/material/add/", "new/rule/propose/", "new/list_entry/propose/", "new/transposition/propose/", "new/profile_export/ask/"],
    "dpo": ["retention/"],
    "interpreters": ["", "interpreters/", "new/interpreter/enrol/", "new/premises/add/"],
    "training": ["", "training/", "new/learner/enrol/", "new/nomination/nominate/", "new/training_need/note/"],
    "interpreter1": ["my-sessions/", ""],
    "guardian": ["children/", "", "new/missing_child/alert/"],
    "counsellor": ["voluntary-return/", "voluntary-return/procedure/"],
    "foreigners": ["returns/", "new/return/begin/", "new/return_operation/plan/", "new/cooperation/select/", "new/return_gaps/begin/"],
    "monitor": ["", "monitoring/"],
    "statistician": ["releases/", "new/release/prepare/", "readiness/", "readiness/EURODAC_2024/"],
}


@pytest.mark.parametrize(("width", "language"), [(1366, "en"), (390, "en"), (390, "ps"), (1366, "ar")])
def test_every_page_is_readable_for_all(browser: Browser, deployments: list[Deployment], width: int, language: str) -> None:
    """axe finds nothing, and nothing is wider than the screen; left to right and right to left."""
    hub, node = deployments
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    for one, who, pages in (
        (node, "officer", PAGES["officer"]),
        *(
            (node, who, PAGES[who])
            for who in (
                "statistician",
                "admin",
                "legal",
                "dpo",
                "guardian",
                "asylum",
                "reception",
                "integration",
                "counsellor",
                "foreigners",
                "monitor",
                "interpreters",
                "interpreter1",
                "training",
            )
        ),
        (hub, "analyst", ["region/", "completeness/", "history/", "rules/", "mechanism/", "operations/", "country-information/", "pool/demand/", "training/"]),
        (hub, "programme", ["training/trainers/", "training/trainers/?ask=1", "training/outcomes/", "new/training_session/plan/"]),
        (
            hub,
            "euaa",
            [
                "",
                "roadmaps/",
                "roadmaps/coverage/",
                "roadmaps/missions/",
                "programme/",
                "programme/priorities/",
                "programme/activities/",
                "events/",
                "new/event/plan/",
                "news/",
                "new/post/assemble/",
            ],
        ),
        (hub, "pool", ["", "pool/", "pool/week/"]),
    ):
        sign_in(page, one.address, who)
        page.select_option("#shell-language", language)
        page.locator(".eg-language button").click()
        for path in pages:
            page.goto(one.address + path)
            # A leaflet stands in its own language, whatever the reader of the program chose.
            assert page.locator("html").get_attribute("dir") == ("rtl" if language in {"ar", "ps"} or path.endswith("/pbu/") else "ltr")
            assert axe(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
        if who == "officer":
            page.goto(one.address + "?procedure=screening")
            case = page.locator('table a[href^="/cases/"]').first.get_attribute("href")
            assert case
            for step in ("", "do/record_biometrics/", "do/record_security/", "do/refer_beside/", "do/complete_form/"):
                page.goto(one.address + case.removeprefix("/") + step)
                assert axe(page) == [], step
                assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), step


def test_envelopes_travel_as_files_too(deployments: list[Deployment], tmp_path: Path) -> None:
    """The hub answers a file that it has already as the same, with a receipt that the node takes."""
    hub, node = deployments

    def manage(one: Deployment, *words: str) -> str:
        done = subprocess.run([str(PYTHON), str(MANAGE), *words], env=one.env(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage(node, "exchange", "write", str(tmp_path))
    (tmp_path / "SRB-000099.egn").write_bytes(b"junk")
    (tmp_path / "notes.egn").write_bytes(b"junk")
    out = manage(hub, "exchange", "read", str(tmp_path))
    assert "SRB-000099.egn: refused format" in out
    assert not (tmp_path / "notes.receipt").exists()
