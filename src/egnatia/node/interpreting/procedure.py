"""A request for an interpreter: booked, moved, held or not found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.node.interpreting import gates, inputs

BOOKS = frozenset({Role.ASYLUM_CASEWORKER, Role.REGISTRATION_OFFICER})
P = Purpose.ASYLUM

REQUEST = Action(
    "request", _("Ask for an interpreter"), src=(None,), dst="asked", by=BOOKS, purpose=P, input=inputs.RequestInterpreter, internal=True, exempt=True
)
BOOK = Action(
    "book",
    _("Book an interpreter"),
    src=("asked", "not_found", "booked"),
    dst="booked",
    by=BOOKS,
    purpose=P,
    input=inputs.Book,
    does_task=("BOOK_INTERPRETER",),
    gates=(gates.wish_is_met, gates.interpreter_is_free),
    hint=_("The interpreter is told language, variety, time and place: never name, address, nationality or what the case is about."),
)
NOT_FOUND = Action("nobody_found", _("Nobody was found"), src=("asked", "booked"), dst="not_found", by=BOOKS, purpose=P, input=inputs.NobodyFound, exempt=True)
MOVE = Action("move", _("Move to another time"), src=("asked", "booked", "not_found"), dst="asked", by=BOOKS, purpose=P, input=inputs.Move, internal=True)
CANCEL = Action(
    "cancel",
    _("Call off"),
    src=("asked", "booked", "not_found"),
    dst="cancelled",
    by=BOOKS,
    purpose=P,
    input=NoInput,
    does_task=("BOOK_INTERPRETER",),
    exempt=True,
)
OUTCOME = Action(
    "note_outcome", _("Note how it went"), src=("booked",), dst="held", by=BOOKS, purpose=P, input=inputs.NoteOutcome, does_task=("BOOK_INTERPRETER",)
)
INTERPRETING = Procedure(
    "interpreting",
    _("Interpreter"),
    states={
        "asked": _("Asked for"),
        "booked": _("Booked"),
        "not_found": _("Nobody found yet"),
        "held": _("Interpreted"),
        "cancelled": _("Called off"),
    },
    actions=(REQUEST, BOOK, NOT_FOUND, MOVE, CANCEL, OUTCOME),
    final=frozenset({"held", "cancelled"}),
    readers=BOOKS,
    tasks={"BOOK_INTERPRETER": _("Book an interpreter")},
)
