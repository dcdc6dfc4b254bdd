"""Age assessment as one table: doubt in writing, guardian and information first, people before machines, the margin to the child's benefit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import FIELD_STAFF, Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.node.protection.age import gates, inputs, selectors

P = Purpose.PROTECTION
CHILD_PROTECTION = frozenset({Role.CHILD_PROTECTION_OFFICER})
DOUBTERS = CHILD_PROTECTION | {Role.PROTECTION_OFFICER, Role.SCREENING_OFFICER, Role.REGISTRATION_OFFICER, Role.ASYLUM_CASEWORKER}
RUNNING = ("doubted", "examined", "ordered")

DOUBT = Action(
    "doubt",
    _("Record a doubt about the age"),
    src=(None,),
    dst="doubted",
    by=DOUBTERS,
    purpose=P,
    input=inputs.Doubt,
    gates=(gates.not_by_looks_alone, gates.documents_do_not_suffice),
    from_case=selectors.person_of,
    hint=_("From now on, and until it is decided, the person counts as a child."),
)
CONSENT = Action(
    "record_consent", _("Record who was told and agreed"), src=RUNNING, dst=None, by=CHILD_PROTECTION, purpose=P, input=inputs.RecordConsent, parallel=True
)
EXAMINE = Action(
    "examine",
    _("Record the multidisciplinary assessment"),
    src=("doubted", "examined"),
    dst="examined",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.Examine,
    gates=(gates.guardian_first, gates.person_was_told),
)
ORDER = Action(
    "order_medical",
    _("Order a medical examination"),
    src=("examined",),
    dst="ordered",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.OrderMedical,
    gates=(gates.doubt_remains, gates.guardian_first, gates.both_agree, gates.without_radiation_first),
    hint=_("The last resort."),
)
RECORD = Action(
    "record_medical",
    _("Record the result of the examination"),
    src=("ordered",),
    dst="examined",
    by=frozenset({Role.MEDICAL_STAFF}),
    purpose=P,
    input=inputs.RecordMedical,
    gates=(gates.both_agree,),
)
CANCEL = Action(
    "cancel_medical",
    _("Cancel the examination"),
    src=("ordered",),
    dst="examined",
    by=CHILD_PROTECTION | {Role.MEDICAL_STAFF},
    purpose=P,
    input=NoInput,
    exempt=True,
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
    does_task=("DECIDE_AGE",),
    gates=(gates.guardian_first, gates.has_a_result, gates.decided_by_another, gates.served_with_remedy),
)
REVIEW = Action(
    "review",
    _("Take up again: there is something new"),
    src=("decided", "proposed"),
    dst="doubted",
    by=FIELD_STAFF,
    purpose=P,
    input=inputs.Review,
    does_task=("DECIDE_AGE",),
    exempt=True,
    hint=_("Until it is decided again, the person counts as a child."),
)
DROP = Action(
    "drop",
    _("End: there is no doubt, the person is a child"),
    src=(*RUNNING, "proposed"),
    dst="dropped",
    by=DOUBTERS,
    purpose=P,
    input=NoInput,
    does_task=("DECIDE_AGE",),
    exempt=True,
)
AGE = Procedure(
    "age",
    _("Age assessment"),
    states={
        "doubted": _("Doubt recorded"),
        "examined": _("Assessed"),
        "ordered": _("Medical examination ordered"),
        "proposed": _("Proposed, waits for a second officer"),
        "decided": _("Decided"),
        "dropped": _("Ended: a child"),
    },
    actions=(DOUBT, CONSENT, EXAMINE, ORDER, RECORD, CANCEL, PROPOSE, DECIDE, REVIEW, DROP),
    final=frozenset({"decided", "dropped"}),
    tasks={"DECIDE_AGE": _("Decide on an age")},
)
