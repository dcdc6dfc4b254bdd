"""One case in the browser from the wish for asylum to a served refusal and its appeal, in fewer than 80 actions of the staff."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tools.demo import MANAGE
from tools.deployments import Deployment
from tools.environment import PYTHON

from egnatia.node.information.items import MANDATORY, Step
from tests.system.conftest import axe, sign_in
from tests.system.test_main_way import _do

EXPECTED = json.loads((Path(__file__).parent / "expected_asylum_case.json").read_text())
REPORT = "Free narrative: they came to our house at night.\n\nAsked about the letter, the applicant says: I lost it on the way."
QUOTE = "Searches of houses at night were reported in three districts."
QUESTIONS = ("relevant", "adequate", "current", "sourced", "public", "sound", "impartial", "balanced", "examined")
WEIGHED = {**dict.fromkeys(QUESTIONS, "YES"), "function": "RISK", "rests": "OWN", "weight": "SYNTHETIC: on the spot, names its method"}
FEW = "SYNTHETIC: looked for in the library, nobody else writes on it"
FOUND = {"detail": "SUPPORTS", "internal": "SUPPORTS", "external": "SUPPORTS", "plausible": "NEUTRAL", "reasons": "Detailed, consistent"}
WHY = "No real risk on return"


def _manage(one: Deployment, *words: str) -> str:
    done = subprocess.run([str(PYTHON), str(MANAGE), *words], env=one.env(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Hand:
    """A member of staff at the screen; counts what is done: a form that is sent, a page that is opened, a sign-in."""

    def __init__(self, page: Page, node: Deployment) -> None:
        self.page, self.node, self.actions = page, node, 0

    def signs_in(self, who: str) -> None:
        sign_in(self.page, self.node.address, who)
        self.actions += 1

    def opens(self, address: str) -> None:
        self.page.goto(address)
        self.actions += 1

    def does(self, label: str, *checks: str, **fields: str) -> None:
        _do(self.page, label, *checks, **fields)
        self.actions += 2  # the link, and the form

    def follows(self, text: str) -> None:
        self.page.get_by_role("listitem").filter(has_text=re.compile(text)).get_by_role("link").first.click()
        self.actions += 1


def _fact(page: Page, number: int) -> str:
    """The value of a fact in the form that is open."""
    return page.locator("main [name=fact] option").filter(has_text=f"{number}. ").first.get_attribute("value") or ""


def test_a_case_from_the_wish_to_the_appeal(browser: Browser, deployments: list[Deployment]) -> None:
    _hub, node = deployments
    seeded = json.loads(_manage(node, "asylum_case", "--seed"))
    page = browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB").new_page()
    page.on("console", lambda message: pytest.fail(message.text) if message.type == "error" and "401" not in message.text else None)
    page.set_default_timeout(10_000)
    hand = Hand(page, node)

    # The wish, at the border.
    hand.signs_in("officer")
    hand.opens(f"{node.address}cases/{seeded['case']}/")
    hand.does("Record a wish for asylum")
    # Registered, informed, lodged.
    hand.signs_in("asylum")
    hand.opens(f"{node.address}?procedure=registration")
    page.get_by_role("row", name=re.compile("Rahimi")).first.get_by_role("link").first.click()
    hand.actions += 1
    reasons = {f"why_no_{one}": "NOT_KNOWN" for one in ("papers",)}
    told = {"language": "prs", "address": "SYNTHETIC centre", "document_issued": "CERTIFICATE"}
    hand.does("Register the application", "An interpreter was present", "The data were read back to the person, who could correct them", **told, **reasons)
    items = [str(one.label) for one in MANDATORY[Step.ASYLUM]]
    hand.does("Give information", *items, "An interpreter was present", language="prs", answer="OWN_WORDS")
    hand.does("Record the lodging of the application")
    hand.follows("Asylum: examination")
    case = page.url
    # The interview.
    soon = f"{date.today() + timedelta(days=5)}T09:30"
    hand.does("Plan the interview", at=soon, place="SYNTHETIC room 5", wanted_sex="ANY", minutes="90")
    hand.follows("Interpreter")
    checked = ("Speaks this language and variety, as the person does", re.compile("Asked and answered"))
    _book(hand, *checked)
    hand.opens(case)
    for stage in ("FORMAL", "NARRATIVE", "CLOSURE"):
        hand.does("Note a stage of the interview", stage=stage)
    read = ("Read back to the applicant in their language", "The applicant could explain what was missing or did not fit")
    hand.does("Record the interview", *read, report=REPORT)
    # Evidence.
    hand.does("Add a material fact", kind="PAST", statement="The house was searched at night", words="they came to our house at night")
    hand.does("Add a material fact", kind="PAST", statement="There was a letter with a threat", words="I lost it on the way")
    page.get_by_role("link", name="Add evidence to a fact", exact=True).click()
    first, second = _fact(page, 1), _fact(page, 2)
    page.go_back()
    paper = {"kind": "COI", "bears": "SUPPORTS", "document": _newest_document(page), "pinpoint": "p. 1", "words": QUOTE}
    hand.does("Add evidence to a fact", fact=first, **paper)
    hand.does("Weigh country information", **WEIGHED)
    hand.does("Assess a fact", "Considered: none in this case", fact=first, **FOUND, outcome="ACCEPTED")
    asked = ("Considered: none in this case", "The applicant was told what does not fit, and could explain it")
    hand.does("Assess a fact", *asked, fact=second, **{**FOUND, "plausible": "AGAINST", "outcome": "REJECTED"})
    hand.does("Write risk and legal analysis", risk=WHY, protection="YES", alternative="OPEN", text="Protection is available", few_sources=FEW)
    assert axe(page) == []
    # Decided by two, served with its remedy, appealed.
    hand.does("Propose the decision", outcome="UNFOUNDED", refugee_reasons=WHY, subsidiary_reasons=WHY)
    hand.signs_in("asylum2")
    hand.opens(case)
    hand.does("Decide as proposed")
    until = str(date.today() + timedelta(days=60))
    remedy = {"remedy": "Asylum Commission, in writing; suspends", "legal_aid": "SYNTHETIC NGO, 000", "remedy_until": until}
    hand.does("Serve the decision", "An interpreter was present", language="prs", **remedy)
    document = page.get_by_role("link", name="open as PDF").first.get_attribute("href")
    answer = page.request.get(node.address + (document or "").removeprefix("/"))
    assert answer.body().startswith(b"%PDF-")
    hand.does("Record an appeal", lodged_on=str(date.today()))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Appealed")
    assert json.loads(_manage(node, "asylum_case", "--result", seeded["number"])) == EXPECTED
    print(f"actions of the staff: {hand.actions}")
    assert hand.actions < 80


def _book(hand: Hand, *checks: object) -> None:
    page = hand.page
    page.get_by_role("link", name="Book an interpreter", exact=True).click()
    page.fill("[name=interpreter]", "RS-017")
    page.locator("[name=sex][value=WOMAN]").check()
    for one in checks:
        page.get_by_label(one).first.check()  # type: ignore[arg-type]
    page.fill("[name=confidentiality_signed_on]", str(date.today()))
    page.locator("main form.card button.btn-primary").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    hand.actions += 2


def _newest_document(page: Page) -> str:
    page.get_by_role("link", name="Add evidence to a fact", exact=True).click()
    found = page.locator("main [name=document] option").nth(1).get_attribute("value") or ""
    page.go_back()
    return found
