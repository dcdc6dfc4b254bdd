"""One session of an interpreter of this node: asked, answered, confirmed, held."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import NoInput, Procedure, steps
from egnatia.node.interpreters.register.procedure import COORDINATORS, THEMSELVES
from egnatia.node.interpreters.sessions import gates, inputs, selectors

POOL = frozenset({Role.SYSTEM})
_step = steps(by=THEMSELVES, purpose=Purpose.INTERPRETING)
BEFORE, UNSURE = ("asked", "answered", "confirmed"), ("asked", "answered")
BOTH = ("ANSWER", "ROOM")

ASK = _step("ask", _("Asked by the pool"), inputs.Told, src=(None,), dst="asked", by=POOL)
ACCEPT = _step(
    "accept",
    _("Yes, I come"),
    inputs.Accept,
    src=("asked",),
    dst="answered",
    gates=(gates.vetting_holds, gates.checks_are_made),
    does_task=("ANSWER",),
    parallel=True,
)
DECLINE = _step(
    "decline",
    _("No, I cannot"),
    inputs.No,
    src=BEFORE,
    dst="declined",
    does_task=BOTH,
    parallel=True,
    hint=_("The pool looks for somebody else."),
)
ROOM = _step(
    "give_room",
    _("Give the room"),
    NoInput,
    src=UNSURE,
    dst=None,
    by=COORDINATORS,
    does_task=("ROOM",),
    offered=selectors.room_waits,
    parallel=True,
)
NO_ROOM = _step(
    "no_room",
    _("No room then"),
    NoInput,
    src=UNSURE,
    dst="declined",
    by=COORDINATORS,
    does_task=BOTH,
    offered=selectors.room_waits,
)
CONFIRM = _step("confirm", _("Confirmed by the pool"), inputs.Told, src=UNSURE, dst="confirmed", by=POOL, does_task=BOTH)
OVER = _step("over", _("Called off by the pool"), inputs.Called, src=BEFORE, dst="called_off", by=POOL, does_task=BOTH)
TEST = _step("test_connection", _("Try out the connection"), inputs.Tested, src=("confirmed",), dst=None, offered=selectors.by_video, parallel=True)
BEGIN = _step("begin", _("Begin"), inputs.Begin, src=("confirmed",), dst="running")
FINISH = _step("finish", _("End"), inputs.End, src=("running",), dst="done")
SESSION = Procedure(
    "pool_session",
    _("Session of an interpreter"),
    states={
        "asked": _("Asked: answer needed"),
        "answered": _("Accepted, waits for the room or the other side"),
        "confirmed": _("Confirmed"),
        "running": _("Has begun"),
        "done": _("Interpreted"),
        "declined": _("Declined"),
        "called_off": _("Called off"),
    },
    actions=(ASK, ACCEPT, DECLINE, ROOM, NO_ROOM, CONFIRM, OVER, TEST, BEGIN, FINISH),
    final=frozenset({"done", "declined", "called_off"}),
    readers=THEMSELVES,
    series="S",
    tasks={"ANSWER": _("Say whether you can interpret"), "ROOM": _("Give a room for an interpreter by video")},
)
