from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import gates, rights
from egnatia.hub.logframe.models import Party
from egnatia.hub.programme.models import Evaluation, Money
from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile

PAID = (Money.Kind.DISBURSEMENT, Money.Kind.EXPENDITURE)


@gate("G-OWN-MONEY", _("A partner books its own money"), source=gates.own_row.source)
def own_money(case: CaseFile, data: Any, today: date) -> GateResult:
    """Budgets and commitments are the lead's to note. What was paid and spent each partner books itself, the lead for those who have no office here."""
    party = Party.objects.filter(code=getattr(data, "party", "")).first() if data else None
    actor, framework = current_actor(), rights.framework_of(case)
    if party is None or actor is None or framework is None:
        return PASS  # not asked yet, or an unknown one, which the step itself refuses
    whose = party if party.unit_id and data.kind in PAID else framework.lead
    return PASS if actor.unit == rights.unit_of(whose) else fail(_("This is for %(name)s to book: ask them.") % {"name": whose.name})


@gate("G-EVALUATED", _("It was evaluated before it is closed"), source="OECD-DAC evaluation criteria; final report of EU action documents")
def was_evaluated(case: CaseFile, data: Any, today: date) -> GateResult:
    final = Evaluation.objects.filter(contract=case.pk, kind=Evaluation.Kind.FINAL).exists()
    return PASS if final else fail(_("Note its final evaluation first."))
