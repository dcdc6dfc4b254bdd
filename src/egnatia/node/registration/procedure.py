"""From a wish for asylum to its registration. No gate stands before either: access to asylum is never blocked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import WITH_GUARDIANS, Role
from egnatia.kernel.engine.spec import Action, Clock, NoInput, Procedure
from egnatia.node.biometrics import gates as biometrics
from egnatia.node.biometrics import selectors as biometrics_known
from egnatia.node.biometrics.inputs import AnswerLikeness, Biometrics
from egnatia.node.information.inputs import inform_about
from egnatia.node.information.items import Step
from egnatia.node.information.selectors import in_their_language
from egnatia.node.people.prefill import as_stated, from_mrz
from egnatia.node.protection import selectors as protection
from egnatia.node.registration import gates, inputs, selectors

ASYLUM = selectors.ISSUERS
GUARDIANS = frozenset({Role.CHILD_PROTECTION_OFFICER, Role.PROTECTION_OFFICER})
REGISTER_BY = Clock("REGISTER_BY", _("Register the application"))
NEEDS_ASSESSED = Clock("NEEDS_ASSESSED", _("Assess special procedural needs"))
REPORT_TO_CENTRE = Clock("REPORT_TO_CENTRE", _("Person reports to the centre"), optional=True)
LODGE_BY = Clock("LODGE_BY", _("Lodge the application"), optional=True, then="open_own_lodging")
INTENTION_DOC = Clock("INTENTION_DOC_VALIDITY", _("Document of the intention is valid"), optional=True)

# What some countries add; each runs only where the overlay starts it.
OWN_LODGING = Clock("SELF_LODGE_WINDOW", _("The person may lodge without an appointment"), optional=True)
REFER_ON = Clock("REFER_TO_ASYLUM_OFFICE", _("Reach the authority that registers"), optional=True)
GUARDIAN = Clock("TEMPORARY_GUARDIAN", _("Name a temporary guardian for the child"), optional=True, tells_opener=True, when=selectors.waits_for_guardian)

OPEN = ("intended", "registered", "lodged")
RECORD_WISH = Action(
    "record_wish",
    _("Record a wish for asylum"),
    src=(None,),
    dst="intended",
    # The system too: for who hears it and may not see the case, such as a monitor at an aircraft.
    by=WITH_GUARDIANS | {Role.SYSTEM},
    purpose=Purpose.ASYLUM,
    input=inputs.RecordWish,
    starts=(REGISTER_BY, NEEDS_ASSESSED),
    exempt=True,
    from_case=selectors.wish_from_case,
    hint=_("One step. It freezes any removal and blocks nothing else."),
)
TO_LODGE = ("LODGE_BY", "INTENTION_DOC_VALIDITY", "SELF_LODGE_WINDOW")
REGISTER = Action(
    "register",
    _("Register the application"),
    src=("intended",),
    dst="registered",
    by=ASYLUM,
    purpose=Purpose.ASYLUM,
    input=inputs.Register,
    leaves_out=selectors.reasons_not_needed,
    stops=("REGISTER_BY", "REFER_TO_ASYLUM_OFFICE"),
    starts=(LODGE_BY, INTENTION_DOC, REPORT_TO_CENTRE),
    does_task=("REGISTER",),
    exempt=True,
)
INFORM = Action(
    "inform",
    _("Give information"),
    src=OPEN,
    dst=None,
    by=WITH_GUARDIANS,
    purpose=Purpose.ASYLUM,
    input=inform_about(Step.ASYLUM),
    known=in_their_language,
    parallel=True,
    exempt=True,
    hint=_("Without it nothing may be decided against the person."),
)
NOTE_REPORTED = Action(
    "note_reported",
    _("Note that the person reported to the centre"),
    src=("registered", "lodged"),
    dst=None,
    by=WITH_GUARDIANS,
    purpose=Purpose.ASYLUM,
    input=NoInput,
    stops=("REPORT_TO_CENTRE",),
    does_task=("REPORT_TO_CENTRE",),
    parallel=True,
    exempt=True,
)
LODGE = Action(
    "lodge",
    _("Record the lodging of the application"),
    src=("registered",),
    dst="lodged",
    by=frozenset({Role.ASYLUM_CASEWORKER}),
    purpose=Purpose.ASYLUM,
    input=NoInput,
    stops=TO_LODGE,
    does_task=TO_LODGE,
    gates=(gates.child_has_guardian,),
    hint=_("The examination itself follows in the asylum room."),
)
REGISTER_AND_LODGE = Action(
    "register_and_lodge",
    _("Register and lodge in one step"),
    src=("intended",),
    dst="lodged",
    by=ASYLUM,
    purpose=Purpose.ASYLUM,
    input=inputs.Register,
    leaves_out=selectors.reasons_not_needed,
    stops=("REGISTER_BY", "REFER_TO_ASYLUM_OFFICE"),
    does_task=("REGISTER",),
    gates=(gates.child_has_guardian,),
    national=True,
)
SEND_ON = Action(
    "send_on",
    _("Send on to the authority that registers"),
    src=("intended",),
    dst=None,
    by=WITH_GUARDIANS,
    purpose=Purpose.ASYLUM,
    input=inputs.SendOn,
    stops=("REFER_TO_ASYLUM_OFFICE",),
    does_task=("REFER_TO_ASYLUM_OFFICE",),
    national=True,
    hint=_("The wish stands already: it is only registered elsewhere."),
)
BIOMETRICS = Action(
    "record_biometrics",
    _("Record biometric data"),
    src=OPEN,
    dst=None,
    by=ASYLUM,
    purpose=Purpose.ASYLUM,
    input=Biometrics,
    leaves_out=biometrics_known.of_children,
    gates=(biometrics.old_enough, biometrics.child_accompanied),
    parallel=True,
)
ANSWER_LIKENESS = Action(
    "answer_likeness",
    _("Answer what the matching software found"),
    src=OPEN,
    dst=None,
    by=ASYLUM,
    purpose=Purpose.ASYLUM,
    input=AnswerLikeness,
    parallel=True,
    offered=biometrics_known.has_open_likeness,
    hint=_("The software asks. Nothing follows from its answer, and nothing is merged by yours."),
)
CORRECT = Action(
    "correct_data",
    _("Correct the person's data"),
    src=OPEN,
    dst=None,
    by=WITH_GUARDIANS,
    purpose=Purpose.ASYLUM,
    input=inputs.CorrectData,
    known=as_stated,
    exempt=True,
    hint=_("Read back to the person. What was stated before stays beside it; nothing is overwritten."),
)
NAME_GUARDIAN = Action(
    "name_guardian",
    _("Name a temporary guardian"),
    src=OPEN,
    dst=None,
    by=GUARDIANS,
    purpose=Purpose.PROTECTION,
    input=inputs.NameGuardian,
    stops=("TEMPORARY_GUARDIAN",),
    does_task=("TEMPORARY_GUARDIAN", "NAME_GUARDIAN"),
    parallel=True,
    exempt=True,
    offered=lambda case, actor: selectors.is_child_alone(case),
)
NOTE_ADDRESS = Action(
    "note_address", _("Note an address"), src=OPEN, dst=None, by=WITH_GUARDIANS, purpose=Purpose.ASYLUM, input=inputs.NoteAddress, parallel=True, exempt=True
)
APPOINT = Action(
    "appoint_lodging",
    _("Give an appointment to lodge"),
    src=("registered",),
    dst=None,
    by=ASYLUM,
    purpose=Purpose.ASYLUM,
    input=inputs.AppointLodging,
    parallel=True,
    exempt=True,
)
OPEN_OWN_LODGING = Action(
    "open_own_lodging",
    _("The person may lodge without an appointment"),
    src=("registered",),
    dst=None,
    by=frozenset({Role.SYSTEM}),
    purpose=Purpose.ASYLUM,
    input=NoInput,
    exempt=True,
    national=True,
)
ISSUE = Action(
    "issue_document",
    _("Issue a document"),
    src=("registered", "lodged"),
    dst=None,
    by=ASYLUM,
    purpose=Purpose.ASYLUM,
    input=inputs.IssueDocument,
    parallel=True,
    exempt=True,
)
PROPOSE_LAPSE = Action(
    "propose_lapse",
    _("Record what was done to reach the person"),
    src=("registered",),
    dst=None,
    by=frozenset({Role.ASYLUM_CASEWORKER}),
    purpose=Purpose.ASYLUM,
    input=inputs.ProposeLapse,
    gates=(gates.information_given, gates.time_to_lodge_is_over, gates.child_has_guardian),
)
NOTE_LAPSE = Action(
    "note_lapse",
    _("Note that the application lapsed"),
    src=("registered",),
    dst="lapsed",
    by=frozenset({Role.ASYLUM_CASEWORKER}),
    purpose=Purpose.ASYLUM,
    input=NoInput,
    does_task=(*TO_LODGE, "NOTE_LAPSE"),
    gates=(gates.information_given, gates.time_to_lodge_is_over, gates.child_has_guardian, gates.second_officer_lapses),
    hint=_("Nothing lapses by itself: somebody tried to reach the person, and it can be taken up again."),
)
TAKE_UP = Action(
    "take_up_again",
    _("Take the application up again"),
    src=("lapsed",),
    dst="registered",
    by=WITH_GUARDIANS,
    purpose=Purpose.ASYLUM,
    input=NoInput,
    starts=(LODGE_BY,),
    exempt=True,
)
NOTE_END = Action(
    "note_end",
    _("Note the final end of the procedure"),
    src=("lodged",),
    dst="ended",
    by=frozenset({Role.ASYLUM_CASEWORKER}),
    purpose=Purpose.ASYLUM,
    input=inputs.NoteEnd,
    gates=(gates.second_officer_notes_end, gates.nothing_is_examined),
    hint=_("After the last decision, when no remedy is open any more. From here the record is kept for its period."),
)
END_WITH_DECISION = Action(
    "end_with_decision",
    _("End with the final decision"),
    src=("lodged",),
    dst="ended",
    by=frozenset({Role.ASYLUM_CASEWORKER}),
    purpose=Purpose.ASYLUM,
    input=inputs.NoteEnd,
    internal=True,
)
REOPEN = Action(
    "reopen",
    _("Examined again"),
    src=("ended",),
    dst="lodged",
    by=WITH_GUARDIANS,
    purpose=Purpose.ASYLUM,
    input=NoInput,
    internal=True,
    exempt=True,
)
REGISTRATION = Procedure(
    "registration",
    _("Asylum: intention, registration, lodging"),
    training=protection.trained_for,
    states={
        "intended": _("Intention recorded"),
        "registered": _("Registered"),
        "lodged": _("Lodged"),
        "lapsed": _("Lapsed, can be taken up again"),
        "ended": _("Ended"),
    },
    actions=(
        RECORD_WISH,
        NAME_GUARDIAN,
        SEND_ON,
        REGISTER,
        REGISTER_AND_LODGE,
        INFORM,
        CORRECT,
        BIOMETRICS,
        ANSWER_LIKENESS,
        NOTE_REPORTED,
        NOTE_ADDRESS,
        APPOINT,
        ISSUE,
        LODGE,
        OPEN_OWN_LODGING,
        PROPOSE_LAPSE,
        NOTE_LAPSE,
        TAKE_UP,
        NOTE_END,
        END_WITH_DECISION,
        REOPEN,
    ),
    final=frozenset({"lapsed", "ended"}),
    tasks={
        "REGISTER": _("Register the application"),
        "CHECK_NEEDS": _("Look at special needs again at this stage"),
        "INFORM_LATER": _("Tell the applicant what comes next"),
        "NAME_GUARDIAN": _("Child alone: name a temporary guardian"),
        "ANSWER_LIKENESS": _("Answer what the matching software found"),
        "NOTE_LAPSE": _("Decide whether the application lapsed"),
        "HEAR_AGAIN": _("Somebody before a return said again that they want asylum: hear them"),
    },
    national_clocks=(OWN_LODGING, REFER_ON, GUARDIAN),
)

REGISTER_TEMPORARY = Action(
    "register_temporary",
    _("Register temporary protection"),
    src=(None,),
    dst="protected",
    by=ASYLUM,
    purpose=Purpose.ASYLUM,
    input=inputs.RegisterTemporary,
    prefill=from_mrz,
    national=True,
)
END_TEMPORARY = Action(
    "end_temporary",
    _("End temporary protection"),
    src=("protected",),
    dst="ended",
    by=frozenset({Role.ASYLUM_CASEWORKER}),
    purpose=Purpose.ASYLUM,
    input=inputs.EndTemporary,
    gates=(gates.second_officer_ends,),
    national=True,
)
TEMPORARY_PROTECTION = Procedure(
    "temporary_protection",
    _("Temporary protection"),
    states={"protected": _("Temporarily protected"), "ended": _("Ended")},
    actions=(REGISTER_TEMPORARY, END_TEMPORARY),
    final=frozenset({"ended"}),
    readers=WITH_GUARDIANS,
)
