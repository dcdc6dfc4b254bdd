"""Safeguards of the mechanism: a second person for what the region is told, and the share of the budget."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.codes import sop
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.avrr.mechanism import selectors
from egnatia.node.avrr.models import BudgetUse, NationalDifference, SopAdoption
from egnatia.node.avrr.reintegration import selectors as plans
from egnatia.node.referral.inputs import YesNo


@gate("G-SECOND", _("Adopted by somebody else"), source="ISO/IEC 27002:2022 5.3 (segregation of duties)")
def adopted_by_another(case: CaseFile, data: Any, today: date) -> GateResult:
    actor = current_actor()
    mine = actor is None or actor.id is None or SopAdoption.objects.filter(pk=case.pk, proposed_by=actor.id).exists()
    return fail(_("You prepared it: somebody else adopts it.")) if mine else PASS


@gate("G-CORE", _("No step that protects is left out"), source="egnatia.kernel.codes.sop: core steps")
def core_is_kept(case: CaseFile, data: Any, today: date) -> GateResult:
    """A country does a step that protects in its own way; it does not go without."""
    one = SopAdoption.objects.select_related("edition").get(pk=case.pk)
    core = {each.code for each in sop.read(one.edition.content).steps if each.core}
    without = NationalDifference.objects.filter(case=case.pk, kind="NOT_DONE", step__in=core).values_list("step", flat=True)
    left_out = ", ".join(sorted(without))
    return fail(_("These steps protect people and cannot be left out: %(steps)s.") % {"steps": left_out}) if left_out else PASS


@gate("G-4EYES", _("A second person approves"), source="ASVS 2.3.5; database constraint use_approved_by_another")
def use_approved_by_another(case: CaseFile, data: Any, today: date) -> GateResult:
    actor = current_actor()
    mine = actor is None or actor.id is None or BudgetUse.objects.filter(pk=case.pk, counted_by=actor.id).exists()
    return fail(_("You counted it: a colleague approves it.")) if mine else PASS


@gate("G-SDC", _("Only SYNTHETIC data leave"), source="FR-28; GDPR art. 4(1): full disclosure control does not exist here yet")
def only_synthetic_amounts(case: CaseFile, data: Any, today: date) -> GateResult:
    real = BudgetUse.objects.values_list("real_persons", flat=True).get(pk=case.pk)
    return fail(_("Plans of real persons stand behind it. Until full disclosure control exists, it does not leave this node.")) if real else PASS


@gate("G-DIFFER", _("Nobody's amount can be found by subtraction"), source="FR-28; template: threshold of five")
def enough_changed(case: CaseFile, data: Any, today: date) -> GateResult:
    """The difference to what was told before stands on five plans at least, or on none."""
    one = BudgetUse.objects.get(pk=case.pk)
    before = selectors.last_told(one.year)
    if before is None:
        return PASS
    changed = (abs(one.plans - before.plans), abs(one.spending - before.spending))
    if any(0 < number < selectors.FEW_PLANS for number in changed) or (changed == (0, 0) and (one.committed, one.spent) != (before.committed, before.spent)):
        return fail(_("Fewer than five plans changed since the region was told: wait, or one person's amount could be found by subtraction."))
    return PASS


@gate("G-SHARE", _("Within this country's share of the regional budget"), source="regional assistance budget")
def within_share(case: CaseFile, data: Any, today: date) -> GateResult:
    """Without a regional budget of the year the amount per person holds alone; sending a plan back costs nothing."""
    left = selectors.left(today.year)
    if left is None or (data is not None and data.approve == YesNo.NO):
        return PASS
    if plans.budgeted(case) <= left:
        return PASS
    return fail(_("EUR %(left)s of this year's share are left: ask the regional mechanism for more, or change the plan.") % {"left": max(left, 0)})
