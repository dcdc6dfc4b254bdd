"""The register of guardians, and the guardianship of one child."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import WITH_GUARDIANS, Role
from egnatia.kernel.access.training import Module
from egnatia.kernel.engine.spec import Action, Clock, NoInput, Procedure
from egnatia.node.information.inputs import inform_about
from egnatia.node.information.items import Step
from egnatia.node.information.selectors import in_their_language
from egnatia.node.protection.guardians import gates, inputs, selectors

P = Purpose.PROTECTION
CHILD_PROTECTION = frozenset({Role.CHILD_PROTECTION_OFFICER})
APPOINT_BY = Clock("GUARDIAN_APPOINTED", _("Appoint a guardian"), tells_opener=True, rule=selectors.appointment_rule, anchor=selectors.needed_since)

ADD = Action("add", _("Add a guardian to the register"), src=(None,), dst="active", by=CHILD_PROTECTION, purpose=P, input=inputs.AddGuardian)
CLOSE = Action("close", _("Take out of the register"), src=("active",), dst="closed", by=CHILD_PROTECTION, purpose=P, input=NoInput)
GIVE_QUEUE = Action(
    "give_queue",
    _("Give the guardian an own queue"),
    src=("active",),
    dst=None,
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.GiveQueue,
    hint=_("An administrator makes the unit and the account first. From now on the guardian sees the cases of these children, and no other ones."),
)
GUARDIAN = Procedure(
    "guardian",
    _("Guardian of the register"),
    states={"active": _("May be appointed"), "closed": _("Not in the register any more")},
    actions=(ADD, GIVE_QUEUE, CLOSE),
    final=frozenset({"active", "closed"}),
    readers=CHILD_PROTECTION,
    series="G",
)

ASK = Action(
    "ask",
    _("Ask for a guardian"),
    src=(None,),
    dst="asked",
    by=WITH_GUARDIANS | {Role.SYSTEM},
    purpose=P,
    input=inputs.AskForGuardian,
    starts=(APPOINT_BY,),
    from_case=selectors.child_alone_of,
    exempt=True,
)
APPOINT = Action(
    "appoint",
    _("Appoint the guardian"),
    src=("asked", "appointed"),
    dst="appointed",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.Appoint,
    stops=("GUARDIAN_APPOINTED",),
    does_task=("APPOINT_GUARDIAN",),
    gates=(gates.guardian_has_time,),
    hint=_("Appointing another one changes the guardian; the child is told."),
)
MET = Action(
    "note_meeting",
    _("Note the first meeting with the child"),
    src=("appointed",),
    dst=None,
    by=CHILD_PROTECTION | {Role.GUARDIAN},
    purpose=P,
    input=NoInput,
    does_task=("MEET_CHILD",),
    parallel=True,
    exempt=True,
)
INFORM = Action(
    "inform",
    _("Give information"),
    src=("asked", "appointed"),
    dst=None,
    by=WITH_GUARDIANS,
    purpose=P,
    input=inform_about(Step.GUARDIAN),
    known=in_their_language,
    parallel=True,
    exempt=True,
)
END = Action(
    "end",
    _("End the guardianship"),
    src=("asked", "appointed"),
    dst="ended",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.EndGuardianship,
    does_task=("APPOINT_GUARDIAN", "END_GUARDIANSHIP", "MEET_CHILD"),
)
GUARDIANSHIP = Procedure(
    "guardianship",
    _("Guardianship"),
    training=lambda case: (Module.CHILDREN,),
    states={"asked": _("Asked for"), "appointed": _("Guardian appointed"), "ended": _("Ended")},
    actions=(ASK, INFORM, APPOINT, MET, END),
    final=frozenset({"ended"}),
    tasks={
        "APPOINT_GUARDIAN": _("Child alone: appoint a guardian"),
        "MEET_CHILD": _("You were appointed: meet the child"),
        "END_GUARDIANSHIP": _("No child any more: end the guardianship"),
    },
)

SEARCH = Clock("MISSING_CHILD_REVIEW", _("Look at the search again"), tells_opener=True)
ALERT = Action(
    "alert",
    _("A child is missing"),
    src=(None,),
    dst="missing",
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.Alert,
    starts=(SEARCH,),
    from_case=selectors.child_of,
    exempt=True,
    hint=_("At once, without waiting. It is never told to the country of origin."),
)
NOTE_SEARCH = Action(
    "note_search",
    _("Note what was done to find the child"),
    src=("missing",),
    dst=None,
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.NoteSearch,
    does_task=("SEARCH_CHILD", "MISSING_CHILD_REVIEW"),
    parallel=True,
    exempt=True,
)
FOUND = Action(
    "found",
    _("The child was found"),
    src=("missing",),
    dst="found",
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.Found,
    stops=("MISSING_CHILD_REVIEW",),
    does_task=("SEARCH_CHILD",),
    exempt=True,
)
MISSING = Procedure(
    "missing_child",
    _("Missing child"),
    states={"missing": _("Missing"), "found": _("Found")},
    actions=(ALERT, NOTE_SEARCH, FOUND),
    final=frozenset({"found"}),
    tasks={"SEARCH_CHILD": _("A child is missing: begin the search")},
)

DECLARE = Action("declare", _("Declare a time of strain for guardians"), src=(None,), dst="declared", by=CHILD_PROTECTION, purpose=P, input=inputs.Declare)
CONFIRM = Action(
    "confirm",
    _("Confirm the time of strain"),
    src=("declared",),
    dst="confirmed",
    by=frozenset({Role.LEGAL_OFFICER}),
    purpose=P,
    input=NoInput,
    does_task=("CONFIRM_STRAIN",),
    hint=_("Until its last day a guardian may have more children, and is appointed later. Clocks that run already stay as they are."),
)
END_STRAIN = Action(
    "end_strain",
    _("End or refuse the time of strain"),
    src=("declared", "confirmed"),
    dst="ended",
    by=CHILD_PROTECTION | {Role.LEGAL_OFFICER},
    purpose=P,
    input=NoInput,
    does_task=("CONFIRM_STRAIN",),
    exempt=True,
)
STRAIN = Procedure(
    "guardian_strain",
    _("Time of strain for guardians"),
    states={"declared": _("Declared, waits for a legal officer"), "confirmed": _("Confirmed"), "ended": _("Ended")},
    actions=(DECLARE, CONFIRM, END_STRAIN),
    final=frozenset({"confirmed", "ended"}),
    readers=CHILD_PROTECTION | {Role.LEGAL_OFFICER},
    series="G",
    tasks={"CONFIRM_STRAIN": _("Confirm or refuse a time of strain for guardians")},
)
