"""A request for trainers: asked, planned by the region, or not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import NoInput, Procedure, steps
from egnatia.node.training import selectors
from egnatia.node.training.nominations.inputs import Refused, Told
from egnatia.node.training.people.procedure import COORDINATORS, HUB
from egnatia.node.training.wanted import inputs

_step = steps(by=COORDINATORS, purpose=Purpose.ADMINISTRATION)
_told = steps(by=HUB, purpose=Purpose.ADMINISTRATION)

REQUEST = _step("request", _("Ask for trainers"), inputs.Request, src=(None,), dst="asked", addressed=True)
WITHDRAW = _step("withdraw", _("Withdraw"), NoInput, src=("asked", "planned"), dst="withdrawn")
PLANNED = _told("planned", _("Planned by the region"), Told, src=("asked",), dst="planned")
NOT_PLANNED = _told("not_planned", _("Not planned"), Told, src=("asked", "planned"), dst="refused")
REFUSED = _told("refused", _("Refused by the hub"), Refused, src=("asked",), dst="refused")
STANDS = _step("stands", _("It stands: withdrawn too late"), NoInput, src=("withdrawn",), dst="planned", by=HUB)
SEEN = _step("seen", _("I have seen it"), NoInput, src=("refused", "planned"), does_task=("REFUSED", "STANDS"), offered=selectors.has_news)
WANTED = Procedure(
    "session_request",
    _("Request for trainers"),
    states={"asked": _("Asked"), "planned": _("Planned by the region"), "refused": _("Not planned"), "withdrawn": _("Withdrawn")},
    actions=(REQUEST, WITHDRAW, PLANNED, NOT_PLANNED, REFUSED, STANDS, SEEN),
    final=frozenset({"planned", "refused", "withdrawn"}),
    readers=COORDINATORS,
    series="TR",
    tasks={
        "REFUSED": _("The region does not plan a session that you asked for"),
        "STANDS": _("A session was withdrawn too late: it takes place"),
    },
)
