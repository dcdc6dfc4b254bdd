"""A contract under way and priorities with scores, for demonstrations: SYNTHETIC, through the real steps."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction

from egnatia.hub.logframe.activities import actions as activities
from egnatia.hub.logframe.indicators import actions as indicators
from egnatia.hub.logframe.results import actions as results
from egnatia.hub.programme.contracts import actions
from egnatia.hub.programme.models import Priority
from egnatia.hub.programme.phases import actions as phases
from egnatia.hub.programme.priorities import actions as priorities
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as
from egnatia.kernel.engine.run import Answer


@transaction.atomic
def make(officer: Actor, partners: dict[str, tuple[Actor, Actor]]) -> None:
    """Once; what people did since is never touched."""
    with acting_as(officer):
        if Priority.objects.exists():
            return
    lead = partners["IOM"][0]
    starts = moment.today() - timedelta(days=400)
    head: dict[str, Any] = {"starts": starts, "ends": starts + timedelta(days=1277)}
    told = {"title": "SYNTHETIC phase", "told": "42 months", "budget": 9_000_000, "funder": "EC", "source": "SYNTHETIC"}
    phase = _do(phases.record, officer, **told, **head)
    about = {"title": "SYNTHETIC Component 2", "objective": "SYNTHETIC: people on the move are heard and counted", "partners": ["EUAA", "UNHCR"]}
    plan = _do(actions.draft, lead, phase=phase, component=2, lead="IOM", **about, **head)
    _do(results.add_result, lead, framework=plan, code="1", level="OUTCOME", title="SYNTHETIC: interviews are held in a language understood")
    _do(results.add_result, lead, framework=plan, code="1.1", level="OUTPUT", part_of="1", title="SYNTHETIC: the pool of interpreters works")
    _do(results.add_result, lead, framework=plan, code="1.2", level="OUTPUT", part_of="1", title="SYNTHETIC: trainers train in the region")
    asked: dict[str, Any] = {"framework": plan, "responsible": "IOM", "baseline": 0, "baseline_year": starts.year - 1, "frequency": "YEAR"}
    share = {"measure": "PERCENT", "target": 90, "live": "INTERPRETED"}
    _do(indicators.add_indicator, lead, code="1.1a", part_of="1.1", title="SYNTHETIC share of interpreting asked for that was held", **share, **asked)
    count = {"measure": "NUMBER", "unit": "persons", "target": 60, "live": "TRAINED"}
    _do(indicators.add_indicator, lead, code="1.2a", part_of="1.2", title="SYNTHETIC people who passed a session", **count, **asked)
    for output, budget in (("1.1", 300_000), ("1.2", 120_000)):
        row: dict[str, Any] = {"code": f"{output}.1", "output": output, "title": f"SYNTHETIC work for {output}", "lead": "IOM", "budget": budget}
        _do(activities.add_activity, lead, framework=plan, **row, starts=starts, ends=starts + timedelta(days=900))
    _do(actions.begin, lead, plan, signed_on=starts)
    for year in range(starts.year, starts.year + 4):
        _do(actions.note_money, lead, plan, kind="BUDGET", year=year, amount=1_000_000, on=starts, party="IOM", what="SYNTHETIC budget")
    for kind, amount, days in (("COMMITMENT", 4_000_000, 1), ("EXPENDITURE", 640_000, 200), ("EXPENDITURE", 410_000, 380)):
        _do(actions.note_money, lead, plan, kind=kind, amount=amount, on=starts + timedelta(days=days), party="IOM", what=f"SYNTHETIC {kind.lower()}")
    _do(actions.note_lesson, partners["EUAA"][0], plan, text="SYNTHETIC: fewer languages, tested better", learned_from="SYNTHETIC review")
    _priorities(partners)


def _priorities(partners: dict[str, tuple[Actor, Actor]]) -> None:
    wanted: tuple[tuple[str, str, str, int, dict[str, tuple[int, ...]]], ...] = (
        ("UNHCR", "SYNTHETIC guardianship for children who travel alone", "", 1_200_000, {"UNHCR": (5, 4, 4, 3), "EUAA": (5, 5, 4, 3), "IOM": (5, 3, 4, 3)}),
        ("FRONTEX", "SYNTHETIC screening forms in all seven", "", 800_000, {"FRONTEX": (3, 4, 5, 4), "EUAA": (3, 3, 5, 4), "UNHCR": (3, 3, 4, 4)}),
        ("EUAA", "SYNTHETIC reception standards", "BIH", 500_000, {}),
    )
    for code, title, country, amount, scores in wanted:
        told = {"lead": code, "title": title, "country": country, "amount": amount, "text": "SYNTHETIC reasons"}
        case = _do(priorities.propose, partners[code][0], **told)
        for office, given in scores.items():
            names = ("protection", "recommendation", "region", "capacity")
            _do(priorities.score, partners[office][0], case, why="SYNTHETIC", **dict(zip(names, given, strict=True)))


def _do(door: Callable[..., Answer], who: Actor, case: uuid.UUID | None = None, /, **told: Any) -> uuid.UUID:
    return door(told, actor=who, key=uuid.uuid4(), case_id=case).case_id
