from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import changes, rights
from egnatia.hub.logframe.activities import inputs, procedure, selectors
from egnatia.hub.logframe.models import Activity, Framework, Involved, Part, Result
from egnatia.hub.logframe.parties.actions import find as find_party
from egnatia.hub.logframe.results.actions import find as find_result
from egnatia.hub.logframe.results.actions import open_plan
from egnatia.hub.logframe.results.inputs import Drop
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.models import CaseFile
from egnatia.overlays.models import Instrument


def _values(framework: Framework, data: inputs.ActivityFields) -> dict[str, Any]:
    output = find_result(framework, data.output, "output")
    if output.level != Result.Level.OUTPUT:
        raise BadInput({"output": _("An activity is for an output.")})
    for day in filter(None, (data.starts, data.ends)):
        if (framework.starts and day < framework.starts) or (framework.ends and day > framework.ends):
            raise BadInput({"ends": _("The plan lasts from %(starts)s to %(ends)s.") % {"starts": framework.starts, "ends": framework.ends}})
    if unknown := set(data.acquis) - set(Instrument.objects.filter(code__in=data.acquis).values_list("code", flat=True)):
        raise BadInput({"acquis": _("No instrument of EU law is known as: %(codes)s.") % {"codes": ", ".join(sorted(unknown))}})
    told = data.model_dump(exclude={"output", "lead", "raci", "reason", "framework", "code"})
    return told | {"output": output, "lead": find_party(data.lead)}


def _involve(one: Activity, told: dict[Part, list[str]]) -> None:
    rows = [Involved(activity=one, party=find_party(code, "raci"), part=letter) for letter, codes in told.items() for code in dict.fromkeys(codes)]
    one.involved.all().delete()
    Involved.objects.bulk_create(rows)


@procedure.ADD.effect
def add_activity(case: CaseFile, data: inputs.AddActivity, actor: Actor) -> None:
    framework = open_plan(data.framework)
    if framework.activities.filter(code=data.code).exists():
        raise BadInput({"code": _("This code is taken in the plan: choose another one.")})
    one = Activity.objects.create(case=case, framework=framework, code=data.code, **_values(framework, data))
    _involve(one, data.raci)
    rights.place(case, one.lead)
    changes.note(framework, case, data.code, {"title": ["", data.title]}, data.reason, actor)


@procedure.CHANGE.effect
def change_activity(case: CaseFile, data: inputs.ActivityFields, actor: Actor) -> None:
    """Another lead answers for the row from now on."""
    one = Activity.objects.select_related("framework", "output", "lead").prefetch_related("involved__party").get(pk=case.pk)
    before = selectors.in_lines(selectors.raci(one))
    about: dict[str, Any] = {"framework": one.framework, "case": case, "code": one.code, "reason": data.reason, "actor": actor}
    changes.apply(one, _values(one.framework, data), **about)
    _involve(one, data.raci)
    after = selectors.in_lines(selectors.raci(Activity.objects.prefetch_related("involved__party").get(pk=case.pk)))
    if before != after:
        changes.note(one.framework, case, one.code, {"raci": [before, after]}, data.reason, actor)
    case.unit_id = rights.unit_of(one.lead)


@procedure.CAPACITY.effect
def check_capacity(case: CaseFile, data: inputs.CheckCapacity, actor: Actor) -> None:
    Activity.objects.filter(pk=case.pk).update(**data.model_dump(), checked_on=moment.today())


def _marked(case: CaseFile, data: inputs.Mark, actor: Actor) -> None:
    Activity.objects.filter(pk=case.pk).update(note=data.note)


begin, on_track, at_risk, delayed = (one.effect(_marked) for one in (procedure.BEGIN, procedure.ON_TRACK, procedure.AT_RISK, procedure.DELAYED))


@procedure.SPEND.effect
def note_spending(case: CaseFile, data: inputs.Spend, actor: Actor) -> None:
    Activity.objects.filter(pk=case.pk).update(spent=data.spent)


@procedure.FINISH.effect
def finish(case: CaseFile, data: inputs.Finish, actor: Actor) -> None:
    Activity.objects.filter(pk=case.pk).update(note=data.delivered)


@procedure.CANCEL.effect
def cancel(case: CaseFile, data: Drop, actor: Actor) -> None:
    one = Activity.objects.select_related("framework").get(pk=case.pk)
    Activity.objects.filter(pk=case.pk).update(note=data.reason)
    changes.note(one.framework, case, one.code, {"status": ["", "cancelled"]}, data.reason, actor)
