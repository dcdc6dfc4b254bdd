"""Releasing a month: one person counts, another approves, and approving is sending."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.node.release import gates, inputs

STATISTICIANS = frozenset({Role.STATISTICIAN})
P = Purpose.STATISTICS
PREPARE = Action("prepare", _("Count a month"), src=(None,), dst="prepared", by=STATISTICIANS, purpose=P, input=inputs.Prepare)
APPROVE = Action(
    "approve",
    _("Approve and send"),
    src=("prepared",),
    dst="approved",
    by=frozenset({Role.RELEASE_APPROVER}),
    purpose=P,
    input=NoInput,
    gates=(gates.approved_by_second_person, gates.only_synthetic_leaves),
    does_task=("APPROVE_RELEASE",),
    step_up=True,
    hint=_("Look at the preview first: this is all that leaves."),
)
DISCARD = Action(
    "discard",
    _("Discard"),
    src=("prepared",),
    dst="discarded",
    by=STATISTICIANS | {Role.RELEASE_APPROVER},
    purpose=P,
    input=NoInput,
    does_task=("APPROVE_RELEASE",),
)
RELEASE = Procedure(
    "release",
    _("Release of a month"),
    states={"prepared": _("Counted, waits for approval"), "approved": _("Approved and sent"), "discarded": _("Discarded")},
    actions=(PREPARE, APPROVE, DISCARD),
    final=frozenset({"approved", "discarded"}),
    readers=STATISTICIANS | {Role.RELEASE_APPROVER},
    tasks={"APPROVE_RELEASE": _("Approve the month")},
)
