"""Sources are registered and assessed; documents are taken, confirmed by a person, cited, and withdrawn when they do not hold."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import NoInput, Procedure, steps
from egnatia.node.coi import gates, inputs, selectors

READERS = frozenset({Role.ASYLUM_CASEWORKER, Role.LEGAL_OFFICER})
KEEPERS = frozenset({Role.ASYLUM_CASEWORKER})
_step = steps(by=KEEPERS, purpose=Purpose.ASYLUM)


REGISTER = _step("register", _("Register a source"), inputs.RegisterSource, src=(None,), dst="known")
ASSESS = _step("assess", _("Assess it again"), inputs.AssessSource, src=("known",), known=selectors.answers)
SOURCE = Procedure(
    "coi_source",
    _("Source of country information"),
    states={"known": _("Known and assessed")},
    actions=(REGISTER, ASSESS),
    final=frozenset({"known"}),
    readers=KEEPERS,
    series="CS",
)

TAKE = _step("take", _("Add a document of country information"), inputs.TakeDocument, src=(None,), dst="taken")
TAKE_SHARED = _step("take_shared", _("Take an edition of another country into the library"), inputs.TakeShared, src=(None,), dst="taken", addressed=True)
CONFIRM = _step("confirm", _("Confirm what it is"), inputs.ConfirmDocument, src=("taken",), dst="current", known=selectors.proposals, picks=selectors.picks)
DISCARD = _step("discard", _("Discard: not needed"), NoInput, src=("taken",), dst="discarded")
WITHDRAW = _step(
    "withdraw",
    _("Withdraw: it does not hold"),
    inputs.WithdrawDocument,
    src=("current",),
    dst="withdrawn",
    hint=_("It is not cited any more from now on. Every case that cites it gets a task; quotations and the file stay."),
)
CLOSE = _step(
    "close",
    _("Close the file to applicants: the law allows it"),
    inputs.CloseDocument,
    src=("current",),
    gates=(gates.closed_by_another,),
    offered=selectors.is_open,
    hint=_(
        "They are given its title, who published it, the summary and every quotation: see that none of these says who spoke. "
        "Nothing is decided against anybody on closed information alone. Courts see all of it."
    ),
)
REOPEN = _step(
    "reopen",
    _("Open the file to applicants again"),
    NoInput,
    src=("current", "withdrawn"),
    gates=(gates.opened_by_another,),
    offered=selectors.is_closed,
    hint=_("Whoever is given it keeps it: be sure that nobody is in danger by it any more."),
)
NOTE_HELD = _step(
    "note_held",
    _("Note what a court or guidance held of a passage"),
    inputs.NoteHeld,
    src=("current", "withdrawn"),
    parallel=True,
    hint=_("Whoever weighs a quotation from that passage reads it. No person, and no case of this authority."),
)
DOCUMENT = Procedure(
    "coi_document",
    _("Country information"),
    states={"taken": _("To be confirmed"), "current": _("May be cited"), "withdrawn": _("Withdrawn"), "discarded": _("Discarded")},
    actions=(TAKE, TAKE_SHARED, CONFIRM, DISCARD, WITHDRAW, CLOSE, REOPEN, NOTE_HELD),
    final=frozenset({"current", "withdrawn", "discarded"}),
    readers=KEEPERS,
    series="C",
)

NOTE_EVENT = _step("note", _("Note an event in a country"), inputs.NoteEvent, src=(None,), dst="noted")
WITHDRAW_EVENT = _step("withdraw", _("Withdraw: it did not happen so"), NoInput, src=("noted",), dst="withdrawn")
EVENT = Procedure(
    "coi_event",
    _("Event in a country"),
    states={"noted": _("Older information needs a reason"), "withdrawn": _("Withdrawn")},
    actions=(NOTE_EVENT, WITHDRAW_EVENT),
    final=frozenset({"noted", "withdrawn"}),
    readers=KEEPERS,
    series="CE",
)
