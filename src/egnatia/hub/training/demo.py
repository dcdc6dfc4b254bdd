"""The curriculum published but for one module, some trainers and sessions, for demonstrations: SYNTHETIC, through the real steps."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import transaction

from egnatia.hub.training import actions, selectors
from egnatia.hub.training.models import Module, Trainer
from egnatia.hub.training.sessions import actions as sessions
from egnatia.hub.training.trainers import actions as trainers
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as

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
_SESSIONS = (
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
    for number, (kind, module, language, country, place, week) in enumerate(_SESSIONS):
        told = {"kind": kind, "module": module, "language": language, "country": country, "place": place, "monday": today + timedelta(weeks=week)}
        case = sessions.plan(told, actor=first, key=uuid.uuid5(_MADE, f"session {number}")).case_id
        sessions.approve({}, actor=second, key=uuid.uuid5(_MADE, f"approve {number}"), case_id=case)


def _ready(actor: Actor) -> list[uuid.UUID]:
    """Seeded drafts whose prerequisites are published; what a person drafted is theirs."""
    with acting_as(actor):
        known = set(selectors.current())
        found = Module.objects.filter(case__state="drafted", proposed_by=None).exclude(code=LEFT)
        return [one.pk for one in found if set(one.prerequisites) <= known]
