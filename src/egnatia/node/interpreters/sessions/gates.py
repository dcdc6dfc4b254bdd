"""Safeguards of a session on the interpreter's side."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.interpreters.sessions import inputs, selectors


@gate("G-VETTED", _("Vetted on the day of the session"), source="Reg. (EU) 2024/1348 art. 13: competent interpreters; EUAA code of conduct for interpreters")
def vetting_holds(case: CaseFile, data: inputs.Accept | None, today: date) -> GateResult:
    one = selectors.of(case)
    until = one.interpreter.vetted_until
    with seeing_all():
        active = CaseFile.objects.filter(pk=one.interpreter_id, state="active").exists()
    if not active:
        return fail(_("This interpreter is paused or has left: say no, the pool looks for somebody else."))
    if until is not None and until >= timezone.localtime(one.during.lower).date():
        return PASS
    return fail(_("The vetting ends before this session: renew it first."))


@gate("G-CONFLICT", _("No conflict, and the right variety"), source="FR-30; return-avrr reference 4.3")
def checks_are_made(case: CaseFile, data: inputs.Accept | None, today: date) -> GateResult:
    if data is None or (data.no_conflict and data.same_language):
        return PASS
    return fail(_("Say both first: that you know of no conflict, and that you speak this variety at this level. Otherwise say no."))
