"""Papers of a return: the decision, what it means told to the person, the certificate, the manifest, a request to another state, the monitor's report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from egnatia.kernel import moment
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.codes.words import Words
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.people import selectors as people
from egnatia.node.referral import papers
from egnatia.node.returns import selectors
from egnatia.node.returns.models import AvrrTold, Condition, Datum, FitToTravel, IndividualAssessment, Monitoring, ReturnDecision, Returnee, Status, ToldAbroad
from egnatia.node.returns.monitoring import notebook
from egnatia.node.returns.operations import selectors as operations

_WORDS = Path(__file__).parent / "words.toml"


def _unit(case: CaseFile) -> str:
    return Unit.objects.values_list("name", flat=True).filter(pk=case.unit_id).first() or ""


def _words(language: str) -> Words:
    """English beside a language that is asked for; the official one of this country where none is."""
    return Words(_WORDS, language) if language else Words.of_authority(_WORDS)


def _own(one: ReturnDecision, said: Any) -> list[dict[str, Any]]:
    """What was looked at, as it stood when the decision was made: a later look changes no paper."""
    looked = IndividualAssessment.objects.filter(pk=one.assessment).first()
    rows = []
    if looked is not None:
        rows = [papers.line(said("heard"), looked.heard), papers.line(said("family"), looked.family), papers.line(said("health"), looked.health)]
        rows += [papers.line(said("children"), looked.child), papers.line(said("ties"), looked.ties)]
    rows.append(papers.line(said("needs"), said("looked_at")))
    until = one.decided_at or moment.now()
    checks = [each for each in selectors.dangers(one.person_id, one.country) if each.at <= until]
    rows.append(papers.line(said("danger"), said("danger_none") if checks and not (checks[-1].danger or checks[-1].onward) else "–"))
    rows.append(papers.line(said("reasons"), one.reasons))
    return rows


def _outcome(one: ReturnDecision, said: Any) -> list[dict[str, Any]]:
    told = AvrrTold.objects.filter(case=one.case_id, at__lte=one.decided_at or moment.now()).order_by("-at").first()
    period = [papers.line(said("period"), f"{one.vd_days}" if one.vd_days else said("none"))]
    if one.vd_ground:
        period.append(papers.line(said("why_no_period"), f"{one.get_vd_ground_display()}: {one.vd_reasons or '–'}"))
    if one.conditions:
        period.append(papers.line(said("conditions_vd"), ", ".join(str(Condition(each).label) for each in one.conditions)))
    rows = [
        papers.line(said("country"), countries.name(one.country)),
        *period,
        papers.line(said("ban"), f"{one.ban_months} · {one.ban_scope} · {one.ban_reasons or ''}" if one.ban_months else said("none")),
        *([papers.line(said("separation"), one.separation)] if one.separation else []),
        papers.line(said("avrr"), f"{told.at:%Y-%m-%d} · {languages.name(told.language)}" if told else "–"),
        papers.line(said("remedy"), f"{one.remedy_body} · {one.remedy_until or '–'}"),
        papers.line(said("suspensive"), said("yes") if one.suspensive else said("no")),
        papers.line(said("legal_aid"), one.legal_aid),
        papers.line(said("regime"), one.regime),
        papers.line(said("officers"), f"{one.proposed_by_name} · {one.decided_by_name or '–'}"),
    ]
    if one.served_at:
        how = f"{one.get_served_how_display()} · {languages.name(one.served_language)} · {one.interpreter or '–'}"
        rows.append(papers.line(said("served"), f"{timezone.localtime(one.served_at):%Y-%m-%d} · {how}"))
    return rows


def decision(one: ReturnDecision, language: str = "") -> HttpResponse:
    """All sections that a decision must have (Return Directive art. 12)."""
    known = _words(language)
    said, back = known.said, selectors.of(one.case)
    identity = people.stated(one.person)
    rows = [
        papers.line(said("NAME"), " · ".join(part for part in (identity.full_name, identity.original_script) if part)),
        papers.line(said("birth"), identity.date_of_birth or "–"),
        papers.line(said("nationality"), countries.name(one.person.citizenship)),
        papers.line(said("stay"), back.facts),
        papers.line(said("ground"), one.legal_ground),
    ]
    parts: list[dict[str, Any]] = [
        {"rows": rows},
        {"before": said("own_situation"), "rows": _own(one, said)},
        {"before": said("decided"), "rows": _outcome(one, said), "after": said("asylum_always")},
    ]
    title = "decision" if one.decided_at else "draft"
    return papers.paper(known, title, one.case.number, _unit(one.case), parts, synthetic=one.person.synthetic)


def notification(one: ReturnDecision) -> HttpResponse:
    """What the decision means, in the person's language: until when, how to appeal, who helps, and that asylum can be asked for at any moment."""
    known = _words(one.served_language or one.person.language)
    said, back = known.said, selectors.of(one.case)
    rows = [
        papers.line(said("NAME"), people.stated(one.person).full_name),
        papers.line(said("you_must"), countries.name(one.country)),
        papers.line(said("leave_until"), back.vd_until or (said("none") if not one.vd_days else f"{one.vd_days}")),
        papers.line(said("ban"), f"{one.ban_months}" if one.ban_months else said("none")),
        papers.line(said("appeal_until"), one.remedy_until or "–"),
        papers.line(said("appeal_to"), one.remedy_body),
        papers.line(said("meanwhile"), said("stays") if one.suspensive else said("ask_stay")),
        papers.line(said("legal_aid"), one.legal_aid),
    ]
    parts: list[dict[str, Any]] = [{"before": said("means"), "rows": rows, "after": said("asylum_always")}, {"rows": [], "after": said("avrr_help")}]
    return papers.paper(known, "notification", one.case.number, _unit(one.case), parts, synthetic=one.person.synthetic)


def fitness(case: CaseFile, one: FitToTravel, language: str = "") -> HttpResponse:
    known = _words(language)
    said = known.said
    rows = [
        papers.line(said("NAME"), people.stated(selectors.of(case).person).full_name),
        papers.line(said("result"), said(f"fit_{one.result}")),
        papers.line(said("mode"), said(f"mode_{one.mode}")),
        papers.line(said("conditions"), one.conditions or "–"),
        papers.line(said("examined"), one.examined_on),
        papers.line(said("valid_until"), one.valid_until),
        papers.line(said("doctor"), one.examiner),
    ]
    parts: list[dict[str, Any]] = [{"rows": rows, "after": said("no_sedation")}]
    return papers.paper(known, "fitness", case.number, _unit(case), parts, synthetic=selectors.of(case).person.synthetic)


def manifest(case: CaseFile, language: str = "") -> HttpResponse:
    """The list with what the escort must know of each: no claim, no diagnosis."""
    known = _words(language)
    said, one = known.said, operations.of(case)
    listed = operations.rows(case)
    rows = [
        papers.line(said("to"), countries.name(one.country)),
        papers.line(said("departure"), f"{timezone.localtime(one.departs_at):%Y-%m-%d %H:%M} · {one.from_place}"),
        papers.line(said("carrier"), one.carrier or "–"),
        papers.line(said("authorised"), one.authorised or "–"),
        papers.line(said("monitor"), f"{timezone.localtime(one.monitor_told_at):%Y-%m-%d %H:%M}" if one.monitor_told_at else said("not_told")),
        papers.line(said("escorts"), ", ".join(f"{each.name} ({each.get_duty_display()})" for each in operations.escorts(case)) or "–"),
    ]
    # Who was taken off stands on no paper that travels; the numbers stay as they were.
    table = [_listed(number, each, said) for number, each in enumerate(listed, 1) if each.status in {Status.BOOKED, Status.BOARDED, Status.HANDED_OVER}]
    parts: list[dict[str, Any]] = [{"rows": rows}, {"before": said("persons"), "table": table, "after": said("asylum_hear")}]
    return papers.paper(known, "manifest", case.number, _unit(case), parts, synthetic=any(each.person.synthetic for each in listed))


def _listed(number: int, one: Returnee, said: Any) -> list[Any]:
    name = people.stated(one.person).full_name
    escorts = "–" if one.escorts is None else str(one.escorts)
    return [
        [f"{number}. {operations.number_of(one.return_case)} · {name}", ""],
        f"{one.person.citizenship} · {said(f'risk_{one.risk}')[0] if one.risk else '–'} · {escorts}",
        said(f"row_{one.status}")[0],
    ]


def request(one: ToldAbroad, language: str = "") -> HttpResponse:
    """The application as it left: from what was told, never from the file."""
    known = _words(language)
    said, content = known.said, json.loads(one.content)
    rows = [papers.line(said("requested"), countries.name(one.country))]
    for code in Datum.values:
        if code in content:
            value = content[code]
            rows.append(papers.line(said(f"d_{code}"), "; ".join(value) if isinstance(value, list) else value))
    parts: list[dict[str, Any]] = [{"rows": rows}]
    return papers.paper(known, f"told_{one.kind}", one.case.number, _unit(one.case), parts, synthetic=one.person.synthetic)


def report(case: CaseFile, one: Monitoring, language: str = "") -> HttpResponse:
    """What the monitor publishes, with the coverage of each phase; no line of the notebook."""
    known = _words(language)
    said = known.said
    counted = notebook.counts(case)
    rows = [
        papers.line(said("operation"), one.operation_number),
        papers.line(said("departure"), f"{timezone.localtime(one.departs_at):%Y-%m-%d}"),
        papers.line(said("persons"), one.persons),
        papers.line(said("monitor"), one.monitor or "–"),
        *[papers.line(said(f"phase_{code}"), said("seen") if number else said("not_seen")) for code, number in counted.items()],
    ]
    parts: list[dict[str, Any]] = [{"rows": rows}, {"before": said("findings"), "rows": [papers.line(said("report_text"), one.report or "–")]}]
    return papers.paper(known, "report", case.number, _unit(case), parts, synthetic=settings.EGNATIA_DEMO)
