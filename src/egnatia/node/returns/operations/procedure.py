"""A return operation as one table. It never decides on anybody: it asks each person's own return, one by one, and stops where that says no."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import NoInput, Procedure, steps
from egnatia.node.returns import gates as returns
from egnatia.node.returns.operations import gates, inputs, selectors
from egnatia.node.returns.procedure import OFFICER

P = Purpose.RETURN
READY = (gates.list_is_right, gates.each_is_assessed, gates.escorts_are_right, gates.monitor_told)
ON_BOARD = ("boarding", "under_way", "arrived")
_step = steps(by=OFFICER, purpose=P)

PLAN = _step("plan", _("Plan a return operation"), inputs.Plan, src=(None,), dst="planned", gates=(returns.mechanism_is_on,))
CALL = _step(
    "call_seats",
    _("Call for seats at the hub"),
    inputs.CallSeats,
    src=("planned", "called"),
    dst="called",
    gates=(returns.mechanism_is_on,),
    hint=_("The hub is told a part of the world, the quarter and a band of seats. Never a nationality, a country or a day."),
)
CONFIRM = _step("confirm", _("Confirm"), inputs.Confirm, src=("planned", "called"), dst="confirmed")
OPEN = _step("open_manifest", _("Open the list"), NoInput, src=("confirmed",), dst="manifest_open")
ADD = _step("add_returnee", _("Put one person on the list"), inputs.AddReturnee, src=selectors.OPEN_LIST, picks=selectors.picks, parallel=True)
RISK = _step("assess_risk", _("Assess the risk for one person"), inputs.AssessRisk, src=selectors.OPEN_LIST, picks=selectors.picks, parallel=True)
ESCORT = _step("add_escort", _("Name who comes along"), inputs.AddEscort, src=("confirmed", "manifest_open"), parallel=True)
TELL = _step(
    "tell_monitor",
    _("Tell the independent monitor"),
    NoInput,
    src=("confirmed", "manifest_open", "manifest_locked"),
    parallel=True,
    exempt=True,
    hint=_("With day, place and number of persons, in time. Without it nobody departs."),
)
GUIDELINE = _step("answer_guideline", _("Answer one of the Twenty Guidelines"), inputs.AnswerGuideline, src=("manifest_open", "manifest_locked"), parallel=True)
ALL = _step("answer_rest", _("Answer the rest of the Twenty Guidelines"), inputs.AnswerAll, src=("manifest_open", "manifest_locked"), parallel=True)
LOCK = _step(
    "lock_manifest",
    _("Lock the list"),
    NoInput,
    src=("manifest_open",),
    dst="manifest_locked",
    gates=READY,
    step_up=True,
    hint=_("Every safeguard is asked anew, person by person. If one says no, the list stays open: take that person off."),
)
UNLOCK = _step("unlock_manifest", _("Open the list again"), NoInput, src=("manifest_locked",), dst="manifest_open", exempt=True)
BOARDING = _step(
    "begin_boarding", _("Begin boarding"), NoInput, src=("manifest_locked",), dst="boarding", gates=(gates.monitor_told, gates.guidelines_met, gates.on_its_day)
)
BOARD = _step(
    "board",
    _("One person boards"),
    inputs.OneRow,
    src=("boarding",),
    picks=selectors.picks,
    parallel=True,
    gates=(gates.monitor_told,),
    hint=_("Everything is asked again, for this person, on this day."),
)
WISH = _step(
    "hear_wish",
    _("Somebody wants asylum"),
    inputs.WishOnTheWay,
    src=("manifest_open", "manifest_locked", *ON_BOARD),
    by=OFFICER | {Role.RETURN_MONITOR, Role.MEDICAL_STAFF},
    picks=selectors.picks,
    parallel=True,
    exempt=True,
    hint=_("At the steps of the aircraft too: the person is taken off at once, and the monitor learns that somebody was."),
)
OFF = _step(
    "take_off",
    _("Take one person off the list"),
    inputs.TakeOff,
    src=("manifest_open", "manifest_locked", "boarding"),
    picks=selectors.picks,
    parallel=True,
    exempt=True,
)
START = _step(
    "depart", _("Departed"), NoInput, src=("boarding",), dst="under_way", gates=(gates.monitor_told, gates.nobody_waits, gates.guidelines_met, gates.on_its_day)
)
FORCE = _step(
    "note_force",
    _("Note a use of force"),
    inputs.NoteForce,
    src=("manifest_locked", *ON_BOARD),
    picks=selectors.picks,
    parallel=True,
    hint=_("Each use, at once. What is not in the list is not permitted."),
)
ARRIVE = _step("arrive", _("Arrived"), NoInput, src=("under_way",), dst="arrived")
HAND_OVER = _step("hand_over", _("Hand one person over"), inputs.HandOverOne, src=("arrived",), picks=selectors.picks, parallel=True)
BACK = _step("bring_back", _("One person comes back"), inputs.TakeOff, src=("under_way", "arrived"), picks=selectors.picks, parallel=True, exempt=True)
DONE = _step("finish", _("Everybody was handed over or came back"), NoInput, src=("arrived",), dst="handed_over", gates=(gates.all_handed_over,))
DEBRIEF = _step("debrief", _("Record the debriefing"), inputs.Debrief, src=("handed_over",), dst="debriefed")
CLOSE = _step("close", _("Close"), NoInput, src=("debriefed",), dst="closed")
CANCEL = _step("cancel", _("Cancel the operation"), inputs.Because, src=selectors.BEFORE, dst="cancelled", exempt=True)
OPERATION = Procedure(
    "return_operation",
    _("Return operation"),
    states={
        "planned": _("Planned"),
        "called": _("Called at the hub"),
        "confirmed": _("Confirmed"),
        "manifest_open": _("List open"),
        "manifest_locked": _("List locked"),
        "boarding": _("Boarding"),
        "under_way": _("Under way"),
        "arrived": _("Arrived"),
        "handed_over": _("Handed over"),
        "debriefed": _("Debriefed"),
        "closed": _("Closed"),
        "cancelled": _("Cancelled"),
    },
    actions=(
        *(PLAN, WISH, CALL, CONFIRM, OPEN, ADD, RISK, ESCORT, TELL, GUIDELINE, ALL, LOCK, UNLOCK, BOARDING, BOARD, OFF, START, FORCE),
        *(ARRIVE, HAND_OVER, BACK, DONE, DEBRIEF, CLOSE, CANCEL),
    ),
    final=frozenset({"closed", "cancelled"}),
    readers=OFFICER | {Role.MEDICAL_STAFF},
    series="F",
)
OFFER = Procedure(
    "seats_offer",
    _("Seats offered to another node"),
    states={"offered": _("Offered")},
    actions=(_step("offer", _("Offer seats"), inputs.OfferSeats, src=(None,), dst="offered", gates=(returns.mechanism_is_on,)),),
    final=frozenset({"offered"}),
    readers=OFFICER,
    series="F",
)
