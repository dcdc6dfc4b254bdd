from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.models import Activity
from egnatia.hub.logframe.parties.actions import find as find_party
from egnatia.hub.roadmaps.missions import inputs, procedure
from egnatia.hub.roadmaps.models import Mission
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile


@procedure.PLAN.effect
def plan(case: CaseFile, data: inputs.Plan, actor: Actor) -> None:
    activity = Activity.objects.select_related("lead").filter(pk=data.activity, framework__roadmap__isnull=False, case__closed=False).first()
    if activity is None:
        raise BadInput({"activity": _("Begin on the page of an activity of a roadmap.")})
    told = data.model_dump(exclude={"activity", "sends"})
    Mission.objects.create(case=case, activity=activity, sends=find_party(data.sends, "sends"), planned_by=actor.id, **told)
    rights.place(case, activity.lead)
    open_task(case, "APPROVE", rights.hub())


@procedure.APPROVE.effect
def approve(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The state says it."""


@procedure.REPORT.effect
def report(case: CaseFile, data: inputs.Report, actor: Actor) -> None:
    Mission.objects.filter(pk=case.pk).update(outcome=data.outcome)


@procedure.CANCEL.effect
def cancel(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It stays on record."""
