from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile, Event


@gate("G-4EYES", _("Verified by somebody else"), source="ARCHITECTURE: a rule is verified by a named person with a gazette reference")
def by_somebody_else(case: CaseFile, data: Any, today: date) -> GateResult:
    actor = current_actor()
    mine = actor is None or Event.objects.filter(case=case.pk, action="sign", actor_id=actor.id).exists()
    return fail(_("You recorded the terms: somebody else compares them.")) if mine else PASS
