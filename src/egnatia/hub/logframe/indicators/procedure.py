"""An indicator: used, or dropped. Its definition belongs to the lead of the plan, its periods are opened by the hub."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import gates
from egnatia.hub.logframe.indicators import inputs, selectors
from egnatia.hub.logframe.results.selectors import of_plan
from egnatia.hub.logframe.rights import OFFICERS, READERS, TEAM
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Procedure, steps

_step = steps(by=TEAM | {Role.SYSTEM}, purpose=Purpose.ADMINISTRATION, src=("used",))
PLAN = (gates.leads_the_plan, gates.plan_is_open)

ADD = _step("add", _("Add an indicator"), inputs.AddIndicator, src=(None,), dst="used", gates=PLAN, from_case=of_plan, picks=selectors.picks)
CHANGE = _step("change", _("Change the definition"), inputs.IndicatorFields, gates=PLAN, known=selectors.known, picks=selectors.picks)
ADD_PERIOD = _step("add_period", _("Add a period"), inputs.AddPeriod, gates=PLAN)
TARGET = _step("set_target", _("Set a milestone"), inputs.SetTarget, gates=PLAN, picks=selectors.periods)
COUNT_IN = _step(
    "count_in",
    _("Count another indicator in"),
    inputs.PickPart,
    gates=PLAN,
    picks=selectors.candidates,
    hint=_("Its approved values then count here too."),
)
COUNT_OUT = _step("count_out", _("Count an indicator out"), inputs.PickPart, gates=PLAN, picks=selectors.counted_in)
UNLOCK = _step("unlock", _("Open a period for reports"), inputs.PickPeriod, by=OFFICERS, parallel=True, gates=(gates.plan_is_open,), picks=selectors.locked)
LOCK = _step("lock", _("Close a period"), inputs.PickPeriod, by=OFFICERS, parallel=True, picks=selectors.unlocked)
DROP = _step("drop", _("Drop"), inputs.Drop, dst="dropped", gates=PLAN, hint=_("What was reported stays on record and counts no more."))
INDICATOR = Procedure(
    "indicator",
    _("Indicator"),
    states={"used": _("Used"), "dropped": _("Dropped")},
    actions=(ADD, CHANGE, ADD_PERIOD, TARGET, COUNT_IN, COUNT_OUT, UNLOCK, LOCK, DROP),
    final=frozenset({"dropped"}),
    readers=READERS,
    series="I",
)
