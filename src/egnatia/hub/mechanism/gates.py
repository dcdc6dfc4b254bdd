"""Safeguards of what the hub tells all countries: two officers, always."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.mechanism.models import Budget, Edition
from egnatia.hub.two_officers import is_mine
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile

_RECORDS: dict[str, Any] = {"edition": Edition, "budget": Budget}


@gate("G-4EYES-HUB", _("A second officer publishes"), source="ISO/IEC 27002:2022 5.3 (segregation of duties)")
def second_officer(case: CaseFile, data: Any, today: date) -> GateResult:
    """Whoever drafted it does not send it to the countries."""
    mine = is_mine(_RECORDS[case.procedure].objects.filter(pk=case.pk), "proposed_by")
    return fail(_("You drafted this: another programme officer must look at it.")) if mine else PASS
