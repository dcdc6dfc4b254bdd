"""The register of guardians, and the guardianship of one child."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import FIELD_STAFF, Role
from egnatia.kernel.engine.spec import Action, Clock, NoInput, Procedure
from egnatia.node.information.inputs import inform_about
from egnatia.node.information.items import Step
from egnatia.node.protection.guardians import gates, inputs, selectors

P = Purpose.PROTECTION
CHILD_PROTECTION = frozenset({Role.CHILD_PROTECTION_OFFICER})
APPOINT_BY = Clock("GUARDIAN_APPOINTED", _("Appoint a guardian"), tells_opener=True, anchor=selectors.needed_since)

ADD = Action("add", _("Add a guardian to the register"), src=(None,), dst="active", by=CHILD_PROTECTION, purpose=P, input=inputs.AddGuardian)
CLOSE = Action("close", _("Take out of the register"), src=("active",), dst="closed", by=CHILD_PROTECTION, purpose=P, input=NoInput)
GUARDIAN = Procedure(
    "guardian",
    _("Guardian of the register"),
    states={"active": _("May be appointed"), "closed": _("Not in the register any more")},
    actions=(ADD, CLOSE),
    final=frozenset({"active", "closed"}),
    readers=CHILD_PROTECTION,
    series="G",
)

ASK = Action(
    "ask",
    _("Ask for a guardian"),
    src=(None,),
    dst="asked",
    by=FIELD_STAFF,
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
    by=CHILD_PROTECTION,
    purpose=P,
    input=NoInput,
    parallel=True,
    exempt=True,
)
INFORM = Action(
    "inform",
    _("Give information"),
    src=("asked", "appointed"),
    dst=None,
    by=FIELD_STAFF,
    purpose=P,
    input=inform_about(Step.GUARDIAN),
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
    does_task=("APPOINT_GUARDIAN", "END_GUARDIANSHIP"),
)
GUARDIANSHIP = Procedure(
    "guardianship",
    _("Guardianship"),
    states={"asked": _("Asked for"), "appointed": _("Guardian appointed"), "ended": _("Ended")},
    actions=(ASK, INFORM, APPOINT, MET, END),
    final=frozenset({"ended"}),
    tasks={
        "APPOINT_GUARDIAN": _("Child alone: appoint a guardian"),
        "END_GUARDIANSHIP": _("No child any more: end the guardianship"),
    },
)

SEARCH = Clock("MISSING_CHILD_REVIEW", _("Look at the search again"), tells_opener=True)
ALERT = Action(
    "alert",
    _("A child is missing"),
    src=(None,),
    dst="missing",
    by=FIELD_STAFF,
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
    by=FIELD_STAFF,
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
    by=FIELD_STAFF,
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
