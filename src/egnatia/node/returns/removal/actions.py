"""The effects of documenting and ordering; travelling itself is an operation's, one person at a time."""

from __future__ import annotations

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.returns import inputs as returns
from egnatia.node.returns import pausing, procedure, selectors
from egnatia.node.returns.models import FitToTravel, Identified, JourneyDocument, NewFacts, ReturnCase
from egnatia.node.returns.pausing import Why
from egnatia.node.returns.removal import inputs


@procedure.DOCUMENT.effect
def start_documenting(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The event is the record."""


@procedure.IDENTIFY.effect
def identify(case: CaseFile, data: inputs.Identify, actor: Actor) -> None:
    Identified.note(case, actor, **data.model_dump())


@procedure.PAPERS.effect
def add_document(case: CaseFile, data: inputs.AddDocument, actor: Actor) -> None:
    JourneyDocument.note(case, actor, **data.model_dump())


@procedure.FITNESS.effect
def record_fitness(case: CaseFile, data: inputs.RecordFitness, actor: Actor) -> None:
    FitToTravel.note(case, actor, **data.model_dump())


@procedure.ORDER.effect
def order_removal(case: CaseFile, data: inputs.Order, actor: Actor) -> None:
    """Its reasons are the person's own and stand with the order."""
    one = ReturnCase.objects.get(pk=case.pk)
    one.order_reasons, one.ordered_by_name, one.ordered_at = data.reasons, actor.name, moment.now()
    one.save(update_fields=["order_reasons", "ordered_by_name", "ordered_at"])


@procedure.LOCK.effect
def lock(case: CaseFile, data: returns.OnOperation, actor: Actor) -> None:
    """Every safeguard answered for this person alone; the event keeps what each said."""


@procedure.UNLOCK.effect
def unlock(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Taken off: the order stands, everything is asked again."""


@procedure.DEPART.effect
def depart(case: CaseFile, data: returns.OnOperation, actor: Actor) -> None:
    ReturnCase.objects.filter(pk=case.pk).update(departed_at=moment.now())


@procedure.LEAVE.effect
def leave(case: CaseFile, data: returns.OnOperation, actor: Actor) -> None:
    """Asked once more as the doors close. A document for one journey is used from here on."""
    used = selectors.document_for(case, moment.today())
    if used is not None:
        JourneyDocument.objects.filter(pk=used.pk).update(used_at=moment.now())


@procedure.FAIL.effect
def fail(case: CaseFile, data: returns.FailAttempt, actor: Actor) -> None:
    _failed(case, data, actor)


@procedure.BACK.effect
def come_back(case: CaseFile, data: returns.FailAttempt, actor: Actor) -> None:
    ReturnCase.objects.filter(pk=case.pk).update(departed_at=None)
    _failed(case, data, actor)


def _failed(case: CaseFile, data: returns.FailAttempt, actor: Actor) -> None:
    """Why it failed may be a new fact: who resisted may have said why."""
    if data.text:
        NewFacts.note(case, actor, text=data.text)
    pausing.stop(case, Why.ATTEMPT, actor, text=data.text, attempt=data.attempt)


@procedure.HAND_OVER.effect
def hand_over(case: CaseFile, data: returns.NoteReceipt, actor: Actor) -> None:
    ReturnCase.objects.filter(pk=case.pk).update(handed_over_at=moment.now(), received_by=data.received_by)
