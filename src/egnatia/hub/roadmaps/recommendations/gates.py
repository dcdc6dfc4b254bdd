from __future__ import annotations

from datetime import date
from typing import Any

from egnatia.hub.logframe import gates
from egnatia.hub.logframe.models import Activity
from egnatia.kernel.engine.spec import PASS, GateResult, gate
from egnatia.kernel.models import CaseFile


@gate("G-OWN-ACTIVITY", gates.own_row.title, source=gates.own_row.source)
def own_activity(case: CaseFile, data: Any, today: date) -> GateResult:
    """Whoever leads an activity says what it answers."""
    row = Activity.objects.select_related("case").filter(pk=getattr(data, "activity", None)).first() if data else None
    return gates.own_row(row.case, data, today) if row else PASS  # one that does not exist is refused by the step
