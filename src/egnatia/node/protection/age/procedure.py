"""Age assessment as one table: doubt in writing, guardian and information first, people before machines, the margin to the child's benefit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import WITH_GUARDIANS, Role
from egnatia.kernel.access.training import Module
from egnatia.kernel.engine.spec import Action, Clock, NoInput, Procedure
from egnatia.node.information.inputs import inform_about
from egnatia.node.information.items import Step
from egnatia.node.information.selectors import in_their_language
from egnatia.node.protection.age import gates, inputs, selectors

P = Purpose.PROTECTION
CHILD_PROTECTION = frozenset({Role.CHILD_PROTECTION_OFFICER})
DOUBTERS = CHILD_PROTECTION | {Role.PROTECTION_OFFICER, Role.SCREENING_OFFICER, Role.REGISTRATION_OFFICER, Role.ASYLUM_CASEWORKER}
RUNNING = ("doubted", "examined", "asked", "ordered")
ASSESSED_BY = Clock("AGE_ASSESSED", _("Decide on the age"))

DOUBT = Action(
    "doubt",
    _("Record a doubt about the age"),
    src=(None,),
    dst="doubted",
    by=DOUBTERS,
    purpose=P,
    input=inputs.Doubt,
    starts=(ASSESSED_BY,),
    gates=(gates.not_by_looks_alone, gates.documents_do_not_suffice),
    from_case=selectors.person_of,
    hint=_("From now on, and until it is decided, the person counts as a child."),
)
INFORM = Action(
    "inform",
    _("Give information"),
    src=RUNNING,
    dst=None,
    by=CHILD_PROTECTION,
    purpose=P,
    input=inform_about(Step.AGE),
    known=in_their_language,
    parallel=True,
)
CONSENT = Action(
    "record_consent",
    _("Record who was told and agreed"),
    src=RUNNING,
    dst=None,
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.RecordConsent,
    gates=(gates.guardian_is_there_to_agree,),
    parallel=True,
)
EXAMINE = Action(
    "examine",
    _("Record the multidisciplinary assessment"),
    src=("doubted", "examined"),
    dst="examined",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.Examine,
    gates=(gates.documents_still_fail, gates.guardian_first, gates.best_interests_assessed, gates.person_was_told),
    does_task=("ASSESS_AGE",),
)
ASK_MEDICAL = Action(
    "ask_medical",
    _("Ask for a medical examination"),
    src=("examined",),
    dst="asked",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.OrderMedical,
    gates=(gates.documents_still_fail, gates.doubt_remains, gates.guardian_first, gates.without_radiation_first),
    hint=_("The last resort. Nothing is done before the person and the guardian have agreed to this method."),
)
ORDER = Action(
    "order_medical",
    _("Order the examination"),
    src=("asked",),
    dst="ordered",
    by=CHILD_PROTECTION,
    purpose=P,
    input=NoInput,
    gates=(gates.documents_still_fail, gates.doubt_remains, gates.guardian_first, gates.both_agree),
)
RECORD = Action(
    "record_medical",
    _("Record the result of the examination"),
    src=("ordered",),
    dst="examined",
    by=frozenset({Role.MEDICAL_STAFF}),
    purpose=P,
    input=inputs.RecordMedical,
    gates=(gates.guardian_first, gates.both_agree),
    does_task=("EXAMINE_AGE",),
)
CANCEL = Action(
    "cancel_medical",
    _("Cancel the examination"),
    src=("asked", "ordered"),
    dst="examined",
    by=CHILD_PROTECTION | {Role.MEDICAL_STAFF},
    purpose=P,
    input=NoInput,
    does_task=("EXAMINE_AGE",),
    exempt=True,
)
CORRECT = Action(
    "correct_result",
    _("Correct a result that was typed wrongly"),
    src=("examined",),
    dst=None,
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.CorrectResult,
    gates=(gates.guardian_first, gates.corrected_by_another),
    offered=lambda case, actor: bool(selectors.steps_of(case)),
    hint=_("By another officer, from the report. What was typed stays on record."),
)
PROPOSE = Action(
    "propose",
    _("Propose the age"),
    src=("examined",),
    dst="proposed",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.ProposeAge,
    gates=(gates.guardian_first, gates.has_a_result),
    hint=_("The outcome follows from the margin: below 18 at its lower end is a child."),
)
DECIDE = Action(
    "decide",
    _("Decide on the age and serve it"),
    src=("proposed",),
    dst="decided",
    by=CHILD_PROTECTION | {Role.ASYLUM_CASEWORKER},
    purpose=P,
    input=inputs.DecideAge,
    stops=("AGE_ASSESSED",),
    does_task=("DECIDE_AGE",),
    gates=(gates.guardian_first, gates.has_a_result, gates.decided_by_another, gates.served_with_remedy),
)
SEND_BACK = Action(
    "send_back",
    _("Send back: something is missing"),
    src=("proposed",),
    dst="examined",
    by=CHILD_PROTECTION | {Role.ASYLUM_CASEWORKER},
    purpose=P,
    input=inputs.SendBack,
    does_task=("DECIDE_AGE",),
)
REVIEW = Action(
    "review",
    _("Take up again: there is something new"),
    src=("decided",),
    dst="doubted",
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.Review,
    starts=(ASSESSED_BY,),
    exempt=True,
    offered=selectors.found_adult,
    hint=_("Of somebody who was found to be an adult. Until it is decided again, the person counts as a child."),
)
DOUBT_AGAIN = Action(
    "doubt_again",
    _("Record a new doubt about a child"),
    src=("decided",),
    dst="doubted",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.Grounds,
    starts=(ASSESSED_BY,),
    gates=(gates.not_by_looks_alone, gates.documents_still_fail, gates.guardian_first),
)
DROP = Action(
    "drop",
    _("End: there is no doubt, the person is a child"),
    src=(*RUNNING, "proposed"),
    dst="dropped",
    by=DOUBTERS,
    purpose=P,
    input=NoInput,
    stops=("AGE_ASSESSED",),
    does_task=("DECIDE_AGE", "ASSESS_AGE", "EXAMINE_AGE"),
    exempt=True,
)
AGE = Procedure(
    "age",
    _("Age assessment"),
    training=lambda case: (Module.AGE,),
    states={
        "doubted": _("Doubt recorded"),
        "examined": _("Assessed"),
        "asked": _("Medical examination asked for, waits for both to agree"),
        "ordered": _("Medical examination ordered"),
        "proposed": _("Proposed, waits for a second officer"),
        "decided": _("Decided"),
        "dropped": _("Ended: a child"),
    },
    actions=(DOUBT, INFORM, CONSENT, EXAMINE, ASK_MEDICAL, ORDER, RECORD, CANCEL, CORRECT, PROPOSE, SEND_BACK, DECIDE, REVIEW, DOUBT_AGAIN, DROP),
    final=frozenset({"decided", "dropped"}),
    tasks={
        "ASSESS_AGE": _("Assess an age: guardian and information first"),
        "EXAMINE_AGE": _("Medical examination of an age: both have agreed"),
        "DECIDE_AGE": _("Decide on an age"),
    },
)
