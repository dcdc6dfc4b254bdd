"""A register with interpreters, and the hub as this node hears it."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pyrage
from django.conf import settings

from egnatia.exchange import inbox, signing
from egnatia.exchange.models import Outgoing
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.codes import pool
from egnatia.kernel.models import CaseFile, Task
from egnatia.node.interpreters.models import Interpreter
from egnatia.node.interpreters.register import actions
from tests.exchanging import Sender
from tests.node.conftest import do

ROOMS = {"name": "SYNTHETIC office", "latitude": 44.8, "longitude": 20.5, "rooms": 2, "opens": "8:00", "closes": "18:00"}
PERSON = {"name": "SYNTHETIC Interpreter", "email": "someone@example.org", "sex": "F", "modes": ["site", "video"], "cents_an_hour": 1800}


def day(number: int = 3) -> date:
    return pool.now_here(moment.now())[0] + timedelta(days=number)


def premises(staff: dict[str, Actor], code: str = "BEG", **changes: Any) -> str:
    do(actions.add_premises, staff["interpreters"], **{**ROOMS, "code": code, **changes})
    return f"{settings.EGNATIA_COUNTRY}-{code}"


def enrolled(staff: dict[str, Actor], home: str, number: int | None = None, **changes: Any) -> UUID:
    """An interpreter who is vetted for Dari, with an own queue and hours."""
    who = staff["interpreters"]
    case = do(actions.enrol, who, **{**PERSON, "home": home, **changes})
    do(actions.add_skill, who, case, language="prs", level=3, tested_on=day(-9))
    do(actions.vet, who, case, vetted_until=day(300), oath_on=day(-9), conduct_on=day(-9), trained_on=day(-9))
    do(actions.give_queue, who, case, unit="INTERPRETER-1")
    do(actions.offer_hours, staff["interpreter1"], case, since=day(0), until=day(9), weekdays=list("0123456"), begins="8:00", ends="16:00")
    if number is not None:
        with acting_as(SYSTEM):
            Interpreter.objects.filter(pk=case).update(number=number)
    return case


@dataclass
class Hub:
    sender: Sender = field(default_factory=lambda: Sender(signing.HUB, signing.ALL).trusted_here())

    def says(self, kind: str, to: str | None = None, **told: Any) -> str:
        """One word, sealed to this node (or to a stranger)."""
        word = pool.Word.model_validate({"kind": kind, **told})
        sealed = bytes(pyrage.encrypt(word.told(), [pyrage.x25519.Recipient.from_str(signing.sealing_public())]))
        envelope = self.sender.says("pool", {"for": to or settings.EGNATIA_COUNTRY}, sealed).pack()
        return str(inbox.receive(signing.HUB, self.sender.sequence, envelope).content["status"])


def option(number: int = 7, **changes: Any) -> dict[str, Any]:
    seat = {"number": number, "sex": "F", "oath_on": day(-9), "premises": "SRB-BEG", "place": "SYNTHETIC office"}
    told = {"start": 600, "end": 660, "mode": "video", "seats": [seat], "spoken": "prs", "match": "EXACT"}
    return {**told, **changes}


def asked(hub: Hub, number: int = 7, reference: UUID | None = None, **changes: Any) -> UUID:
    """An interpreter of this node is asked for; returns the case of the session."""
    reference = reference or uuid.uuid4()
    told = {
        "option": option(number),
        "language": "prs",
        "level": 3,
        "site": "SYNTHETIC office MKD",
        "country": "MKD",
        "asks": "both",
        "urgency": 3,
        "booking": 1,
    }
    assert hub.says("asked", reference=reference, day=day(), number=number, **{**told, **changes}) == "accepted"
    with acting_as(SYSTEM):
        return CaseFile.objects.get(session__reference=reference).pk


def sent(kind: str) -> list[dict[str, Any]]:
    """What this node told the hub, the newest last."""
    found = Outgoing.objects.filter(to=signing.HUB, message__type=kind).order_by("created_at")
    return [{**one.message["body"], **json.loads(bytes(one.payload))} for one in found]


CHECKS = {"no_conflict": True, "same_language": True}


def tasks(case: UUID) -> set[str]:
    with acting_as(SYSTEM):
        return set(Task.objects.filter(case=case, done_at=None).values_list("code", flat=True))
