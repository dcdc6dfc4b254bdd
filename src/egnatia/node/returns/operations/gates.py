"""Safeguards of an operation as a whole; those of each person are asked of each person's own return."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate, unknown
from egnatia.kernel.models import CaseFile, User
from egnatia.node.returns.models import Escort, ReturnDecision, Status
from egnatia.node.returns.operations import selectors
from egnatia.node.returns.operations.guidelines import GUIDELINES

GUIDE = "Council of Europe, Twenty Guidelines on Forced Return"


@gate("G-MON", _("The independent monitor was told in time"), source="Return Directive art. 8(6); Twenty Guidelines, 20; Reg. (EU) 2016/1624 art. 28(3)")
def monitor_told(case: CaseFile, data: Any, today: date) -> GateResult:
    one = selectors.of(case)
    if one.monitor_told_at is None:
        return fail(_("The independent monitor was not told: nobody departs."))
    if not selectors.monitor_in_time(one):
        return fail(_("The monitor was told too late for this departure: choose a later one, or tell earlier."))
    late = [each for each in selectors.rows(case, Status.BOOKED) if each.booked_at > one.monitor_told_at]
    return fail(_("Somebody was added since the monitor was told: tell the monitor again.")) if late else PASS


@gate("G-LIST", _("Somebody is on the list, and it has room"), source=f"{GUIDE}, 3: one decision per person")
def list_is_right(case: CaseFile, data: Any, today: date) -> GateResult:
    booked = selectors.rows(case, Status.BOOKED)
    if not booked:
        return fail(_("Nobody is on the list."))
    return fail(_("More persons than seats.")) if len(booked) > selectors.of(case).seats else PASS


@gate("G-RISK", _("Risk assessed for each person"), source=f"{GUIDE}, 18; Decision 2004/573/EC, annex")
def each_is_assessed(case: CaseFile, data: Any, today: date) -> GateResult:
    missing = [selectors.number_of(one.return_case) for one in selectors.rows(case, Status.BOOKED) if not one.risk]
    return unknown(_("Assess the risk for each person first: %(who)s.") % {"who": ", ".join(missing)}) if missing else PASS


@gate(
    "G-ESCORT",
    _("Escorts trained, rested, of whom none decided; a woman for each woman"),
    source=f"{GUIDE}, 18; Decision 2004/573/EC; Frontex Code of Conduct for JROs",
)
def escorts_are_right(case: CaseFile, data: Any, today: date) -> GateResult:
    """No ratio: as many as the assessments of the persons ask for together, and a leader."""
    one, found, booked = selectors.of(case), selectors.escorts(case), selectors.rows(case, Status.BOOKED)
    needed = sum(each.escorts or 0 for each in booked)
    guards = [each for each in found if each.duty in {Escort.Duty.LEADER, Escort.Duty.ESCORT}]
    if needed and not any(each.duty == Escort.Duty.LEADER for each in found):
        return fail(_("Name an escort leader."))
    if len(guards) < needed:
        return fail(_("The assessments ask for %(needed)s escorts.") % {"needed": needed})
    day = timezone.localtime(one.departs_at).date()
    unfit = [each.name for each in guards if each.trained_until is None or each.trained_until < day or not each.rested]
    if unfit:
        return fail(_("Not trained, or not rested: %(who)s.") % {"who": ", ".join(unfit)})
    if needed and any(each.person.sex == 2 for each in booked) and not any(each.woman for each in guards):
        return fail(_("A woman is on the list: a woman escorts."))
    return _none_decided(found, booked)


def _none_decided(found: list[Escort], booked: list[Any]) -> GateResult:
    names = {each.username for each in found if each.username}
    known = dict(User.objects.filter(username__in=names).values_list("pk", "username"))
    with seeing_all():
        cases = [each.return_case for each in booked]
        for one in ReturnDecision.objects.filter(case__in=cases, annulled_at=None):
            for officer in (one.proposed_by, one.decided_by):
                if officer in known:
                    return fail(_("%(who)s took part in a decision: somebody else comes along.") % {"who": known[officer]})
    return PASS


@gate("G-20", _("The Twenty Guidelines are met"), source=f"{GUIDE}, CM(2005)40")
def guidelines_met(case: CaseFile, data: Any, today: date) -> GateResult:
    given = selectors.answers(case)
    missing = [str(number) for number in GUIDELINES if number not in given]
    if missing:
        return unknown(_("Not answered yet: %(which)s.") % {"which": ", ".join(missing)})
    wrong = [str(number) for number, one in sorted(given.items()) if not one.met]
    return fail(_("Not met: %(which)s.") % {"which": ", ".join(wrong)}) if wrong else PASS


@gate("G-DAY", _("On its day"), source="Return Directive art. 8; day-of-departure check")
def on_its_day(case: CaseFile, data: Any, today: date) -> GateResult:
    one = selectors.of(case)
    return PASS if timezone.localtime(one.departs_at).date() == moment.today() else fail(_("The departure is on another day."))


@gate("G-ALL", _("Everybody on the list has boarded or was taken off"), source="one decision per person")
def nobody_waits(case: CaseFile, data: Any, today: date) -> GateResult:
    return fail(_("Somebody on the list has neither boarded nor been taken off.")) if selectors.rows(case, Status.BOOKED) else PASS


@gate("G-HANDED", _("Everybody was handed over, or came back"), source=f"{GUIDE}, 17")
def all_handed_over(case: CaseFile, data: Any, today: date) -> GateResult:
    return fail(_("Somebody who boarded was not handed over, and did not come back.")) if selectors.rows(case, Status.BOARDED) else PASS
