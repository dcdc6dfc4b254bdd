from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub import two_officers
from egnatia.hub.logframe import gates, rights
from egnatia.hub.logframe.models import Activity
from egnatia.hub.roadmaps.models import Mission
from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile

_SOURCE = "Reference 6.2: expert and mission planning; four eyes on what costs money"


# Whoever leads the activity plans its missions.
own_activity = gates.own_named("G-MISSION-OWN", Activity, "activity")


@gate("G-MISSION-SECOND", _("Who plans a mission does not approve it"), source=_SOURCE)
def another_approves(case: CaseFile, data: Any, today: date) -> GateResult:
    """Of the lead's office, or of the hub."""
    if two_officers.is_mine(Mission.objects.filter(pk=case.pk), "planned_by"):
        return fail(_("You planned it: somebody else approves it."))
    actor = current_actor()
    assert actor is not None
    return PASS if actor.unit in {case.unit_id, rights.hub()} else fail(_("The office that leads the activity, or the hub, approves it."))


@gate("G-MISSION-BEGUN", _("It has begun"), source=_SOURCE)
def has_begun(case: CaseFile, data: Any, today: date) -> GateResult:
    starts = Mission.objects.filter(pk=case.pk).values_list("starts", flat=True).first()
    return PASS if starts and starts <= today else fail(_("It begins on %(day)s.") % {"day": starts})
