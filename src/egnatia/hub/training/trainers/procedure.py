"""A trainer of the regional pool: certified, teaching, away, out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training.procedure import OFFICERS
from egnatia.hub.training.trainers import inputs
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import NoInput, Procedure, steps

_step = steps(by=OFFICERS, purpose=Purpose.ADMINISTRATION, src=("certified",))

ENROL = _step(
    "enrol", _("Add a trainer to the pool"), inputs.Enrol, src=(None,), dst="certified", hint=_("A number and a country: no name, the country knows who it is.")
)
TEACH = _step("teach", _("Note what they teach"), inputs.Teach, parallel=True)
AWAY = _step("away", _("Note when they are away"), inputs.Away, parallel=True)
RENEW = _step("renew", _("Renew the certificate"), inputs.Renew)
LEAVE = _step("leave", _("Take out of the pool"), NoInput, dst="left")
TRAINER = Procedure(
    "trainer",
    _("Trainer of the regional pool"),
    states={"certified": _("In the pool"), "left": _("Not in the pool any more")},
    actions=(ENROL, TEACH, AWAY, RENEW, LEAVE),
    final=frozenset({"left"}),
    readers=OFFICERS,
    series="T",
)
