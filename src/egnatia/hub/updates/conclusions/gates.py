from __future__ import annotations

from datetime import date
from typing import Any

from egnatia.hub.logframe import gates
from egnatia.hub.updates.models import Event
from egnatia.kernel.engine.spec import PASS, GateResult, gate
from egnatia.kernel.models import CaseFile


@gate("G-OWN-EVENT", gates.own_row.title, source=gates.own_row.source)
def own_event(case: CaseFile, data: Any, today: date) -> GateResult:
    """Whoever leads an event notes its conclusions."""
    one = Event.objects.select_related("case").filter(pk=getattr(data, "event", None)).first() if data else None
    return gates.own_row(one.case, data, today) if one else PASS  # one that does not exist is refused by the step
