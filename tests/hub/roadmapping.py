"""What tests of roadmaps, contracts and their logframes share: officers of partners, a plan, reports."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from egnatia.hub.logframe.activities import actions as activities
from egnatia.hub.logframe.indicators import actions as indicators
from egnatia.hub.logframe.models import Period
from egnatia.hub.logframe.progress import actions as progress
from egnatia.hub.logframe.results import actions as results
from egnatia.hub.roadmaps import actions as roadmaps
from egnatia.kernel.access.actor import Actor, acting_as
from egnatia.kernel.models import CaseFile
from tests.hub.conftest import do

STARTS, ENDS = date(2026, 1, 1), date(2027, 12, 31)
OUTPUT = "1.1.1"


def opened(lead: Actor, country: str = "ALB", code: str = "EUAA", **changes: Any) -> uuid.UUID:
    """A roadmap in design, of two years with half-years."""
    told = {"country": country, "lead": code, "title": "SYNTHETIC plan", "starts": STARTS, "ends": ENDS, "generation": 2}
    return do(roadmaps.open_roadmap, lead, **told | changes)


def chained(lead: Actor, plan: uuid.UUID) -> None:
    """An area with its outcome and output."""
    for code, level, above in (("1", "AREA", ""), ("1.1", "OUTCOME", "1"), (OUTPUT, "OUTPUT", "1.1")):
        value = {"added_value": "SYNTHETIC"} if level == "AREA" else {}
        do(results.add_result, lead, framework=plan, code=code, level=level, part_of=above, title=f"SYNTHETIC {code}", **value)


def measured(lead: Actor, plan: uuid.UUID, code: str = "a", **changes: Any) -> uuid.UUID:
    """An indicator of the output, a number unless told otherwise."""
    told = {"part_of": OUTPUT, "title": f"SYNTHETIC {code}", "measure": "NUMBER", "unit": "officers", "baseline": 0, "baseline_year": 2025, "target": 40}
    return do(indicators.add_indicator, lead, framework=plan, code=code, **{"responsible": "EUAA", **told, **changes})


def active(lead: Actor, plan: uuid.UUID, code: str = "A1", who: str = "EUAA", **changes: Any) -> uuid.UUID:
    told = {"output": OUTPUT, "title": f"SYNTHETIC {code}", "lead": who, "starts": STARTS, "ends": STARTS + timedelta(days=200), "budget": 1000}
    return do(activities.add_activity, lead, framework=plan, code=code, **told | changes)


def whole(lead: Actor, **changes: Any) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID]:
    """(plan, indicator, activity): what can be signed."""
    plan = opened(lead, **changes)
    chained(lead, plan)
    return plan, measured(lead, plan), active(lead, plan)


def periods(who: Actor, indicator: uuid.UUID) -> list[Period]:
    with acting_as(who):
        return list(Period.objects.filter(indicator=indicator).order_by("starts"))


def unlocked(officer: Actor, indicator: uuid.UUID, number: int = 0) -> Period:
    period = periods(officer, indicator)[number]
    if period.locked:
        do(indicators.unlock, officer, indicator, period=period.pk)
    return period


def drafted(officer: Actor, who: Actor, indicator: uuid.UUID, number: int = 0, **told: Any) -> uuid.UUID:
    """A report on one of its periods."""
    period = unlocked(officer, indicator, number)
    return do(progress.begin, who, indicator=indicator, period=period.pk, **{"as_of": period.starts, **told})


def approved(officer: Actor, who: Actor, second: Actor, indicator: uuid.UUID, number: int = 0, **told: Any) -> uuid.UUID:
    case = drafted(officer, who, indicator, number, **told)
    do(progress.submit, who, case)
    do(progress.approve, second, case)
    return case


def state(who: Actor, case: uuid.UUID) -> str:
    with acting_as(who):
        return CaseFile.objects.get(pk=case).state
