"""The planning of one week of the interpreter pool: a coordinator places, plans, answers proposals, and lets a booking go where nothing else helps."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.pool import inputs, selectors
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

COORDINATORS = frozenset({Role.POOL_COORDINATOR})
_step = steps(by=COORDINATORS, purpose=Purpose.INTERPRETING, src=("open",))

OPEN = _step("open", _("Open a week"), inputs.OpenWeek, src=(None,), dst="open", by=COORDINATORS | {Role.SYSTEM})
PLAN = _step(
    "plan",
    _("Make a plan"),
    inputs.MakePlan,
    parallel=True,
    hint=_("Finds interpreters for what waits and asks them; what would change something that is confirmed becomes a proposal."),
)
PLACE = _step(
    "place", _("Place a request"), inputs.Place, parallel=True, picks=selectors.picks, addressed=True, hint=_("By hand, or by dragging on the board.")
)
ACCEPT = _step("accept", _("Accept proposals"), inputs.Decide, parallel=True, picks=selectors.picks, does_task=("PROPOSALS",), offered=selectors.has_proposals)
REFUSE = _step("refuse", _("Leave it as it is"), inputs.Decide, parallel=True, picks=selectors.picks, does_task=("PROPOSALS",), offered=selectors.has_proposals)
RELEASE = _step("release", _("Let a booking go"), inputs.Release, parallel=True, picks=selectors.picks, step_up=True)
AWAY = _step("away", _("Somebody is ill or away"), inputs.Away, parallel=True, picks=selectors.picks)
CLOSE = _step("close", _("Close the week"), NoInput, dst="closed", by=COORDINATORS | {Role.SYSTEM}, does_task=("PROPOSALS", "URGENT"))
WEEK = Procedure(
    "pool_week",
    _("Week of the interpreter pool"),
    states={"open": _("Open"), "closed": _("Closed")},
    actions=(OPEN, PLAN, PLACE, ACCEPT, REFUSE, RELEASE, AWAY, CLOSE),
    final=frozenset({"closed"}),
    readers=COORDINATORS,
    series="W",
    tasks={"PROPOSALS": _("Look at what would change for confirmed bookings"), "URGENT": _("Nobody is there for a request that is for now")},
)
