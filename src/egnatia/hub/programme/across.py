"""Activities of all partners in all plans that are under way."""

from __future__ import annotations

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.models import Activity
from egnatia.hub.logframe.values import NOT_COUNTED
from egnatia.kernel.access.actor import Actor

MOST = 500


def activities(actor: Actor, *, lead: str = "", state: str = "") -> list[Activity]:
    """Those that end first stand first; those without days last. Codes that do not exist find nothing."""
    rows = Activity.objects.filter(framework__case__closed=False).exclude(framework__case__state__in=(*NOT_COUNTED, *rights.ended))
    rows = rows.filter(lead__code=lead) if lead else rows
    rows = rows.filter(case__state=state) if state else rows.exclude(case__state="cancelled")
    return list(rows.select_related("case", "lead", "output", "framework").order_by("ends", "code")[:MOST])
