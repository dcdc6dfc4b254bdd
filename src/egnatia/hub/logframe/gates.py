"""Safeguards of the programme: a partner edits its own rows, a second person approves."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.models import Framework, Party
from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, Gate, GateResult, fail, gate
from egnatia.kernel.models import CaseFile, Unit

_OPSYS = "EU action documents, indicative logframe matrix; OPSYS: only the lead implementing partner edits"


def _is_of(unit: uuid.UUID) -> bool:
    actor = current_actor()
    return actor is not None and (actor.is_system or actor.unit == unit)


def _ask(unit: uuid.UUID) -> GateResult:
    name = Unit.objects.filter(pk=unit).values_list("name", flat=True).first() or "–"
    return fail(_("This is for %(name)s to do: ask them.") % {"name": name})


@gate("G-OWN-ROW", _("Only the party that answers for a row changes it"), source=_OPSYS)
def own_row(case: CaseFile, data: Any, today: date) -> GateResult:
    return PASS if _is_of(case.unit_id) else _ask(case.unit_id)


def own_named(code: str, rows: type[Model], field: str) -> Gate:
    """The same of what is begun on a row that the form names in ``field``: whoever answers for that row begins it."""

    @gate(code, own_row.title, source=own_row.source)
    def named(case: CaseFile, data: Any, today: date) -> GateResult:
        row = rows._default_manager.select_related("case").filter(pk=getattr(data, field, None)).first() if data else None
        return own_row(row.case, data, today) if row else PASS  # type: ignore[attr-defined]  # one that does not exist is refused by the step

    return named


@gate("G-LEAD", _("Only the lead of the plan changes the plan"), source=_OPSYS)
def leads_the_plan(case: CaseFile, data: Any, today: date) -> GateResult:
    """For what opens a row too: the framework is named in the form then."""
    framework = rights.framework_of(case) or _of_form(data)
    if framework is None:
        return fail(_("Begin on the page of the roadmap or contract."))
    unit = rights.unit_of(framework.lead)
    return PASS if _is_of(unit) else _ask(unit)


@gate("G-PLAN-OPEN", _("The plan still changes"), source=_OPSYS)
def plan_is_open(case: CaseFile, data: Any, today: date) -> GateResult:
    """What was evaluated, closed or discarded stays as it was."""
    framework = rights.framework_of(case) or _of_form(data)
    if framework is not None and rights.is_over(framework):
        return fail(_("This plan is over: it stays as it was. Design the next one."))
    return PASS  # a form that names no plan is refused by the step


def _of_form(data: Any) -> Framework | None:
    known = Framework.objects.select_related("lead", "case")
    for name, where in (("framework", "pk"), ("indicator", "indicators"), ("activity", "activities")):
        if wanted := getattr(data, name, None):
            return known.filter(**{where: wanted}).first()
    return None


@gate("G-PARTY", _("A party speaks for itself alone"), source=_OPSYS)
def speaks_for_itself(case: CaseFile, data: Any, today: date) -> GateResult:
    """Of what names its lead in the form: an officer's own party, or one without people here, for the hub's officers."""
    party = Party.objects.filter(code=getattr(data, "lead", "")).first()
    if party is None:
        return PASS  # not asked yet, or an unknown one, which the step itself refuses
    unit = rights.unit_of(party)
    return PASS if _is_of(unit) else _ask(unit)
