"""Non-voluntary return as one table. Each step is one person's; nothing takes several. What is in the person's favour carries no safeguard and is never
turned off.

Return Directive 2008/115/EC, and from its day the Regulation that replaces it: which of them stood is written on each decision. Neither binds the seven; their
own rows of the rule table do.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import WITH_GUARDIANS, Role
from egnatia.kernel.engine.spec import Clock, NoInput, Procedure, steps
from egnatia.node.people.prefill import from_mrz
from egnatia.node.returns import gates, inputs, selectors
from egnatia.node.returns.decision import gates as deciding
from egnatia.node.returns.decision import inputs as decisions
from egnatia.node.returns.removal import inputs as removal
from egnatia.node.returns.selectors import ALIVE, BEFORE_SERVICE, ENFORCING, PAUSED, SERVED

P = Purpose.RETURN
OFFICER = frozenset({Role.RETURN_OFFICER})
PROTECTORS = frozenset({Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER})
# A monitor sees no case of a person: what it hears of a wish it tells at the operation.
READERS = OFFICER | PROTECTORS | {Role.MEDICAL_STAFF, Role.GUARDIAN}
PROTECTING = (gates.mechanism_is_on, gates.no_claim, gates.no_danger, gates.best_interests, gates.needs_met)
ENFORCED = (*PROTECTING, gates.family_together, gates.remedy_over, gates.period_over, gates.no_voluntary_return)
STOPPABLE = (*ALIVE, "departed")
# What a court says then is still written down.
AFTERWARDS = ("departed", "handed_over", "departed_voluntarily", "closed")
# What is asked anew on the day, for the person alone, by the operation that they travel with.
ON_THE_DAY = (
    *(gates.mechanism_is_on, gates.no_claim, gates.no_danger_today, gates.best_interests, gates.needs_met, gates.family_together),
    *(gates.remedy_over, gates.period_over, gates.no_voluntary_return, gates.has_papers, gates.fit_for_it),
)
PERIOD = Clock("RETURN_VD_MOST", _("Period for voluntary departure"), until=selectors.vd_ends)
REMEDY_BY = Clock("APPEAL_REMOVAL", _("Appeal against the return decision"))
# What a period that has passed asks for: that an officer looks.
PASSED = ("APPEAL_REMOVAL", "RETURN_VD_MOST")
ASKED = ("LOOK_AT_NEEDS", "LOOK_AT_DANGER", "DECIDE_RETURN", "TAKE_UP_AGAIN")
_step = steps(by=OFFICER, purpose=P, src=ALIVE)

BEGIN = _step(
    "begin",
    _("Open a return procedure"),
    inputs.Begin,
    src=(None,),
    dst="opened",
    gates=(gates.mechanism_is_on,),
    prefill=from_mrz,
    hint=_("Nothing is decided by this. One person, one procedure: there is none for a group."),
)
BEGIN_KNOWN = _step(
    "begin_known",
    _("Open a return procedure for this person"),
    inputs.BeginKnown,
    src=(None,),
    dst="opened",
    gates=(gates.mechanism_is_on,),
    from_case=selectors.person_to_return,
    hint=_("Nothing is decided by this. Everything is looked at anew."),
)
TELL_AVRR = _step(
    "tell_avrr",
    _("Tell of assisted voluntary return"),
    inputs.TellAvrr,
    parallel=True,
    exempt=True,
    hint=_("What it is, who counsels, and that asking for it changes nothing to the person's harm."),
)
DANGER = _step(
    "check_danger",
    _("Look at the danger there"),
    inputs.CheckDanger,
    src=STOPPABLE,
    dst=(*STOPPABLE, "postponed"),
    by=OFFICER | PROTECTORS,
    parallel=True,
    exempt=True,
    does_task=("LOOK_AT_DANGER",),
)
FACTS = _step(
    "note_facts",
    _("Note something new"),
    inputs.NoteFacts,
    src=STOPPABLE,
    by=READERS,
    parallel=True,
    exempt=True,
    hint=_("Whatever may bear on the danger there, health, family or a wish for protection."),
)
RECEPTION = _step("confirm_reception", _("Confirm who receives the child"), inputs.ConfirmReception, by=PROTECTORS, parallel=True)
RECOVERY = _step(
    "record_recovery",
    _("Record a time to recover"),
    inputs.RecordRecovery,
    src=STOPPABLE,
    by=PROTECTORS,
    parallel=True,
    exempt=True,
    does_task=("LOOK_AT_NEEDS",),
)
COUNTRY = _step("change_country", _("Consider another country"), inputs.ChangeCountry, src=("opened", "assessed"), dst="opened")
ASSESS = _step(
    "assess",
    _("Hear and assess the person's own situation"),
    inputs.Assess,
    src=("opened", "assessed"),
    dst="assessed",
    hint=_("Family, health, children, ties, and what the person says. No decision without it."),
)
PROPOSE = _step(
    "propose",
    _("Propose a return decision"),
    decisions.Propose,
    src=("assessed",),
    dst="proposed",
    gates=(
        *PROTECTING,
        gates.no_exception,
        gates.family_together,
        deciding.names_the_country,
        deciding.told_of_avrr,
        deciding.period_in_bounds,
        deciding.ban_in_bounds,
        deciding.has_remedy,
    ),
)
SEND_BACK = _step("send_back", _("Send the proposal back"), decisions.SendBack, src=("proposed",), dst="assessed", does_task=("DECIDE_RETURN",), exempt=True)
DECIDE = _step(
    "decide",
    _("Decide"),
    NoInput,
    src=("proposed",),
    dst="decided",
    gates=(*PROTECTING, gates.no_exception, gates.family_together, deciding.has_remedy, deciding.ban_still_right, gates.by_a_second_officer),
    does_task=("DECIDE_RETURN",),
    step_up=True,
    hint=_("One decision, about one person, with its own reasons."),
)
NOTIFY = _step(
    "notify",
    _("Serve the decision"),
    decisions.Notify,
    src=("decided",),
    dst="notified",
    gates=(*PROTECTING, deciding.understood, deciding.has_remedy),
    starts=(REMEDY_BY,),
)
START = _step("start_period", _("Begin the period for voluntary departure"), NoInput, src=("notified",), dst="vd_running", starts=(PERIOD,), exempt=True)
EXTEND = _step(
    "extend_period",
    _("Make the period longer"),
    inputs.ExtendPeriod,
    src=("vd_running",),
    dst=None,
    starts=(PERIOD,),
    exempt=True,
    hint=_("In the person's favour: length of stay, children at school, family and social links."),
)
ENFORCE = _step(
    "enforce",
    _("Note that the decision can be enforced"),
    NoInput,
    src=("notified", "vd_running"),
    dst="enforceable",
    gates=ENFORCED,
    stops=PASSED,
    does_task=PASSED,
    hint=_("No clock does this: an officer looks, and every safeguard is asked."),
)
DOCUMENT = _step("start_documenting", _("Begin to document the person"), NoInput, src=("enforceable",), dst="documenting", gates=ENFORCED)
IDENTIFY = _step("identify", _("Note that identity is established"), removal.Identify, src=(*BEFORE_SERVICE, *SERVED, *ENFORCING), parallel=True)
PAPERS = _step("add_document", _("Note a document for the journey"), removal.AddDocument, src=("enforceable", "documenting", "removal_ordered"), parallel=True)
FITNESS = _step(
    "record_fitness",
    _("Record the doctor's certificate"),
    removal.RecordFitness,
    src=("documenting", "removal_ordered", "pre_departure", "departed"),
    by=OFFICER | {Role.MEDICAL_STAFF},
    parallel=True,
)
ORDER = _step(
    "order_removal",
    _("Order the removal"),
    removal.Order,
    src=("documenting",),
    dst="removal_ordered",
    gates=(*ENFORCED, gates.has_papers, gates.by_a_second_officer),
    step_up=True,
)
LOCK = _step("lock", _("Locked on a manifest"), inputs.OnOperation, src=("removal_ordered",), dst="pre_departure", gates=ON_THE_DAY, internal=True)
DEPART = _step("depart", _("Departed"), inputs.OnOperation, src=("pre_departure",), dst="departed", gates=ON_THE_DAY, internal=True)
LEAVE = _step("leave", _("Left with the operation"), inputs.OnOperation, src=("departed",), gates=ON_THE_DAY, internal=True)
UNLOCK = _step("unlock", _("Taken off the manifest"), NoInput, src=("pre_departure",), dst="removal_ordered", internal=True, exempt=True)
FAIL = _step(
    "fail",
    _("Note that an attempt failed"),
    inputs.FailAttempt,
    src=("removal_ordered", "pre_departure"),
    dst="attempt_failed",
    exempt=True,
    hint=_("The person is taken off every list. Why is written down; nobody is blamed for using a right."),
)
BACK = _step("come_back", _("Brought back: not admitted there"), inputs.FailAttempt, src=("departed",), dst="attempt_failed", exempt=True)
HAND_OVER = _step("hand_over", _("Handed over"), inputs.NoteReceipt, src=("departed",), dst="handed_over", internal=True)
CLOSE = _step("close", _("Close"), inputs.Because, src=("handed_over", "departed_voluntarily"), dst="closed")

WISH = _step(
    "hear_wish",
    _("The person wants asylum"),
    inputs.HearWish,
    src=STOPPABLE,
    dst="remedy_suspended",
    by=WITH_GUARDIANS | {Role.SYSTEM},
    parallel=True,
    exempt=True,
    does_task=("DECIDE_RETURN",),
    hint=_("Whoever hears it, wherever: everything stops at once, and the asylum authority is told."),
)
FREEZE = _step(
    "freeze",
    _("Stopped: the person wants asylum"),
    NoInput,
    src=STOPPABLE,
    dst="remedy_suspended",
    by=frozenset({Role.SYSTEM}),
    exempt=True,
    internal=True,
)
CHOOSE = _step(
    "choose_avrr",
    _("The person chooses assisted voluntary return"),
    NoInput,
    src=STOPPABLE,
    dst="avrr_handover",
    by=READERS,
    exempt=True,
    hint=_("The counsellors are called. An independent one if the person is detained or close to a removal; this procedure waits."),
)
LODGE = _step(
    "lodge_remedy",
    _("Record an appeal"),
    inputs.LodgeRemedy,
    src=(*SERVED, *ENFORCING, *PAUSED, *AFTERWARDS),
    dst=("remedy_suspended", *SERVED, *ENFORCING, *PAUSED, *AFTERWARDS),
    parallel=True,
    exempt=True,
    stops=("APPEAL_REMOVAL",),
)
DECIDED = _step(
    "remedy_decided",
    _("Record what was decided on the appeal"),
    inputs.RemedyDecided,
    src=(*SERVED, *ENFORCING, *PAUSED, *AFTERWARDS),
    dst=(*SERVED, *ENFORCING, *PAUSED, *AFTERWARDS, "revoked"),
    exempt=True,
    offered=lambda case, actor: selectors.open_remedy(case) is not None,
)
STAY = _step("note_stay", _("Note a stay ordered by a court"), inputs.NoteStay, src=STOPPABLE, dst="remedy_suspended", by=READERS, parallel=True, exempt=True)
END_STAY = _step(
    "end_stay",
    _("Note that the court ended its stay"),
    inputs.EndStay,
    src=PAUSED,
    parallel=True,
    offered=lambda case, actor: selectors.court_stays(case),
    picks=selectors.stay_choices,
)
POSTPONE = _step(
    "postpone",
    _("Postpone"),
    inputs.Postpone,
    src=STOPPABLE,
    dst="postponed",
    by=READERS,
    parallel=True,
    exempt=True,
)
END_POSTPONEMENT = _step(
    "end_postponement",
    _("The reason to postpone is over"),
    inputs.Because,
    src=PAUSED,
    by=PROTECTORS,
    hint=_("Of what must be postponed: by a protection officer. Taking it up again is another step."),
)
ABSENT = _step("note_absent", _("The person cannot be found"), inputs.Because, src=(*SERVED, *ENFORCING), dst="absconded")
RESUME = _step(
    "resume",
    _("Take it up again"),
    inputs.Because,
    src=PAUSED,
    dst=("opened", "notified", "enforceable"),
    gates=(gates.mechanism_is_on, gates.no_claim_left, gates.no_voluntary_return, gates.not_stayed, gates.not_postponed),
    does_task=("TAKE_UP_AGAIN", *PASSED),
    hint=_("It goes on from its beginning, from service, or from enforceability, never from a removal order: that is made anew."),
)
LEFT = _step(
    "note_departed",
    _("The person has left voluntarily"),
    inputs.NoteDeparted,
    src=ALIVE,
    dst="departed_voluntarily",
    exempt=True,
)
BAN = _step(
    "lift_ban",
    _("Lift or shorten the entry ban"),
    inputs.LiftBan,
    src=(*SERVED, *ENFORCING, *PAUSED, "departed", "handed_over", "departed_voluntarily", "closed", "stay_granted", "revoked"),
    dst=None,
    parallel=True,
    exempt=True,
    offered=lambda case, actor: selectors.has_ban(case),
)
REVOKE = _step("revoke", _("Revoke the decision"), inputs.Because, src=STOPPABLE, dst="revoked", exempt=True, does_task=ASKED)
GRANT = _step("grant_stay", _("The person may stay"), inputs.Because, src=STOPPABLE, dst="stay_granted", exempt=True, does_task=ASKED)
SHIELD = _step(
    "shield",
    _("Ended: protection was granted"),
    NoInput,
    src=STOPPABLE,
    dst="stay_granted",
    by=frozenset({Role.SYSTEM}),
    exempt=True,
    internal=True,
    does_task=ASKED,
)

RETURN = Procedure(
    "return",
    _("Return"),
    states={
        "opened": _("Opened"),
        "assessed": _("Assessed"),
        "proposed": _("Decision proposed, waits for a second officer"),
        "decided": _("Decided, not served"),
        "notified": _("Served"),
        "vd_running": _("Period for voluntary departure"),
        "enforceable": _("Can be enforced"),
        "documenting": _("Waits for documents"),
        "removal_ordered": _("Removal ordered"),
        "pre_departure": _("On a locked manifest"),
        "departed": _("Departed"),
        "handed_over": _("Handed over"),
        "departed_voluntarily": _("Left voluntarily"),
        "remedy_suspended": _("Stopped: asylum, appeal or court"),
        "postponed": _("Postponed"),
        "attempt_failed": _("An attempt failed"),
        "avrr_handover": _("With the counsellors for voluntary return"),
        "absconded": _("Cannot be found"),
        "revoked": _("Revoked or annulled"),
        "stay_granted": _("May stay"),
        "closed": _("Closed"),
    },
    actions=(
        *(BEGIN, BEGIN_KNOWN, WISH, TELL_AVRR, DANGER, FACTS, RECEPTION, RECOVERY, COUNTRY, ASSESS, PROPOSE, SEND_BACK, DECIDE, NOTIFY, START, EXTEND),
        *(ENFORCE, DOCUMENT, IDENTIFY, PAPERS, FITNESS, ORDER, LOCK, DEPART, LEAVE, UNLOCK, FAIL, BACK, HAND_OVER, CLOSE),
        *(FREEZE, CHOOSE, LODGE, DECIDED, STAY, END_STAY, POSTPONE, END_POSTPONEMENT, ABSENT, RESUME, LEFT, BAN, REVOKE, GRANT, SHIELD),
    ),
    final=frozenset({"closed", "revoked", "stay_granted"}),
    readers=READERS,
    series="R",
    tasks={
        "LOOK_AT_NEEDS": _("Look at the special needs of somebody before a return"),
        "LOOK_AT_DANGER": _("Look at the danger in a country of return"),
        "DECIDE_RETURN": _("Decide on a proposed return decision"),
        "TAKE_UP_AGAIN": _("See whether a return is taken up again"),
        "CALL_COUNSELLORS": _("Call the counsellors for voluntary return"),
    },
)
