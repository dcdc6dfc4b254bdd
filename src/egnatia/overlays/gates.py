"""Safeguards of the law table."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor, seeing_all
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile, ClockRow, RuleRow
from egnatia.overlays.models import ListChange, RuleChange, TranspositionChange

_RECORDS: dict[str, Any] = {"rule": RuleChange, "list_entry": ListChange, "transposition": TranspositionChange}


@gate("G-4EYES-LAW", _("A second legal officer grants"), source="ISO/IEC 27002:2022 5.3 (segregation of duties)")
def granted_by_second_person(case: CaseFile, data: Any, today: date) -> GateResult:
    """Whoever proposed it does not put it into force."""
    actor = current_actor()
    mine = actor is None or actor.id is None or _RECORDS[case.procedure].objects.filter(pk=case.pk, proposed_by=actor.id).exists()
    return fail(_("You proposed this rule: another legal officer must grant it.")) if mine else PASS


@gate("G-KEPT", _("A verified rule is not replaced by an unverified one"), source="ARCHITECTURE: no restriction without a verified national rule")
def verified_stays_verified(case: CaseFile, data: Any, today: date) -> GateResult:
    """A checked row that holds on that day stays until another checked one comes."""
    change = RuleChange.objects.get(pk=case.pk)
    own = RuleRow.objects.filter(jurisdiction=change.country, code=change.code, synthetic=False, verified=True, valid_from__lte=change.valid_from)
    holds = own.filter(Q(valid_to=None) | Q(valid_to__gte=change.valid_from)).exists()
    return fail(_("A rule that somebody verified stands there: check yours against the gazette first.")) if holds and not change.verified else PASS


@gate("G-HISTORY", _("What was decided keeps its rule"), source="Rule of law: a decision cites the rule that it was taken under")
def history_is_kept(case: CaseFile, data: Any, today: date) -> GateResult:
    """A row under which limits began, or that somebody verified, is not given another content: the change begins on another day."""
    change = RuleChange.objects.get(pk=case.pk)
    same = RuleRow.objects.filter(jurisdiction=change.country, code=change.code, valid_from=change.valid_from, synthetic=False).first()
    if same is None or (same.value, same.unit, same.roll) == (change.value, change.unit, change.roll):
        return PASS
    with seeing_all():
        used = ClockRow.objects.filter(rule=same).exists()
    if used or same.verified:
        return fail(_("Limits began under the rule of that day, or somebody verified it: let the change begin on another day."))
    return PASS
