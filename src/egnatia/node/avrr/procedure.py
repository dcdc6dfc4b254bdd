"""The steps of the regional procedure for voluntary return as one table: counselled, applied, found eligible, documented, booked, departed, arrived.

A withdrawal is open until boarding, exempt from every safeguard, and starts nothing anywhere else.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import FIELD_STAFF, WITH_GUARDIANS, Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.node.avrr import gates, inputs, selectors

P = Purpose.VOLUNTARY_RETURN
COUNSELLOR = frozenset({Role.RETURN_COUNSELLOR})
SECOND = COUNSELLOR | {Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER}
HELPERS = WITH_GUARDIANS - {Role.RETURN_OFFICER, Role.BORDER_OFFICER}
ASKED = ("COUNSEL", "CHECK_FREE_WILL", "LOOK_AT_NEEDS")
BEFORE = ("enquiry", "counselled", "applied", "blocked", "eligible", "documenting", "ready", "booked")
APPLIED = ("applied", "blocked", "eligible", "documenting", "ready", "booked")
PREPARING = ("eligible", "documenting", "ready")
# What must hold whenever it goes on: safe for this person, free, and nothing open that protects.
SAFE = (gates.no_open_claim, gates.best_interests, gates.safeguarded, gates.free_will)

ENQUIRE = Action(
    "open_enquiry",
    _("Ask about voluntary return"),
    src=(None,),
    dst="enquiry",
    by=FIELD_STAFF,
    purpose=P,
    input=inputs.OpenEnquiry,
    from_case=selectors.enquiry_from_case,
    revokes="OPENED",
    exempt=True,
    hint=_("If the person asks. Nothing follows from asking."),
)
DETENTION = Action("note_detention", _("Note detention or release"), src=BEFORE, dst=None, by=SECOND, purpose=P, input=inputs.NoteDetention, exempt=True)
COUNSEL = Action(
    "counsel",
    _("Counsel the person"),
    src=("enquiry", "counselled"),
    dst="counselled",
    by=COUNSELLOR,
    purpose=P,
    input=inputs.Counsel,
    gates=(gates.independent_counsellor,),
    does_task=("COUNSEL",),
)
APPLY = Action(
    "apply",
    _("Record the person's application"),
    src=("counselled",),
    dst=("applied", "blocked"),
    by=COUNSELLOR,
    purpose=P,
    input=inputs.Apply,
    gates=(gates.informed, gates.agreed_by_whom_it_takes, gates.free_will),
)
CLEAR = Action(
    "clear_child",
    _("Go on: the best interests of the child are established"),
    src=("blocked",),
    dst="applied",
    by=COUNSELLOR,
    purpose=P,
    input=NoInput,
    gates=(gates.best_interests,),
)
FREE = Action(
    "check_free_will",
    _("Look at the free will"),
    src=BEFORE,
    dst=None,
    by=SECOND,
    purpose=P,
    input=inputs.CheckVoluntariness,
    gates=(gates.checked_by_another,),
    does_task=("CHECK_FREE_WILL", "LOOK_AT_NEEDS"),
    parallel=True,
)
RISK = Action("check_risk", _("Look at the danger there"), src=APPLIED, dst=None, by=COUNSELLOR | SECOND, purpose=P, input=inputs.CheckRisk, parallel=True)
SAFEGUARD = Action(
    "record_safeguards",
    _("Record how special needs are met"),
    src=BEFORE,
    dst=None,
    by=frozenset({Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER}),
    purpose=Purpose.PROTECTION,
    input=inputs.RecordSafeguards,
    does_task=("LOOK_AT_NEEDS",),
    parallel=True,
)
DECIDE = Action(
    "decide_eligibility",
    _("Decide whether the person can be assisted"),
    src=("applied",),
    dst=("eligible", "not_eligible"),
    by=COUNSELLOR,
    purpose=P,
    input=inputs.DecideEligibility,
    gates=(*SAFE, gates.no_danger_there),
)
SHARE = Action("agree_sharing", _("Record whom the person lets be told"), src=APPLIED, dst=None, by=COUNSELLOR, purpose=P, input=inputs.Share, parallel=True)
UNSHARE = Action(
    "take_back_sharing",
    _("The person lets somebody be told nothing more"),
    src=(*APPLIED, "departed", "arrived"),
    dst=None,
    by=HELPERS,
    purpose=P,
    input=inputs.TakeBackSharing,
    parallel=True,
    exempt=True,
)
ASK_DOCUMENT = Action(
    "ask_document",
    _("Ask the consulate for a travel document"),
    src=("eligible", "documenting"),
    dst="documenting",
    by=COUNSELLOR,
    purpose=P,
    input=inputs.AskDocument,
    gates=(*SAFE, gates.may_ask_consulate),
)
NOTE_DOCUMENT = Action(
    "note_document",
    _("Note the consulate's answer"),
    src=("documenting",),
    dst=None,
    by=COUNSELLOR,
    purpose=P,
    input=inputs.NoteDocument,
    offered=selectors.waits_for_document,
)
FITNESS = Action(
    "record_fitness",
    _("Record the doctor's certificate"),
    src=(*PREPARING, "booked"),
    dst=None,
    by=frozenset({Role.MEDICAL_STAFF, Role.RETURN_COUNSELLOR}),
    purpose=P,
    input=inputs.RecordFitness,
    parallel=True,
)
FORMALITY = Action(
    "note_formality", _("Note an exit formality"), src=(*PREPARING, "booked"), dst=None, by=COUNSELLOR, purpose=P, input=inputs.NoteFormality, parallel=True
)
READY = Action(
    "note_ready",
    _("All papers are there"),
    src=("eligible", "documenting"),
    dst="ready",
    by=COUNSELLOR,
    purpose=P,
    input=NoInput,
    gates=(gates.has_document, gates.fit_to_travel),
)
BOOK = Action(
    "book",
    _("Book the journey"),
    src=("ready", "booked"),
    dst="booked",
    by=COUNSELLOR,
    purpose=P,
    input=inputs.Book,
    gates=(*SAFE, gates.no_danger_there, gates.fit_to_travel, gates.has_document, gates.child_is_accompanied),
)
DEPART = Action(
    "depart",
    _("The person has boarded"),
    src=("booked",),
    dst="departed",
    by=COUNSELLOR,
    purpose=P,
    input=NoInput,
    gates=(*SAFE, gates.no_danger_today, gates.fit_to_travel, gates.has_document),
)
WITHDRAW = Action(
    "withdraw",
    _("The person takes it back"),
    src=BEFORE,
    dst="withdrawn",
    by=HELPERS,
    purpose=P,
    input=NoInput,
    does_task=ASKED,
    exempt=True,
    hint=_("Until boarding, without a reason and without any harm. Nothing else begins by it."),
)
CANCEL = Action(
    "cancel",
    _("End it for another reason"),
    src=BEFORE,
    dst="cancelled",
    by=COUNSELLOR,
    purpose=P,
    input=inputs.Because,
    does_task=ASKED,
    exempt=True,
)
NO_SHOW = Action(
    "note_no_show", _("The person did not come to the journey"), src=("booked",), dst="no_show", by=COUNSELLOR, purpose=P, input=NoInput, exempt=True
)
ARRIVE = Action("note_arrival", _("The person has arrived"), src=("departed",), dst="arrived", by=COUNSELLOR, purpose=P, input=inputs.NoteArrival)
CLOSE = Action("close", _("Close"), src=("arrived", "departed", "not_eligible"), dst="closed", by=COUNSELLOR, purpose=P, input=inputs.Because, exempt=True)
EVER = (*BEFORE, "not_eligible", "departed", "arrived", "closed", "withdrawn", "cancelled", "no_show")
COMPLAIN = Action(
    "complain",
    _("Record a complaint"),
    src=EVER,
    dst=EVER,
    by=HELPERS,
    purpose=P,
    input=inputs.Complain,
    parallel=True,
    exempt=True,
    hint=_("It goes to the protection service, not to the counsellors. Nobody loses anything by it."),
)
ANSWER = Action(
    "answer_complaint",
    _("Answer the complaint"),
    src=EVER,
    dst=EVER,
    by=SECOND - COUNSELLOR,
    purpose=P,
    input=inputs.AnswerComplaint,
    gates=(gates.answered_by_another,),
    does_task=("ANSWER_COMPLAINT",),
    offered=selectors.complaint_waits,
    parallel=True,
)
RETURN = Procedure(
    "avrr",
    _("Assisted voluntary return"),
    states={
        "enquiry": _("Asked about it"),
        "counselled": _("Counselled"),
        "applied": _("Applied"),
        "blocked": _("Waits for the best interests of the child"),
        "eligible": _("Can be assisted"),
        "not_eligible": _("Cannot be assisted"),
        "documenting": _("Waits for a travel document"),
        "ready": _("Ready"),
        "booked": _("Booked"),
        "departed": _("Departed"),
        "arrived": _("Arrived"),
        "closed": _("Closed"),
        "withdrawn": _("Taken back by the person"),
        "cancelled": _("Ended"),
        "no_show": _("Did not come to the journey"),
    },
    actions=(
        *(ENQUIRE, DETENTION, COUNSEL, APPLY, CLEAR, FREE, RISK, SAFEGUARD, DECIDE, SHARE, UNSHARE, ASK_DOCUMENT, NOTE_DOCUMENT, FITNESS, FORMALITY, READY),
        *(BOOK, DEPART, WITHDRAW, CANCEL, NO_SHOW, ARRIVE, CLOSE, COMPLAIN, ANSWER),
    ),
    final=frozenset({"closed", "withdrawn", "cancelled", "no_show"}),
    # An authority for returns reads none of it: counselling would not be free.
    readers=HELPERS,
    tasks={
        "COUNSEL": _("Counsel somebody who asks about voluntary return"),
        "CHECK_FREE_WILL": _("A second person looks at the free will"),
        "ANSWER_COMPLAINT": _("Answer a complaint about a voluntary return"),
        "LOOK_AT_NEEDS": _("See what this person needs before a return"),
    },
)
OUTREACH = Procedure(
    "outreach",
    _("Outreach on voluntary return"),
    states={"held": _("Held")},
    actions=(Action("hold_outreach", _("Note an outreach session"), src=(None,), dst="held", by=COUNSELLOR, purpose=P, input=inputs.HoldOutreach),),
    final=frozenset({"held"}),
    readers=COUNSELLOR,
    series="O",
)
