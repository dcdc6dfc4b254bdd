"""A phase of the programme: on record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.rights import OFFICERS, READERS
from egnatia.hub.programme.phases import inputs, selectors
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Procedure, steps

_step = steps(by=OFFICERS | {Role.SYSTEM}, purpose=Purpose.ADMINISTRATION, src=("stands",))

RECORD = _step("record", _("Put a phase of the programme on record"), inputs.Phase, src=(None,), dst="stands")
CHANGE = _step("change", _("Change"), inputs.Phase, by=OFFICERS, known=selectors.known)
PHASE = Procedure("phase", _("Phase of the programme"), states={"stands": _("On record")}, actions=(RECORD, CHANGE), readers=READERS, series="PH")
