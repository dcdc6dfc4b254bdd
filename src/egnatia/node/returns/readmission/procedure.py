"""A readmission request as one table (return-avrr model 1.3). The other state's time runs by its own calendar; silence agrees only after a person has
looked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Clock, NoInput, Procedure, steps
from egnatia.node.returns.procedure import OFFICER
from egnatia.node.returns.readmission import gates, inputs, selectors

P = Purpose.RETURN
ANSWER_BY = Clock("READMISSION_ANSWER", _("Answer of the requested state"), until=selectors.answer_ends, when=selectors.has_term)
TRANSFER_BY = Clock("READMISSION_TRANSFER", _("Transfer under the agreement"), until=selectors.transfer_ends, when=selectors.has_transfer_term)
SAFE = (gates.no_claim, gates.no_danger, gates.best_interests, gates.needs_met, gates.under_an_agreement)
BY_SYSTEM = frozenset({Role.SYSTEM})
_step = steps(by=OFFICER, purpose=P)

OPEN = _step(
    "open",
    _("Prepare a readmission request"),
    inputs.Open,
    src=(None,),
    dst="draft",
    from_case=selectors.return_to_document,
    hint=_("Nothing leaves by this. One person, one request, one state."),
)
EVIDENCE = _step("add_evidence", _("Add evidence"), inputs.AddEvidence, src=("draft",), parallel=True)
DESCRIBE = _step("describe", _("Care and security"), inputs.Describe, src=("draft",), parallel=True)
SEND = _step(
    "send",
    _("Send the request"),
    inputs.Send,
    src=("draft",),
    dst="sent",
    gates=(*SAFE, gates.has_evidence, gates.may_be_told),
    step_up=True,
)
RECEIPT = _step("note_receipt", _("Note that it was received"), inputs.NoteReceipt, src=("sent",), dst="received", starts=(ANSWER_BY,))
MORE_TIME = _step(
    "note_extension",
    _("They ask for more time"),
    inputs.NoteExtension,
    src=selectors.WAITS,
    starts=(ANSWER_BY,),
    offered=selectors.can_extend,
)
ASK_INTERVIEW = _step("ask_interview", _("Identification interview is arranged"), NoInput, src=("received",), dst="interview_asked", gates=(gates.no_claim,))
INTERVIEW = _step(
    "note_interview", _("Record the identification interview"), inputs.NoteInterview, src=("interview_asked",), dst="received", gates=(gates.no_claim,)
)
ANSWER = _step(
    "note_answer",
    _("Record the answer"),
    inputs.NoteAnswer,
    src=("sent", *selectors.WAITS),
    dst=("accepted", "refused"),
    stops=("READMISSION_ANSWER",),
    starts=(TRANSFER_BY,),
    does_task=("READMISSION_ANSWER",),
)
DEEMED = _step(
    "confirm_deemed",
    _("Confirm that silence is agreement"),
    inputs.ConfirmDeemed,
    src=selectors.WAITS,
    dst="deemed_agreed",
    gates=(*SAFE, gates.time_has_passed),
    stops=("READMISSION_ANSWER",),
    starts=(TRANSFER_BY,),
    does_task=("READMISSION_ANSWER",),
    hint=_("No clock does this. First make sure that no answer came."),
)
ASK_DOCUMENT = _step(
    "ask_document", _("Ask for a travel document"), inputs.Send, src=("accepted", "deemed_agreed"), dst="document_asked", gates=(*SAFE, gates.may_be_told)
)
DOCUMENT = _step(
    "note_document",
    _("Note the travel document"),
    inputs.NoteDocument,
    src=("document_asked", "accepted", "deemed_agreed"),
    dst="document_issued",
    gates=(gates.document_is_accepted,),
)
ANNOUNCE = _step("announce", _("Announce the transfer"), inputs.Announce, src=("document_issued",), dst="announced", gates=(*SAFE, gates.may_be_told))
TRANSFERRED = _step("transferred", _("Transferred"), NoInput, src=("announced", *selectors.AGREED), dst="transferred", internal=True)
LAPSE = _step("note_lapse", _("The time for the transfer has passed"), NoInput, src=("announced", *selectors.AGREED), dst="lapsed", exempt=True)
WITHDRAW = _step("withdraw", _("Withdraw it"), inputs.Because, src=selectors.OPEN, dst="withdrawn", exempt=True)
STOPPED = _step("stopped", _("Withdrawn: the return was stopped"), NoInput, src=selectors.OPEN, dst="withdrawn", by=BY_SYSTEM, exempt=True, internal=True)
ERROR = _step("note_error", _("Taken back: returned in error"), inputs.Because, src=("transferred",), dst="returned_in_error", exempt=True)
READMISSION = Procedure(
    "readmission",
    _("Readmission"),
    states={
        "draft": _("Draft: nothing has left"),
        "sent": _("Sent"),
        "received": _("Received there"),
        "interview_asked": _("Identification interview arranged"),
        "accepted": _("Accepted"),
        "deemed_agreed": _("Taken as agreed"),
        "refused": _("Refused"),
        "document_asked": _("Waits for a travel document"),
        "document_issued": _("Travel document issued"),
        "announced": _("Transfer announced"),
        "transferred": _("Transferred"),
        "lapsed": _("Lapsed"),
        "withdrawn": _("Withdrawn"),
        "returned_in_error": _("Taken back: returned in error"),
    },
    actions=(
        *(OPEN, EVIDENCE, DESCRIBE, SEND, RECEIPT, MORE_TIME, ASK_INTERVIEW, INTERVIEW, ANSWER, DEEMED, ASK_DOCUMENT, DOCUMENT, ANNOUNCE),
        *(TRANSFERRED, LAPSE, WITHDRAW, STOPPED, ERROR),
    ),
    final=frozenset({"refused", "lapsed", "withdrawn", "returned_in_error"}),
    readers=OFFICER,
    series="M",
    tasks={"TELL_WITHDRAWN": _("Tell the other state that the request is withdrawn, without reasons")},
)
