"""Random histories of an age assessment: none reaches an examination without doubt, guardian and consent; twins without a gate are caught."""

from __future__ import annotations

import contextlib
import random
from typing import Any
from uuid import UUID

import pytest

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, Event
from egnatia.node.people.models import Person
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.age import actions as age
from egnatia.node.protection.age import gates, procedure
from egnatia.node.protection.models import (
    MEDICAL,
    AgeAssessment,
    AgeConsent,
    AgeMethod,
    AgeOrder,
    AgeStep,
)
from tests.node.conftest import do
from tests.node.test_age_assessment import DOUBT, SERVED, TEAM, TOLD, alone, doubted, guarded


def _random_step(draw: random.Random, staff: dict[str, Actor], children: dict[str, Actor], case: UUID) -> None:
    """One action with answers that may be right or wrong; a refusal is an answer too."""
    method = draw.choice([*AgeMethod.values, "SEXUAL_MATURITY"])
    low = draw.choice(["15", "17.9", "18", "21"])
    steps: list[tuple[Any, Actor, dict[str, Any]]] = [
        (age.record_consent, children["first"], {"who": draw.choice(["CHILD", "GUARDIAN"]), **TOLD, "given": draw.choice(["YES", "YES", "NO"])}),
        (age.examine, children["first"], {**TEAM, "methods": [method, "INTERVIEW"], "low": low, "high": "25", "doubt_remains": draw.random() < 0.7}),
        (age.examine, children["first"], {**TEAM, "low": low, "high": "25", "doubt_remains": draw.random() < 0.5}),
        (age.ask_medical, children["first"], {"method": draw.choice([*MEDICAL, "INTERVIEW", "SEXUAL_MATURITY"]), "why": "SYNTHETIC"}),
        (age.order_medical, children["first"], {}),
        (age.order_medical, children["first"], {}),
        (age.record_medical, staff["medic"], {"low": low, "high": "25", "doubt_remains": draw.random() < 0.7}),
        (age.cancel_medical, staff["medic"], {}),
        (age.correct_result, draw.choice(list(children.values())), {"number": draw.randint(1, 3), "low": low, "high": "25", "report_says_so": True}),
        (age.propose, children["first"], {"reasons": "SYNTHETIC"}),
        (age.decide, draw.choice(list(children.values())), {**SERVED, "remedy_told": draw.random() < 0.8}),
        (age.review, staff["officer"], {"evidence": "SYNTHETIC"}),
        (age.send_back, children["second"], {"reason": "SYNTHETIC"}),
        (age.doubt_again, children["first"], DOUBT),
    ]
    doors = [door for door, _who, _answers in steps]
    with seeing_all():
        state = CaseFile.objects.get(pk=case).state
    # Mostly what the state leads to, so that long ways are walked too.
    likely = {
        "doubted": [0, doors.index(age.examine)],
        "examined": [doors.index(age.ask_medical)],
        "asked": [0, 0, doors.index(age.order_medical)],
        "ordered": [doors.index(age.record_medical)],
        "proposed": [doors.index(age.decide)],
    }.get(state, [])
    door, who, answers = steps[draw.choice(likely)] if likely and draw.random() < 0.5 else draw.choice(steps)
    with contextlib.suppress(refusals.Refused):
        do(door, who, case, **answers)


def broken_rules(case: UUID, guardian_from: int) -> list[str]:
    """What a history did that it may not: read from its events and records alone."""
    wrong = []
    with seeing_all():
        one = AgeAssessment.objects.get(pk=case)
        steps = list(AgeStep.objects.filter(case=case, replaced_by=None).order_by("at"))
        events = list(Event.objects.filter(case=case).order_by("sequence"))
        for event in events:
            if event.action == "order_medical":
                last = [step for step in steps if step.at <= event.at]
                asked = AgeOrder.objects.filter(case=case, at__lte=event.at).order_by("-at").first()
                agreed = asked is not None and all(_consent(case, who, asked, event.at) for who in ("CHILD", "GUARDIAN"))
                wrong += ["ordered without doubt"] if not last or not last[-1].doubt_remains else []
                wrong += ["ordered without consent"] if not agreed else []
                wrong += ["ordered without guardian"] if event.sequence < guardian_from else []
        wrong += ["forbidden method"] if any(method not in AgeMethod.values for step in steps for method in step.methods) else []
        wrong += ["medical without order"] if sum(step.medical for step in steps) > sum(event.action == "order_medical" for event in events) else []
        wrong += ["body in the team's step"] if any(set(step.methods) & set(MEDICAL) for step in steps if not step.medical) else []
        lowest = min((step.low for step in steps), default=None)
        if one.decided_at and one.is_adult and (lowest is None or lowest < 18 or steps[-1].doubt_remains):
            wrong.append("adult below eighteen or in doubt")
        if not one.decided_at and not protection.treated_as_child(Person.objects.get(pk=one.person_id)):
            wrong.append("undecided and no child")
    return wrong


def _consent(case: UUID, who: str, asked: AgeOrder, at: Any) -> bool:
    last = AgeConsent.objects.filter(case=case, who=who, method=asked.method, at__lte=at).order_by("-at").first()
    return last is not None and last.given


def _history(seed: int, staff: dict[str, Actor], children: dict[str, Actor]) -> list[str]:
    draw = random.Random(seed)
    person = alone(staff)
    case = doubted(staff, person)
    guardian_from = 10**6
    for _step in range(40):
        if guardian_from == 10**6 and draw.random() < 0.4:
            guarded(staff, person)
            with seeing_all():
                guardian_from = CaseFile.objects.get(pk=case).version
        _random_step(draw, staff, children, case)
    return broken_rules(case, guardian_from)


@pytest.mark.parametrize("seed", range(12))
def test_no_history_reaches_an_examination_without_doubt_guardian_and_consent(staff: dict[str, Actor], children: dict[str, Actor], seed: int) -> None:
    assert _history(seed, staff, children) == []


@pytest.mark.parametrize(
    ("action", "gate", "found"),
    [
        ("ASK_MEDICAL", "doubt_remains", "ordered without doubt"),
        ("ORDER", "both_agree", "ordered without consent"),
    ],
)
def test_twin_a_history_without_one_of_the_gates_is_caught(
    staff: dict[str, Actor], children: dict[str, Actor], action: str, gate: str, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in (getattr(procedure, action), procedure.ORDER):
        monkeypatch.setattr(step, "gates", tuple(one for one in step.gates if one is not getattr(gates, gate)))
    assert any(found in _history(seed, staff, children) for seed in range(40))
