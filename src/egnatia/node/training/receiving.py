"""What the hub says of training: to all nodes the programme, to this one what became of its people."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from django.conf import settings
from django.db.models import F

from egnatia.exchange import sealed
from egnatia.exchange.models import Incoming, Outgoing
from egnatia.kernel.access.actor import SYSTEM, seeing_all
from egnatia.kernel.codes import training
from egnatia.kernel.engine.run import open_task
from egnatia.node.training import letters, selectors
from egnatia.node.training.models import KnownModule, KnownSession, Learner, Nomination, Wanted
from egnatia.node.training.needs import telling
from egnatia.node.training.nominations import actions
from egnatia.node.training.people import actions as people
from egnatia.node.training.wanted import actions as wanted

log = logging.getLogger(__name__)
_KEYS = uuid.UUID("c2f3c2c0-7e3b-4a1d-8f57-0e9a5a8f8b21")


def programme(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """The whole of it: what is not in it is not offered any more."""
    told = sealed.content(training.Programme, payload)
    before = selectors.listed()
    KnownModule.objects.update(listed=False)
    for module in told.modules:
        KnownModule.objects.update_or_create(code=module.code, defaults={**module.model_dump(exclude={"code"}), "listed": True})
    KnownSession.objects.update(listed=False, takes=False)
    stood = {one.pk: one for one in KnownSession.objects.filter(pk__in=[session.id for session in told.sessions])}
    for session in told.sessions:
        KnownSession.objects.update_or_create(id=session.id, defaults={**session.model_dump(exclude={"id"}), "listed": True})
        one = stood.get(session.id)
        if one is not None and any(getattr(one, name) != getattr(session, name) for name in ("week", "place", "country")):
            _moved(session.id)
    if before != {module.code for module in told.modules}:
        telling.needs()


def _moved(session: uuid.UUID) -> None:
    """Whoever has a place hears of the other week or place, with a calendar that takes the place of the one before."""
    KnownSession.objects.filter(pk=session).update(moved=F("moved") + 1)
    with seeing_all():
        for one in Nomination.objects.filter(session=session, case__state="place").select_related("case"):
            open_task(one.case, "MOVED")
            letters.send_soon(one.pk, "moved")


def word(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """What is for another node, or about nobody here, is passed over. Raises BadEnvelope for what is not sealed to this one."""
    if body.get("for") != settings.EGNATIA_COUNTRY:
        return
    told = sealed.read(training.Word, payload)
    key = uuid.uuid5(_KEYS, row.envelope_hash)
    if told.kind in ("candidate", "trainer", "left_pool"):
        with seeing_all():
            learner = Learner.objects.filter(offered=told.reference, case__state__in=("offered", "trainer")).values_list("pk", flat=True).first()
        if learner is None:
            log.warning("the hub speaks of a trainer whom nobody here offered")
        elif told.kind == "left_pool":
            people.out_of_pool({}, actor=SYSTEM, key=key, case_id=learner)
        else:
            people.in_pool({"number": told.number, "until": told.until}, actor=SYSTEM, key=key, case_id=learner)
        return
    if told.kind in ("session", "no_session"):
        _of_request(told, key)
        return
    with seeing_all():
        found = Nomination.objects.filter(reference=told.reference).values_list("pk", "case__state").first()
    if found is None:
        # A node that was restored from a backup does not know what came after it: the rest of the hub's words must not wait for that.
        log.warning("the hub speaks of a nomination that is not known here")
        return
    case, state = found
    step, door = actions.STEPS[told.kind]
    # Who was withdrawn here meanwhile stays so: the hub hears it too.
    if state in step.src:
        door({"word": told}, actor=SYSTEM, key=key, case_id=case)


def _of_request(told: training.Word, key: uuid.UUID) -> None:
    with seeing_all():
        found = Wanted.objects.filter(reference=told.reference).values_list("pk", "case__state").first()
    if found is None:
        log.warning("the hub speaks of a request that is not known here")
        return
    step, door = wanted.STEPS[told.kind]
    if found[1] in step.src:
        door({"word": told}, actor=SYSTEM, key=key, case_id=found[0])


def withdrawn_too_late(row: Outgoing) -> None:
    """The hub did not take a withdrawal. A request for trainers stands again; of a place the result says it."""
    with seeing_all():
        found = Wanted.objects.filter(reference=uuid.UUID(row.message["body"]["reference"]), case__state="withdrawn").values_list("pk", flat=True).first()
    if found is not None:
        wanted.stands({}, actor=SYSTEM, key=uuid.uuid5(_KEYS, str(row.pk)), case_id=found)


def refused(row: Outgoing) -> None:
    """The hub did not take a nomination, a request or an offer. Of the reasons the code alone is passed on."""
    why, reference = row.receipt_reasons.split(":")[0][:40], uuid.UUID(row.message["body"]["reference"])
    key = uuid.uuid5(_KEYS, str(row.pk))
    if row.message["type"] == "training_request":
        with seeing_all():
            request = Wanted.objects.filter(reference=reference, case__state="asked").values_list("pk", flat=True).first()
        if request is not None:
            wanted.refused({"why": why}, actor=SYSTEM, key=key, case_id=request)
        return
    if row.message["type"] == "training_candidate":
        with seeing_all():
            learner = Learner.objects.filter(offered=reference, case__state="offered").values_list("pk", flat=True).first()
        if learner is not None:
            people.not_taken({}, actor=SYSTEM, key=key, case_id=learner)
        return
    with seeing_all():
        found = Nomination.objects.filter(reference=reference, case__state="nominated").values_list("pk", flat=True).first()
    if found is not None:
        actions.refused({"why": why}, actor=SYSTEM, key=key, case_id=found)
