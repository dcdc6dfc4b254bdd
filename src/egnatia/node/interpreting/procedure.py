"""A request for an interpreter: booked, moved, held or not found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import FIELD_STAFF, Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure, steps
from egnatia.node.interpreting import gates, inputs, selectors
from egnatia.node.interpreting.pool import gates as pool_gates
from egnatia.node.interpreting.pool import inputs as pool_inputs
from egnatia.node.interpreting.pool import selectors as pool

# Whoever works with people may need to be understood.
BOOKS = FIELD_STAFF | {Role.TRAINING_COORDINATOR}
P = Purpose.INTERPRETING
BEFORE = ("asked", "not_found", "booked")
_step = steps(by=BOOKS, purpose=P, src=BEFORE)

REQUEST = Action(
    "request",
    _("Ask for an interpreter"),
    src=(None,),
    dst="asked",
    by=BOOKS,
    purpose=P,
    input=inputs.RequestInterpreter,
    exempt=True,
    from_case=selectors.needs_interpreter,
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
    gates=(gates.wish_is_met, gates.interpreter_is_free, pool_gates.not_excluded, pool_gates.booked_for_this_time),
    known=pool.known_booking,
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
    "note_outcome",
    _("Note how it went"),
    src=("booked",),
    dst=("held", "asked"),
    by=BOOKS,
    purpose=P,
    input=inputs.NoteOutcome,
    does_task=("BOOK_INTERPRETER",),
)
ASK_POOL = _step("ask_pool", _("Ask the regional pool"), pool_inputs.AskPool, src=("asked", "not_found"), known=pool.known_need, offered=pool.can_ask)
CHOOSE = _step(
    "choose",
    _("Choose an interpreter of the pool"),
    pool_inputs.Choose,
    src=("asked", "not_found"),
    gates=(pool_gates.variety_is_confirmed, pool_gates.not_excluded),
    does_task=("CHOOSE_INTERPRETER",),
    picks=pool.picks,
    offered=pool.offered,
    hint=_("Do nothing, and the pool plans it at night with all others, within your window."),
)
MOVE_HERE = _step(
    "move_session", _("Move the session"), inputs.Move, dst="asked", gates=(pool_gates.moves_by_itself,), known=pool.known_time, offered=pool.moves_here
)
LEAVE_POOL = _step("leave_pool", _("The pool is not needed any more"), NoInput, dst=BEFORE, does_task=("CHOOSE_INTERPRETER",), offered=pool.in_pool)
NOT_THIS = _step("not_this_one", _("Never this interpreter for this person"), pool_inputs.NotThisOne, dst=BEFORE, parallel=True)
POOL = frozenset({Role.SYSTEM})
POOL_SAYS = _step("pool_says", _("The pool answered"), pool_inputs.Told, dst=BEFORE, by=POOL)
POOL_REFUSES = _step("pool_refuses", _("The pool did not take it"), pool_inputs.Refused, by=POOL, does_task=("CHOOSE_INTERPRETER",))
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
    actions=(REQUEST, ASK_POOL, CHOOSE, BOOK, NOT_FOUND, MOVE, MOVE_HERE, CANCEL, LEAVE_POOL, NOT_THIS, OUTCOME, POOL_SAYS, POOL_REFUSES),
    final=frozenset({"held", "cancelled"}),
    readers=BOOKS,
    about_nobody=frozenset({Role.TRAINING_COORDINATOR}),
    tasks={"BOOK_INTERPRETER": _("Book an interpreter"), "CHOOSE_INTERPRETER": _("Choose an interpreter of the pool")},
)
