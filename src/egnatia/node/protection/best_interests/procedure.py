"""The best interests procedure as one table: assessed by child protection, determined by a panel, looked at again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import WITH_GUARDIANS, Role
from egnatia.kernel.access.training import Module
from egnatia.kernel.engine.spec import Action, Clock, Procedure
from egnatia.node.protection.best_interests import gates, inputs, selectors

P = Purpose.PROTECTION
CHILD_PROTECTION = frozenset({Role.CHILD_PROTECTION_OFFICER})
FIRST = Clock("BEST_INTERESTS", _("Assess the child's best interests"), tells_opener=True, rule=selectors.clock_rule)

BEGIN = Action(
    "begin",
    _("Ask for the child's best interests to be assessed"),
    src=(None,),
    dst="open",
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.Begin,
    starts=(FIRST,),
    from_case=selectors.child_of,
    exempt=True,
)
ASSESS = Action(
    "assess",
    _("Record an assessment"),
    src=("open", "assessed", "ended"),
    dst="assessed",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.Assess,
    stops=("BEST_INTERESTS",),
    does_task=("ASSESS_CHILD", "REVIEW_CHILD"),
    gates=(gates.somebody_beside,),
)
ASK = Action(
    "ask_determination",
    _("Ask for a determination by a panel"),
    src=("assessed",),
    dst="determining",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.AskDetermination,
    gates=(gates.guardian_first, gates.fully_assessed),
)
CALL = Action("call_panel", _("Call the panel"), src=("determining", "reported"), dst=None, by=CHILD_PROTECTION, purpose=P, input=inputs.Call, parallel=True)
NAME = Action(
    "name_member",
    _("Name a member of the panel"),
    src=("determining", "reported"),
    dst=None,
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.NameMember,
    parallel=True,
)
REPORT = Action(
    "report",
    _("Hand the report to the panel"),
    src=("determining",),
    dst="reported",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.Report,
    does_task=("REPORT_CHILD", "REVIEW_CHILD"),
    gates=(gates.guardian_first,),
)
SEND_BACK = Action(
    "send_back",
    _("Send the report back"),
    src=("reported",),
    dst="determining",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.SendBack,
    does_task=("DECIDE_CHILD",),
)
DECIDE = Action(
    "decide",
    _("Record what the panel decided"),
    src=("reported",),
    dst="decided",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.Decide,
    does_task=("DECIDE_CHILD", "REVIEW_CHILD"),
    gates=(gates.guardian_first, gates.panel_is_complete, gates.panel_has_sat, gates.not_by_the_reporter),
)
TAKE_UP = Action(
    "take_up_again",
    _("Take up again: there is something new"),
    src=("decided", "ended"),
    dst="assessed",
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.TakeUp,
    exempt=True,
    hint=_("From this moment on the decision does not hold any more."),
)
END = Action(
    "end",
    _("End: no child any more, or in the care of parents"),
    src=("open", "assessed", "decided"),
    dst="ended",
    by=CHILD_PROTECTION,
    purpose=P,
    input=inputs.EndProcess,
    gates=(gates.not_left_alone,),
    does_task=("ASSESS_CHILD", "REVIEW_CHILD"),
)
BEST_INTERESTS = Procedure(
    "best_interests",
    _("Best interests of a child"),
    training=lambda case: (Module.BEST_INTERESTS,),
    states={
        "open": _("Waits for an assessment"),
        "assessed": _("Assessed"),
        "determining": _("Determination asked for"),
        "reported": _("Before the panel"),
        "decided": _("Determined"),
        "ended": _("Ended"),
    },
    actions=(BEGIN, ASSESS, ASK, CALL, NAME, REPORT, SEND_BACK, DECIDE, TAKE_UP, END),
    final=frozenset({"assessed", "decided", "ended"}),
    tasks={
        "ASSESS_CHILD": _("Assess a child's best interests"),
        "REPORT_CHILD": _("Write the report for the best interests panel"),
        "DECIDE_CHILD": _("Record what the best interests panel decides"),
        "REVIEW_CHILD": _("Look again at a child's best interests"),
    },
)
