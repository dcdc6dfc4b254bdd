"""The effects of guardianship."""

from __future__ import annotations

import contextlib
import uuid
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, current_actor, seeing_all
from egnatia.kernel.engine import timing
from egnatia.kernel.engine.refusals import BadInput, WrongState
from egnatia.kernel.engine.run import call_unit, end_task, grant, open_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, ClockRow, Grant, Task, Unit
from egnatia.kernel.units import NoUnit, first_of
from egnatia.node.information import actions as telling
from egnatia.node.information.inputs import Inform
from egnatia.node.information.items import Step as About
from egnatia.node.people import selectors as people
from egnatia.node.people.models import Person
from egnatia.node.protection.guardians import inputs, procedure, selectors
from egnatia.node.protection.models import Guardian, Guardianship, GuardianStrain, GuardianTerm, MissingChild, SearchStep


@procedure.ADD.effect
def add_guardian(case: CaseFile, data: inputs.AddGuardian, actor: Actor) -> None:
    Guardian.objects.create(case=case, name=data.name, organisation=data.organisation, languages=data.spoken, vetted_on=data.vetted_on)


@procedure.CLOSE.effect
def close_guardian(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Children of a guardian who leaves need another one first."""
    with seeing_all():
        if Guardianship.objects.filter(guardian=case.pk, ended_at=None).exists():
            raise WrongState


# Basis of what a guardian sees.
OWN_CHILD = "OWN_CHILD"
MEET = "MEET_CHILD"


def follow_child(case: CaseFile) -> None:
    """Every case about a child is seen by the guardian who was appointed for it, from its first moment on; one that a guardian opens is the service's."""
    if case.subject is not None and (unit := selectors.queue_of(case.subject)) is not None:
        grant(case, unit, OWN_CHILD)
    if Unit.objects.filter(pk=case.unit_id, kind=Unit.Kind.GUARDIAN).exists():
        with contextlib.suppress(NoUnit):
            case.unit_id = first_of(Unit.Kind.PROTECTION).pk
            grant(case, case.unit_id, "FROM_GUARDIAN")


def _show_all(person: UUID, unit: UUID | None) -> None:
    """The guardian who stands there now sees the child's cases; whoever stood there before sees none of them any more."""
    with seeing_all():
        # Whatever the basis: also of a case that the guardian opened.
        queues = Unit.objects.filter(kind=Unit.Kind.GUARDIAN)
        Grant.objects.filter(subject=person, unit_id__in=(queues.exclude(pk=unit) if unit else queues).values("pk")).delete()
        if unit is not None:
            for case in CaseFile.objects.filter(subject=person):
                grant(case, unit, OWN_CHILD)


def _ask_to_meet(beside: Guardianship, unit: UUID | None) -> None:
    """Of the guardian, or of the service where the guardian has no queue."""
    end_task(beside.case, MEET)
    if beside.met_at is None:
        open_task(beside.case, MEET, unit)


def ask_when_alone(person_id: UUID) -> None:
    """A guardian is asked for as soon as a child alone is known, by whoever learned it: never by a step of its own that a tired person forgets."""
    actor = current_actor()
    if actor is None or not actor.roles & procedure.ASK.by:
        return
    # Two officers may learn it at once: the second one waits here, and finds that it was asked.
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is not None and selectors.needs_guardian(person):
        ask_for_guardian({"person_id": person_id}, actor=actor, key=uuid.uuid4())


@procedure.GIVE_QUEUE.effect
def give_queue(case: CaseFile, data: inputs.GiveQueue, actor: Actor) -> None:
    """Raises BadInput for a unit that is somebody else's."""
    if data.unit not in dict(selectors.free_units()):
        raise BadInput({"unit": _("Choose a unit of a guardian that is nobody's yet.")})
    unit = Unit.objects.get(code=data.unit)
    Guardian.objects.filter(pk=case.pk).update(unit=unit)
    grant(case, unit.pk, "OWN_RECORD")
    with seeing_all():
        children = list(Guardianship.objects.filter(guardian=case.pk, ended_at=None, appointed_at__isnull=False).select_related("case"))
    for child in children:
        _show_all(child.person_id, unit.pk)
        _ask_to_meet(child, unit.pk)


@procedure.ASK.effect
def ask_for_guardian(case: CaseFile, data: inputs.AskForGuardian, actor: Actor) -> None:
    """For a child alone; the protection service gets the case and the task. Asked twice, the first stands."""
    person = people.known_person(data.person_id, lock=True)
    with seeing_all():
        if Guardianship.objects.filter(person=person, ended_at=None).exists():
            raise BadInput({"person_id": _("A guardian was asked for already.")})
    set_subject(case, person.pk)
    Guardianship(case=case, person=person, requested_at=moment.now()).save(force_insert=True)
    call_unit(case, Unit.Kind.PROTECTION, "GUARDIAN", "APPOINT_GUARDIAN", takes_over=True)


@procedure.APPOINT.effect
def appoint(case: CaseFile, data: inputs.Appoint, actor: Actor) -> None:
    """From now on this one; who stood there before stays on record. Everybody who waited for a guardian waits no longer."""
    known = Guardianship.objects.get(pk=case.pk)
    if known.guardian_id == data.guardian:
        raise BadInput({"guardian": _("This guardian stands beside the child already.")})
    known.guardian_id, known.appointed_at, known.met_at = data.guardian, moment.now(), None
    known.save(update_fields=["guardian", "appointed_at", "met_at"])
    _show_all(known.person_id, unit := selectors.queue_of(known.person_id))
    _ask_to_meet(known, unit)
    GuardianTerm.objects.create(case=case, person_id=known.person_id, guardian_id=data.guardian, since=moment.now())
    with seeing_all():
        waiting = Task.objects.filter(case__subject=known.person_id, code__in=("APPOINT_GUARDIAN", "NAME_GUARDIAN", "TEMPORARY_GUARDIAN"), done_at=None)
        waiting.update(done_at=moment.now())
        for other in CaseFile.objects.filter(subject=known.person_id, clockrow__code="TEMPORARY_GUARDIAN", clockrow__state=ClockRow.State.OPEN):
            timing.stop(other, ("TEMPORARY_GUARDIAN",), moment.now())


@procedure.MET.effect
def note_meeting(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Guardianship.objects.filter(pk=case.pk, met_at=None).update(met_at=moment.now())


@procedure.END.effect
def end(case: CaseFile, data: inputs.EndGuardianship, actor: Actor) -> None:
    known = Guardianship.objects.get(pk=case.pk)
    known.ended_at, known.end_reason = moment.now(), data.reason
    known.save(update_fields=["ended_at", "end_reason"])
    _show_all(known.person_id, None)


@procedure.ALERT.effect
def alert(case: CaseFile, data: inputs.Alert, actor: Actor) -> None:
    """The protection service and the unit that alerts both search; a second alert of a child who is missing adds nothing."""
    person = people.known_person(data.person_id, lock=True)
    with seeing_all():
        if MissingChild.objects.filter(person=person, found_at=None).exists():
            raise BadInput({"last_seen_at": _("An alert for this child stands already: note there what you know.")})
    set_subject(case, person.pk)
    MissingChild(case=case, person=person, last_seen_at=data.last_seen_at, last_seen_where=data.last_seen_where, circumstances=data.circumstances or None).save(
        force_insert=True
    )
    open_task(case, "SEARCH_CHILD")
    call_unit(case, Unit.Kind.PROTECTION, "MISSING", "SEARCH_CHILD")
    if (guardian := selectors.queue_of(person.pk)) is not None:
        open_task(case, "SEARCH_CHILD", guardian)


@procedure.NOTE_SEARCH.effect
def note_search(case: CaseFile, data: inputs.NoteSearch, actor: Actor) -> None:
    assert case.subject is not None
    SearchStep(case=case, person_id=case.subject, kind=data.kind, text=data.text, by_name=actor.name, at=moment.now()).save(force_insert=True)


@procedure.FOUND.effect
def found(case: CaseFile, data: inputs.Found, actor: Actor) -> None:
    MissingChild.objects.filter(pk=case.pk).update(found_at=moment.now(), outcome=data.outcome)


@procedure.INFORM.effect
def inform(case: CaseFile, data: Inform, actor: Actor) -> None:
    telling.tell(case, About.GUARDIAN, data, actor)


@procedure.DECLARE.effect
def declare(case: CaseFile, data: inputs.Declare, actor: Actor) -> None:
    GuardianStrain.objects.create(case=case, reason=data.reason, until=data.until, declared_by=actor.id)
    for unit in Unit.objects.filter(kind=Unit.Kind.LEGAL):
        grant(case, unit.pk, "STRAIN")
        open_task(case, "CONFIRM_STRAIN", unit.pk)


@procedure.CONFIRM.effect
def confirm(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Another officer than the one who declared it: the database holds that too."""
    known = GuardianStrain.objects.get(pk=case.pk)
    if known.declared_by == actor.id:
        raise WrongState
    known.confirmed_by = actor.id
    known.save(update_fields=["confirmed_by"])


@procedure.END_STRAIN.effect
def end_strain(case: CaseFile, data: NoInput, actor: Actor) -> None:
    GuardianStrain.objects.filter(pk=case.pk).update(ended=True)
