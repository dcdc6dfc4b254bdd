"""Safeguards of what is asked of the pool and taken from it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.codes.varieties import Match
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.interpreting.inputs import Book
from egnatia.node.interpreting.models import Asked
from egnatia.node.interpreting.pool import inputs, selectors


@gate("G-VARIETY", _("Another variety only once the person confirmed it"), source="Reg. (EU) 2024/1348 art. 13; return-avrr reference 4.3")
def variety_is_confirmed(case: CaseFile, data: inputs.Choose | None, today: date) -> GateResult:
    if data is None or data.confirmed:
        return PASS
    options = selectors.options(case)
    if data.option < len(options) and options[data.option].match is not Match.EXACT:
        return fail(_("This interpreter speaks another variety than the one asked for: ask the person first, and say that they understand it."))
    return PASS


@gate("G-POOL-TIME", _("Booked for the time of the session"), source="Reg. (EU) 2024/1348 art. 13: present throughout")
def booked_for_this_time(case: CaseFile, data: Book | None, today: date) -> GateResult:
    """Whom the pool confirmed comes when the pool said: the session is moved there first."""
    one = selectors.asked(case)
    if data is None or one is None or one.state != Asked.State.CONFIRMED or data.interpreter not in selectors.names(one):
        return PASS
    begins = selectors.begins(one)
    if begins is not None and begins == selectors.request_of(case).during.lower:
        return PASS
    return fail(_("The pool booked this interpreter for %(time)s: move the session there first.") % {"time": f"{begins:%H:%M}" if begins else "–"})
