"""Reintegration: planned with the person, validated by the counsellors, delivered and proved by the partner, asked about while the person agrees."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, Procedure
from egnatia.node.avrr.mechanism import gates as share
from egnatia.node.avrr.reintegration import gates, inputs, selectors

P = Purpose.VOLUNTARY_RETURN
COUNSELLOR = frozenset({Role.RETURN_COUNSELLOR})
PARTNER = frozenset({Role.REINTEGRATION_PARTNER})
OPEN = ("draft", "requested", "approved", "reported")
TOLD = (gates.partner_may_be_told,)

PLAN = Action(
    "open_plan",
    _("Plan the reintegration"),
    src=(None,),
    dst="draft",
    by=COUNSELLOR,
    purpose=P,
    input=inputs.OpenPlan,
    gates=TOLD,
    from_case=selectors.plan_from_case,
)
ADD = Action(
    "add_line",
    _("Add a line of the plan"),
    src=("draft",),
    dst=None,
    by=PARTNER | COUNSELLOR,
    purpose=P,
    input=inputs.AddLine,
    gates=(*TOLD, gates.within_budget),
    parallel=True,
)
DROP = Action("drop_line", _("Drop a line"), src=("draft",), dst=None, by=PARTNER | COUNSELLOR, purpose=P, input=inputs.DropLine, picks=selectors.line_choices)
ASK = Action(
    "ask_validation",
    _("Send the plan for validation"),
    src=("draft",),
    dst="requested",
    by=PARTNER | COUNSELLOR,
    purpose=P,
    input=inputs.AskValidation,
    gates=(*TOLD, gates.within_budget),
    does_task=("PLAN",),
)
VALIDATE = Action(
    "validate_plan",
    _("Validate the plan"),
    src=("requested",),
    dst=("approved", "draft"),
    by=COUNSELLOR,
    purpose=P,
    input=inputs.Validate,
    gates=(gates.validated_by_another, gates.within_budget, share.within_share),
    does_task=("VALIDATE",),
)
DELIVER = Action(
    "deliver_line",
    _("Note what was delivered, with its proof"),
    src=("approved",),
    dst=None,
    by=PARTNER,
    purpose=P,
    input=inputs.DeliverLine,
    gates=TOLD,
    picks=selectors.line_choices,
    parallel=True,
)
REPORT = Action("report", _("Send the final report"), src=("approved",), dst="reported", by=PARTNER, purpose=P, input=inputs.Report, gates=TOLD)
CONFIRM = Action(
    "confirm_report",
    _("Confirm the report"),
    src=("reported",),
    dst=("closed", "approved"),
    by=COUNSELLOR,
    purpose=P,
    input=inputs.Confirm,
    does_task=("CONFIRM",),
)
FOLLOW = Action(
    "agree_follow_up",
    _("Record that the person may be asked later"),
    src=(*OPEN, "closed"),
    dst=None,
    by=COUNSELLOR,
    purpose=P,
    input=inputs.AgreeFollowUp,
    parallel=True,
)
UNFOLLOW = Action(
    "take_back_follow_up",
    _("The person does not want to be asked any more"),
    src=(*OPEN, "closed"),
    dst=None,
    by=COUNSELLOR | PARTNER,
    purpose=P,
    input=inputs.TakeBackFollowUp,
    parallel=True,
    exempt=True,
)
ROUND = Action(
    "record_round",
    _("Record a survey"),
    src=(*OPEN, "closed"),
    dst=None,
    by=COUNSELLOR,
    purpose=P,
    input=inputs.RecordRound,
    gates=(gates.follow_up_agreed,),
    parallel=True,
)
REINTEGRATION = Procedure(
    "reintegration",
    _("Reintegration"),
    states={
        "draft": _("Is being planned"),
        "requested": _("Waits for validation"),
        "approved": _("Is being delivered"),
        "reported": _("Final report to confirm"),
        "closed": _("Closed"),
    },
    actions=(PLAN, ADD, DROP, ASK, VALIDATE, DELIVER, REPORT, CONFIRM, FOLLOW, UNFOLLOW, ROUND),
    final=frozenset({"closed"}),
    readers=COUNSELLOR | PARTNER,
    tasks={"PLAN": _("Complete a plan"), "VALIDATE": _("Validate a plan"), "CONFIRM": _("Confirm a final report")},
)
IMPORT = Action("import_weights", _("Import a weight set of the survey"), src=(None,), dst="imported", by=COUNSELLOR, purpose=P, input=inputs.ImportWeights)
WEIGHTS = Procedure(
    "weight_set",
    _("Weight set of the survey"),
    states={"imported": _("Imported")},
    actions=(IMPORT,),
    final=frozenset({"imported"}),
    readers=COUNSELLOR,
    series="W",
)
