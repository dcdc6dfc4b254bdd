"""Safeguards of the law table."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile, RuleRow
from egnatia.overlays.models import RuleChange


@gate("G-4EYES-LAW", _("A second legal officer grants"), source="ISO/IEC 27002:2022 5.3 (segregation of duties)")
def granted_by_second_person(case: CaseFile, data: Any, today: date) -> GateResult:
    """Whoever proposed the rule does not put it into force."""
    actor = current_actor()
    mine = actor is None or actor.id is None or RuleChange.objects.filter(pk=case.pk, proposed_by=actor.id).exists()
    return fail(_("You proposed this rule: another legal officer must grant it.")) if mine else PASS


@gate("G-KEPT", _("A verified rule is not replaced by an unverified one"), source="ARCHITECTURE: no restriction without a verified national rule")
def verified_stays_verified(case: CaseFile, data: Any, today: date) -> GateResult:
    """For the same day of entry into force: the checked row stays until another checked one comes."""
    change = RuleChange.objects.get(pk=case.pk)
    same = RuleRow.objects.filter(jurisdiction=change.country, code=change.code, valid_from=change.valid_from, synthetic=False, verified=True)
    return fail(_("A rule that somebody verified stands there: check yours against the gazette first.")) if same.exists() and not change.verified else PASS
