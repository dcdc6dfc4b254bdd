"""Safeguards of interpreting."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.interpreting import inputs, selectors
from egnatia.node.interpreting.models import Sex


@gate("G-SEX", _("Whom the person asks for"), source="Reg. (EU) 2024/1348 art. 13; FR-30")
def wish_is_met(case: CaseFile, data: inputs.Book | None, today: date) -> GateResult:
    wanted = selectors.request_of(case).wanted_sex
    if data is None or wanted in {Sex.ANY, data.sex} or data.agreed_to_other_sex:
        return PASS
    return fail(_("The person asked for somebody else: ask the person first, and look further if they do not agree."))


@gate("G-FREE", _("The interpreter is free"), source="Reg. (EU) 2024/1348 art. 13: competent interpreter, present throughout")
def interpreter_is_free(case: CaseFile, data: inputs.Book | None, today: date) -> GateResult:
    if data is None or not selectors.booked(data.interpreter, selectors.request_of(case).during, but=case.pk):
        return PASS
    return fail(_("This interpreter is booked for another person at that time."))
