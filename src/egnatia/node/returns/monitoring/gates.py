from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.returns.monitoring import inputs, notebook


@gate("G-KEY", _("The monitor's own key"), source="Reg. (EU) 2019/1896 art. 110, 111; FR-38")
def has_key(case: CaseFile, data: Any, today: date) -> GateResult:
    """Nothing is ever written in the clear."""
    actor = current_actor()
    return PASS if actor is not None and notebook.key_of(actor.unit) else fail(_("First make your key, on the page “Monitoring of returns”."))


@gate("G-TRAINED", _("A trained monitor"), source="FRA, Forced return monitoring systems; Frontex pool of monitors")
def trained(case: CaseFile, data: Any, today: date) -> GateResult:
    if not isinstance(data, inputs.Deploy) or data.trained_until >= today:
        return PASS
    return fail(_("The training of this monitor has ended."))
