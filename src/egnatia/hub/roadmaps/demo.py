"""A region with roadmaps under way, for demonstrations: SYNTHETIC plans and figures, through the real steps."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from egnatia.hub.logframe.activities import actions as activities
from egnatia.hub.logframe.indicators import actions as indicators
from egnatia.hub.logframe.models import Party, Period
from egnatia.hub.logframe.parties import actions as parties
from egnatia.hub.logframe.progress import actions as progress
from egnatia.hub.logframe.results import actions as results
from egnatia.hub.roadmaps import actions
from egnatia.hub.roadmaps.missions import actions as missions
from egnatia.hub.roadmaps.models import Roadmap
from egnatia.hub.roadmaps.recommendations import actions as recommendations
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as
from egnatia.kernel.engine.run import Answer

PARTNERS = ("FRONTEX", "EUAA", "IOM", "UNHCR")
_RESULTS = (
    ("1", "AREA", "", "Effective asylum procedures", "Member States' experts bring practice that no training abroad replaces."),
    ("1.1", "OUTCOME", "1", "Decisions are taken in time and stand in court", ""),
    ("1.1.1", "OUTPUT", "1.1", "Caseworkers are trained in interviewing vulnerable persons", ""),
    ("1.1.2", "OUTPUT", "1.1", "Written evidence assessment is used in each file", ""),
    ("2", "AREA", "", "Reception for people with special needs", "The partner's tools are there already, in languages of the region."),
    ("2.1", "OUTCOME", "2", "Special needs are found on arrival", ""),
    ("2.1.1", "OUTPUT", "2.1", "Reception centres use a tool for identifying special needs", ""),
)


@transaction.atomic
def make(officer: Actor, partners: dict[str, tuple[Actor, Actor]]) -> None:
    """Once; what people did since is never touched. ``partners``: two officers of each partner by code."""
    with acting_as(officer):
        if Roadmap.objects.filter(case__state__in=("design", "signed")).exists():
            return
        waiting = list(Party.objects.filter(code__in=PARTNERS, unit=None))
    for one in waiting:
        _do(parties.join, officer, one.pk, unit=one.code)
    first, second = partners["EUAA"]
    for country, name, begun in (("SRB", "Serbia", 300), ("MKD", "North Macedonia", 120)):
        _signed(officer, first, second, country, name, moment.today() - timedelta(days=begun))
    _advanced(first)


def _do(door: Callable[..., Answer], who: Actor, case: uuid.UUID | None = None, /, **told: Any) -> uuid.UUID:
    return door(told, actor=who, key=uuid.uuid4(), case_id=case).case_id


def _signed(officer: Actor, first: Actor, second: Actor, country: str, name: str, starts: date) -> None:
    """A roadmap with results, indicators, activities, recommendations and reports."""
    ends = starts + timedelta(days=729)
    head: dict[str, Any] = {
        "title": f"SYNTHETIC {name}: roadmap",
        "starts": starts,
        "ends": ends,
        "objective": "SYNTHETIC: protection in line with EU standards",
    }
    plan = _do(actions.open_roadmap, first, country=country, generation=3, lead="EUAA", partners=[country, "UNHCR"], **head)
    for code, level, above, title, value in _RESULTS:
        _do(results.add_result, first, framework=plan, code=code, level=level, part_of=above, title=f"SYNTHETIC {title}", added_value=value)
    number: dict[str, Any] = {"measure": "NUMBER", "unit": "officers", "baseline": 0, "baseline_year": starts.year - 1, "target": 40, "responsible": "EUAA"}
    sex = {"sex": ["female", "male"]}
    trained = _do(indicators.add_indicator, first, framework=plan, code="1.1.1a", part_of="1.1.1", title="SYNTHETIC officers trained", dimensions=sex, **number)
    share: dict[str, Any] = {"measure": "PERCENT", "baseline": 20, "baseline_year": starts.year - 1, "target": 80, "responsible": "EUAA"}
    files = _do(indicators.add_indicator, first, framework=plan, code="1.1.2a", part_of="1.1.2", title="SYNTHETIC files with a written assessment", **share)
    centres: dict[str, Any] = number | {"unit": "centres", "target": 5, "cumulative": True, "responsible": "UNHCR"}
    _do(indicators.add_indicator, first, framework=plan, code="2.1.1a", part_of="2.1.1", title="SYNTHETIC centres that use the tool", **centres)
    asked = (
        ("1.1.1", "Training of trainers, interviewing vulnerable persons", "EUAA", 0, 300, 40_000),
        ("1.1.2", "On-the-job coaching on evidence assessment", "EUAA", 90, 500, 60_000),
        ("2.1.1", "Tool for special needs translated and introduced", "UNHCR", 30, 250, 25_000),
    )
    made = []
    for output, title, lead, begins, lasts, budget in asked:
        days: dict[str, Any] = {"starts": starts + timedelta(days=begins), "ends": starts + timedelta(days=begins + lasts)}
        told: dict[str, Any] = {"framework": plan, "code": f"{output}.1", "output": output, "title": f"SYNTHETIC {title}", "lead": lead, "budget": budget}
        made.append(_do(activities.add_activity, first, **told, **days, raci={"A": [lead], "C": [country]}, contingency="SYNTHETIC: held online"))
    _do(
        results.add_risk, first, framework=plan, text="SYNTHETIC staff leave after training", likelihood=2, impact=3, response="Two for each post", owner="EUAA"
    )
    _do(actions.sign, first, plan, signed_on=starts)
    _do(activities.check_capacity, first, made[0], days_needed=30, days_there=45)
    _do(activities.begin, first, made[0], note="SYNTHETIC: first session held")
    _do(activities.check_capacity, first, made[1], days_needed=80, days_there=60)
    _do(activities.at_risk, first, made[1], note="SYNTHETIC: too few days of the authority")
    _reports(officer, first, second, plan, trained, {"value": 18, "parts": {"sex/female": (11, None), "sex/male": (7, None)}})
    _reports(officer, first, second, plan, files, {"numerator": 45, "denominator": 100})
    review: dict[str, Any] = {
        "kind": "STEERING",
        "on": moment.today() - timedelta(days=100),
        "conclusions": "SYNTHETIC: on course; fewer trainers, more coaching",
    }
    if review["on"] >= starts:
        _do(actions.review, first, plan, **review)
    where: dict[str, Any] = {
        "country": country,
        "place": "SYNTHETIC capital",
        "starts": moment.today() + timedelta(days=20),
        "ends": moment.today() + timedelta(days=24),
    }
    _do(
        missions.plan,
        first,
        activity=made[0],
        sends="EUAA",
        profile="SYNTHETIC trainer of Member State",
        experts=2,
        purpose="SYNTHETIC second session",
        **where,
    )
    year = starts.year - 1
    for letter, text in (("a", "Increase the capacity to interview vulnerable applicants"), ("b", "Shorten the time until a decision at first instance")):
        told = {"country": country, "year": year, "reference": f"SYNTHETIC report {year}, p. 1{letter}", "text": f"SYNTHETIC: {text}"}
        case = _do(recommendations.record, officer, **told)
        if letter == "a":
            _do(recommendations.link, first, case, activity=made[0])
            _do(recommendations.note_status, officer, case, year=year + 1, state=2, progress=2, reference=f"SYNTHETIC report {year + 1}, p. 2")


def _reports(officer: Actor, first: Actor, second: Actor, plan: uuid.UUID, indicator: uuid.UUID, told: dict[str, Any]) -> None:
    """The first period, opened by the hub, reported by one officer and approved by another."""
    with acting_as(officer):
        period = Period.objects.filter(indicator=indicator).order_by("starts")[0]
    _do(indicators.unlock, officer, indicator, period=period.pk)
    as_of = min(period.ends, moment.today())
    case = _do(progress.begin, first, indicator=indicator, period=period.pk, as_of=as_of, comment="SYNTHETIC", **told)
    _do(progress.submit, first, case)
    _do(progress.approve, second, case)


def _advanced(first: Actor) -> None:
    """Montenegro and Kosovo* on their own path: asked for, and with options on the table."""
    asked: dict[str, Any] = {"lead": "EUAA", "objective": "SYNTHETIC: asked for by the national authorities"}
    _do(actions.request, first, country="MNE", title="SYNTHETIC Montenegro: advanced cooperation", **asked)
    case = _do(actions.request, first, country="XKX", title="SYNTHETIC Kosovo*: advanced cooperation", **asked)
    _do(actions.assess, first, case, needs="SYNTHETIC: experts of two Member States; reception comes first")
    _do(actions.note_options, first, case, options="SYNTHETIC: training only; training and coaching; a full roadmap")
