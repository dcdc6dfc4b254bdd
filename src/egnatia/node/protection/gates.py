"""Safeguards of decisions on needs."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.protection import inputs
from egnatia.node.protection.models import CHILD, Need


@gate("G-AGE", _("Childhood ends by an age assessment alone"), source="Reg. (EU) 2024/1348 art. 25; CRC art. 3")
def childhood_is_decided_by_its_own_procedure(case: CaseFile, data: inputs.DecideNeed | None, today: date) -> GateResult:
    """Excluding “child” here would pass every safeguard of the age assessment around."""
    if data is None or data.category not in CHILD or data.status == Need.Status.IDENTIFIED:
        return PASS
    return fail(_("Whether somebody is a child is decided by an age assessment, with its guardian and its remedy."))
