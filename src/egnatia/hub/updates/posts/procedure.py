"""A piece of news or the cooperation update: draft, in review, published, withdrawn."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.gates import own_row, speaks_for_itself
from egnatia.hub.logframe.rights import READERS, TEAM
from egnatia.hub.updates.posts import gates, inputs, selectors
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

_step = steps(by=TEAM, purpose=Purpose.ADMINISTRATION)
OWN = (own_row,)

WRITE = _step("write", _("Write news"), inputs.Write, src=(None,), dst="draft", gates=(speaks_for_itself,))
ASSEMBLE = _step(
    "assemble",
    _("Assemble a cooperation update"),
    inputs.Assemble,
    src=(None,),
    dst="draft",
    gates=(speaks_for_itself,),
    hint=_("From the system's own data: an editor finishes it."),
)
EDIT = _step("edit", _("Edit the words"), inputs.Words, src=("draft",), gates=OWN, known=selectors.known)
RECOUNT = _step(
    "recount",
    _("Count the figures anew"),
    NoInput,
    src=("draft",),
    gates=OWN,
    offered=selectors.is_update,
    hint=_("Read the words again then: they stay as they are."),
)
TRANSLATE = _step("translate", _("Translate"), inputs.Translate, src=("draft", "review"), gates=OWN)
SUBMIT = _step("submit", _("Hand in for review"), NoInput, src=("draft",), dst="review", gates=(own_row, gates.read_again), does_task=("RETURNED",))
RETURN = _step("return", _("Return it with remarks"), inputs.Remarks, src=("review",), dst="draft", gates=(gates.of_the_office,), does_task=("REVIEW",))
PUBLISH = _step(
    "publish",
    _("Publish"),
    NoInput,
    src=("review",),
    dst="published",
    gates=(gates.of_the_office, gates.another_publishes, gates.figures_hold),
    does_task=("REVIEW",),
    step_up=True,
    hint=_("A public one is read by everybody from then on."),
)
DISCARD = _step("discard", _("Discard"), NoInput, src=("draft",), dst="discarded", gates=OWN, does_task=("RETURNED",))
TAKE_BACK = _step(
    "take_back",
    _("Take back to correct"),
    inputs.Remarks,
    src=("published",),
    dst="draft",
    gates=(gates.of_the_office,),
    hint=_("Nobody reads it until it is published again, under the same address."),
)
WITHDRAW = _step("withdraw", _("Withdraw"), inputs.Remarks, src=("published",), dst="withdrawn", gates=(gates.of_the_office,))
POST = Procedure(
    "post",
    _("News and updates"),
    states={
        "draft": _("Draft"),
        "review": _("In review"),
        "published": _("Published"),
        "withdrawn": _("Withdrawn"),
        "discarded": _("Discarded"),
    },
    actions=(WRITE, ASSEMBLE, EDIT, RECOUNT, TRANSLATE, SUBMIT, RETURN, PUBLISH, DISCARD, TAKE_BACK, WITHDRAW),
    final=frozenset({"withdrawn", "discarded"}),
    readers=READERS,
    series="NW",
    tasks={"REVIEW": _("Look at news before it is published"), "RETURNED": _("News was returned: edit or discard it")},
)
