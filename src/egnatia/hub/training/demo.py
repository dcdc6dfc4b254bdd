"""The curriculum published but for one module, some trainers and sessions, for demonstrations: SYNTHETIC, through the real steps."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction

from egnatia.hub.training import actions, selectors, telling
from egnatia.hub.training.materials import actions as materials
from egnatia.hub.training.models import Module, Trainer
from egnatia.hub.training.sessions import actions as sessions
from egnatia.hub.training.trainers import actions as trainers
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as
from egnatia.kernel.engine.run import Answer

_MADE = uuid.UUID("6b0f3a52-7f8c-4f4e-9a0d-2c1b5d8e7f90")
# It waits in the queue of the programme officers, so that there is one to look at.
LEFT = "RECEPTION"
_TRAINERS = (
    ("SRB", ["eng", "srp"], {"INTERVIEW-METHOD": 3, "VULNERABLE": 2}),
    ("MKD", ["eng", "mkd"], {"INTERVIEW-METHOD": 2, "INCLUSION": 2}),
    ("ALB", ["eng", "sqi"], {"VULNERABLE": 2, "EVIDENCE": 1}),
    ("BIH", ["eng", "bos"], {"EVIDENCE": 2, "INTERVIEW-METHOD": 1}),
    ("XKX", ["eng", "sqi"], {"INCLUSION": 2, "VULNERABLE": 1}),
    ("MNE", ["eng", "cnr"], {"INTERVIEW-METHOD": 1, "EVIDENCE": 2}),
)
# Kind, module, language, country, place, and in how many weeks: the first is open and begins in this one.
_SESSIONS = (
    ("TOT_REGIONAL", "INCLUSION", "eng", "MKD", "SYNTHETIC Skopje", 0),
    ("TOT_REGIONAL", "INTERVIEW-METHOD", "eng", "MKD", "SYNTHETIC Skopje", 3),
    ("NATIONAL", "VULNERABLE", "eng", "SRB", "SYNTHETIC Beograd", 5),
    ("NATIONAL", "EVIDENCE", "bos", "MNE", "SYNTHETIC Podgorica", 6),
)


@transaction.atomic
def make(first: Actor, second: Actor) -> None:
    """All of it or nothing, once: what people did since is never touched."""
    with acting_as(first):
        if Trainer.objects.exists():
            return
    while waiting := _ready(first):
        for pk in waiting:
            actions.publish({}, actor=second, key=uuid.uuid5(_MADE, str(pk)), case_id=pk)
    today = moment.today()
    for number, (country, spoken, teaches) in enumerate(_TRAINERS):
        told = {"country": country, "languages": spoken, "certified_until": today + timedelta(days=500), "most": 4}
        case = trainers.enrol(told, actor=first, key=uuid.uuid5(_MADE, f"trainer {number}")).case_id
        for module, level in teaches.items():
            trainers.teach({"module": module, "level": level}, actor=first, key=uuid.uuid5(_MADE, f"{number} {module}"), case_id=case)
        _step(trainers.confirm, second, case)
    for number, (kind, module, language, country, place, week) in enumerate(_SESSIONS):
        told = {"kind": kind, "module": module, "language": language, "country": country, "place": place, "monday": today + timedelta(weeks=week)}
        case = sessions.plan(told, actor=first, key=uuid.uuid5(_MADE, f"session {number}")).case_id
        sessions.approve({}, actor=second, key=uuid.uuid5(_MADE, f"approve {number}"), case_id=case)
        if week == 0:
            _step(sessions.give_trainers, first, case, week=today, first=2, second=5)
            _step(sessions.open_session, first, case)
    _held(first, second)
    with acting_as(first):
        telling.tell_all()
    told = {"module": "INTERVIEW-METHOD", "title": "SYNTHETIC handbook", "language": "eng", "licence": "CC BY 4.0"}
    case = materials.register(told, actor=first, key=uuid.uuid5(_MADE, "material")).case_id
    for language, progress in (("sqi", "READY"), ("srp", "REVIEWING"), ("mkd", "TRANSLATING")):
        _step(materials.translate, first, case, language=language, progress=progress)


def _step(door: Callable[..., Answer], who: Actor, case: uuid.UUID, **told: Any) -> None:
    door(told, actor=who, key=uuid.uuid4(), case_id=case)


def _held(first: Actor, second: Actor) -> None:
    """One that was held two months ago, with what is known of it in sums."""
    with moment.pretend(moment.now() - timedelta(days=60)):
        told = {"kind": "TOT_REGIONAL", "module": "EVIDENCE", "language": "eng", "country": "ALB", "place": "SYNTHETIC Tirana", "monday": moment.today()}
        case = sessions.plan(told, actor=first, key=uuid.uuid5(_MADE, "held")).case_id
        _step(sessions.approve, second, case)
        _step(sessions.give_trainers, first, case, week=moment.today(), first=4, second=6)
        for door in (sessions.open_session, sessions.begin):
            _step(door, first, case)
        _step(sessions.deliver, first, case, alb=4, alb_passed=3, srb=6, srb_passed=6, mkd=5, mkd_passed=4, bih=3, bih_passed=3)
        _step(sessions.evaluate, first, case, reaction="4.35", before=46, after=78)
        _step(sessions.report, first, case, lessons="SYNTHETIC: more time for exercises with an interpreter")


def _ready(actor: Actor) -> list[uuid.UUID]:
    """Seeded drafts whose prerequisites are published; what a person drafted is theirs."""
    with acting_as(actor):
        known = set(selectors.current())
        found = Module.objects.filter(case__state="drafted", proposed_by=None).exclude(code=LEFT)
        return [one.pk for one in found if set(one.prerequisites) <= known]
