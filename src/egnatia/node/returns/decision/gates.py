"""What a return decision may hold: limits of the rule table on its day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate, unknown
from egnatia.kernel.models import CaseFile
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.models import Category
from egnatia.node.returns import selectors
from egnatia.node.returns.decision import inputs


@gate("G-PERIOD", _("Seven to thirty days, or a ground in law"), source="Return Directive art. 7(1), (4); FR-41")
def period_in_bounds(case: CaseFile, data: Any, today: date) -> GateResult:
    """A ground is one that a rule of this country names: without it there is no period under the least."""
    if not isinstance(data, inputs.Propose):
        return PASS
    least, most = selectors.limit("RETURN_VD_LEAST", today), selectors.limit("RETURN_VD_MOST", today)
    if least is None or most is None:
        return unknown(_("No rule says how long the period for voluntary departure is: tell the legal officer."))
    days = data.vd_days
    if days is not None and days > most:
        return fail(_("At most %(most)s days; it can be made longer later, in the person's favour.") % {"most": most})
    if days is not None and days >= least:
        return PASS
    if data.vd_ground is None:
        return fail(_("Fewer than %(least)s days need one of the grounds of art. 7(4).") % {"least": least})
    if not selectors.flag("RETURN_NO_PERIOD", today):
        return unknown(_("No verified rule of this country allows fewer days or none: tell the legal officer."))
    return PASS


@gate("G-BAN", _("Entry ban within its limit, with reasons, and none for victims of trafficking"), source="Return Directive art. 11; FR-40")
def ban_in_bounds(case: CaseFile, data: Any, today: date) -> GateResult:
    if not isinstance(data, inputs.Propose) or not data.ban_months:
        return PASS
    if case.subject is not None and protection.has_open(case.subject, Category.VOT):
        return fail(_("No entry ban in this case: a protection officer can say more."))
    if not selectors.flag("RETURN_ENTRY_BAN", today):
        return unknown(_("No verified rule of this country allows an entry ban: tell the legal officer."))
    most = selectors.limit("RETURN_BAN_MOST", today)
    if most is None:
        return unknown(_("No rule says how long an entry ban may be: tell the legal officer."))
    # Five years is what the database allows without a serious threat, whatever a row says.
    if data.ban_months > min(12 * most, 60) and not data.ban_threat:
        return fail(_("At most %(most)s years; longer for a serious threat alone.") % {"most": min(most, 5)})
    return PASS


@gate("G-BAN", _("No entry ban for a victim of trafficking"), source="Return Directive art. 11(3); FR-40")
def ban_still_right(case: CaseFile, data: Any, today: date) -> GateResult:
    """What came out since it was proposed counts."""
    one = selectors.decision(case)
    if one is None or not one.ban_months or case.subject is None or not protection.has_open(case.subject, Category.VOT):
        return PASS
    return fail(_("No entry ban in this case: send the proposal back. A protection officer can say more."))


@gate("G-REM", _("A remedy with a time in law"), source="Charter art. 47; Return Directive art. 13; FR-32")
def has_remedy(case: CaseFile, data: Any, today: date) -> GateResult:
    return PASS if selectors.remedy_rule(today) else unknown(_("No rule says until when one can appeal here: tell the legal officer."))


@gate("G-AVRR", _("Told of assisted voluntary return"), source="Return Directive art. 7, recital 10; section “required sections” of the decision")
def told_of_avrr(case: CaseFile, data: Any, today: date) -> GateResult:
    found = selectors.told_of_avrr(case)
    if found is None or not found.interpreter_present:
        return fail(_("First tell the person of assisted voluntary return, in a language that they understand."))
    return PASS


@gate("G-DEST", _("The danger was looked at for the country of the decision"), source="Return Directive art. 5; FR-03, FR-39")
def names_the_country(case: CaseFile, data: Any, today: date) -> GateResult:
    if not isinstance(data, inputs.Propose) or data.country == selectors.of(case).country:
        return PASS
    return fail(_("Another country than the one that is considered: change it first, and look at the danger there."))


@gate("G-LANG", _("In a language that the person understands"), source="Return Directive art. 12(2); FR-33")
def understood(case: CaseFile, data: Any, today: date) -> GateResult:
    if not isinstance(data, inputs.Notify):
        return PASS
    theirs = selectors.of(case).person.language
    if data.interpreter or data.language == theirs:
        return PASS
    return fail(_("Name the interpreter, or explain it in the language that the person understands best."))
