"""Safeguards of what follows a return: the partner is told what the person agreed to, and nobody is followed without agreement."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor, seeing_all
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.avrr.models import To
from egnatia.node.avrr.reintegration import inputs, selectors
from egnatia.node.avrr.selectors import sharing


@gate("G-DATA", _("The person lets the partner be told"), source="GDPR art. 6, 7, 44 to 49; FR-05, FR-47")
def partner_may_be_told(case: CaseFile, data: Any, today: date) -> GateResult:
    travel = data.travel_case if isinstance(data, inputs.OpenPlan) else selectors.of(case).travel_case
    with seeing_all():
        agreed = sharing(CaseFile(pk=travel), To.PARTNER, today)
    return PASS if agreed else fail(_("First record that the person agrees that the partner is told."))


@gate("G-SECOND", _("Approved by somebody else"), source="RIAT workflow (validation by the coordinator)")
def validated_by_another(case: CaseFile, data: Any, today: date) -> GateResult:
    actor = current_actor()
    return fail(_("You asked for this yourself: somebody else approves it.")) if actor and selectors.of(case).asked_by == actor.id else PASS


@gate("G-BUDGET", _("Within the amount of the rule table"), source="rule table: amounts of reintegration assistance")
def within_budget(case: CaseFile, data: Any, today: date) -> GateResult:
    one, planned = selectors.of(case), selectors.budgeted(case)
    more = data.budgeted if isinstance(data, inputs.AddLine) else 0
    return PASS if planned + more <= one.limit else fail(_("The plan would cost more than EUR %(limit)s.") % {"limit": one.limit})


@gate("G-FOLLOW", _("The person agrees to be asked"), source="GDPR art. 6, 7; FR-44")
def follow_up_agreed(case: CaseFile, data: Any, today: date) -> GateResult:
    """On the day of the answers, and today: an agreement that is over opens nothing."""
    agreed = selectors.follow_up(case)
    if agreed is None or agreed.until < today:
        return fail(_("The person has not agreed to be asked, took it back, or it is over: nothing about them is recorded."))
    return PASS
