"""Screening as one table: eight steps side by side, the referral behind its safeguards, the end by lapse of time in the person's favour."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import WITH_GUARDIANS, Role
from egnatia.kernel.engine.spec import Action, Clock, NoInput, Procedure
from egnatia.node.biometrics import gates as biometrics
from egnatia.node.biometrics import selectors as biometrics_known
from egnatia.node.biometrics.inputs import AnswerLikeness, Biometrics
from egnatia.node.information.inputs import NoteUrgency, inform_about
from egnatia.node.information.items import Step
from egnatia.node.information.selectors import in_their_language, missing
from egnatia.node.people.prefill import from_mrz
from egnatia.node.protection import selectors as protection
from egnatia.node.referral.handover import selectors as handed
from egnatia.node.screening import gates, inputs, selectors

OFFICERS = frozenset({Role.BORDER_OFFICER, Role.SCREENING_OFFICER})
SCREENING_OFFICER = frozenset({Role.SCREENING_OFFICER})
MEDICAL = frozenset({Role.MEDICAL_STAFF})
PROTECTION = frozenset({Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER})
SYSTEM = frozenset({Role.SYSTEM})
OPEN = ("open", "lapsed")
P = Purpose.SCREENING

FIRST_CHECK = Clock("NEEDS_FIRST_CHECK", _("First look at special needs"), optional=True)
LIMIT = Clock("SCREENING_MAX", _("Screening must end"), then="lapse", rule=selectors.clock_rule, anchor=selectors.arrival_of)

REGISTER_ARRIVAL = Action(
    "register_arrival",
    _("Register an arrival"),
    src=(None,),
    dst="open",
    by=OFFICERS,
    purpose=P,
    input=inputs.RegisterArrival,
    starts=(LIMIT, FIRST_CHECK),
    prefill=from_mrz,
    like=selectors.shared_by_the_group,
    hint=_("Do not ask about the grounds of an asylum claim here."),
)
INFORM = Action(
    "inform",
    _("Give information"),
    src=(*OPEN, "referred"),
    dst=None,
    by=OFFICERS | PROTECTION,
    purpose=P,
    input=inform_about(Step.SCREENING),
    known=in_their_language,
    parallel=True,
)
URGENCY = Action(
    "note_urgency",
    _("Note why the information must wait"),
    src=OPEN,
    dst=None,
    by=WITH_GUARDIANS,
    purpose=P,
    input=NoteUrgency,
    parallel=True,
    exempt=True,
    offered=lambda case, actor: bool(missing(case, Step.SCREENING)),
    hint=_("Opens the way to protection alone. Telling the person stays a task."),
)
ASK_ASYLUM = Action(
    "ask_asylum",
    _("Ask about asylum"),
    src=OPEN,
    dst=None,
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.AskAsylum,
    parallel=True,
    exempt=True,
    does_task=("ASK_ASYLUM",),
    hint=_("Ask in a language the person understands, without others listening."),
)
HEALTH = Action(
    "record_health", _("Record the health check"), src=OPEN, dst=None, by=MEDICAL, purpose=P, input=inputs.Health, parallel=True, does_task=("URGENT_HEALTH",)
)
VULN = Action(
    "record_vulnerability",
    _("Record the vulnerability check"),
    src=OPEN,
    dst=None,
    by=PROTECTION,
    purpose=P,
    input=inputs.Vulnerability,
    parallel=True,
    stops=("NEEDS_FIRST_CHECK",),
    does_task=("NEEDS_FIRST_CHECK",),
)
IDENT = Action("record_identification", _("Record the identification"), src=OPEN, dst=None, by=OFFICERS, purpose=P, input=inputs.Identification, parallel=True)
BIOREG = Action(
    "record_biometrics",
    _("Record biometric data"),
    src=OPEN,
    dst=None,
    by=OFFICERS,
    purpose=P,
    input=Biometrics,
    leaves_out=biometrics_known.of_children,
    gates=(biometrics.old_enough, biometrics.child_accompanied),
    parallel=True,
)
ANSWER_LIKENESS = Action(
    "answer_likeness",
    _("Answer what the matching software found"),
    src=(*OPEN, "referred"),
    dst=None,
    by=OFFICERS,
    purpose=P,
    input=AnswerLikeness,
    parallel=True,
    offered=biometrics_known.has_open_likeness,
    hint=_("The software asks. Nothing follows from its answer, and nothing is merged by yours."),
)
SECURITY = Action("record_security", _("Record the security check"), src=OPEN, dst=None, by=SCREENING_OFFICER, purpose=P, input=inputs.Security, parallel=True)
CHILD = Action(
    "record_child",
    _("Record who was with the child"),
    src=OPEN,
    dst=None,
    by=frozenset({Role.CHILD_PROTECTION_OFFICER}),
    purpose=P,
    input=inputs.Child,
    parallel=True,
    offered=lambda case, actor: protection.treated_as_child(selectors.screening_of(case).person),
)
FORM = Action(
    "complete_form",
    _("Complete the screening form"),
    src=OPEN,
    dst=None,
    by=OFFICERS,
    purpose=P,
    input=inputs.CompleteForm,
    known=selectors.form_as_it_is,
    parallel=True,
)
COPY = Action("offer_copy", _("Offer a copy to the person"), src=OPEN, dst=None, by=OFFICERS, purpose=P, input=inputs.OfferCopy, parallel=True)
REMARK = Action(
    "make_remark",
    _("Record a remark of the person"),
    src=(*OPEN, "referred"),
    dst=None,
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.MakeRemark,
    parallel=True,
    exempt=True,
)
CORRECT_FORM = Action(
    "correct_form",
    _("Correct the form that was handed over"),
    src=("referred",),
    dst=None,
    by=OFFICERS,
    purpose=P,
    input=inputs.CompleteForm,
    known=selectors.form_as_it_is,
    hint=_("What was handed over stays as it was. This makes a new version, and the receiver is told."),
)
NOTE_FORM_READ = Action(
    "note_form_read",
    _("Note that the new version was read"),
    src=("referred",),
    dst=None,
    by=WITH_GUARDIANS,
    purpose=P,
    input=NoInput,
    parallel=True,
    offered=selectors.waits_for_reading,
)
BESIDE = Action(
    "refer_beside",
    _("Refer to a service beside it"),
    src=(*OPEN, "referred"),
    dst=None,
    by=OFFICERS | PROTECTION | MEDICAL,
    purpose=Purpose.REFERRAL,
    input=inputs.ReferBeside,
    parallel=True,
    exempt=True,
    hint=_("Beside the outcome, not instead of it. The service answers, and the answer is seen in the referral."),
)
STAY = Action(
    "note_stay",
    _("Note where the person stays"),
    src=OPEN,
    dst=None,
    by=OFFICERS | PROTECTION,
    purpose=P,
    input=inputs.NoteStay,
    gates=(gates.kept_by_an_order,),
    parallel=True,
)
RESTRICT = Action(
    "order_restriction",
    _("Order to stay available here"),
    src=("open",),
    dst=None,
    by=SCREENING_OFFICER,
    purpose=P,
    input=NoInput,
    gates=(
        gates.restriction_has_national_law,
        gates.no_child_restricted,
        gates.no_need_is_restricted,
        gates.information_given,
        gates.time_limit_not_passed,
        gates.not_restricted_before,
    ),
    offered=lambda case, actor: selectors.screening_of(case).restricted_at is None,
)
LIFT = Action(
    "lift_restriction",
    _("End the restriction"),
    src=OPEN,
    dst=None,
    by=OFFICERS | PROTECTION | SYSTEM,
    purpose=P,
    input=NoInput,
    exempt=True,
    parallel=True,
    offered=lambda case, actor: bool(selectors.screening_of(case).restricted_at and not selectors.screening_of(case).restriction_ended_at),
)
REFER = Action(
    "refer",
    _("Refer by outcome"),
    src=OPEN,
    dst="referred",
    by=SCREENING_OFFICER,
    purpose=P,
    input=inputs.Refer,
    stops=("SCREENING_MAX",),
    gates=(
        gates.information_given_or_urgent,
        gates.asylum_question_asked,
        gates.copy_offered,
        gates.wish_goes_to_registration,
        gates.checks_complete_for_return,
        gates.child_protected,
        gates.services_reached,
    ),
)
END = Action(
    "end_without_route",
    _("End: person goes free"),
    src=("lapsed",),
    dst="ended",
    by=OFFICERS,
    purpose=P,
    input=NoInput,
    exempt=True,
    hint=_("The time limit has passed. Nothing keeps the person here."),
)
REOPEN = Action(
    "reopen",
    _("Take back: the authority declined"),
    src=("referred",),
    dst="lapsed",
    by=SCREENING_OFFICER,
    purpose=P,
    input=NoInput,
    exempt=True,
    offered=lambda case, actor: handed.declined(case.pk),
    hint=_("The person is not left with nobody. A return route does not open again."),
)
PRESCREEN = Action(
    "record_prescreening",
    _("Record the outcome of the pre-screening"),
    src=("open",),
    dst=None,
    by=OFFICERS,
    purpose=P,
    input=inputs.RecordPrescreening,
    stops=("PRESCREENING",),
    does_task=("PRESCREENING",),
    gates=(gates.information_given, gates.asylum_question_asked, gates.outcome_does_not_go_against_protection),
    parallel=True,
    national=True,
)
LAPSE = Action("lapse", _("Lapse of time"), src=("open",), dst="lapsed", by=SYSTEM, purpose=P, input=NoInput, exempt=True)

SCREENING = Procedure(
    "screening",
    _("Screening"),
    states={
        "open": _("In screening"),
        "lapsed": _("Ended by lapse of time, not referred yet"),
        "referred": _("Referred"),
        "ended": _("Ended without referral"),
    },
    actions=(
        REGISTER_ARRIVAL,
        INFORM,
        URGENCY,
        ASK_ASYLUM,
        HEALTH,
        VULN,
        IDENT,
        BIOREG,
        ANSWER_LIKENESS,
        SECURITY,
        CHILD,
        FORM,
        COPY,
        REMARK,
        CORRECT_FORM,
        NOTE_FORM_READ,
        BESIDE,
        STAY,
        RESTRICT,
        LIFT,
        PRESCREEN,
        REFER,
        END,
        REOPEN,
        LAPSE,
    ),
    final=frozenset({"referred", "ended"}),
    national_clocks=(Clock("PRESCREENING", _("End the pre-screening"), optional=True),),
    tasks={
        "ASK_ASYLUM": _("Ask about asylum"),
        "INFORM_LATER": _("Tell the person what could not be told before"),
        "URGENT_HEALTH": _("Urgent health care"),
        # Names no need: the whole unit reads its queue.
        "REFER_BESIDE": _("A service is needed beside the screening"),
        "FORM_CHANGED": _("The screening form was changed after it was handed over"),
        "ANSWER_LIKENESS": _("Answer what the matching software found"),
    },
)
