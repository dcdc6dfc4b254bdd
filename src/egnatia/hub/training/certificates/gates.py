"""Safeguards of certificates: nobody takes one away alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training.models import Certificate
from egnatia.hub.two_officers import is_mine
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile


@gate("G-4EYES-CERTIFICATE", _("Another officer decides"), source="ISO/IEC 27002:2022 5.3 (segregation of duties)")
def second_officer(case: CaseFile, data: Any, today: date) -> GateResult:
    mine = is_mine(Certificate.objects.filter(pk=case.pk), "asked_by")
    return fail(_("You asked to revoke it: another programme officer must look at it.")) if mine else PASS
