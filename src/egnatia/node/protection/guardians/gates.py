"""Safeguards of an appointment."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate, unknown
from egnatia.kernel.models import CaseFile
from egnatia.node.protection.guardians import inputs, selectors
from egnatia.node.protection.models import Guardian


@gate("G-LOAD", _("The guardian has time for this child"), source="Reg. (EU) 2024/1348 art. 23: not more than 30 children")
def guardian_has_time(case: CaseFile, data: inputs.Appoint | None, today: date) -> GateResult:
    """The row of two officers who appoint at once is locked, so that both do not take the last place."""
    if data is None:
        return PASS
    with seeing_all():
        one = Guardian.objects.select_for_update().filter(pk=data.guardian, case__state="active").first()
    if one is None:
        return fail(_("This guardian is not in the register any more: choose another."))
    most = selectors.most()
    if most is None:
        return unknown(_("No rule says how many children a guardian may have: tell the legal officer."))
    if selectors.load(one.pk, but=case.pk) >= most:
        return fail(_("This guardian has %(number)s children already: choose another.") % {"number": most})
    return PASS
