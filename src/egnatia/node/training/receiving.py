"""What the hub says of training: to all nodes the programme, to this one what became of its people."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings

from egnatia.exchange import sealed
from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Incoming, Outgoing
from egnatia.kernel.access.actor import SYSTEM, seeing_all
from egnatia.kernel.codes import training
from egnatia.node.training.models import KnownModule, KnownSession, Learner, Nomination
from egnatia.node.training.nominations import actions
from egnatia.node.training.people import actions as people

_KEYS = uuid.UUID("c2f3c2c0-7e3b-4a1d-8f57-0e9a5a8f8b21")
# What the hub says of a nomination, and the step that it is here; from other states it says nothing new.
_STEPS: dict[str, Callable[..., Any]] = {
    "place": actions.given,
    "waiting": actions.waits,
    "declined": actions.declined,
    "ended": actions.ended,
    "result": actions.noted,
    "certificate": actions.certified,
    "revoked": actions.revoked,
    "forms": actions.asked,
}


def programme(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """The whole of it: what is not in it is not offered any more."""
    told = sealed.content(training.Programme, payload)
    KnownModule.objects.update(listed=False)
    for module in told.modules:
        KnownModule.objects.update_or_create(code=module.code, defaults={**module.model_dump(exclude={"code"}), "listed": True})
    KnownSession.objects.update(listed=False, takes=False)
    for session in told.sessions:
        KnownSession.objects.update_or_create(id=session.id, defaults={**session.model_dump(exclude={"id"}), "listed": True})


def word(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """What is for another node is passed over. Raises BadEnvelope for what is not sealed to this one, or about nobody here."""
    if body.get("for") != settings.EGNATIA_COUNTRY:
        return
    told = sealed.read(training.Word, payload)
    key = uuid.uuid5(_KEYS, row.envelope_hash)
    if told.kind in ("candidate", "trainer"):
        with seeing_all():
            learner = Learner.objects.filter(offered=told.reference).values_list("pk", flat=True).first()
        if learner is None:
            raise BadEnvelope("reference", "nobody was offered under this reference")
        people.in_pool({"number": told.number, "until": told.until}, actor=SYSTEM, key=key, case_id=learner)
        return
    with seeing_all():
        found = Nomination.objects.filter(reference=told.reference).values_list("pk", "case__state").first()
    if found is None:
        raise BadEnvelope("reference", "nobody was nominated under this reference")
    case, state = found
    step = _STEPS[told.kind]
    # Who was withdrawn here meanwhile stays so: the hub hears it too.
    if state in actions.src_of(told.kind):
        step({"word": told}, actor=SYSTEM, key=key, case_id=case)


def refused(row: Outgoing) -> None:
    """The hub did not take a nomination or an offer. Of the reasons the code alone is passed on."""
    why, reference = row.receipt_reasons.split(":")[0][:40], uuid.UUID(row.message["body"]["reference"])
    key = uuid.uuid5(_KEYS, str(row.pk))
    if row.message["type"] == "training_candidate":
        with seeing_all():
            learner = Learner.objects.filter(offered=reference).values_list("pk", flat=True).first()
        if learner is not None:
            people.not_taken({}, actor=SYSTEM, key=key, case_id=learner)
        return
    with seeing_all():
        found = Nomination.objects.filter(reference=reference, case__state="nominated").values_list("pk", flat=True).first()
    if found is not None:
        actions.refused({"why": why}, actor=SYSTEM, key=key, case_id=found)
