"""Adopting the harmonised procedure, and telling the region how much of the share is used: each by two persons."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.node.avrr.mechanism import gates, inputs, selectors

P = Purpose.ADMINISTRATION
LEGAL = frozenset({Role.LEGAL_OFFICER})
STATISTICIANS = frozenset({Role.STATISTICIAN})
APPROVERS = frozenset({Role.RELEASE_APPROVER})

ARRIVE = Action("arrive", _("An edition came"), src=(None,), dst="arrived", by=frozenset({Role.SYSTEM}), purpose=P, input=inputs.Arrived)
BEGIN = Action(
    "begin",
    _("Look at an edition again"),
    src=(None,),
    dst="arrived",
    by=LEGAL,
    purpose=P,
    input=inputs.Begin,
    hint=_("When something changed here: the differences as they stand are in it."),
)
DIFFER = Action(
    "note_difference",
    _("Note what differs here"),
    src=("arrived",),
    dst=None,
    by=LEGAL,
    purpose=P,
    input=inputs.Differ,
    parallel=True,
    picks=selectors.step_choices,
)
AGREE = Action(
    "drop_difference",
    _("It does not differ any more"),
    src=("arrived",),
    dst=None,
    by=LEGAL,
    purpose=P,
    input=inputs.Agree,
    parallel=True,
    picks=selectors.noted_choices,
)
PREPARE = Action(
    "prepare",
    _("Propose to adopt it"),
    src=("arrived",),
    dst="proposed",
    by=LEGAL,
    purpose=P,
    input=inputs.Prepare,
    gates=(gates.core_is_kept,),
    does_task=("ADOPT_EDITION",),
)
ADOPT = Action(
    "adopt",
    _("Adopt it and tell the region"),
    src=("proposed",),
    dst="adopted",
    by=LEGAL,
    purpose=P,
    input=NoInput,
    gates=(gates.adopted_by_another, gates.core_is_kept),
    does_task=("CONFIRM_EDITION",),
    step_up=True,
)
BACK = Action("send_back", _("Send it back"), src=("proposed",), dst="arrived", by=LEGAL, purpose=P, input=NoInput, does_task=("CONFIRM_EDITION",))
SOP_ADOPTION = Procedure(
    "sop_adoption",
    _("Adoption of the harmonised procedure"),
    states={
        "arrived": _("Came from the region, not yet adopted"),
        "proposed": _("Waits for a second legal officer"),
        "adopted": _("Adopted"),
    },
    actions=(ARRIVE, BEGIN, DIFFER, AGREE, PREPARE, ADOPT, BACK),
    final=frozenset({"adopted"}),
    readers=LEGAL,
    series="H",
    tasks={
        "ADOPT_EDITION": _("Compare a new edition of the harmonised procedure with ours"),
        "CONFIRM_EDITION": _("Adopt the harmonised procedure, or send it back"),
    },
)
COUNT = Action(
    "count_use",
    _("Count the use of the assistance budget"),
    src=(None,),
    dst="counted",
    by=STATISTICIANS,
    purpose=Purpose.STATISTICS,
    input=inputs.CountUse,
)
TELL = Action(
    "tell_region",
    _("Approve and tell the region"),
    src=("counted",),
    dst="told",
    by=APPROVERS,
    purpose=Purpose.STATISTICS,
    input=NoInput,
    gates=(gates.use_approved_by_another, gates.only_synthetic_amounts, gates.enough_changed),
    does_task=("APPROVE_USE",),
    step_up=True,
)
DISCARD = Action(
    "discard",
    _("Discard"),
    src=("counted",),
    dst="discarded",
    by=STATISTICIANS | APPROVERS,
    purpose=Purpose.STATISTICS,
    input=NoInput,
    does_task=("APPROVE_USE",),
)
BUDGET_USE = Procedure(
    "budget_use",
    _("Use of the assistance budget"),
    states={"counted": _("Counted, waits for approval"), "told": _("Approved and told"), "discarded": _("Discarded")},
    actions=(COUNT, TELL, DISCARD),
    final=frozenset({"told", "discarded"}),
    readers=STATISTICIANS | APPROVERS,
    series="U",
    tasks={"APPROVE_USE": _("Approve the use of the assistance budget")},
)
