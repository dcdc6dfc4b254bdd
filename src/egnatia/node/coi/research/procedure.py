"""A question is asked or a report planned, answered from the library claim by claim, read by a second person, published, and revised as a new edition."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import NoInput, Procedure, steps
from egnatia.node.coi.procedure import KEEPERS, READERS
from egnatia.node.coi.research import gates, inputs, selectors
from egnatia.node.coi.research.selectors import READ, REVIEW

_step = steps(by=KEEPERS, purpose=Purpose.ASYLUM)
_WHOLE = (gates.every_question_is_answered, gates.quotations_stand)

ASK = _step(
    "ask",
    _("Ask about a country"),
    inputs.AskQuestion,
    src=(None,),
    dst="asked",
    by=READERS,
    from_case=selectors.beside_case,
    hint=_("The question says nothing of the person: it is compared with the register before it is sent."),
)
PLAN = _step("plan", _("Plan a report"), inputs.PlanReport, src=(None,), dst="drafting")
TAKE_ON = _step("take_on", _("Take it on"), NoInput, src=("asked",), dst="drafting")
DECLINE = _step("decline", _("Decline it"), inputs.Decline, src=("asked", "drafting"), dst="declined", offered=selectors.never_published)
STATE = _step("state", _("State what is known"), inputs.StateClaim, src=("drafting",), picks=selectors.places, parallel=True)
ADD_PLACE = _step(
    "add_place",
    _("Add a place that says so, or otherwise"),
    inputs.AddPlace,
    src=("drafting",),
    picks=selectors.places,
    parallel=True,
    offered=selectors.has_claims,
)
STRIKE = _step("strike", _("Strike a claim"), inputs.StrikeClaim, src=("drafting",), picks=selectors.places, offered=selectors.has_claims)
NOTHING = _step(
    "note_nothing",
    _("Note that nothing was found"),
    inputs.NoteNothing,
    src=("drafting",),
    picks=selectors.places,
    parallel=True,
    hint=_("A result of its own: it never says that something did not happen."),
)
NAME_PUBLIC = _step("name_public", _("Say which person of public life it names"), inputs.NamePublic, src=("drafting",))
SUBMIT = _step("submit", _("Hand over to the second reader"), NoInput, src=("drafting",), dst="reading", gates=_WHOLE, does_task=(REVIEW,))
SEND_BACK = _step("send_back", _("Send back"), inputs.SendBack, src=("reading",), dst="drafting")
PUBLISH = _step(
    "publish",
    _("Read and publish"),
    inputs.Publish,
    src=("reading",),
    dst="published",
    gates=(*_WHOLE, gates.nothing_closed, gates.neutral, gates.second_reader),
    picks=selectors.publishers,
    hint=_("An edition never changes. It stands in the library from now on, and is cited like every other document."),
)
SHARE = _step(
    "share",
    _("Share with the region"),
    NoInput,
    src=("published",),
    gates=(gates.quotations_stand, gates.neutral, gates.second_reader, gates.nothing_closed, gates.sources_are_open),
    offered=selectors.to_share,
    hint=_("The newest edition goes to the hub and from there to every node, signed. It cannot be called back, only withdrawn."),
)
REVISE = _step("revise", _("Prepare a new edition"), NoInput, src=("published",), dst="drafting")
LOOK = _step(
    "look_again", _("Looked at again: it stands"), inputs.LookAgain, src=("published",), does_task=(REVIEW,), offered=selectors.to_look_at, parallel=True
)
READ_IT = _step("read", _("Answer read"), NoInput, src=("published", "declined"), by=READERS, does_task=(READ,), offered=selectors.to_read, parallel=True)
RESEARCH = Procedure(
    "coi_research",
    _("Question or report on a country"),
    states={
        "asked": _("Asked"),
        "drafting": _("Being answered"),
        "reading": _("With the second reader"),
        "published": _("Published"),
        "declined": _("Declined"),
    },
    actions=(ASK, PLAN, TAKE_ON, DECLINE, STATE, ADD_PLACE, STRIKE, NOTHING, NAME_PUBLIC, SUBMIT, SEND_BACK, PUBLISH, SHARE, REVISE, LOOK, READ_IT),
    final=frozenset({"published", "declined"}),
    readers=READERS,
    series="CQ",
    tasks={REVIEW: _("A document that this rests on was withdrawn or closed, or has a newer edition"), READ: _("Read the answer to your question")},
)
