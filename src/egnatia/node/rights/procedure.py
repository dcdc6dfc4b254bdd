"""What changes how long a person's data are kept: a mark, its withdrawal, a hold, citizenship."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.node.rights import gates, inputs, selectors

ASYLUM = frozenset({Role.REGISTRATION_OFFICER, Role.ASYLUM_CASEWORKER})
HOLDERS = ASYLUM | {Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER}
P = Purpose.DATA_PROTECTION

MARK = Action(
    "mark",
    _("Mark the data: protection was granted"),
    src=(None,),
    dst="marked",
    by=ASYLUM,
    purpose=P,
    input=inputs.Mark,
    from_case=selectors.person_registered,
    hint=_("Marked, not erased: it is seen that the person is protected here."),
)
UNMARK = Action(
    "unmark",
    _("Take the mark away: it was withdrawn"),
    src=("marked",),
    dst="ended",
    by=ASYLUM,
    purpose=P,
    input=inputs.Unmark,
    gates=(gates.confirmed_by_second_officer,),
)
NOTE_CITIZEN = Action(
    "note_citizenship",
    _("Note that the person became a citizen"),
    src=(None,),
    dst="noted",
    by=ASYLUM,
    purpose=P,
    input=inputs.Citizen,
    from_case=selectors.person_registered,
    hint=_("When a colleague confirms it, the records whose cases are closed are erased in the next night."),
)
CONFIRM = Action(
    "confirm",
    _("Confirm: records of closed cases are erased"),
    src=("noted",),
    dst="citizen",
    by=ASYLUM,
    purpose=P,
    input=NoInput,
    gates=(gates.confirmed_by_second_officer,),
    does_task=("CONFIRM_CITIZENSHIP",),
    step_up=True,
)
HOLD = Action(
    "hold",
    _("Keep the data longer"),
    src=(None,),
    dst="held",
    by=HOLDERS,
    purpose=P,
    input=inputs.Hold,
    from_case=selectors.person_of,
)
END = Action(
    "end",
    _("End this"),
    src=("noted", "citizen", "held"),
    dst="ended",
    by=HOLDERS,
    purpose=P,
    input=inputs.EndKeeping,
    gates=(gates.hold_ended_by_second_officer,),
    does_task=("CONFIRM_CITIZENSHIP",),
    hint=_("A hold ends, or citizenship was noted in error."),
)
KEEPING = Procedure(
    "keeping",
    _("Keeping of data"),
    states={
        "marked": _("Marked"),
        "noted": _("Citizenship noted, not confirmed"),
        "citizen": _("Citizen: erased in the next night"),
        "held": _("Kept longer"),
        "ended": _("Ended"),
    },
    actions=(MARK, UNMARK, NOTE_CITIZEN, CONFIRM, HOLD, END),
    final=frozenset({"marked", "held", "ended"}),
    readers=HOLDERS,
    tasks={"CONFIRM_CITIZENSHIP": _("Confirm the citizenship of a person")},
)
