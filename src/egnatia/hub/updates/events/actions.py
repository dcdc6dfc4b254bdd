from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import files, rights
from egnatia.hub.logframe.models import Framework
from egnatia.hub.logframe.parties.actions import find as find_party
from egnatia.hub.logframe.progress.inputs import Attach
from egnatia.hub.logframe.results.inputs import Drop
from egnatia.hub.updates.events import inputs, procedure
from egnatia.hub.updates.models import Delegation, Event, EventDocument
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile

FILES_EACH = 40


def _values(data: inputs.EventFields) -> dict[str, Any]:
    plan = Framework.objects.filter(pk=data.plan).first() if data.plan else None
    if data.plan and plan is None:
        raise BadInput({"plan": _("Choose a plan of the list.")})
    return data.model_dump(exclude={"organisers", "lead", "plan"}) | {"plan": plan}


def _organised(one: Event, codes: list[str]) -> None:
    one.organisers.set([one.leads, *(find_party(code, "organisers") for code in codes)])


@procedure.PLAN.effect
def plan(case: CaseFile, data: inputs.Plan, actor: Actor) -> None:
    lead = find_party(data.lead)
    one = Event.objects.create(case=case, leads=lead, **_values(data))
    _organised(one, data.organisers)
    rights.place(case, lead)


@procedure.CHANGE.effect
def change(case: CaseFile, data: inputs.EventFields, actor: Actor) -> None:
    one = Event.objects.select_related("leads").get(pk=case.pk)
    for name, value in _values(data).items():
        setattr(one, name, value)
    one.save()
    _organised(one, data.organisers)


def _numbers(text: str, field: str) -> dict[str, int]:
    """Institution → number. Raises BadInput for one that stands twice."""
    found: dict[str, int] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _colon, number = line.rpartition(":")
        if name.strip() in found:
            raise BadInput({field: _("%(name)s stands twice.") % {"name": name.strip()}})
        found[name.strip()] = int(number)
    return found


@procedure.INVITE.effect
def invite(case: CaseFile, data: inputs.Invite, actor: Actor) -> None:
    """Institutions that are not named any more are not expected any more."""
    told = _numbers(data.expected, "expected")
    Delegation.objects.filter(event=case.pk).exclude(institution__in=told).delete()
    for name, number in told.items():
        Delegation.objects.update_or_create(event_id=case.pk, institution=name, defaults={"expected": number})


@procedure.HOLD.effect
def hold(case: CaseFile, data: inputs.Hold, actor: Actor) -> None:
    """Who was expected and is not named did not come. What was never announced stays with partners."""
    if case.state == "planned":
        Event.objects.filter(pk=case.pk).update(public=False)
    _came(case, data)


def _came(case: CaseFile, data: inputs.Hold) -> None:
    told = _numbers(data.came, "came")
    Delegation.objects.filter(event=case.pk).update(came=0)
    for name, number in told.items():
        Delegation.objects.update_or_create(event_id=case.pk, institution=name, defaults={"came": number})


@procedure.CORRECT.effect
def correct(case: CaseFile, data: inputs.Hold, actor: Actor) -> None:
    _came(case, data)


@procedure.UNPUBLISH.effect
def take_out(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Event.objects.filter(pk=case.pk).update(public=False)


@procedure.ATTACH.effect
def attach(case: CaseFile, data: Attach, actor: Actor) -> None:
    files.keep(EventDocument, data, full=_("This event has %(number)s files already."), most=FILES_EACH, event_id=case.pk)


@procedure.ANNOUNCE.effect
def announce(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The state says it."""


@procedure.CONCLUDE.effect
def conclude(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The state says it."""


@procedure.CANCEL.effect
def cancel(case: CaseFile, data: Drop, actor: Actor) -> None:
    """Why stands in what it was about."""
    one = Event.objects.get(pk=case.pk)
    one.agenda = f"{data.reason}\n\n{one.agenda}"
    one.save(update_fields=["agenda"])
