"""What can be seen of results and risks, and what stands in their forms."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.models import Framework, Result, Risk
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section


def of_plan(case: CaseFile) -> dict[str, Any] | None:
    """What a row takes from the page of the plan that it is added on."""
    return {"framework": str(case.pk)} if case.procedure in rights.owners and not case.closed else None


def choices(framework: Framework | None, *levels: str) -> list[tuple[str, str]]:
    if framework is None:
        return []
    found = framework.results.filter(case__state="stands")
    return [(one.code, str(one)) for one in (found.filter(level__in=levels) if levels else found)]


def picks(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """The results that there are, of the plan that the case carries or belongs to."""
    return {"part_of": choices(rights.framework_of(case), Result.Level.AREA, Result.Level.OUTCOME)}


def known(case: CaseFile) -> dict[str, Any]:
    one = Result.objects.filter(pk=case.pk).select_related("parent").first()
    if one is None:
        return {}
    told = {name: getattr(one, name) for name in ("level", "title", "assumptions", "added_value")}
    return told | {"part_of": one.parent.code if one.parent else ""}


def known_risk(case: CaseFile) -> dict[str, Any]:
    one = Risk.objects.select_related("owner").get(pk=case.pk)
    return {name: getattr(one, name) for name in ("text", "likelihood", "impact", "response")} | {"owner": one.owner.code}


def plan_row(framework: Framework) -> Row:
    return Row(_("Plan"), framework.title, "", reverse("plan", args=[framework.pk]))


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Result.objects.select_related("framework", "parent").get(pk=case.pk)
    rows = [plan_row(one.framework), Row(_("Level"), one.get_level_display()), Row(_("Code"), one.code), Row(_("What is to be reached"), one.title)]
    if one.parent:
        rows.append(Row(_("Part of"), one.parent, "", reverse("case", args=[one.parent.pk])))
    rows.append(Row(_("Assumptions"), one.assumptions or "–"))
    if one.level == Result.Level.AREA:
        rows.append(Row(_("Added value"), one.added_value or _("not said yet"), "" if one.added_value else "warn"))
    return [Section(_("Result"), rows)]


def risk_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Risk.objects.select_related("framework", "owner").get(pk=case.pk)
    rows = [
        plan_row(one.framework),
        Row(_("What may happen"), one.text),
        Row(_("Likelihood"), one.get_likelihood_display()),
        Row(_("Impact"), one.get_impact_display()),
        Row(_("What is done about it"), one.response),
        Row(_("Who sees to it"), one.owner.name),
    ]
    if one.note:
        rows.append(Row(_("Note"), one.note))
    return [Section(_("Risk"), rows)]
