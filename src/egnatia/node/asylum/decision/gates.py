"""Safeguards of decisions and their service."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.clocks.rules import listed
from egnatia.kernel.engine import timing
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile, ClockRow, ListRow
from egnatia.node.asylum import selectors as applications
from egnatia.node.asylum.decision import inputs, selectors
from egnatia.node.asylum.decision.selectors import outcome_of
from egnatia.node.asylum.models import IN_FULL, NEGATIVE, Admissibility, Application, Connection, Ground38, Kind, Outcome, Route
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.best_interests.gates import was_assessed

# ISO 639-3 for what is not known, not coded, no language, or several.
UNKNOWN = frozenset({"und", "mis", "zxx", "mul"})


@gate("G-BIA", _("Best interests assessed"), source="CRC art. 3; FR-10")
def best_interests_assessed(case: CaseFile, data: object, today: date) -> GateResult:
    person = applications.application_of(case).person
    if outcome_of(case, data) not in NEGATIVE or not protection.treated_as_child(person):
        return PASS
    return was_assessed(person.pk)


@gate("G-GROUNDS", _("Manifestly unfounded has its ground"), source="Reg. (EU) 2024/1348 art. 39(4), 42")
def manifest_has_grounds(case: CaseFile, data: object, today: date) -> GateResult:
    if outcome_of(case, data) != Outcome.MANIFEST or applications.application_of(case).route != Route.REGULAR:
        return PASS
    return fail(_("In the regular route an application is unfounded, or founded; nothing is manifest there."))


@gate("G-STAGE", _("Decided on what was examined"), source="Reg. (EU) 2024/1348 art. 38, 39, 65, 66")
def was_examined(case: CaseFile, data: object, today: date) -> GateResult:
    """Inadmissible only what was examined as such and heard on it; a claim only once it was admitted; a status only where it is under review."""
    outcome, one = outcome_of(case, data), applications.application_of(case)
    if not outcome or (outcome == Outcome.IMPLICIT and one.kind != Kind.REVIEW):
        return PASS
    if (outcome in {Outcome.STATUS_KEPT, Outcome.STATUS_ENDED}) != (one.kind == Kind.REVIEW):
        return fail(_("A status is kept or withdrawn in its own review; an application is decided on its own."))
    question = applications.admissibility_of(case)
    if outcome == Outcome.INADMISSIBLE:
        if question is None:
            return fail(_("First examine whether the application is admissible, and hear the applicant on it."))
        if question.ground in {Ground38.FIRST_COUNTRY, Ground38.SAFE_THIRD} and not question.answer:
            return fail(_("The applicant may always say why that country is not safe for them: write down the answer first."))
        return _still_holds(question, one, today)
    return fail(_("Admit the application first: its claim has not been examined yet.")) if question is not None else PASS


def _still_holds(question: Admissibility, one: Application, today: date) -> GateResult:
    """What opened the question is asked again: a list may have changed, and the person may count as a child alone since."""
    if question.connection == Connection.AGREEMENT and protection.treated_as_child_alone(one.person):
        return fail(_("A child alone is never sent to another country by an agreement: the claim is examined here."))
    third = question.ground != Ground38.SAFE_THIRD or listed(ListRow.Name.SAFE_THIRD, question.country, today)
    if not (third and listed(ListRow.Name.INADMISSIBLE, question.ground, today)):
        return fail(_("No verified list of national law names this ground any more: admit the application."))
    return PASS


@gate("G-TIME", _("The time of the border route is not over"), source="Reg. (EU) 2024/1348 art. 51")
def border_time_is_not_over(case: CaseFile, data: object, today: date) -> GateResult:
    if data is None or applications.application_of(case).route != Route.BORDER or not timing.is_up(case, "DECIDE"):
        return PASS
    return fail(_("The time of the border route is over: the application goes on in the regular one."))


@gate("G-REACHED", _("Summoned, looked for, and asked to explain"), source="Reg. (EU) 2024/1348 art. 41; FR-35")
def was_looked_for(case: CaseFile, data: object, today: date) -> GateResult:
    """Nobody withdraws by silence alone: a summons whose day has passed, another way tried after it, and time to explain that is over."""
    if outcome_of(case, data) != Outcome.IMPLICIT:
        return PASS
    return fail(why) if (why := applications.still_to_try(case, today)) else PASS


@gate("G-4EYES", _("A second officer refuses"), source="FR-07, FR-09: negative decisions name a second person")
def refused_by_a_second_officer(case: CaseFile, data: object, today: date) -> GateResult:
    actor, decision = current_actor(), selectors.standing(case)
    mine = decision is not None and (actor is None or actor.id is None or decision.proposed_by == actor.id)
    return fail(_("You proposed this decision: a colleague must take it.")) if mine and decision and decision.outcome not in IN_FULL else PASS


@gate("G-REM", _("Remedy, legal help and language"), source="Reg. (EU) 2024/1348 art. 36, 67; Charter art. 47; FR-32, FR-33")
def served_with_remedy(case: CaseFile, data: inputs.Serve | None, today: date) -> GateResult:
    one, decision = applications.application_of(case), selectors.standing(case)
    if data is None or decision is None:
        return PASS
    if not (data.interpreter_present or (data.language == one.person.language and data.language not in UNKNOWN)):
        return fail(_("Explain result and remedy in the applicant's language, or through an interpreter: nothing is served otherwise."))
    if decision.decided_at is not None and data.served_at < decision.decided_at.replace(second=0, microsecond=0):
        return fail(_("It was served before it was decided: check the day."))
    if decision.outcome not in IN_FULL:
        if not (data.remedy and data.legal_aid and data.remedy_until):
            return fail(_("Write the remedy, its last day, and who gives legal help free of charge: nothing is served without."))
        if (late := _too_early(case, data.remedy_until, max(data.served_at, data.counsel_served_at or data.served_at))) is not None:
            return late
    if one.counsel and data.counsel_served_at is None:
        return fail(_("The applicant is represented: serve the lawyer too. The time to appeal runs from there."))
    if protection.treated_as_child(one.person) and not data.guardian_told:
        return fail(_("A child: serve the guardian or parent too."))
    return PASS


def _too_early(case: CaseFile, told: date, since: object) -> GateResult | None:
    last = selectors.last_day(case, since)  # type: ignore[arg-type]
    return fail(_("The law gives until %(day)s: tell the applicant so.") % {"day": last.isoformat()}) if last is not None and told < last else None


@gate("G-REM", _("The lawyer has the whole time to appeal"), source="Reg. (EU) 2024/1348 art. 36, 67; FR-33")
def counsel_has_the_whole_time(case: CaseFile, data: inputs.ServeCounsel | None, today: date) -> GateResult:
    decision = selectors.standing(case)
    if data is None or decision is None or decision.served_at is None:
        return PASS
    if data.served_at < decision.served_at.replace(second=0, microsecond=0):
        return fail(_("It was served on the applicant later: check the day."))
    return _too_early(case, data.remedy_until, data.served_at) or PASS


@gate("G-WINDOW", _("The time to appeal is over"), source="Reg. (EU) 2024/1348 art. 67, 68(2)")
def time_to_appeal_is_over(case: CaseFile, data: object, today: date) -> GateResult:
    if not selectors.can_be_appealed(case):
        return PASS
    clocks = ClockRow.objects.filter(case=case, code="APPEAL")
    if not clocks.exists():
        return fail(_("No time limit to appeal runs: tell the legal officer. Nothing becomes final without one."))
    over = not clocks.filter(state=ClockRow.State.OPEN).exists() and not clocks.filter(due_at__gt=moment.now()).exists()
    decision = selectors.standing(case)
    if decision is not None and decision.remedy_until is not None and decision.remedy_until >= today:
        over = False  # whatever the law gives: that day was told to the applicant
    return PASS if over else fail(_("The applicant may still appeal."))
