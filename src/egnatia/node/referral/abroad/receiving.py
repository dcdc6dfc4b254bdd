"""What another node says: a referral, that it is over, or how ours goes there. Each is signed by its node and speaks of its own referrals alone."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Incoming
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM
from egnatia.kernel.engine.refusals import Refused, WrongState
from egnatia.node.referral import actions as referral
from egnatia.node.referral.abroad import actions, selectors
from egnatia.node.referral.inputs import LONGEST
from egnatia.node.referral.models import Arrived, OverBefore, Passage, Priority

_KEYS = uuid.UUID("a0a5d5e2-6c0e-4a35-9d5c-9a3b7a0ce6a4")


def _key(row: Incoming) -> uuid.UUID:
    return uuid.uuid5(_KEYS, row.envelope_hash)


def _body(body: dict[str, Any], *names: str) -> uuid.UUID:
    if set(body) != {"reference", *names} or not all(isinstance(one, str) for one in body.values()):
        raise BadEnvelope("body", "the message does not have the fields of its type")
    return uuid.UUID(body["reference"])


def taken(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """A new referral, or the content of a known one anew. Raises BadEnvelope for what is not sealed to this node or not of the form."""
    reference = _body(body, "priority", "until")
    try:
        selectors.opened(payload)
    except selectors.Unreadable:
        raise BadEnvelope("sealed", "it is not sealed to the key of this node, or not of the form that was agreed on") from None
    until = date.fromisoformat(body["until"])
    told = {"country": row.node, "reference": reference, "priority": Priority(body["priority"]), "until": until, "content": payload}
    if not moment.today() <= until <= moment.today() + LONGEST or OverBefore.objects.filter(country=row.node, reference=reference).exists():
        raise BadEnvelope("state", "this referral is over, or its last day is over or too far ahead")
    known = Arrived.objects.filter(country=row.node, reference=reference).first()
    try:
        (actions.update if known else actions.receive)(told, actor=SYSTEM, key=_key(row), case_id=known.pk if known else None)
    except WrongState:
        raise BadEnvelope("state", "this referral has ended here") from None


def over(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Taken back or ended there. What has ended here already stays as it is."""
    reference = _body(body)
    known = Arrived.objects.filter(country=row.node, reference=reference).first()
    if known is None:
        OverBefore.objects.get_or_create(country=row.node, reference=reference)
        return
    try:
        actions.over({}, actor=SYSTEM, key=_key(row), case_id=known.pk)
    except WrongState:
        return


def answered(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """How a referral of ours goes in another state; an answer that comes after the end changes nothing."""
    passage = Passage.objects.filter(country=row.node, reference=_body(body, "answer", "declined_as")).first()
    if passage is None or payload:
        raise BadEnvelope("reference", "no referral of this reference went to this node")
    told = {"answer": body["answer"], **({"declined_as": body["declined_as"]} if body["declined_as"] else {})}
    try:
        referral.answer_from_abroad(told, actor=SYSTEM, key=_key(row), case_id=passage.pk)
    except WrongState:
        return
    except Refused as refusal:
        raise BadEnvelope("answer", f"the answer is not taken: {refusal.code}") from None
