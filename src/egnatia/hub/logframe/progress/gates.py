"""Safeguards of reports: an open period, somebody else's approval, values that the hub computes are not typed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.models import Indicator, Progress
from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile, Event

_SOURCE = "Results data practice: periods locked by default, only approved updates count (reference 6.3)"


@gate("G-PERIOD-OPEN", _("The period is open for reports"), source=_SOURCE)
def period_is_open(case: CaseFile, data: Any, today: date) -> GateResult:
    one = Progress.objects.filter(pk=case.pk).select_related("period").first()
    if one is None or not one.period.locked:
        return PASS
    return fail(_("This period is closed: ask an officer of the hub to open it."))


@gate("G-APPROVED-BY-ANOTHER", _("Who reports does not approve"), source=_SOURCE)
def another_approves(case: CaseFile, data: Any, today: date) -> GateResult:
    """Nobody who began it, changed it or added a file to it."""
    actor = current_actor()
    if actor is None or actor.id is None or Event.objects.filter(case=case.pk, action__in=("begin", "change", "attach"), actor_id=actor.id).exists():
        return fail(_("You wrote this report: somebody else approves it."))
    return PASS


@gate("G-USED", _("The indicator is used"), source=_SOURCE)
def is_used(case: CaseFile, data: Any, today: date) -> GateResult:
    dropped = Progress.objects.filter(pk=case.pk, period__indicator__case__state="dropped").exists()
    return fail(_("This indicator was dropped: return the report.")) if dropped else PASS


@gate("G-LOOKED-AT", _("The lead of the plan, or the hub, looks at reports"), source=_SOURCE)
def looked_at_by_lead(case: CaseFile, data: Any, today: date) -> GateResult:
    actor, framework = current_actor(), rights.framework_of(case)
    if actor is not None and framework is not None and actor.unit in {rights.hub(), rights.unit_of(framework.lead)}:
        return PASS
    return fail(_("The lead of the plan, or an officer of the hub, looks at reports."))


@gate("G-REPORTS-ITSELF", _("Whoever answers for an indicator reports it"), source=_SOURCE)
def answers_for_it(case: CaseFile, data: Any, today: date) -> GateResult:
    """Asked when a report is begun: of the indicator that its form names."""
    one = Indicator.objects.filter(pk=getattr(data, "indicator", None)).select_related("responsible").first() if data else None
    if one is None:
        return PASS  # an indicator that does not exist is refused by the step
    if one.live:
        return fail(_("The hub computes this indicator: nobody reports it by hand."))
    actor = current_actor()
    if actor is not None and actor.unit == rights.unit_of(one.responsible):
        return PASS
    return fail(_("This is for %(name)s to do: ask them.") % {"name": one.responsible.name})
