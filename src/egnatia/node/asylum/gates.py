"""Safeguards of the asylum procedure: each reads like its rule; unknown blocks. None stands before an appeal, an interview date or the regular route."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.clocks.rules import NoRule, rule_in_force
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile, ClockRow
from egnatia.node.asylum import inputs, selectors
from egnatia.node.asylum.models import NEGATIVE, Ground, Outcome, Route
from egnatia.node.information.gates import told
from egnatia.node.information.items import Step
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.best_interests.gates import was_assessed
from egnatia.node.protection.guardians.selectors import guardian_of
from egnatia.node.protection.models import Measure

# ISO 639-3 for what is not known, not coded, no language, or several.
UNKNOWN = frozenset({"und", "mis", "zxx", "mul"})
# Of a child alone (art. 42(3)); the border procedure for it only by danger (art. 44).
_ALONE = {Ground.C, Ground.E, Ground.F, Ground.G, Ground.J}


def _away(data: inputs.ChooseRoute | None) -> bool:
    return data is not None and data.route is not Route.REGULAR


def allowed_alone(route: str) -> set[Ground]:
    """Grounds that open a route to a child alone."""
    return {Ground.F} if route == Route.BORDER else _ALONE


@gate("G-INFO", _("Information given"), source="Reg. (EU) 2024/1348 art. 8; FR-31")
def information_given(case: CaseFile, data: object, today: date) -> GateResult:
    if isinstance(data, inputs.ChooseRoute) and not _away(data):
        return PASS
    return told(selectors.application_of(case).registration, Step.ASYLUM)


@gate("G-NEED", _("No special need that the route cannot meet"), source="Reg. (EU) 2024/1348 art. 21(2); FR-36")
def no_need_off_the_regular_route(case: CaseFile, data: object, today: date) -> GateResult:
    """Asked when a route is chosen, and again when it is decided in one. The text names no need: the whole unit reads it."""
    away = _away(data) if isinstance(data, inputs.ChooseRoute) else data is not None and selectors.application_of(case).route != Route.REGULAR
    if not away or not protection.identified(selectors.application_of(case).person_id):
        return PASS
    return fail(_("A special need was identified: only the regular route can meet it."))


@gate("G-LAW", _("A verified rule of national law opens the route"), source="ARCHITECTURE: no accelerated ground without a verified national row; FR-13")
def route_has_national_law(case: CaseFile, data: inputs.ChooseRoute | None, today: date) -> GateResult:
    if data is None or not _away(data):
        return PASS
    try:
        rule_in_force("DECIDE_BORDER" if data.route is Route.BORDER else "DECIDE_ACCEL", selectors.since_when(case, data.route))
    except NoRule:
        return fail(_("No verified rule of national law opens this route: the regular one holds."))
    return PASS


@gate("G-CHILD", _("A child alone: few grounds only"), source="Reg. (EU) 2024/1348 art. 42(3), 44; CRC art. 3; FR-10")
def child_alone_by_few_grounds(case: CaseFile, data: inputs.ChooseRoute | None, today: date) -> GateResult:
    person = selectors.application_of(case).person
    if data is None or not _away(data) or not protection.treated_as_child_alone(person):
        return PASS
    return PASS if set(data.grounds) <= allowed_alone(data.route) else fail(_("A child alone: these grounds open no such route."))


@gate("G-GUARDIAN", _("A child alone has a guardian"), source="Reg. (EU) 2024/1348 art. 13, 23; FR-10")
def child_has_guardian(case: CaseFile, data: object, today: date) -> GateResult:
    person = selectors.application_of(case).person
    if not protection.treated_as_child_alone(person) or guardian_of(person.pk):
        return PASS
    return fail(_("A child alone: the guardian first."))


@gate("G-GUARDIAN", _("Nobody interviews a child alone"), source="Reg. (EU) 2024/1348 art. 13, 22, 23; FR-10")
def guardian_was_present(case: CaseFile, data: inputs.RecordInterview | None, today: date) -> GateResult:
    if data is None or data.guardian_present or not protection.treated_as_child(selectors.application_of(case).person):
        return PASS
    return fail(_("A child is interviewed only with its guardian or parent present."))


def _outcome(case: CaseFile, data: object) -> str:
    """What is proposed, or stands proposed when it is decided."""
    if isinstance(data, inputs.Propose):
        return data.outcome
    decision = selectors.standing(case) if data is not None else None
    return decision.outcome if decision else ""


@gate("G-BIA", _("Best interests assessed"), source="CRC art. 3; FR-10")
def best_interests_assessed(case: CaseFile, data: object, today: date) -> GateResult:
    person, outcome = selectors.application_of(case).person, _outcome(case, data)
    if outcome not in NEGATIVE or not protection.treated_as_child(person):
        return PASS
    return was_assessed(person.pk)


@gate("G-SEX", _("Asked for staff of a sex"), source="Reg. (EU) 2024/1348 art. 13; Directive (EU) 2024/1346 art. 24")
def asked_which_sex(case: CaseFile, data: inputs.PlanInterview | None, today: date) -> GateResult:
    """Where a specialist found that it matters, “no wish” is no answer."""
    if data is None or data.wanted_sex != inputs.Sex.ANY or Measure.SAME_SEX not in protection.measures_of(selectors.application_of(case).person_id):
        return PASS
    return fail(_("A specialist found that this matters: ask once more, and write down whom the applicant asks for."))


@gate("G-HEARD", _("Interviewed first"), source="Reg. (EU) 2024/1348 art. 11, 12, 13")
def interviewed(case: CaseFile, data: inputs.Propose | None, today: date) -> GateResult:
    """Nothing is decided without an interview; one that was left out because status can be granted carries no refusal."""
    one = selectors.heard(case)
    if one is None:
        return fail(_("First hold the interview, or record why it is left out."))
    if data is not None and one.omitted == inputs.Omission.POSITIVE and data.outcome is not Outcome.REFUGEE:
        return fail(_("The interview was left out because refugee status can be granted: anything else needs one."))
    return PASS


@gate("G-GROUNDS", _("Manifestly unfounded has its ground"), source="Reg. (EU) 2024/1348 art. 39(4), 42")
def manifest_has_grounds(case: CaseFile, data: object, today: date) -> GateResult:
    if _outcome(case, data) != Outcome.MANIFEST or selectors.application_of(case).route != Route.REGULAR:
        return PASS
    return fail(_("In the regular route an application is unfounded, or founded; nothing is manifest there."))


@gate("G-4EYES", _("A second officer refuses"), source="FR-07, FR-09: negative decisions name a second person")
def refused_by_a_second_officer(case: CaseFile, data: object, today: date) -> GateResult:
    actor, decision = current_actor(), selectors.standing(case)
    mine = decision is not None and (actor is None or actor.id is None or decision.proposed_by == actor.id)
    return fail(_("You proposed this refusal: a colleague must decide.")) if mine and decision and decision.outcome != Outcome.REFUGEE else PASS


@gate("G-REM", _("Remedy, legal help and language"), source="Reg. (EU) 2024/1348 art. 36, 67; Charter art. 47; FR-32, FR-33")
def served_with_remedy(case: CaseFile, data: inputs.Serve | None, today: date) -> GateResult:
    one, decision = selectors.application_of(case), selectors.standing(case)
    if data is None or decision is None:
        return PASS
    if not (data.interpreter_present or (data.language == one.person.language and data.language not in UNKNOWN)):
        return fail(_("Explain result and remedy in the applicant's language, or through an interpreter: nothing is served otherwise."))
    if decision.decided_at is not None and data.served_at < decision.decided_at.replace(second=0, microsecond=0):
        return fail(_("It was served before it was decided: check the day."))
    if decision.outcome != Outcome.REFUGEE and not (data.remedy and data.legal_aid and data.remedy_until):
        return fail(_("Write the remedy, its last day, and who gives legal help free of charge: nothing is served without."))
    if decision.outcome != Outcome.REFUGEE and data.remedy_until is not None:
        last = selectors.last_day(case, max(data.served_at, data.counsel_served_at or data.served_at))
        if last is not None and data.remedy_until < last:
            return fail(_("The law gives until %(day)s: tell the applicant so.") % {"day": last.isoformat()})
    if one.counsel and data.counsel_served_at is None:
        return fail(_("The applicant is represented: serve the lawyer too. The time to appeal runs from there."))
    if protection.treated_as_child(one.person) and not data.guardian_told:
        return fail(_("A child: serve the guardian or parent too."))
    return PASS


@gate("G-WINDOW", _("The time to appeal is over"), source="Reg. (EU) 2024/1348 art. 67, 68(2)")
def time_to_appeal_is_over(case: CaseFile, data: object, today: date) -> GateResult:
    if not selectors.can_be_appealed(case):
        return PASS
    clocks = ClockRow.objects.filter(case=case, code="APPEAL")
    if not clocks.exists():
        return fail(_("No time limit to appeal runs: tell the legal officer. Nothing becomes final without one."))
    over = not clocks.filter(state=ClockRow.State.OPEN).exists() and not clocks.filter(due_at__gt=moment.now()).exists()
    return PASS if over else fail(_("The applicant may still appeal."))


@gate("G-UNDERSTOOD", _("Withdrawn in a language that is understood"), source="Reg. (EU) 2024/1348 art. 8, 40")
def withdrawn_in_a_language(case: CaseFile, data: inputs.Withdraw | None, today: date) -> GateResult:
    known = data is not None and data.language not in UNKNOWN and data.language == selectors.application_of(case).person.language
    if data is None or data.interpreter_present or known:
        return PASS
    return fail(_("Only in the applicant's language or through an interpreter: what was not understood is no withdrawal."))
