"""The effects of reception."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine.refusals import BadInput, WrongState
from egnatia.kernel.engine.run import call_unit, open_task, set_subject
from egnatia.kernel.engine.spec import NoInput, Outcome
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.people import selectors as people
from egnatia.node.reception import gates, inputs, procedure, selectors
from egnatia.node.reception.models import Centre, Incident, Placement, Reception, Room, Sanction


@procedure.ADD.effect
def add_centre(case: CaseFile, data: inputs.AddCentre, actor: Actor) -> None:
    Centre.objects.create(case=case, **data.model_dump())


@procedure.CHANGE.effect
def change_centre(case: CaseFile, data: inputs.AddCentre, actor: Actor) -> None:
    Centre.objects.filter(pk=case.pk).update(**data.model_dump())


@procedure.ADD_ROOM.effect
def add_room(case: CaseFile, data: inputs.AddRoom, actor: Actor) -> None:
    if Room.objects.filter(centre=case.pk, name=data.name).exists():
        raise BadInput({"name": _("This centre has such a room already.")})
    Room.objects.create(centre_id=case.pk, **data.model_dump())


@procedure.CLOSE_ROOM.effect
def close_room(case: CaseFile, data: inputs.CloseRoom, actor: Actor) -> None:
    """Whoever sleeps there needs another bed first."""
    room = Room.objects.filter(pk=data.room, centre=case.pk, closed=False).first()
    if room is None:
        raise BadInput({"room": _("Choose a room of this centre.")})
    with seeing_all():
        if Placement.objects.filter(room=room, until=None).exists():
            raise BadInput({"room": _("Somebody sleeps there: give them another bed first.")})
    Room.objects.filter(pk=room.pk).update(closed=True)


@procedure.INCIDENT.effect
def note_incident(case: CaseFile, data: inputs.NoteIncident, actor: Actor) -> None:
    Incident.objects.create(case=case, by_name=actor.name, **data.model_dump())


@procedure.CLOSE.effect
def close_centre(case: CaseFile, data: NoInput, actor: Actor) -> None:
    with seeing_all():
        if Placement.objects.filter(room__centre=case.pk, until=None).exists():
            raise WrongState
    Room.objects.filter(centre=case.pk).update(closed=True)


@procedure.ASK.effect
def ask(case: CaseFile, data: inputs.AskForReception, actor: Actor) -> None:
    """The reception service gets the case and the task. Asked twice, the first stands."""
    person = people.known_person(data.person_id, lock=True)
    with seeing_all():
        if Reception.objects.filter(person=person).exclude(case__state="left").exists():
            raise BadInput({"person_id": _("Reception was asked for already.")})
    set_subject(case, person.pk)
    Reception.objects.create(case=case, person=person, asked_at=moment.now())
    call_unit(case, Unit.Kind.RECEPTION, "RECEPTION", "GIVE_BED", takes_over=True)


@procedure.ALLOCATE.effect
def allocate(case: CaseFile, data: inputs.Allocate, actor: Actor) -> None:
    """Another bed takes the place of the one before. Raises BadInput for a room that is full or gone."""
    assert case.subject is not None
    with seeing_all():
        # Two officers may give the last bed at once: the second one waits here, and finds that it is gone.
        room = Room.objects.select_for_update().filter(pk=data.room, closed=False).first()
        taken = Placement.objects.filter(room=room, until=None).exclude(person=case.subject).count() if room else 0
    if room is None or taken >= room.beds:
        raise BadInput({"room": _("This room has no free bed any more: choose another one.")})
    Placement.objects.filter(case=case, until=None).update(until=moment.now())
    Placement(case=case, person_id=case.subject, room=room, since=moment.now(), why_apart=data.why_apart or None).save(force_insert=True)


@procedure.PRESENCE.effect
def note_presence(case: CaseFile, data: inputs.NotePresence, actor: Actor) -> None:
    """The last day alone: where somebody was before is nobody's business."""
    Reception.objects.filter(pk=case.pk).update(seen_on=data.seen_on)


@procedure.LIMIT.effect
def propose_limit(case: CaseFile, data: inputs.ProposeLimit, actor: Actor) -> None:
    assert case.subject is not None
    assert actor.id is not None
    if selectors.open_limit(case) is not None:
        raise BadInput({"limit": _("A limit waits for a decision already.")})
    one = Sanction(case=case, person_id=case.subject, limit=data.limit, until=data.until, proposed_by=actor.id, proposed_by_name=actor.name)
    one.reasons = data.reasons
    one.save(force_insert=True)
    open_task(case, "DECIDE_LIMIT")


@procedure.DECIDE_LIMIT.effect
def decide_limit(case: CaseFile, data: inputs.DecideLimit, actor: Actor) -> None:
    one = selectors.open_limit(case)
    if one is None:
        raise WrongState
    one.decided_by, one.decided_by_name, one.refused = actor.id, actor.name, not data.impose
    one.language, one.remedy_told = data.language or "", data.remedy_told
    one.save(update_fields=["decided_by", "decided_by_name", "refused", "language", "remedy_told"])


@procedure.END_LIMIT.effect
def end_limit(case: CaseFile, data: NoInput, actor: Actor) -> None:
    selectors.limits_now(case).update(ended_at=moment.now())


def end_what_may_not_be(person: UUID) -> None:
    """A need was found, or somebody counts as a child: limits that may not be imposed on them end in the same moment."""
    with seeing_all():
        found = Sanction.objects.filter(person=person, decided_by__isnull=False, refused=False, ended_at=None).select_related("person")
        for one in found:
            if gates.may_be_limited(one.person, one.limit).outcome is not Outcome.PASS:
                Sanction.objects.filter(pk=one.pk).update(ended_at=moment.now())


@procedure.LEAVE.effect
def leave(case: CaseFile, data: inputs.Leave, actor: Actor) -> None:
    """The bed is free again; what was said about the way is not kept beyond the event's case."""
    Placement.objects.filter(case=case, until=None).update(until=moment.now())
