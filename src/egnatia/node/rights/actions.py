"""The effects of keeping: what is recorded here counts for the next night."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.run import open_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.people import selectors as people
from egnatia.node.rights import inputs, procedure
from egnatia.node.rights.models import Keeping


def _keep(case: CaseFile, person_id: UUID, kind: Keeping.Kind, actor: Actor, since: date, reference: str, until: date | None = None) -> None:
    person = people.known_person(person_id)
    set_subject(case, person.pk)
    Keeping(case=case, person=person, kind=kind, since=since, until=until, reference=reference, by=actor.id).save(force_insert=True)


@procedure.MARK.effect
def mark(case: CaseFile, data: inputs.Mark, actor: Actor) -> None:
    """FR-24: marked, not deleted."""
    _keep(case, data.person_id, Keeping.Kind(data.kind), actor, data.decided_on, data.reference)


@procedure.UNMARK.effect
def unmark(case: CaseFile, data: inputs.Unmark, actor: Actor) -> None:
    one = Keeping.objects.get(pk=case.pk)
    one.until, one.ended_at, one.reference = data.decided_on, moment.now(), f"{one.reference} · {data.reference}"
    one.save(update_fields=["until", "ended_at", "reference"])


@procedure.NOTE_CITIZEN.effect
def note_citizenship(case: CaseFile, data: inputs.Citizen, actor: Actor) -> None:
    _keep(case, data.person_id, Keeping.Kind.CITIZENSHIP, actor, data.decided_on, data.reference)
    open_task(case, "CONFIRM_CITIZENSHIP")


@procedure.CONFIRM.effect
def confirm(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The night that follows erases."""
    Keeping.objects.filter(pk=case.pk).update(confirmed_at=moment.now())


@procedure.HOLD.effect
def hold(case: CaseFile, data: inputs.Hold, actor: Actor) -> None:
    _keep(case, data.person_id, Keeping.Kind.HOLD, actor, moment.today(), data.reason, data.until)


@procedure.END.effect
def end(case: CaseFile, data: inputs.EndKeeping, actor: Actor) -> None:
    """A hold, or a citizenship that was noted in error."""
    one = Keeping.objects.get(pk=case.pk)
    one.ended_at, one.reference = moment.now(), f"{one.reference} · {data.reason}"
    one.save(update_fields=["ended_at", "reference"])
