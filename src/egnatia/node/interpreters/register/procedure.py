"""An interpreter's profile from enrolment to the end of the contract, and the premises where interpreting takes place."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import NoInput, Procedure, steps
from egnatia.node.interpreters.register import inputs, selectors

COORDINATORS = frozenset({Role.INTERPRETING_COORDINATOR})
THEMSELVES = COORDINATORS | {Role.INTERPRETER}
HERE = ("candidate", "active", "paused")
_step = steps(by=COORDINATORS, purpose=Purpose.INTERPRETING, src=HERE)

ENROL = _step("enrol", _("Enrol an interpreter"), inputs.Enrol, src=(None,), dst="candidate")
CHANGE = _step("change", _("Change the profile"), inputs.Change, known=selectors.known)
SKILL = _step("add_skill", _("Note a tested language"), inputs.AddSkill)
DROP = _step("drop_skill", _("Take a language out"), inputs.DropSkill, picks=selectors.picks)
VET = _step(
    "vet",
    _("Note the vetting"),
    inputs.Vet,
    dst=("active", "paused"),
    does_task=("VETTING",),
    known=selectors.known_vetting,
    hint=_("Nobody is offered to the pool before vetting, oath, code of conduct and training are there."),
)
HOURS = _step("offer_hours", _("Offer hours"), inputs.OfferHours, by=THEMSELVES, parallel=True)
TAKE_BACK = _step(
    "take_back", _("Take hours back"), inputs.TakeBack, by=THEMSELVES, parallel=True, hint=_("What is booked in them stands until you say no to it.")
)
DECLARE = _step("declare", _("Declare a conflict of interests"), inputs.Declare, by=THEMSELVES, parallel=True)
REMARK = _step(
    "note_remark",
    _("Note a complaint or a spot check"),
    inputs.NoteRemark,
    dst=HERE,
    does_task=("COMPLAINT",),
    hint=_("Heard from both sides first. Who is not asked until it is cleared is paused at once, and the pool is told."),
)
HEAR = _step("hear_complaint", _("An office complains"), inputs.HearComplaint, src=(*HERE, "ended"), by=frozenset({Role.SYSTEM}), parallel=True)
QUEUE = _step("give_queue", _("Give the interpreter an own queue"), inputs.GiveQueue)
CALENDAR = _step("new_calendar", _("New address for the calendar"), NoInput, by=THEMSELVES, parallel=True, hint=_("The old address ends at once."))
PAUSE = _step("pause", _("Pause"), NoInput, src=("active",), dst="paused")
RESUME = _step("resume", _("Take up again"), NoInput, src=("paused",), dst="active")
END = _step("end", _("End the contract"), NoInput, dst="ended", does_task=("VETTING", "COMPLAINT"))
PROFILE = Procedure(
    "interpreter",
    _("Interpreter of the register"),
    states={"candidate": _("Not vetted yet"), "active": _("Active"), "paused": _("Paused"), "ended": _("Ended")},
    actions=(ENROL, VET, SKILL, HOURS, TAKE_BACK, DECLARE, CHANGE, DROP, REMARK, HEAR, QUEUE, CALENDAR, PAUSE, RESUME, END),
    final=frozenset({"ended"}),
    readers=THEMSELVES,
    series="I",
    tasks={
        "VETTING": _("Vetting of an interpreter ends: renew it in time"),
        "COMPLAINT": _("An office complains of an interpreter: hear both sides, and note what comes of it"),
    },
)

ADD = _step("add", _("Add premises"), inputs.AddPremises, src=(None,), dst="open")
PREMISES = Procedure(
    "premises",
    _("Premises for interpreting"),
    states={"open": _("Open"), "closed": _("Closed")},
    actions=(
        ADD,
        _step("change", _("Change"), inputs.ChangePremises, src=("open",), known=selectors.known_premises),
        _step("close", _("Close"), NoInput, src=("open",), dst="closed", hint=_("What is booked there stands; nothing new is.")),
    ),
    final=frozenset({"closed"}),
    readers=COORDINATORS,
    series="R",
)
