from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.parties.actions import find as find_party
from egnatia.hub.updates.conclusions import inputs, procedure
from egnatia.hub.updates.models import Conclusion, Event
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.models import CaseFile

# Which procedures a conclusion of a kind can change.
_CASES = {
    Conclusion.Target.RULE: ("rule", "list_entry", "transposition"),
    Conclusion.Target.TOOL: ("training_material", "training_module"),
    Conclusion.Target.ACTIVITY: ("activity",),
}


@procedure.NOTE.effect
def note(case: CaseFile, data: inputs.Note, actor: Actor) -> None:
    event = Event.objects.filter(pk=data.event, case__state="held").first()
    if event is None:
        raise BadInput({"event": _("Begin on the page of an event that was held.")})
    owner = find_party(data.owner, "owner")
    Conclusion.objects.create(case=case, event=event, owner=owner, text=data.text, due=data.due, target=data.target)
    rights.place(case, owner)
    open_task(case, "TO_DO", case.unit_id)


@procedure.POSTPONE.effect
def postpone(case: CaseFile, data: inputs.Postpone, actor: Actor) -> None:
    Conclusion.objects.filter(pk=case.pk).update(due=data.due, outcome=data.reason)


@procedure.CARRY_OUT.effect
def carry_out(case: CaseFile, data: inputs.CarryOut, actor: Actor) -> None:
    """What it was to change is named by its number, and leads there."""
    one = Conclusion.objects.get(pk=case.pk)
    kinds = _CASES.get(Conclusion.Target(one.target), ())
    # That it exists is asked, whoever may see it.
    with seeing_all():
        changed = CaseFile.objects.filter(number=data.number, procedure__in=kinds).first() if data.number else None
    if kinds and changed is None:
        raise BadInput({"number": _("Enter the number of the case that was opened or changed by it.")})
    if data.number and changed is None:
        raise BadInput({"number": _("This conclusion changes nothing that is kept here: leave it empty.")})
    Conclusion.objects.filter(pk=case.pk).update(changed=changed, outcome=data.outcome)


@procedure.DROP.effect
def drop(case: CaseFile, data: inputs.Drop, actor: Actor) -> None:
    Conclusion.objects.filter(pk=case.pk).update(outcome=data.outcome)


def ask_for_overdue() -> int:
    """Open a task for each open conclusion whose day is over; returns how many there are. Safe to repeat."""
    late = CaseFile.objects.filter(procedure="conclusion", state="open", conclusion__due__lt=moment.today())
    for case in late:
        open_task(case, "OVERDUE", case.unit_id)
    return len(late)
