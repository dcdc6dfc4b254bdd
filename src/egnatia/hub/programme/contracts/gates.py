from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import gates, rights
from egnatia.hub.logframe.models import Party
from egnatia.hub.programme.models import Evaluation
from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile


@gate("G-OWN-MONEY", _("A partner books its own money"), source=gates.own_row.source)
def own_money(case: CaseFile, data: Any, today: date) -> GateResult:
    """Each partner its own; the lead of the contract that of those who have no office here. Nobody books for somebody who has one."""
    party = Party.objects.filter(code=getattr(data, "party", "")).first() if data else None
    actor, framework = current_actor(), rights.framework_of(case)
    if party is None or actor is None or framework is None:
        return PASS  # not asked yet, or an unknown one, which the step itself refuses
    may = {party.unit_id} if party.unit_id else {rights.unit_of(framework.lead), rights.hub()}
    return PASS if actor.unit in may else fail(_("This is for %(name)s to book: ask them.") % {"name": party.name})


@gate("G-EVALUATED", _("It was evaluated before it is closed"), source="OECD-DAC evaluation criteria; final report of EU action documents")
def was_evaluated(case: CaseFile, data: Any, today: date) -> GateResult:
    final = Evaluation.objects.filter(contract=case.pk, kind=Evaluation.Kind.FINAL).exists()
    return PASS if final else fail(_("Note its final evaluation first."))
