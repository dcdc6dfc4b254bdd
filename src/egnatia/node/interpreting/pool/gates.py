"""Safeguards of what is asked of the pool and taken from it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
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
    booked, session = selectors.booked_time(one), selectors.request_of(case).during
    if booked is not None and booked[0] == session.lower and session.upper <= booked[1]:
        return PASS
    times = " – ".join(f"{timezone.localtime(each):%H:%M}" for each in booked or ())
    return fail(_("The pool booked this interpreter for %(time)s: move the session there first.") % {"time": times})


@gate("G-NEVER", _("Nobody who must not interpret for this person"), source="Reg. (EU) 2024/1348 art. 13; return-avrr reference 4.4")
def not_excluded(case: CaseFile, data: Book | inputs.Choose | None, today: date) -> GateResult:
    """Whoever was excluded, for whatever reason, is neither chosen nor booked."""
    if data is None:
        return PASS
    never = set(selectors.not_these(selectors.request_of(case)))
    if isinstance(data, Book):
        found = any(selectors.name(number) in data.interpreter.split(" + ") for number in never)
    else:
        options = selectors.options(case)
        found = data.option < len(options) and bool(never & {each.number for each in options[data.option].seats})
    return fail(_("This interpreter must not interpret for this person: choose another one.")) if found else PASS


@gate("G-OWN-TIME", _("Moved where its time stands"), source="docs/architecture.md: one calendar for each session")
def moves_by_itself(case: CaseFile, data: object, today: date) -> GateResult:
    """The time of an interview stands in the interview: moved here alone, person and interpreter would come at two times."""
    if selectors.moves_here(case, None):
        return PASS
    return fail(_("This is an interview of the asylum procedure: move the interview itself."))
