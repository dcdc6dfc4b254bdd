"""Reception of one person, and the centres."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import FIELD_STAFF, WITH_GUARDIANS, Role
from egnatia.kernel.engine.spec import Action, Clock, NoInput, Procedure
from egnatia.node.protection import selectors as protection
from egnatia.node.reception import gates, inputs, selectors

P = Purpose.RECEPTION
RECEPTION = frozenset({Role.RECEPTION_OFFICER})
PLACE_BY = Clock("RECEPTION_PLACE", _("Give a bed"), tells_opener=True)

ASK = Action(
    "ask",
    _("Ask for reception"),
    src=(None,),
    dst="asked",
    by=WITH_GUARDIANS,
    purpose=P,
    input=inputs.AskForReception,
    starts=(PLACE_BY,),
    from_case=selectors.wish_of,
    exempt=True,
)
ALLOCATE = Action(
    "allocate",
    _("Give a bed"),
    src=("asked", "housed"),
    dst="housed",
    by=RECEPTION,
    purpose=P,
    input=inputs.Allocate,
    stops=("RECEPTION_PLACE",),
    does_task=("GIVE_BED", "RECEPTION_PLACE"),
    gates=(gates.room_fits, gates.family_together),
    picks=selectors.choices,
)
PRESENCE = Action(
    "note_presence",
    _("Note that the person is here"),
    src=("housed",),
    dst=None,
    by=RECEPTION,
    purpose=P,
    input=inputs.NotePresence,
    does_task=("NOT_SEEN",),
    parallel=True,
    exempt=True,
)
LIMIT = Action(
    "propose_limit",
    _("Propose a limit"),
    src=("housed",),
    dst=None,
    by=RECEPTION,
    purpose=P,
    input=inputs.ProposeLimit,
    gates=(gates.limits_have_national_law, gates.minimum_is_untouched),
    hint=_("Health care, food, a bed, clothes, hygiene, school and legal help are never limited."),
)
DECIDE_LIMIT = Action(
    "decide_limit",
    _("Decide on a limit"),
    src=("housed",),
    dst=None,
    by=RECEPTION,
    purpose=P,
    input=inputs.DecideLimit,
    does_task=("DECIDE_LIMIT",),
    gates=(gates.limits_have_national_law, gates.minimum_is_untouched, gates.decided_by_another),
    offered=selectors.limit_waits,
)
END_LIMIT = Action(
    "end_limit",
    _("End all limits"),
    src=("asked", "housed"),
    dst=None,
    by=WITH_GUARDIANS,
    purpose=P,
    input=NoInput,
    parallel=True,
    exempt=True,
    offered=selectors.limit_holds,
)
LEAVE = Action(
    "leave",
    _("Note that the person has left"),
    src=("asked", "housed"),
    dst="left",
    by=RECEPTION,
    purpose=P,
    input=inputs.Leave,
    does_task=("GIVE_BED", "RECEPTION_PLACE", "NOT_SEEN"),
    hint=_("Absence says nothing about the application: it goes on. Whoever comes back asks for a bed again."),
)
RECEPTION_OF = Procedure(
    "reception",
    _("Reception"),
    states={"asked": _("Waits for a bed"), "housed": _("Has a bed"), "left": _("Has left")},
    actions=(ASK, ALLOCATE, PRESENCE, LIMIT, DECIDE_LIMIT, END_LIMIT, LEAVE),
    final=frozenset({"left"}),
    readers=(FIELD_STAFF - {Role.BORDER_OFFICER, Role.SCREENING_OFFICER, Role.RETURN_OFFICER}) | {Role.GUARDIAN},
    training=protection.trained_for,
    tasks={"GIVE_BED": _("Give a bed"), "DECIDE_LIMIT": _("Decide on a limit"), "NOT_SEEN": _("Not seen for days: look for the person")},
)

ADD = Action("add", _("Add a reception centre"), src=(None,), dst="open", by=RECEPTION, purpose=P, input=inputs.AddCentre)
CHANGE = Action("change", _("Change what the self-audit says"), src=("open",), dst=None, by=RECEPTION, purpose=P, input=inputs.AddCentre)
ADD_ROOM = Action("add_room", _("Add a room"), src=("open",), dst=None, by=RECEPTION, purpose=P, input=inputs.AddRoom, parallel=True)
CLOSE_ROOM = Action("close_room", _("Close a room"), src=("open",), dst=None, by=RECEPTION, purpose=P, input=inputs.CloseRoom, picks=selectors.own_rooms)
INCIDENT = Action(
    "note_incident",
    _("Note an incident"),
    src=("open",),
    dst=None,
    by=RECEPTION,
    purpose=P,
    input=inputs.NoteIncident,
    parallel=True,
    hint=_("Kind and number, no names. Danger to somebody: record the need on their own case, at once."),
)
CLOSE = Action("close", _("Close the centre"), src=("open",), dst="closed", by=RECEPTION, purpose=P, input=NoInput)
CENTRE = Procedure(
    "centre",
    _("Reception centre"),
    states={"open": _("In use"), "closed": _("Closed")},
    actions=(ADD, CHANGE, ADD_ROOM, CLOSE_ROOM, INCIDENT, CLOSE),
    final=frozenset({"open", "closed"}),
    readers=RECEPTION,
    series="R",
)
