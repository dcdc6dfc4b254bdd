"""What follows from a status. It begins by itself with the grant; nothing in it can be refused to the person for not taking part."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, Clock, NoInput, Procedure
from egnatia.node.integration import gates, inputs, selectors

P = Purpose.INTEGRATION
WORKS = frozenset({Role.INTEGRATION_OFFICER, Role.SERVICE_PROVIDER})
READERS = WORKS | {Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.ASYLUM_CASEWORKER, Role.GUARDIAN}
PERMIT_BY = Clock("RESIDENCE_PERMIT", _("Hand over the residence permit"), tells_opener=True, anchor=selectors.granted_at)
NO_PERMIT_YET = Clock("RESIDENCE_PERMIT", _("Hand over the residence permit"), anchor=selectors.granted_at, when=selectors.has_no_permit)
TRAVEL_BY = Clock("TRAVEL_DOCUMENT", _("Hand over the travel document"), optional=True, anchor=selectors.granted_at)
PLAN_BY = Clock("INTEGRATION_PLAN", _("Make the integration plan"), anchor=selectors.granted_at)
FAMILY_BY = Clock(
    "FAMILY_REUNIFICATION", _("Ask for the family: easier conditions"), rule=selectors.may_reunite_rule, optional=True, anchor=selectors.granted_at
)
RENEW_BY = Clock(
    "PERMIT_RENEWAL", _("Renew the residence permit"), rule=selectors.renewal_rule, anchor=selectors.permit_from, when=selectors.has_permit, optional=True
)

BEGIN = Action(
    "begin",
    _("Begin integration"),
    src=(None,),
    dst="going",
    by=frozenset({Role.ASYLUM_CASEWORKER}),
    purpose=P,
    input=inputs.Begin,
    starts=(PERMIT_BY, TRAVEL_BY, PLAN_BY, FAMILY_BY),
    internal=True,
    exempt=True,
)
MORE = Action(
    "more_given",
    _("Another status given"),
    src=("going", "ended"),
    dst="going",
    by=frozenset({Role.ASYLUM_CASEWORKER}),
    purpose=P,
    input=NoInput,
    starts=(FAMILY_BY,),
    internal=True,
    exempt=True,
)
AGAIN = Action(
    "take_up_again",
    _("Take up again"),
    src=("ended",),
    dst="going",
    by=READERS,
    purpose=P,
    input=NoInput,
    starts=(NO_PERMIT_YET,),
    exempt=True,
)
PLAN = Action(
    "make_plan",
    _("Make or change the plan"),
    src=("going",),
    dst=None,
    by=WORKS,
    purpose=P,
    input=inputs.MakePlan,
    stops=("INTEGRATION_PLAN",),
    does_task=("PLAN_INTEGRATION", "INTEGRATION_PLAN"),
    exempt=True,
)
STEP = Action("note_step", _("Note a step"), src=("going",), dst=None, by=WORKS, purpose=P, input=inputs.NoteStep, parallel=True, exempt=True)
PERMIT = Action(
    "hand_over",
    _("Hand over a permit or travel document"),
    src=("going",),
    dst=None,
    by=WORKS | {Role.ASYLUM_CASEWORKER},
    purpose=P,
    input=inputs.IssuePaper,
    starts=(RENEW_BY,),
    does_task=("RESIDENCE_PERMIT", "TRAVEL_DOCUMENT", "PERMIT_RENEWAL", "RENEW_PAPER"),
    exempt=True,
)
REUNITE = Action(
    "ask_reunification",
    _("Record the wish to bring the family"),
    src=("going",),
    dst=None,
    by=WORKS | {Role.ASYLUM_CASEWORKER, Role.GUARDIAN, Role.CHILD_PROTECTION_OFFICER},
    purpose=P,
    input=inputs.AskReunification,
    stops=("FAMILY_REUNIFICATION",),
    does_task=("FAMILY_REUNIFICATION",),
    parallel=True,
    exempt=True,
    hint=_("The day on which it is asked decides over the conditions. Nobody in the country of origin is asked by this program."),
)
REUNITED = Action(
    "answer_reunification",
    _("Note what became of a family reunification"),
    src=("going",),
    dst=None,
    by=WORKS,
    purpose=P,
    input=inputs.AnswerReunification,
    picks=selectors.requests,
    offered=selectors.has_requests,
)
END = Action(
    "end",
    _("End integration"),
    src=("going",),
    dst="ended",
    by=WORKS,
    purpose=P,
    input=inputs.End,
    does_task=("PLAN_INTEGRATION",),
    gates=(gates.status_is_lost,),
)
INTEGRATION = Procedure(
    "integration",
    _("Integration"),
    states={"going": _("Under way"), "ended": _("Ended")},
    actions=(BEGIN, MORE, AGAIN, PLAN, STEP, PERMIT, REUNITE, REUNITED, END),
    final=frozenset({"ended"}),
    readers=READERS,
    tasks={"RENEW_PAPER": _("A paper runs out: renew it"), "PLAN_INTEGRATION": _("A status was given: meet the person and make a plan")},
)
