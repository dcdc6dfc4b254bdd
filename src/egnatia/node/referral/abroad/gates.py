"""The safeguard of a referral that came from another state."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.referral.abroad import selectors


@gate("G-CONS", _("The person's agreement still covers it"), source="GDPR art. 6, 7; FR-06")
def agreement_holds(case: CaseFile, data: Any, today: date) -> GateResult:
    return PASS if selectors.holds(case) else fail(_("The agreement was taken back, or its last day is over: the other state must ask the person again."))
