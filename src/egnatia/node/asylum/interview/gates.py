"""Safeguards of the interview."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum import selectors as applications
from egnatia.node.asylum.interview import inputs, selectors
from egnatia.node.interpreting import selectors as interpreting
from egnatia.node.interpreting.models import Sex
from egnatia.node.protection import selectors as protection
from egnatia.node.protection.models import Measure

_TAKEN = {
    "person": _("The applicant has another interview at that time."),
    "interviewer": _("The interviewer has another interview at that time."),
    "place": _("This room is taken at that time."),
}


@gate("G-GUARDIAN", _("Nobody interviews a child alone"), source="Reg. (EU) 2024/1348 art. 13, 22, 23; FR-10")
def guardian_was_present(case: CaseFile, data: inputs.RecordInterview | None, today: date) -> GateResult:
    if data is None or data.guardian_present or not protection.treated_as_child(applications.application_of(case).person):
        return PASS
    return fail(_("A child is interviewed only with its guardian or parent present."))


@gate("G-SEX", _("Asked for staff of a sex"), source="Reg. (EU) 2024/1348 art. 13; Directive (EU) 2024/1346 art. 24")
def asked_which_sex(case: CaseFile, data: inputs.PlanInterview | None, today: date) -> GateResult:
    """Where a specialist found that it matters, “no wish” is no answer."""
    if data is None or data.wanted_sex != Sex.ANY or Measure.SAME_SEX not in protection.measures_of(applications.application_of(case).person_id):
        return PASS
    return fail(_("A specialist found that this matters: ask once more, and write down whom the applicant asks for."))


@gate("G-FREE", _("Interviewer, room and applicant are free"), source="Reg. (EU) 2024/1348 art. 13: conditions that let the applicant speak")
def nobody_is_booked_twice(case: CaseFile, data: inputs.PlanInterview | inputs.Interrupt | None, today: date) -> GateResult:
    actor, now = current_actor(), selectors.planned(case)
    if data is None or actor is None:
        return PASS
    named = data.interviewer or actor.id if isinstance(data, inputs.PlanInterview) else now.interviewer_id if now else None
    person = applications.application_of(case).person_id
    met = selectors.meets_another(data.at, data.minutes, interviewer=named, place=data.place, person=person, but=now.pk if now else None)
    return fail(_TAKEN[met]) if met else PASS


@gate("G-SUPPORT", _("Guardian and lawyer know the appointment"), source="Reg. (EU) 2024/1348 art. 13, 15, 23")
def support_is_told(case: CaseFile, data: inputs.PlanInterview | None, today: date) -> GateResult:
    one = applications.application_of(case)
    if data is None or data.support_told or not (one.counsel or protection.treated_as_child(one.person)):
        return PASS
    return fail(_("Tell guardian and lawyer the appointment first: nobody is interviewed without those who stand beside them."))


@gate("G-INTERP", _("Somebody interprets, checked and bound to confidentiality"), source="Reg. (EU) 2024/1348 art. 13; FR-30")
def somebody_interprets(case: CaseFile, data: object, today: date) -> GateResult:
    one = selectors.planned(case)
    if one is None or one.without_interpreter:
        return PASS
    request = interpreting.request_for(case)
    return PASS if request is not None and request.holds else fail(_("Book the interpreter first: nobody interprets unchecked."))


@gate("G-HEARD", _("Interviewed first"), source="Reg. (EU) 2024/1348 art. 11, 12, 13")
def interviewed(case: CaseFile, data: object, today: date) -> GateResult:
    """Nothing is decided without an interview; one that was left out because status can be granted carries no refusal."""
    from egnatia.node.asylum.models import Outcome

    outcome = getattr(data, "outcome", None)
    if outcome is Outcome.IMPLICIT:
        return PASS  # who did not come cannot be heard: the gate of the summons stands there instead
    one = selectors.heard_on(case, admissibility=outcome is Outcome.INADMISSIBLE if outcome else case.state == "admissibility")
    if one is None:
        return fail(_("First hold the interview, or record why it is left out."))
    if data is not None and one.omitted == inputs.Omission.POSITIVE and outcome is not Outcome.REFUGEE:
        return fail(_("The interview was left out because refugee status can be granted: anything else needs one."))
    return PASS
