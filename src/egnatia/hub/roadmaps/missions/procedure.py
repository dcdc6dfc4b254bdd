"""A mission: planned by the lead of an activity, approved by another person, done and reported."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.gates import own_row, plan_is_open
from egnatia.hub.logframe.rights import READERS, TEAM
from egnatia.hub.roadmaps.missions import gates, inputs, selectors
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

_step = steps(by=TEAM, purpose=Purpose.ADMINISTRATION)
OWN = (own_row,)

PLAN = _step(
    "plan",
    _("Plan a mission of experts"),
    inputs.Plan,
    src=(None,),
    dst="planned",
    gates=(gates.own_activity, plan_is_open),
    from_case=selectors.of_activity,
)
APPROVE = _step("approve", _("Approve"), NoInput, src=("planned",), dst="approved", gates=(gates.another_approves,), does_task=("APPROVE",))
REPORT = _step("report", _("Report what came of it"), inputs.Report, src=("approved",), dst="reported", gates=(own_row, gates.has_begun))
CANCEL = _step("cancel", _("Cancel"), NoInput, src=("planned", "approved"), dst="cancelled", gates=OWN, does_task=("APPROVE",))
MISSION = Procedure(
    "mission",
    _("Mission of experts"),
    states={"planned": _("Planned, waits for another officer"), "approved": _("Approved"), "reported": _("Held and reported"), "cancelled": _("Cancelled")},
    actions=(PLAN, APPROVE, REPORT, CANCEL),
    final=frozenset({"reported", "cancelled"}),
    readers=READERS,
    series="X",
    tasks={"APPROVE": _("Look at a planned mission")},
)
