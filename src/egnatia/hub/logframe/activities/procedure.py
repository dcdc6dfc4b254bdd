"""An activity: planned, on track, at risk, delayed, done or cancelled (reference 6.2)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.activities import gates, inputs, selectors
from egnatia.hub.logframe.gates import leads_the_plan, own_row, plan_is_open
from egnatia.hub.logframe.results.inputs import Drop
from egnatia.hub.logframe.results.selectors import of_plan
from egnatia.hub.logframe.rights import READERS, TEAM
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Procedure, steps

UNDER_WAY = ("on_track", "at_risk", "delayed")
OPEN = ("planned", *UNDER_WAY)
_step = steps(by=TEAM, purpose=Purpose.ADMINISTRATION, src=OPEN)
OWN = (own_row, plan_is_open)

ADD = _step(
    "add",
    _("Add an activity"),
    inputs.AddActivity,
    src=(None,),
    dst="planned",
    by=TEAM | {Role.SYSTEM},
    gates=(leads_the_plan, plan_is_open),
    from_case=of_plan,
    picks=selectors.picks,
)
CHANGE = _step("change", _("Change"), inputs.ActivityFields, gates=OWN, known=selectors.known, picks=selectors.picks)
CAPACITY = _step("check_capacity", _("Check the capacity"), inputs.CheckCapacity, gates=OWN)
BEGIN = _step("begin", _("Begin"), inputs.Mark, src=("planned",), dst="on_track", gates=(own_row, plan_is_open, gates.can_be_done))
ON_TRACK = _step("on_track", _("On track again"), inputs.Mark, src=("at_risk", "delayed"), dst="on_track", gates=OWN)
AT_RISK = _step("at_risk", _("At risk"), inputs.Mark, src=("planned", "on_track", "delayed"), dst="at_risk", gates=OWN)
DELAYED = _step("delayed", _("Delayed"), inputs.Mark, src=("planned", "on_track", "at_risk"), dst="delayed", gates=OWN)
SPEND = _step("note_spending", _("Note what was spent"), inputs.Spend, src=(*OPEN, "done"), gates=OWN, known=selectors.known_spending)
FINISH = _step("finish", _("Done"), inputs.Finish, src=UNDER_WAY, dst="done", gates=OWN)
CANCEL = _step("cancel", _("Cancel"), Drop, dst="cancelled", gates=OWN)
ACTIVITY = Procedure(
    "activity",
    _("Activity"),
    states={
        "planned": _("Planned"),
        "on_track": _("On track"),
        "at_risk": _("At risk"),
        "delayed": _("Delayed"),
        "done": _("Done"),
        "cancelled": _("Cancelled"),
    },
    actions=(ADD, CHANGE, CAPACITY, BEGIN, ON_TRACK, AT_RISK, DELAYED, SPEND, FINISH, CANCEL),
    final=frozenset({"cancelled"}),
    readers=READERS,
    series="T",
)
