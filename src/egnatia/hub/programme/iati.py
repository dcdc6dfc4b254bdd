"""A contract as an IATI 2.03 activity, with results from approved reports. Elements stand in the order of the standard's schema."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import etree

from egnatia.hub.logframe.aggregate import Value
from egnatia.hub.logframe.models import Direction, Indicator, Kind, Measure, Party, Result
from egnatia.hub.logframe.printing.content import clean
from egnatia.hub.logframe.values import PeriodValue, Shown, exact, of_indicators
from egnatia.hub.programme.contracts.selectors import budgets
from egnatia.hub.programme.models import Contract, Money
from egnatia.kernel import moment
from egnatia.kernel.models import Event

VERSION = "2.03"
STATUS = {"planned": "1", "running": "2", "finalisation": "3", "closed": "4", "cancelled": "5", "suspended": "6"}
# Codelist ResultType; an area or objective above outcomes is none of its own: other.
RESULT = {Result.Level.OUTPUT: "1", Result.Level.OUTCOME: "2", Result.Level.AREA: "9", None: "3"}
MEASURE = {Measure.NUMBER: "1", Measure.PERCENT: "2", Measure.WORDS: "5"}
TRANSACTION = {Money.Kind.COMMITMENT: "2", Money.Kind.DISBURSEMENT: "3", Money.Kind.EXPENDITURE: "4"}
# Codelists Sector (OECD DAC: facilitation of orderly, safe, regular and responsible migration and mobility) and Region (Europe, regional).
SECTOR, REGION = "15190", "89"
_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True)
class Missing:
    """What somebody must enter before the contract can be told of."""

    what: str
    case: Any


def missing(contract: Contract) -> list[Missing]:
    """The standard's mandatory fields that are empty here. Nothing is made up in their place."""
    plan, found = contract.framework, []
    if not plan.lead.iati:
        found.append(Missing(_("The identifier of %(name)s in IATI files.") % {"name": plan.lead.name}, plan.lead.pk))
    if not (plan.starts and plan.ends):
        found.append(Missing(_("The first and the last day of the contract."), contract.pk))
    if not plan.objective:
        found.append(Missing(_("The overall objective, as its description."), contract.pk))
    return found


def _add(parent: Any, element: str, text: str = "", /, **attributes: Any) -> Any:
    """An element; with ``text``, its narrative."""
    made = etree.SubElement(parent, element, {key.replace("_", "-"): clean(value) for key, value in attributes.items() if value not in (None, "")})
    if text:
        etree.SubElement(made, "narrative").text = clean(text)
    return made


def _organisation(parent: Any, party: Party, role: str) -> None:
    _add(parent, "participating-org", party.name, role=role, type=party.iati_type, ref=party.iati)


def _dates(activity: Any, contract: Contract) -> None:
    """Planned days as the contract says them; actual ones only where a step here noted them: the signature, and the closing."""
    plan = contract.framework
    _add(activity, "activity-date", type="1", iso_date=plan.starts)
    if plan.signed_on:
        _add(activity, "activity-date", type="2", iso_date=plan.signed_on)
    _add(activity, "activity-date", type="3", iso_date=plan.ends)
    closed = Event.objects.filter(case=contract.pk, action="close").order_by("-sequence").first()
    if closed and contract.case.state == "closed":
        _add(activity, "activity-date", type="4", iso_date=timezone.localtime(closed.at).date())


def _money(value: Decimal) -> str:
    return f"{value:.2f}"


def _budgets(activity: Any, contract: Contract, rows: list[Money]) -> None:
    """One for each year: the standard has none that is longer."""
    plan = contract.framework
    assert plan.starts is not None
    assert plan.ends is not None
    for year, (first, holds) in budgets(rows).items():
        starts, ends = max(plan.starts, date(year, 1, 1)), min(plan.ends, date(year, 12, 31))
        noted = max(one.on for one in rows if one.year == year)
        for code, amount in (("1", first), *((("2", holds),) if holds != first else ())):
            if starts < ends:
                made = _add(activity, "budget", type=code, status="2")
                _add(made, "period-start", iso_date=starts)
                _add(made, "period-end", iso_date=ends)
                _add(made, "value", currency="EUR", value_date=noted).text = _money(amount)


def _transactions(activity: Any, rows: list[Money]) -> None:
    for one in rows:
        if (code := TRANSACTION.get(Money.Kind(one.kind))) is None:
            continue
        made = _add(activity, "transaction")
        _add(made, "transaction-type", code=code)
        _add(made, "transaction-date", iso_date=one.on)
        value = _add(made, "value", currency="EUR", value_date=one.on)
        value.text = _money(one.amount)
        _add(made, "description", one.what)
        side = "provider-org" if one.kind == Money.Kind.EXPENDITURE else "receiver-org"
        _add(made, side, one.party.name, ref=one.party.iati, type=one.party.iati_type)


def _said(parent: Any, name: str, measure: str, value: Value | None, dimensions: tuple[tuple[str, str], ...] = ()) -> None:
    """A value in words is a comment: the standard leaves ``value`` out for what is qualitative."""
    words = measure == Measure.WORDS
    shown = "" if words or value is None or value.number is None else exact(round(value.number, 4))
    if value is None or not (shown or words):
        return
    made = _add(parent, name, value=shown)
    for dimension, category in dimensions:
        _add(made, "dimension", name=dimension, value=category)
    if words and value.words:
        _add(made, "comment", value.words)
    elif value.is_share:
        _add(made, "comment", f"{exact(value.numerator)} / {exact(value.denominator)}")


def _period(parent: Any, one: Indicator, told: PeriodValue) -> None:
    made = _add(parent, "period")
    _add(made, "period-start", iso_date=told.period.starts)
    _add(made, "period-end", iso_date=told.period.ends)
    if told.period.target is not None:
        _add(made, "target", value=exact(told.period.target))
    _said(made, "actual", one.measure, told.value)
    for name, value in sorted(told.parts.items()):
        _said(made, "actual", one.measure, value, (name,))


def _indicator(parent: Any, shown: Shown) -> None:
    one = shown.indicator
    measured = _add(parent, "indicator", measure=MEASURE[Measure(one.measure)], ascending=int(one.direction == Direction.UP), aggregation_status="1")
    if one.measure == Measure.WORDS:
        measured.set("aggregation-status", "0")
    _add(measured, "title", f"{one.code} {one.title}")
    if one.definition:
        _add(measured, "description", one.definition)
    if one.baseline is not None:
        _add(measured, "baseline", year=one.baseline_year, value=exact(one.baseline))
    for told in shown.periods:
        _period(measured, one, told)


def _results(activity: Any, contract: Contract) -> None:
    """Results that have indicators: the standard knows no other ones."""
    used = list(contract.framework.indicators.filter(case__state="used").select_related("result"))
    by_result: dict[Result | None, list[Shown]] = {}
    for shown in of_indicators(used).values():
        by_result.setdefault(shown.indicator.result, []).append(shown)
    for result, indicators in sorted(by_result.items(), key=lambda each: each[0].code if each[0] else ""):
        made = _add(activity, "result", type=RESULT[Result.Level(result.level) if result else None], aggregation_status="1")
        _add(made, "title", str(result) if result else "Overall objective")
        if result and result.assumptions:
            _add(made, "description", f"Assumptions: {result.assumptions}")
        for each in sorted(indicators, key=lambda one: one.indicator.code):
            _indicator(made, each)


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def make(contract: Contract) -> bytes:
    """An IATI activity file. Call it where nothing is ``missing``."""
    plan, state = contract.framework, contract.case.state
    root = etree.Element("iati-activities", version=VERSION)
    root.set("generated-datetime", _utc(moment.now()))
    activity = etree.SubElement(root, "iati-activity")
    activity.set(f"{{{_XML}}}lang", "en")
    activity.set("default-currency", "EUR")
    activity.set("last-updated-datetime", _utc(contract.case.changed_at))
    etree.SubElement(activity, "iati-identifier").text = f"{plan.lead.iati}-{contract.case.number}"
    _add(activity, "reporting-org", plan.lead.name, ref=plan.lead.iati, type=plan.lead.iati_type)
    _add(activity, "title", plan.title)
    _add(activity, "description", plan.objective, type="1")
    if contract.phase.funder:
        _organisation(activity, contract.phase.funder, "1")
    _organisation(activity, plan.lead, "2")
    for party in plan.partners.filter(kind=Kind.IMPLEMENTING).order_by("code"):
        _organisation(activity, party, "4")
    _add(activity, "activity-status", code=STATUS[state])
    _dates(activity, contract)
    _add(activity, "recipient-region", vocabulary="1", code=REGION)
    _add(activity, "sector", vocabulary="1", code=SECTOR)
    rows = list(contract.money.select_related("party"))
    _budgets(activity, contract, rows)
    _transactions(activity, rows)
    _results(activity, contract)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


# What each element must have, by the standard: (element, (children or attributes with @)).
_NEEDED = {
    "iati-activity": ("iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status", "activity-date"),
    "reporting-org": ("@ref", "@type", "narrative"),
    "participating-org": ("@role",),
    "activity-status": ("@code",),
    "activity-date": ("@type", "@iso-date"),
    "budget": ("period-start", "period-end", "value"),
    "transaction": ("transaction-type", "transaction-date", "value"),
    "result": ("@type", "title", "indicator"),
    "indicator": ("@measure", "title"),
    "baseline": ("@year",),
    "period": ("period-start", "period-end"),
}
_CODES = {
    ("activity-status", "code"): set(STATUS.values()),
    ("activity-date", "type"): {"1", "2", "3", "4"},
    ("participating-org", "role"): {"1", "2", "3", "4"},
    ("result", "type"): {"1", "2", "3", "9"},
    ("indicator", "measure"): {"1", "2", "3", "4", "5"},
    ("budget", "type"): {"1", "2"},
    ("transaction-type", "code"): set(TRANSACTION.values()),
}


def broken_rules(content: bytes) -> list[str]:
    """Rules of the standard that a file breaks: what must be there, codes, days. Asked before a file goes out."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    found = []
    for name, needed in _NEEDED.items():
        for one in root.iter(name):
            lacks = [each for each in needed if not (one.get(each[1:]) if each.startswith("@") else one.findall(each))]
            found += [f"{name} lacks {each}" for each in lacks]
    for (name, attribute), codes in _CODES.items():
        found += [f"{name} has {attribute} {one.get(attribute)}" for one in root.iter(name) if one.get(attribute) not in codes]
    today = moment.today()
    for one in root.iter("activity-date"):
        if one.get("type") in {"2", "4"} and date.fromisoformat(one.get("iso-date", "")) > today:
            found.append("an actual date lies in the future")
    for budget in root.iter("budget"):
        days = [each.get("iso-date", "") for name in ("period-start", "period-end") for each in budget.findall(name)]
        if days != sorted(days):
            found.append("a budget ends before it starts")
        elif len(days) == 2 and (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days > 366:
            found.append("a budget is longer than a year")
    return found
