"""The examination of an application as one table. What is in the applicant's favour carries no gate; what goes against them two people and a remedy."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import WITH_GUARDIANS, Role
from egnatia.kernel.engine.spec import Action, Clock, NoInput, Procedure
from egnatia.node.asylum import gates, inputs, selectors
from egnatia.node.protection import selectors as protection

P = Purpose.ASYLUM
CASEWORKER = frozenset({Role.ASYLUM_CASEWORKER})
DECIDE_BY = Clock("DECIDE", _("Decide on the application"), rule=selectors.decide_rule, anchor=selectors.decide_from)
APPEAL_BY = Clock("APPEAL", _("Appeal against the decision"), rule=selectors.appeal_rule, anchor=selectors.served_at, when=selectors.can_be_appealed)

BEGIN = Action(
    "begin",
    _("Begin the examination"),
    src=(None,),
    dst="open",
    by=CASEWORKER | {Role.REGISTRATION_OFFICER},
    purpose=P,
    input=inputs.Begin,
    starts=(DECIDE_BY,),
    internal=True,
    exempt=True,
)
ROUTE = Action(
    "choose_route",
    _("Choose the route"),
    src=("open",),
    dst=None,
    by=CASEWORKER,
    purpose=P,
    input=inputs.ChooseRoute,
    starts=(DECIDE_BY,),
    gates=(gates.information_given, gates.route_has_national_law, gates.no_need_off_the_regular_route, gates.child_alone_by_few_grounds),
    hint=_("Everybody is in the regular route. From there only for grounds of the law, and back at any time."),
)
EXTEND = Action(
    "extend",
    _("Extend the time to decide"),
    src=("open",),
    dst=None,
    by=CASEWORKER,
    purpose=P,
    input=inputs.Extend,
    starts=(DECIDE_BY,),
    does_task=("DECIDE",),
    gates=(gates.information_given,),
)
COUNSEL = Action(
    "name_counsel",
    _("Note the lawyer or representative"),
    src=("open", "proposed", "decided", "served", "appealed"),
    dst=None,
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.NameCounsel,
    parallel=True,
    exempt=True,
)
PLAN = Action(
    "plan_interview",
    _("Plan the interview"),
    src=("open",),
    dst=None,
    by=CASEWORKER,
    purpose=P,
    input=inputs.PlanInterview,
    gates=(gates.child_has_guardian, gates.asked_which_sex),
    parallel=True,
)
RECORD = Action(
    "record_interview",
    _("Record the interview"),
    src=("open",),
    dst=None,
    by=CASEWORKER,
    purpose=P,
    input=inputs.RecordInterview,
    gates=(gates.child_has_guardian, gates.guardian_was_present),
    offered=lambda case, actor: selectors.planned(case) is not None,
)
OMIT = Action(
    "omit_interview",
    _("Record why there is no interview"),
    src=("open",),
    dst=None,
    by=CASEWORKER,
    purpose=P,
    input=inputs.OmitInterview,
    gates=(gates.child_has_guardian,),
)
PROPOSE = Action(
    "propose",
    _("Propose the decision"),
    src=("open",),
    dst="proposed",
    by=CASEWORKER,
    purpose=P,
    input=inputs.Propose,
    gates=(gates.child_has_guardian, gates.best_interests_assessed, gates.interviewed, gates.manifest_has_grounds),
)
SEND_BACK = Action(
    "send_back", _("Send the proposal back"), src=("proposed",), dst="open", by=CASEWORKER, purpose=P, input=inputs.SendBack, does_task=("DECIDE_ASYLUM",)
)
DECIDE = Action(
    "decide",
    _("Decide as proposed"),
    src=("proposed",),
    dst="decided",
    by=CASEWORKER,
    purpose=P,
    input=NoInput,
    stops=("DECIDE",),
    does_task=("DECIDE_ASYLUM", "DECIDE"),
    gates=(
        gates.information_given,
        gates.no_need_off_the_regular_route,
        gates.child_has_guardian,
        gates.best_interests_assessed,
        gates.manifest_has_grounds,
        gates.refused_by_a_second_officer,
    ),
)
SERVE = Action(
    "serve",
    _("Serve the decision"),
    src=("decided",),
    dst=("served", "final"),
    by=CASEWORKER,
    purpose=P,
    input=inputs.Serve,
    starts=(APPEAL_BY,),
    does_task=("SERVE",),
    gates=(gates.served_with_remedy,),
    hint=_("The time to appeal runs from here, not from the decision."),
)
APPEAL = Action(
    "lodge_appeal",
    _("Record an appeal"),
    src=("served", "final"),
    dst="appealed",
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.LodgeAppeal,
    stops=("APPEAL",),
    does_task=("APPEAL",),
    offered=selectors.appealable,
    exempt=True,
    hint=_("Also a late one: whether it is in time is for the court to say."),
)
STAY = Action(
    "answer_stay",
    _("Record the court's answer on remaining"),
    src=("appealed",),
    dst=None,
    by=CASEWORKER,
    purpose=P,
    input=inputs.AnswerStay,
    offered=selectors.waits_for_stay,
)
ASK_STAY = Action(
    "ask_to_remain",
    _("Record the wish to remain"),
    src=("appealed",),
    dst=None,
    by=WITH_GUARDIANS,
    purpose=P,
    input=NoInput,
    parallel=True,
    exempt=True,
    offered=selectors.did_not_ask,
)
COURT = Action(
    "court_decided",
    _("Record what the court decided"),
    src=("appealed",),
    dst=("open", "final"),
    by=CASEWORKER,
    purpose=P,
    input=inputs.CourtDecided,
)
FINAL = Action(
    "note_final",
    _("Note that the decision is final"),
    src=("served",),
    dst="final",
    by=CASEWORKER,
    purpose=P,
    input=NoInput,
    does_task=("APPEAL",),
    gates=(gates.time_to_appeal_is_over,),
)
WITHDRAW = Action(
    "withdraw",
    _("Record that the applicant withdraws"),
    src=("open", "proposed"),
    dst="withdrawn",
    by=CASEWORKER,
    purpose=P,
    input=inputs.Withdraw,
    does_task=("DECIDE_ASYLUM", "DECIDE"),
    gates=(gates.information_given, gates.child_has_guardian, gates.withdrawn_in_a_language),
)
TAKE_UP = Action(
    "take_up_again",
    _("Take the application up again"),
    src=("withdrawn",),
    dst="open",
    by=WITH_GUARDIANS,
    purpose=P,
    input=NoInput,
    starts=(DECIDE_BY,),
    exempt=True,
)
ASYLUM = Procedure(
    "asylum",
    _("Asylum: examination"),
    states={
        "open": _("Under examination"),
        "proposed": _("Decision proposed"),
        "decided": _("Decided, not served yet"),
        "served": _("Served, may be appealed"),
        "appealed": _("Appealed"),
        "final": _("Final"),
        "withdrawn": _("Withdrawn, can be taken up again"),
    },
    actions=(BEGIN, ROUTE, EXTEND, COUNSEL, PLAN, RECORD, OMIT, PROPOSE, SEND_BACK, DECIDE, SERVE, APPEAL, ASK_STAY, STAY, COURT, FINAL, WITHDRAW, TAKE_UP),
    final=frozenset({"final", "withdrawn"}),
    # FR-19: who works at the border or on returns does not read a claim.
    readers=frozenset({Role.ASYLUM_CASEWORKER, Role.REGISTRATION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.GUARDIAN}),
    training=protection.trained_for,
    tasks={"DECIDE_ASYLUM": _("Decide on a proposal"), "SERVE": _("Serve a decision")},
)
