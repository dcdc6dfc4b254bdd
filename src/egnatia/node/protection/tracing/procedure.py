"""The search for a child's family as one table."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import WITH_GUARDIANS, Role
from egnatia.kernel.access.training import Module
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.node.protection.tracing import gates, inputs, selectors

P = Purpose.PROTECTION
CHILD_PROTECTION = frozenset({Role.CHILD_PROTECTION_OFFICER})

ASK = Action(
    "ask",
    _("The child wants its family to be found"),
    src=(None,),
    dst="asked",
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.AskTracing,
    from_case=selectors.child_of,
    exempt=True,
)
CONSENT = Action(
    "record_consent",
    _("Record who agrees"),
    src=("asked", "searching"),
    dst=("asked", "searching", "stopped"),
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.Consent,
    parallel=True,
    hint=_("A no ends a search that has begun, at once."),
)
BEGIN = Action(
    "begin",
    _("Begin the search"),
    src=("asked",),
    dst="searching",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.BeginTracing,
    gates=(gates.both_agree, gates.best_interests_assessed),
    does_task=("TRACE",),
)
RESULT = Action(
    "note_result",
    _("Note the result"),
    src=("searching",),
    dst="done",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.Result,
    gates=(gates.contact_is_wanted,),
)
STOP = Action(
    "stop",
    _("Stop: the child or the guardian does not want it any more"),
    src=("asked", "searching"),
    dst="stopped",
    by=WITH_GUARDIANS,
    purpose=P,
    input=NoInput,
    does_task=("TRACE",),
    exempt=True,
)
TRACING = Procedure(
    "tracing",
    _("Search for a child's family"),
    training=lambda case: (Module.CHILDREN,),
    states={"asked": _("Asked for"), "searching": _("Searching"), "done": _("Result is known"), "stopped": _("Stopped")},
    actions=(ASK, CONSENT, BEGIN, RESULT, STOP),
    final=frozenset({"done", "stopped"}),
    tasks={"TRACE": _("A child wants its family to be found: ask both for their consent")},
)
