"""Safeguards of integration."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.integration import inputs, selectors


@gate("G-STATUS", _("Ended for a lost status only when that is final"), source="Reg. (EU) 2024/1347 art. 14, 19; Reg. (EU) 2024/1348 art. 66, 67")
def status_is_lost(case: CaseFile, data: inputs.End | None, today: date) -> GateResult:
    if data is None or data.reason is not inputs.EndReason.NO_STATUS or not selectors.status_stands(case):
        return PASS
    return fail(_("The status stands: nothing ends by a withdrawal that is not final."))
