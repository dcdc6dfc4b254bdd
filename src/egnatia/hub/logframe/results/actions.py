from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import changes, rights
from egnatia.hub.logframe.models import Framework, Result, Risk
from egnatia.hub.logframe.parties.actions import find as find_party
from egnatia.hub.logframe.results import inputs, procedure
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.models import CaseFile

# What may stand above a level; None: nothing need to.
_ABOVE: dict[str, tuple[str | None, ...]] = {
    Result.Level.AREA: (None,),
    Result.Level.OUTCOME: (None, Result.Level.AREA),
    Result.Level.OUTPUT: (Result.Level.AREA, Result.Level.OUTCOME),
}


def open_plan(pk: UUID) -> Framework:
    """The framework that a row is added to, locked: codes are given one after the other. Raises BadInput."""
    found = Framework.objects.select_for_update(of=("self",)).select_related("lead", "case").filter(pk=pk).first()
    if found is None or rights.is_over(found):
        raise BadInput({"framework": _("Begin on the page of the roadmap or contract; one that is closed takes nothing more.")})
    return found


def find(framework: Framework, code: str, field: str) -> Result:
    """A result of the plan, by code. Raises BadInput."""
    found = framework.results.filter(code=code, case__state="stands").first()
    if found is None:
        raise BadInput({field: _("There is no result %(code)s in this plan.") % {"code": code}})
    return found


def _parent(framework: Framework, data: inputs.ResultFields) -> Result | None:
    above = find(framework, data.part_of, "part_of") if data.part_of else None
    if (above.level if above else None) not in _ABOVE[data.level]:
        raise BadInput({"part_of": _("An output is part of an outcome or area, an outcome of an area; an area stands first.")})
    return above


@procedure.ADD.effect
def add_result(case: CaseFile, data: inputs.AddResult, actor: Actor) -> None:
    framework = open_plan(data.framework)
    if framework.results.filter(code=data.code).exists():
        raise BadInput({"code": _("This code is taken in the plan: choose another one.")})
    told = {"level": data.level, "title": data.title, "assumptions": data.assumptions, "added_value": data.added_value}
    Result.objects.create(case=case, framework=framework, code=data.code, parent=_parent(framework, data), **told)
    rights.place(case, framework.lead)
    changes.note(framework, case, data.code, {"title": ["", data.title]}, data.reason, actor)


@procedure.CHANGE.effect
def change_result(case: CaseFile, data: inputs.ResultFields, actor: Actor) -> None:
    one = Result.objects.select_related("framework", "parent").get(pk=case.pk)
    if one.level != data.level and (one.children.exists() or one.indicators.exists() or one.activities.exists()):
        raise BadInput({"level": _("Something hangs on it: its level stays.")})
    above = _parent(one.framework, data)
    told = {"level": data.level, "parent": above, "title": data.title, "assumptions": data.assumptions, "added_value": data.added_value}
    changes.apply(one, told, framework=one.framework, case=case, code=one.code, reason=data.reason, actor=actor)


@procedure.DROP.effect
def drop_result(case: CaseFile, data: inputs.Drop, actor: Actor) -> None:
    one = Result.objects.select_related("framework").get(pk=case.pk)
    hanging = (
        one.children.filter(case__state="stands"),
        one.indicators.filter(case__state="used"),
        one.activities.exclude(case__state__in=("done", "cancelled")),
    )
    if any(each.exists() for each in hanging):
        raise BadInput({"reason": _("Results, indicators or activities hang on it: drop or move these first.")})
    changes.note(one.framework, case, one.code, {"title": [one.title, ""]}, data.reason, actor)


@procedure.ADD_RISK.effect
def add_risk(case: CaseFile, data: inputs.AddRisk, actor: Actor) -> None:
    owner = find_party(data.owner, "owner")
    told = {"text": data.text, "likelihood": data.likelihood, "impact": data.impact, "response": data.response}
    framework = open_plan(data.framework)
    Risk.objects.create(case=case, framework=framework, owner=owner, **told)
    rights.place(case, owner)
    changes.note(framework, case, case.number, {"text": ["", data.text]}, data.reason, actor)


@procedure.CHANGE_RISK.effect
def change_risk(case: CaseFile, data: inputs.RiskFields, actor: Actor) -> None:
    """Whoever it goes to sees to it from now on."""
    one, owner = Risk.objects.select_related("framework", "owner").get(pk=case.pk), find_party(data.owner, "owner")
    told = {**data.model_dump(exclude={"reason"}), "owner": owner}
    changes.apply(one, told, framework=one.framework, case=case, code=case.number, reason=data.reason, actor=actor)
    case.unit_id = rights.unit_of(owner)


def _noted(case: CaseFile, data: inputs.Note, actor: Actor) -> None:
    Risk.objects.filter(pk=case.pk).update(note=data.note)


risk_occurred, close_risk = procedure.OCCUR.effect(_noted), procedure.CLOSE.effect(_noted)
