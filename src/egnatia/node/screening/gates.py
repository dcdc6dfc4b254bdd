"""Safeguards of the screening. Each reads like its rule; unknown blocks."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.clocks.rules import NoRule, rule_in_force
from egnatia.kernel.engine import national
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate, unknown
from egnatia.kernel.models import CaseFile
from egnatia.node.information.gates import told
from egnatia.node.information.items import Step
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.best_interests.gates import may_be_acted_on
from egnatia.node.screening import inputs, selectors
from egnatia.node.screening.models import Route, StayKind


def _away_from_asylum(data: inputs.Refer | None) -> bool:
    """Every route but registration may end against the person."""
    return data is not None and data.route != Route.REGISTRATION


@gate("G-INFO", _("Information given"), source="Reg. (EU) 2024/1356 art. 11; FR-31")
def information_given(case: CaseFile, data: object, today: date) -> GateResult:
    """Nothing goes against a person who was not told, in a language they understand, what happens and what they may do."""
    return told(case, Step.SCREENING)


@gate("G-INFO", _("Information given"), source="Reg. (EU) 2024/1356 art. 11; FR-31")
def information_given_or_urgent(case: CaseFile, data: inputs.Refer | None, today: date) -> GateResult:
    """The way to protection alone may go before the information, in an urgency that somebody recorded."""
    return told(case, Step.SCREENING, in_favour=not _away_from_asylum(data))


@gate("G-ASKED", _("Asylum question asked"), source="Reg. (EU) 2024/1348 art. 26")
def asylum_question_asked(case: CaseFile, data: inputs.Refer | None, today: date) -> GateResult:
    """The person was asked expressly, on this screening."""
    return PASS if selectors.screening_of(case).asylum_asked_at else fail(_("First ask the person expressly about asylum and record the answer."))


@gate("G-COPY", _("Copy offered"), source="Reg. (EU) 2024/1356 art. 17(4)")
def copy_offered(case: CaseFile, data: inputs.Refer | None, today: date) -> GateResult:
    """The person could read the form and say what is wrong before it is handed over."""
    return PASS if selectors.screening_of(case).copy_offered_at else fail(_("First offer the person a copy of the form."))


@gate("G-WISH", _("A wish for asylum goes to registration"), source="Reg. (EU) 2024/1356 art. 18; Reg. (EU) 2024/1348 art. 26; Charter art. 18")
def wish_goes_to_registration(case: CaseFile, data: inputs.Refer | None, today: date) -> GateResult:
    """A wish recorded anywhere, by anybody, closes every other route."""
    screening = selectors.screening_of(case)
    if data is None or data.route == Route.REGISTRATION or not selectors.wants_asylum(screening):
        return PASS
    return fail(_("This person wants asylum: refer to registration."))


@gate("G-WISH-PRE", _("A wish or a need is no irregular entry"), source="Instruction 293/2015 (overlay ALB); Charter art. 18, 24; Directive 2011/36/EU art. 11")
def outcome_does_not_go_against_protection(case: CaseFile, data: inputs.RecordPrescreening | None, today: date) -> GateResult:
    """An outcome against the person needs: no wish, no child alone, no open sign of trafficking."""
    against = data is not None and any(one.against_person for one in national.outcomes("screening.record_prescreening") if one.code == data.outcome)
    if not against:
        return PASS
    screening = selectors.screening_of(case)
    if selectors.wants_asylum(screening):
        return fail(_("This person wants asylum: the outcome is applicant."))
    if protection.treated_as_child_alone(screening.person):
        return fail(_("A child alone is no irregular migrant: choose the child's outcome."))
    if protection.has_sign_of_harm(screening.person_id):
        return unknown(_("A protection officer must be asked first."))
    return PASS


@gate("G-COMPLETE", _("All checks done before a return route"), source="Reg. (EU) 2024/1356 art. 18(1), (5)")
def checks_complete_for_return(case: CaseFile, data: inputs.Refer | None, today: date) -> GateResult:
    """Screening that ended by lapse of time, or with a check missing, never opens a return."""
    if not _away_from_asylum(data):
        return PASS
    missing = selectors.missing_checks(case)
    if selectors.time_is_up(case):
        return fail(_("The time limit has passed: what was not complete by then cannot open a return."))
    return fail(_("Not done yet: %(steps)s.") % {"steps": ", ".join(str(one.label) for one in missing)}) if missing else PASS


@gate("G-CHILD", _("Child protected"), source="CRC art. 3; Directive 2008/115/EC art. 5, 10; FR-10, FR-11")
def child_protected(case: CaseFile, data: inputs.Refer | None, today: date) -> GateResult:
    """No return route for a child whose best interests nobody assessed; for a child alone a panel has found the return best."""
    return may_be_acted_on(selectors.screening_of(case).person, today) if _away_from_asylum(data) else PASS


@gate("G-BESIDE", _("Services reached first"), source="Directive 2011/36/EU art. 11; CRC art. 3, 20; Directive 2008/115/EC art. 14(1)(b); FR-48")
def services_reached(case: CaseFile, data: inputs.Refer | None, today: date) -> GateResult:
    """Before a route that may end against the person, who needs a service has been referred to it. The text names no need."""
    if not _away_from_asylum(data) or not selectors.needs_beside(case):
        return PASS
    return fail(_("A service is needed beside this: first use “Refer to a service beside it”."))


@gate("G-ORDER", _("Kept by an order alone"), source="Charter art. 6; ECHR art. 5; FR-13")
def kept_by_an_order(case: CaseFile, data: inputs.NoteStay | None, today: date) -> GateResult:
    """Nobody is noted as kept without an order that still holds."""
    screening = selectors.screening_of(case)
    holds = screening.restricted_at is not None and screening.restriction_ended_at is None
    if data is None or data.kind != StayKind.KEPT or holds:
        return PASS
    return fail(_("No order to stay available holds: nobody is kept without one."))


@gate("G-LAW", _("National law allows the restriction"), source="Charter art. 6; ECHR art. 5; ARCHITECTURE: no restriction without a verified national rule")
def restriction_has_national_law(case: CaseFile, data: object, today: date) -> GateResult:
    """EU law does not bind here: without a verified national rule in force nobody is kept."""
    try:
        allowed = bool(rule_in_force("SCREENING_RESTRICTION", today).value)
    except NoRule:
        allowed = False
    return PASS if allowed else fail(_("No verified rule of national law allows this restriction."))


@gate("G-NOCHILD", _("No child is restricted"), source="CRC art. 37(b); Directive (EU) 2024/1346 art. 13")
def no_child_restricted(case: CaseFile, data: object, today: date) -> GateResult:
    return fail(_("This person is, or may be, a child.")) if protection.treated_as_child(selectors.screening_of(case).person) else PASS


@gate("G-NEED", _("No special need that it cannot meet"), source="Reg. (EU) 2024/1348 art. 21(2); Directive (EU) 2024/1346 art. 13; FR-36")
def no_need_is_restricted(case: CaseFile, data: object, today: date) -> GateResult:
    """The text names no need: the whole unit reads it."""
    if protection.identified(selectors.screening_of(case).person_id):
        return fail(_("A special need was identified: this person is not restricted."))
    return PASS


@gate("G-TIME", _("Within the time limit"), source="Reg. (EU) 2024/1356 art. 8; FR-14")
def time_limit_not_passed(case: CaseFile, data: object, today: date) -> GateResult:
    return fail(_("The time limit has passed: nobody is kept after it.")) if selectors.time_is_up(case) else PASS


@gate("G-ONCE", _("Restricted once"), source="Charter art. 6; FR-13: a restriction is never silently extended")
def not_restricted_before(case: CaseFile, data: object, today: date) -> GateResult:
    return fail(_("A restriction was ordered before: it is not ordered again.")) if selectors.screening_of(case).restricted_at else PASS
