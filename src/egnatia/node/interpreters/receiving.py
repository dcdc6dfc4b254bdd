"""What the hub says to this node alone: of its own requests, and to its own interpreters."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings

from egnatia.exchange import sealed
from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Incoming, Outgoing
from egnatia.kernel.access.actor import SYSTEM, seeing_all
from egnatia.kernel.codes import pool
from egnatia.node.interpreters import talking
from egnatia.node.interpreters.models import Interpreter, Session
from egnatia.node.interpreters.register import actions as register
from egnatia.node.interpreters.sessions import actions as sessions
from egnatia.node.interpreters.sessions import selectors as sessions_of

# Rooms that ask for interpreters hear of their requests by reference: (reference, word or code of a refusal, key of the step).
when_told: list[Callable[[uuid.UUID, pool.Word, uuid.UUID], None]] = []
when_refused: list[Callable[[uuid.UUID, str, uuid.UUID], None]] = []
_KEYS = uuid.UUID("0e7f2b6d-3c43-4a51-9a41-0d7a2a3c9b10")


def word(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """What is for another node is passed over. Raises BadEnvelope for what is not sealed to this one, or not in the form."""
    if body.get("for") != settings.EGNATIA_COUNTRY:
        return
    told = sealed.read(pool.Word, payload)
    key = uuid.uuid5(_KEYS, row.envelope_hash)
    if told.kind == "numbers":
        with seeing_all():
            for reference, number in told.numbers.items():
                Interpreter.objects.filter(reference=reference).update(number=number)
    elif told.reference is None:
        raise BadEnvelope("content", "a word about a request names its reference")
    elif told.number:
        _to_interpreter(told, told.reference, key)
    else:
        for tell in when_told:
            tell(told.reference, told, key)


def _to_interpreter(told: pool.Word, reference: uuid.UUID, key: uuid.UUID) -> None:
    with seeing_all():
        known = Session.objects.filter(reference=reference, booking=told.booking, interpreter__number=told.number, case__state__in=sessions_of.OPEN).first()
        who = Interpreter.objects.filter(number=told.number).select_related("case").first()
    if told.kind == "complaint":
        if told.day is None or told.complaint is None:
            raise BadEnvelope("content", "a complaint names its day and what it is about")
        if who is not None:
            register.hear_complaint({"on": told.day, "country": told.country, "what": told.complaint}, actor=SYSTEM, key=key, case_id=who.pk)
        return
    if told.kind in ("asked", "booked") and (told.option is None or told.day is None or told.number not in {each.number for each in told.option.seats}):
        raise BadEnvelope("content", "a word about a booking names its day, its time and its seats")
    if told.kind == "asked" and known is None and who is not None and who.case.state != "active":
        # Paused or gone since the pool was told: it hears at once that nobody comes.
        talking.say(reference, pool.Answer(number=told.number, booking=told.booking, interpreter=False))
    elif told.kind == "asked" and known is None and who is not None:
        sessions.ask({"word": told, "interpreter": who.pk}, actor=SYSTEM, key=key)
    elif told.kind == "booked" and known is not None:
        sessions.confirm({"word": told, "interpreter": known.interpreter_id}, actor=SYSTEM, key=key, case_id=known.pk)
    elif told.kind == "ended" and known is not None and known.began_at is None:
        sessions.over({"why": told.why}, actor=SYSTEM, key=key, case_id=known.pk)


def refused(row: Outgoing) -> None:
    """The pool did not take a request or a choice: whoever waits is told. Of the reasons the code alone is passed on."""
    if row.message["type"] == "pool_choice":
        # Whatever stands there, nothing of it is followed here any more: so it must not stand.
        talking.say(uuid.UUID(row.message["body"]["reference"]), pool.Withdrawal(why="OTHER_FOUND"))
    for tell in when_refused:
        tell(uuid.UUID(row.message["body"]["reference"]), row.receipt_reasons.split(":")[0][:40], uuid.uuid5(_KEYS, str(row.pk)))
