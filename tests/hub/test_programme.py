"""Contracts with their money, IATI by the standard's own schema, reports, figures that the hub computes, priorities in their open rank."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree
from openpyxl import load_workbook

from egnatia.hub.logframe import live
from egnatia.hub.logframe.models import Framework, Indicator, Party, Result
from egnatia.hub.logframe.parties import actions as parties
from egnatia.hub.logframe.values import of_indicators
from egnatia.hub.pool.models import Demand
from egnatia.hub.programme import iati
from egnatia.hub.programme.contracts import actions
from egnatia.hub.programme.contracts import selectors as contracts
from egnatia.hub.programme.models import Contract, Money, Phase
from egnatia.hub.programme.phases import actions as phases
from egnatia.hub.programme.priorities import actions as priorities
from egnatia.hub.programme.priorities import selectors as ranking
from egnatia.hub.training.models import Attendance
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import User
from tests.hub import roadmapping as plans
from tests.hub.conftest import do, officer

SCHEMA = Path(__file__).resolve().parents[3] / "shared" / "reference" / "iati" / "iati-activities-schema.xsd"
D = Decimal


@pytest.fixture
def iom(db: None) -> Actor:
    return officer("iom")


@pytest.fixture
def euaa(db: None) -> Actor:
    return officer("euaa")


def drafted(first: Actor, lead: Actor, code: str = "IOM") -> uuid.UUID:
    """A contract with everything that a file of the standard can tell of: each measure, parts, money of each kind."""
    told = {"title": "SYNTHETIC phase X", "told": "2026–27", "funder": "EC", "source": "SYNTHETIC"}
    phase = do(phases.record, first, **told)
    about = {"title": "SYNTHETIC & <contract>", "objective": "SYNTHETIC objective", "partners": ["EUAA", "SRB"], "lead": code}
    plan = do(actions.draft, lead, phase=phase, component=1, starts=plans.STARTS, ends=plans.ENDS, **about)
    plans.chained(lead, plan)
    plans.active(lead, plan, who=code)
    return plan


def reported(first: Actor, lead: Actor, second: Actor, plan: uuid.UUID) -> dict[str, uuid.UUID]:
    """One indicator of each measure with an approved report."""
    own = {"responsible": "IOM"}
    found = {
        "n": plans.measured(lead, plan, "n", dimensions={"sex": ["female", "male"]}, **own),
        "p": plans.measured(lead, plan, "p", measure="PERCENT", unit="", target=80, **own),
        "w": plans.measured(lead, plan, "w", measure="WORDS", unit="", baseline=None, baseline_year=None, target=None, part_of="", **own),
    }
    plans.approved(first, lead, second, found["n"], value=12, parts="sex / female = 7\nsex / male = 5", comment="SYNTHETIC comment")
    plans.approved(first, lead, second, found["p"], numerator=19, denominator=100)
    plans.approved(first, lead, second, found["w"], words="SYNTHETIC words \x0b & <b>")
    return found


@pytest.fixture
def running(first: Actor, iom: Actor) -> uuid.UUID:
    plan = drafted(first, iom)
    reported(first, iom, officer("iom2"), plan)
    do(actions.begin, iom, plan, signed_on=plans.STARTS)
    budget = {"on": plans.STARTS, "what": "SYNTHETIC"}
    for kind, year, party, amount in (
        ("BUDGET", 2026, "IOM", 700),
        ("BUDGET", 2026, "EUAA", 300),
        ("BUDGET", 2027, "IOM", 400),
        ("REVISED", 2026, "IOM", 800),
        ("REVISED", 2026, "IOM", 900),
    ):
        do(actions.note_money, iom, plan, kind=kind, year=year, party=party, amount=amount, **budget)
    for kind, amount in (("COMMITMENT", 1100), ("DISBURSEMENT", 600), ("EXPENDITURE", 500), ("EXPENDITURE", "-20.5")):
        do(actions.note_money, iom, plan, kind=kind, amount=amount, on=plans.STARTS, party="IOM", what=f"SYNTHETIC {kind}")
    return plan


def contract(pk: uuid.UUID) -> Contract:
    return Contract.objects.select_related("case", "framework__lead", "phase__funder").get(pk=pk)


def identified(first: Actor) -> None:
    with acting_as(first):
        one = Party.objects.get(code="IOM")
    do(parties.change, first, one.pk, name=one.name, iati="XX-SYNTHETIC-1", iati_type=40)


@pytest.fixture
def file(first: Actor, running: uuid.UUID) -> bytes:
    identified(first)
    with acting_as(first):
        one = contract(running)
        assert iati.missing(one) == []
        return iati.make(one)


def test_the_programme_stands_in_its_own_words(db: Any) -> None:
    with acting_as(SYSTEM):
        phase = Phase.objects.get(told="42 months from 2016")
        found = list(Contract.objects.filter(phase=phase).select_related("framework__lead", "case").order_by("component"))
        assert phase.funder is not None
        assert (phase.budget, phase.starts, phase.funder.code) == (8_000_000, None, "EC")
        assert [(one.framework.lead.code, one.case.state, one.framework.results.count()) for one in found] == [("FRONTEX", "closed", 5), ("IOM", "closed", 3)]
        assert all(one.framework.partners.count() == 11 for one in found)
        before = Contract.objects.count()
    actions.seed()
    with acting_as(SYSTEM):
        assert Contract.objects.count() == before
        assert not Result.objects.filter(framework__in=[one.framework for one in found], indicators__isnull=False).exists()


@pytest.mark.skipif(not SCHEMA.exists(), reason="the standard's schema is not beside the project here; its rules are tested below")
def test_the_file_passes_the_schema_of_the_standard(file: bytes) -> None:
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    schema.assertValid(etree.fromstring(file))
    # And it would catch a file out of order.
    root = etree.fromstring(file)
    root[0].append(root[0][0])
    assert not schema.validate(root)


def test_the_file_tells_what_stands_here(file: bytes) -> None:
    root = etree.fromstring(file)
    assert iati.broken_rules(file) == []
    assert root.findtext(".//iati-identifier", "").startswith("XX-SYNTHETIC-1-K")
    assert root.findtext(".//title/narrative") == "SYNTHETIC & <contract>"
    told_budgets = [(one.get("type"), one.find("period-start").get("iso-date")[:4], one.findtext("value")) for one in root.iter("budget")]
    assert told_budgets == [("1", "2026", "1000.00"), ("2", "2026", "1200.00"), ("1", "2027", "400.00")]
    assert [(one.find("transaction-type").get("code"), one.findtext("value")) for one in root.iter("transaction")] == [
        ("2", "1100.00"),
        ("3", "600.00"),
        ("4", "500.00"),
        ("4", "-20.50"),
    ]
    told = {one.findtext("title/narrative", "")[0]: one for one in root.iter("indicator")}
    assert {code: one.get("measure") for code, one in told.items()} == {"n": "1", "p": "2", "w": "5"}
    actual = [(one.get("value"), [each.get("value") for each in one.iter("dimension")]) for one in told["n"].iter("actual")]
    assert actual == [("12", []), ("7", ["female"]), ("5", ["male"])]
    assert [one.get("value") for one in told["p"].iter("actual")] == ["19"]
    words = next(told["w"].iter("actual"))
    assert (words.get("value"), words.findtext("comment/narrative")) == (None, "SYNTHETIC words  & <b>")


def _without(name: str) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        one = next(root.iter(name))
        one.getparent().remove(one)

    return change


def _coded(name: str, attribute: str, value: str) -> Callable[[Any], None]:
    return lambda root: next(root.iter(name)).set(attribute, value)


@pytest.mark.parametrize(
    "change",
    [
        *(_without(name) for name in ("iati-identifier", "reporting-org", "title", "description", "activity-status", "period-start", "transaction-date")),
        _coded("activity-status", "code", "7"),
        lambda root: root.findall(".//activity-date[@type='2']")[0].set("iso-date", "2999-01-01"),
        lambda root: next(root.iter("budget")).find("period-end").set("iso-date", "2028-01-01"),
        _coded("indicator", "measure", "9"),
        _coded("baseline", "year", ""),
        _coded("result", "type", "4"),
    ],
)
def test_the_rules_catch_what_is_broken(file: bytes, change: Callable[[Any], None]) -> None:
    root = etree.fromstring(file)
    change(root)
    assert iati.broken_rules(etree.tostring(root)) != []


def test_what_is_missing_is_named_and_not_made_up(first: Actor) -> None:
    """The programme of the past has no days in its source: its file is not made, and the page says what to enter where."""
    with acting_as(SYSTEM):
        past = Contract.objects.get(phase__told="42 months from 2016", component=2).pk
    client = Client()
    client.force_login(User.objects.get(username="iom"))
    answer = client.get(reverse("iati", args=[past]))
    assert answer.status_code == 409
    assert "The first and the last day of the contract." in answer.content.decode()
    identified(first)
    do(actions.change, officer("iom"), past, title="SYNTHETIC", objective="SYNTHETIC", starts=date(2016, 1, 1), ends=date(2019, 6, 30))
    answer = client.get(reverse("iati", args=[past]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    dates = [(one.get("type"), one.get("iso-date")) for one in etree.fromstring(answer.content).iter("activity-date")]
    assert dates == [("1", "2016-01-01"), ("3", "2019-06-30")]  # no actual day is known


def test_money_adds_up_and_a_revision_takes_the_place_of_the_plan(first: Actor, running: uuid.UUID) -> None:
    with acting_as(first):
        found = contracts.sums(list(Money.objects.filter(contract=running)))
    assert found == contracts.Sums(D(1600), D(1100), D(600), D("479.5"))
    assert found.percent == 30


def test_each_partner_books_its_own_money(first: Actor, iom: Actor, euaa: Actor, running: uuid.UUID) -> None:
    told = {"kind": "EXPENDITURE", "amount": 5, "on": plans.STARTS, "what": "SYNTHETIC"}
    unhcr = officer("unhcr")
    with pytest.raises(refusals.BadInput):  # no partner of this contract
        do(actions.note_money, unhcr, running, party="UNHCR", **told)
    with pytest.raises(refusals.GateClosed):  # the budget is the lead's to note
        do(actions.note_money, euaa, running, party="EUAA", **told | {"kind": "REVISED", "year": 2026, "amount": 1})
    for who, party in ((euaa, "IOM"), (iom, "EUAA"), (first, "IOM"), (euaa, "SRB")):
        with pytest.raises(refusals.GateClosed) as refusal:
            do(actions.note_money, who, running, party=party, **told)
        assert {one.code for one, _answer in refusal.value.closed} == {"G-OWN-MONEY"}
    do(actions.note_money, euaa, running, party="EUAA", **told)
    do(actions.note_money, iom, running, party="SRB", **told)  # nobody of it signs in: the lead of the contract books
    for wrong in ({"amount": 0}, {"activity": "9.9"}, {"party": "NOBODY"}, {"year": 2026}, {"kind": "BUDGET"}):
        with pytest.raises(refusals.BadInput):
            do(actions.note_money, euaa, running, **{"party": "EUAA", **told, **wrong})


def test_a_contract_is_evaluated_before_it_is_closed(iom: Actor, running: uuid.UUID) -> None:
    do(actions.finalise, iom, running)
    with pytest.raises(refusals.GateClosed) as refusal:
        do(actions.close, iom, running)
    assert {one.code for one, _answer in refusal.value.closed} == {"G-EVALUATED"}
    criteria = dict.fromkeys(contracts.CRITERIA, "SYNTHETIC")
    do(actions.evaluate, iom, running, kind="FINAL", on=plans.STARTS, by="SYNTHETIC firm", recommendations="SYNTHETIC", **criteria)
    do(actions.respond, iom, running, response="SYNTHETIC answer")
    do(actions.close, iom, running)
    assert plans.state(iom, running) == "closed"
    # What was signed and closed stays as it was; one on record from sources can still be completed.
    for door, told in (
        (actions.change, {"title": "X", "starts": plans.STARTS, "ends": plans.ENDS, "reason": "X"}),
        (actions.note_money, {"kind": "EXPENDITURE", "amount": 1, "on": plans.STARTS, "party": "IOM", "what": "X"}),
    ):
        with pytest.raises(refusals.GateClosed) as refusal:
            do(door, iom, running, **told)
        assert {one.code for one, _answer in refusal.value.closed} == {"G-PLAN-OPEN"}
    with pytest.raises(refusals.BadInput):
        do(actions.evaluate, iom, running, kind="EX_POST", on=plans.STARTS, by="X", recommendations="X", **criteria | {"impact": ""})


def test_why_a_contract_stands_still_is_kept(iom: Actor, running: uuid.UUID) -> None:
    do(actions.suspend, iom, running, reason="SYNTHETIC pandemic")
    do(actions.resume, iom, running, reason="SYNTHETIC over")
    with acting_as(iom):
        assert set(contract(running).lessons.values_list("text", flat=True)) == {"SYNTHETIC pandemic", "SYNTHETIC over"}


def test_one_component_of_a_number(first: Actor, iom: Actor, running: uuid.UUID) -> None:
    with acting_as(first):
        phase = contract(running).phase_id
    with pytest.raises(refusals.BadInput) as refusal:
        do(actions.draft, iom, phase=phase, component=1, title="X", lead="IOM", starts=plans.STARTS, ends=plans.ENDS)
    assert "component" in refusal.value.errors


def test_the_progress_report_holds_what_was_approved(first: Actor, iom: Actor, running: uuid.UUID) -> None:
    """Current values beside baseline and target, what partners wrote, money of the period and so far; a draft is not in it."""
    with acting_as(iom):
        one = Indicator.objects.get(framework=running, code="n").pk
    plans.drafted(first, iom, one, 1, value=99, parts="sex / female = 99", comment="SYNTHETIC draft")
    client = Client()
    client.force_login(User.objects.get(username="euaa"))
    query = "?first=2026-01-01&last=2026-12-31"
    book = docx.Document(io.BytesIO(client.get(reverse("progress_report", args=[running, "docx"]) + query).content))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    for told in ("12 officers", "40", "SYNTHETIC comment", "479.5", "19 % (19 / 100)"):
        assert any(told in one for one in cells), told
    assert not any("99" in one or "SYNTHETIC draft" in one for one in cells)
    workbook = load_workbook(io.BytesIO(client.get(reverse("progress_report", args=[running, "xlsx"]) + query).content))
    assert workbook.sheetnames == ["About", "Logframe", "What partners report", "Activities", "Money in EUR", "Risks", "Lessons", "Changes of the plan"]
    money = {row[0]: row[1:] for row in workbook["Money in EUR"].iter_rows(min_row=2, values_only=True)}
    assert money["Spent"] == ("479.5", "479.5")
    for wrong in ("?first=x&last=y", "?first=2027-01-01&last=2026-01-01"):
        assert client.get(reverse("progress_report", args=[running, "xlsx"]) + wrong).status_code == 200
    assert client.get(reverse("progress_report", args=[running, "pdf"])).status_code == 404


def test_a_figure_of_the_hub_is_computed_and_shows_its_query(first: Actor, iom: Actor) -> None:
    plan = drafted(first, iom)
    share = {"measure": "PERCENT", "unit": "", "target": 90, "responsible": "IOM", "frequency": "YEAR"}
    one = plans.measured(iom, plan, "l", live="INTERPRETED", **share)
    with acting_as(SYSTEM):
        Demand.objects.all().delete()
        Demand.objects.create(month=date(2026, 3, 1), node="SRB", language="prs", asked=40, held=30)
        Demand.objects.create(month=date(2025, 12, 1), node="SRB", language="prs", asked=40, held=0)
    with acting_as(iom):
        found = of_indicators([Indicator.objects.get(pk=one)])[one]
    assert found.periods[0].value is not None
    assert found.periods[0].value.number == 75
    assert "pool_demand" in found.periods[0].queries[0]
    client = Client()
    client.force_login(User.objects.get(username="iom"))
    text = client.get(reverse("case", args=[one])).content.decode()
    assert "SELECT" in text
    assert "30 / 40" in text
    # Nobody reports it by hand, and it cannot be measured in another way than the hub does.
    with pytest.raises(refusals.GateClosed):
        plans.drafted(first, iom, one, numerator=1, denominator=1)
    for wrong in ({"live": "INTERPRETED"}, {"live": "TRAINED", "cumulative": True}):
        with pytest.raises(refusals.BadInput):
            plans.measured(iom, plan, "m", responsible="IOM", **wrong)


def test_every_month_is_due_once(db: Any) -> None:
    """Halves and quarters of a year count the same months: none is left out, none stands twice."""
    figure = live.find("TIMELY")
    assert figure is not None
    years = [(date(2025, 1, 1), date(2025, 12, 31))]
    halves = [(date(2025, 1, 1), date(2025, 6, 30)), (date(2025, 7, 1), date(2025, 12, 31))]
    quarters = [(date(2025, number, 1), date(2025, number + 2, 30)) for number in (1, 4, 7, 10)]
    with acting_as(SYSTEM):
        for spans in (years, halves, quarters):
            assert sum(found.denominator for one in spans if (found := figure.found(*one).value) and found.denominator) == 12 * 7


def test_figures_are_equal_to_their_source(db: Any) -> None:
    """Each figure against a count of its own over the same rows; a year without rows is none or nothing."""
    year = (date.today() - timedelta(days=365), date.today())
    with acting_as(officer("iom")):  # who sees no session
        found = {code: live.find(code).found(*year) for code, _label in live.choices()}  # type: ignore[union-attr]
    with acting_as(SYSTEM):
        passed = sum(one.passed for one in Attendance.objects.select_related("session__case") if one.session.week and year[0] <= one.session.week <= year[1])
    assert found["TRAINED"].value is not None
    assert found["TRAINED"].value.number == passed > 0
    assert found["SESSIONS"].value is not None
    assert found["SESSIONS"].value.number == 1
    assert found["TIMELY"].value is not None
    assert found["TIMELY"].value.numerator == 0
    assert found["CONFORMING"].value is not None
    assert all(one.queries for one in found.values() if one.value)
    assert all(one.address.startswith("/") for one in found.values() if one.value)


def test_priorities_stand_in_an_open_rank(euaa: Actor, iom: Actor, first: Actor) -> None:
    told = {"text": "SYNTHETIC", "amount": 1000}
    low, high, none = (do(priorities.propose, euaa, lead="EUAA", title=f"SYNTHETIC {name}", **told) for name in ("low", "high", "none"))
    given = {"recommendation": 3, "region": 3, "capacity": 3, "why": "SYNTHETIC why"}
    unhcr = officer("unhcr")
    do(priorities.score, euaa, none, protection=5, **given)  # its own: not counted
    do(priorities.score, iom, none, protection=5, **given)  # one opinion is no rank
    do(priorities.score, unhcr, high, protection=5, **given)
    do(priorities.score, iom, high, protection=4, **given)
    do(priorities.score, unhcr, low, protection=2, **given)
    do(priorities.score, iom, low, protection=1, **given)
    do(priorities.score, iom, low, protection=2, **given)  # takes the place of the one before
    with acting_as(first):
        found = {one.priority.pk: one for one in ranking.ranked(first) if one.priority.title.startswith("SYNTHETIC ") and one.priority.text == "SYNTHETIC"}
    assert (found[high].mean, found[low].mean, found[none].mean) == (13.5, 11, None)
    assert found[high].rank is not None
    assert found[low].rank is not None
    assert found[high].rank < found[low].rank
    assert found[none].rank is None
    do(priorities.change, euaa, high, title="SYNTHETIC high", **told)  # nothing differs
    with acting_as(first):
        assert next(one for one in ranking.ranked(first) if one.priority.pk == high).mean == 13.5
    # What is asked for anew is scored anew.
    do(priorities.change, euaa, high, title="SYNTHETIC high, larger", **told)
    with acting_as(first):
        assert next(one for one in ranking.ranked(first) if one.priority.pk == high).mean is None
    with pytest.raises(refusals.NotAllowed):
        do(priorities.fund, euaa, low, funding="X", decision="X", decided_on=plans.STARTS)
    do(priorities.fund, first, low, funding="SYNTHETIC fund", decision="SYNTHETIC decision", decided_on=plans.STARTS)
    with pytest.raises(refusals.WrongState):
        do(priorities.score, euaa, low, protection=5, **given)
    client = Client()
    client.force_login(User.objects.get(username="analyst"))
    text = client.get(reverse("priorities")).content.decode()
    assert "SYNTHETIC fund" in text
    note = docx.Document(io.BytesIO(client.get(reverse("programming_note")).content))
    assert any("SYNTHETIC decision" in cell.text for table in note.tables for row in table.rows for cell in row.cells)


def test_scores_go_from_one_to_five(euaa: Actor) -> None:
    case = do(priorities.propose, euaa, lead="EUAA", title="SYNTHETIC", text="SYNTHETIC")
    for wrong in (0, 6, "many"):
        with pytest.raises(refusals.BadInput):
            do(priorities.score, euaa, case, protection=wrong, recommendation=1, region=1, capacity=1, why="X")


def test_pages_of_the_programme(running: uuid.UUID) -> None:
    client = Client()
    for username, status in (("analyst", 200), ("iom", 200), ("programme", 200), ("pool", 403)):
        client.force_login(User.objects.get(username=username))
        for name in ("programme", "priorities"):
            answer = client.get(reverse(name))
            assert answer.status_code == status
            if status == 200:
                assert "UNSCR 1244/1999" in answer.content.decode()
    client.force_login(User.objects.get(username="euaa"))
    for name in ("case", "plan"):
        assert client.get(reverse(name, args=[running])).status_code == 200
    with acting_as(SYSTEM):
        assert Framework.objects.filter(pk=running).exists()
