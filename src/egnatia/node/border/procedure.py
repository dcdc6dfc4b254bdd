"""Acts at the border: each about one person, with the safeguards of any removal. What is in the person's favour is never closed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.node.border import gates, inputs, selectors
from egnatia.node.information.inputs import inform_about
from egnatia.node.information.items import Step
from egnatia.node.information.selectors import in_their_language
from egnatia.node.people.prefill import from_mrz
from egnatia.node.screening.inputs import AskAsylum

P = Purpose.BORDER
BORDER = frozenset({Role.BORDER_OFFICER})
READERS = frozenset({Role.BORDER_OFFICER, Role.SCREENING_OFFICER, Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER})
PROTECTING = (
    gates.information_given,
    gates.asylum_question_asked,
    gates.no_wish_for_asylum,
    gates.no_risk_at_destination,
    gates.child_protected,
    gates.no_open_sign_of_harm,
)
AT_WORK = ("open", "proposed")

BEGIN = Action(
    "begin",
    _("Consider a refusal or hand-back"),
    src=(None,),
    dst="open",
    by=BORDER,
    purpose=P,
    input=inputs.BeginAct,
    prefill=from_mrz,
    hint=_("Nothing is decided by this. One person, one act: there is no act for a group."),
)
BEGIN_KNOWN = Action(
    "begin_known",
    _("Consider a refusal of this person"),
    src=(None,),
    dst="open",
    by=BORDER,
    purpose=P,
    input=inputs.BeginKnown,
    from_case=selectors.person_to_consider,
    hint=_("The outcome of an interview decides nothing: information, question, assessment and a second officer follow here."),
)
INFORM = Action(
    "inform", _("Give information"), src=AT_WORK, dst=None, by=READERS, purpose=P, input=inform_about(Step.BORDER), known=in_their_language, parallel=True
)
ASK = Action(
    "ask_asylum",
    _("Ask about asylum"),
    src=AT_WORK,
    dst=("open", "proposed", "asylum"),
    by=READERS,
    purpose=P,
    input=AskAsylum,
    parallel=True,
    exempt=True,
    hint=_("Ask in a language the person understands, without others listening."),
)
ASSESS = Action(
    "assess_risk", _("Assess the risk at the destination"), src=AT_WORK, dst="open", by=READERS, purpose=P, input=inputs.Assess, does_task=("DECIDE_ACT",)
)
PROPOSE = Action(
    "propose",
    _("Propose the act"),
    src=("open",),
    dst="proposed",
    by=BORDER,
    purpose=P,
    input=inputs.Propose,
    gates=(*PROTECTING, gates.refusal_has_grounds),
)
DECIDE = Action(
    "decide",
    _("Decide and serve the act"),
    src=("proposed",),
    dst="decided",
    by=BORDER,
    purpose=P,
    input=inputs.Decide,
    does_task=("DECIDE_ACT",),
    gates=(*PROTECTING, gates.decided_by_second_officer, gates.served_with_remedy),
)
LET_IN = Action("let_in", _("Let the person in"), src=AT_WORK, dst="let_in", by=READERS, purpose=P, input=NoInput, does_task=("DECIDE_ACT",), exempt=True)

BORDER_ACT = Procedure(
    "border_act",
    _("Refusal of entry or hand-back"),
    states={
        "open": _("Considered"),
        "proposed": _("Proposed, waits for a second officer"),
        "decided": _("Decided and served"),
        "asylum": _("Wants asylum: not refused"),
        "let_in": _("Let in"),
    },
    actions=(BEGIN, BEGIN_KNOWN, INFORM, ASK, ASSESS, PROPOSE, DECIDE, LET_IN),
    final=frozenset({"decided", "asylum", "let_in"}),
    readers=READERS,
    tasks={"DECIDE_ACT": _("Decide on a proposed act")},
)

RECORD_FALSE = Action(
    "record",
    _("Record a false document"),
    src=(None,),
    dst="recorded",
    by=BORDER,
    purpose=P,
    input=inputs.RecordFalseDocument,
    prefill=from_mrz,
)
REPORT_FALSE = Action(
    "report",
    _("Report to the prosecutor"),
    src=("recorded",),
    dst="reported",
    by=BORDER,
    purpose=Purpose.CRIME,
    input=NoInput,
    gates=(gates.no_penalty_while_claim_is_open,),
)
DROP_FALSE = Action("drop", _("Close without a report"), src=("recorded",), dst="dropped", by=BORDER, purpose=Purpose.CRIME, input=NoInput, exempt=True)
FALSE_DOCUMENT = Procedure(
    "false_document",
    _("False document"),
    states={"recorded": _("Recorded"), "reported": _("Reported"), "dropped": _("Closed without a report")},
    actions=(RECORD_FALSE, REPORT_FALSE, DROP_FALSE),
    final=frozenset({"reported", "dropped"}),
    readers=BORDER,
)

RECORD_FACILITATOR = Action(
    "record",
    _("Record a suspected facilitator"),
    src=(None,),
    dst="recorded",
    by=BORDER,
    purpose=Purpose.CRIME,
    input=inputs.RecordFacilitator,
    prefill=from_mrz,
)
REPORT_FACILITATOR = Action(
    "report",
    _("Report to the prosecutor"),
    src=("recorded",),
    dst="reported",
    by=BORDER,
    purpose=Purpose.CRIME,
    input=NoInput,
    gates=(gates.not_somebody_smuggled, gates.no_penalty_while_claim_is_open),
)
DROP_FACILITATOR = Action("drop", _("Close without a report"), src=("recorded",), dst="dropped", by=BORDER, purpose=Purpose.CRIME, input=NoInput, exempt=True)
FACILITATION = Procedure(
    "facilitation",
    _("Suspected facilitation"),
    states={"recorded": _("Recorded"), "reported": _("Reported"), "dropped": _("Closed without a report")},
    actions=(RECORD_FACILITATOR, REPORT_FACILITATOR, DROP_FACILITATOR),
    final=frozenset({"reported", "dropped"}),
    readers=BORDER,
)
