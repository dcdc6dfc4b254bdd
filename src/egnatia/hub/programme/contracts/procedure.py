"""A contract: planned, under way, in finalisation, closed; suspended or cancelled (the states of IATI's ActivityStatus)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.gates import leads_the_plan, plan_is_open, speaks_for_itself
from egnatia.hub.logframe.rights import OFFICERS, READERS, TEAM
from egnatia.hub.programme.contracts import gates, inputs, selectors
from egnatia.hub.roadmaps.gates import is_complete
from egnatia.hub.roadmaps.inputs import Sign
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

_step = steps(by=TEAM, purpose=Purpose.ADMINISTRATION)
LEAD = (leads_the_plan,)
OPEN_PLAN = (leads_the_plan, plan_is_open)
OPEN = ("planned", "running", "suspended", "finalisation")
STANDS = (*OPEN, "closed")

DRAFT = _step("draft", _("Plan a contract"), inputs.Draft, src=(None,), dst="planned", gates=(speaks_for_itself,))
RECORD = _step(
    "record",
    _("Put a contract of the past on record"),
    inputs.Record,
    src=(None,),
    dst="closed",
    by=OFFICERS | {Role.SYSTEM},
    hint=_("What a source says, and no more."),
)
CHANGE = _step("change", _("Change title, objective, days or partners"), inputs.Head, src=STANDS, gates=OPEN_PLAN, known=selectors.known)
IMPORT = _step("import_logframe", _("Take rows from a workbook"), inputs.Import, src=STANDS, gates=OPEN_PLAN)
BEGIN = _step("begin", _("Note the signature: it begins"), Sign, src=("planned",), dst="running", gates=(leads_the_plan, is_complete), step_up=True)
REPORTING = _step("open_reporting", _("Open a period of all indicators"), inputs.OpenReporting, src=("running", "finalisation"), by=OFFICERS, parallel=True)
MONEY = _step(
    "note_money",
    _("Note budget, commitment, disbursement or expenditure"),
    inputs.NoteMoney,
    src=STANDS,
    parallel=True,
    gates=(gates.own_money, plan_is_open),
)
LESSON = _step("note_lesson", _("Note a lesson"), inputs.NoteLesson, src=STANDS, parallel=True, hint=_("Every partner may."))
EVALUATE = _step("evaluate", _("Note an evaluation"), inputs.Evaluate, src=(*OPEN[1:], "closed"), gates=LEAD)
RESPOND = _step("respond", _("Answer the evaluation"), inputs.Respond, src=(*OPEN[1:], "closed"), gates=LEAD, offered=selectors.is_evaluated)
SUSPEND = _step("suspend", _("Suspend"), inputs.Reason, src=("running",), dst="suspended", gates=LEAD)
RESUME = _step("resume", _("Resume"), inputs.Reason, src=("suspended",), dst="running", gates=LEAD)
FINALISE = _step("finalise", _("Activities are over: finalise"), NoInput, src=("running",), dst="finalisation", gates=LEAD)
CLOSE = _step("close", _("Close"), NoInput, src=("finalisation",), dst="closed", gates=(leads_the_plan, gates.was_evaluated))
CANCEL = _step("cancel", _("Cancel"), inputs.Reason, src=("planned", "running", "suspended"), dst="cancelled", gates=LEAD)
CONTRACT = Procedure(
    "contract",
    _("Contract"),
    states={
        "planned": _("Planned"),
        "running": _("Under way"),
        "suspended": _("Suspended"),
        "finalisation": _("In finalisation"),
        "closed": _("Closed"),
        "cancelled": _("Cancelled"),
    },
    actions=(DRAFT, RECORD, CHANGE, IMPORT, BEGIN, REPORTING, MONEY, LESSON, EVALUATE, RESPOND, SUSPEND, RESUME, FINALISE, CLOSE, CANCEL),
    final=frozenset({"cancelled"}),
    readers=READERS,
    series="K",
)
