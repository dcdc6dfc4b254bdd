"""A needs check: anybody who meets the person may record what they see; nothing ever closes this door."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import WITH_GUARDIANS, Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.node.protection import gates, inputs, selectors

CARERS = frozenset({Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.SERVICE_PROVIDER, Role.MEDICAL_STAFF})

RECORD_CHECK = Action(
    "record_check",
    _("Record special needs"),
    src=(None,),
    dst="recorded",
    by=WITH_GUARDIANS,
    purpose=Purpose.PROTECTION,
    input=inputs.RecordCheck,
    exempt=True,
    from_case=lambda case: {"person_id": case.subject, "stage": case.procedure.upper()[:16]} if case.subject and case.procedure != "needs" else None,
)
TAKE_CARE = Action(
    "take_care",
    _("Note that this was taken care of"),
    src=("recorded",),
    dst=None,
    by=CARERS,
    purpose=Purpose.PROTECTION,
    input=NoInput,
    exempt=True,
    offered=selectors.waits_for,
)
# Whose look at the needs counts for the time limits of a stage.
ASSESSORS = frozenset({Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.MEDICAL_STAFF, Role.REGISTRATION_OFFICER, Role.ASYLUM_CASEWORKER})
SPECIALISTS = frozenset({Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.MEDICAL_STAFF})
DECIDE_NEED = Action(
    "decide_need",
    _("Decide on a need"),
    src=("recorded",),
    dst=None,
    by=SPECIALISTS,
    purpose=Purpose.PROTECTION,
    input=inputs.DecideNeed,
    does_task=("REVIEW_NEED",),
    gates=(gates.childhood_is_decided_by_its_own_procedure,),
    parallel=True,
    hint=_("From “identified” on it closes accelerated routes and restrictions, in the same moment."),
)
NEEDS = Procedure(
    "needs",
    _("Special needs check"),
    states={"recorded": _("Recorded")},
    actions=(RECORD_CHECK, TAKE_CARE, DECIDE_NEED),
    final=frozenset({"recorded"}),
    tasks={
        # Of cases that were opened before a guardian was asked for in a case of its own.
        "APPOINT_GUARDIAN": _("Child alone: appoint a guardian"),
        "URGENT_NEED": _("Urgent need"),
        "REVIEW_NEED": _("Look at a need again"),
    },
)
