"""A line of the results chain, and a risk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import gates
from egnatia.hub.logframe.results import inputs, selectors
from egnatia.hub.logframe.rights import READERS, TEAM
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Procedure, steps

_step = steps(by=TEAM | {Role.SYSTEM}, purpose=Purpose.ADMINISTRATION, src=("stands",))
PLAN = (gates.leads_the_plan, gates.plan_is_open)

ADD = _step("add", _("Add a result"), inputs.AddResult, src=(None,), dst="stands", gates=PLAN, from_case=selectors.of_plan, picks=selectors.picks)
CHANGE = _step("change", _("Change"), inputs.ResultFields, gates=PLAN, known=selectors.known, picks=selectors.picks)
DROP = _step("drop", _("Drop"), inputs.Drop, dst="dropped", gates=PLAN, hint=_("Only where nothing hangs on it."))
RESULT = Procedure(
    "result",
    _("Result"),
    states={"stands": _("In the plan"), "dropped": _("Dropped")},
    actions=(ADD, CHANGE, DROP),
    final=frozenset({"dropped"}),
    readers=READERS,
    series="R",
)

_risk = steps(by=TEAM, purpose=Purpose.ADMINISTRATION, src=("open",))
ADD_RISK = _risk("add", _("Add a risk"), inputs.AddRisk, src=(None,), dst="open", gates=PLAN, from_case=selectors.of_plan)
CHANGE_RISK = _risk("change", _("Change"), inputs.RiskFields, gates=(gates.own_row, gates.plan_is_open), known=selectors.known_risk)
OCCUR = _risk("occur", _("It has happened"), inputs.Note, dst="occurred", gates=(gates.own_row,))
CLOSE = _risk("close", _("It is over"), inputs.Note, src=("open", "occurred"), dst="closed", gates=(gates.own_row,))
RISK = Procedure(
    "risk",
    _("Risk"),
    states={"open": _("May happen"), "occurred": _("Has happened"), "closed": _("Over")},
    actions=(ADD_RISK, CHANGE_RISK, OCCUR, CLOSE),
    final=frozenset({"closed"}),
    readers=READERS,
    series="Q",
)
