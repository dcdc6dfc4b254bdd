"""Learners, and the hub's training as this node hears it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pyrage
from django.conf import settings

from egnatia.exchange import inbox, signing
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.kernel.codes import training
from egnatia.node.training.models import Nomination
from egnatia.node.training.nominations import actions
from egnatia.node.training.people import actions as people
from tests.exchanging import Sender
from tests.node.conftest import do

PERSON = {"name": "SYNTHETIC Learner", "sex": "F", "institution": "ASYLUM", "office": "SYNTHETIC office", "languages": ["eng"], "email": "learner@example.org"}
FIRST, SECOND = "SYNTHETIC-A", "SYNTHETIC-B"


def day(number: int) -> date:
    return moment.today() + timedelta(days=number)


@dataclass
class Hub:
    sender: Sender = field(default_factory=lambda: Sender(signing.HUB, signing.ALL).trusted_here())
    session: UUID = field(default_factory=uuid.uuid4)
    other: UUID = field(default_factory=uuid.uuid4)

    def _sent(self, kind: str, body: dict[str, Any], payload: bytes) -> str:
        envelope = self.sender.says(kind, body, payload).pack()
        return str(inbox.receive(signing.HUB, self.sender.sequence, envelope).content["status"])

    def tells(self, **changes: Any) -> str:
        """The programme: two modules, the second after the first, with a session each."""
        modules = [
            {"code": FIRST, "title": "SYNTHETIC first", "version": 1, "before": []},
            {"code": SECOND, "title": "Second", "version": 2, "before": [FIRST]},
        ]
        told = {"number": "L1", "kind": "TOT_REGIONAL", "language": "eng", "country": "MKD", "place": "SYNTHETIC town", "monday": day(20), "places": 20}
        sessions = [
            {**told, "id": self.session, "module": FIRST, "takes": True, **changes},
            {**told, "id": self.other, "module": SECOND, "before": [FIRST], "number": "L2", "takes": True},
        ]
        form = training.Programme.model_validate({"modules": modules, "sessions": sessions})
        return self._sent("training_programme", {}, form.told())

    def says(self, kind: str, reference: UUID, to: str | None = None, **told: Any) -> str:
        """One word, sealed to this node."""
        word = training.Word.model_validate({"kind": kind, "reference": reference, **told})
        sealed = bytes(pyrage.encrypt(word.told(), [pyrage.x25519.Recipient.from_str(signing.sealing_public())]))
        return self._sent("training", {"for": to or settings.EGNATIA_COUNTRY}, sealed)

    def certifies(self, reference: UUID, module: str = FIRST) -> None:
        """Somebody had a place, was there and passed."""
        assert self.says("place", reference, number=7) == "accepted"
        assert self.says("result", reference, attended=True, passed=True) == "accepted"
        address = "https://hub.example.org/certificates/ABCD-EFGH-JKLM/"
        told = {"code": f"ABCD-EFGH-{uuid.uuid4().hex[:4]}".upper(), "badge": "a.b.c", "address": address, "module": module, "version": 1, "on": day(0)}
        assert self.says("certificate", reference, **told) == "accepted"


def enrolled(staff: dict[str, Actor], **changes: Any) -> UUID:
    return do(people.enrol, staff["training"], **{**PERSON, **changes})


def nominated(staff: dict[str, Actor], session: UUID, learner: UUID) -> UUID:
    return do(actions.nominate, staff["training"], session=str(session), learner=str(learner), why="SYNTHETIC")


def reference(case: UUID) -> UUID:
    with acting_as(SYSTEM):
        return Nomination.objects.get(pk=case).reference
