from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.updates.models import Conclusion, Event
from egnatia.kernel import moment
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile

_SOURCE = "Issue of the programme: workshops and meetings with conclusions, owners and due dates"


@gate("G-EVENT-BEGUN", _("It has begun"), source=_SOURCE)
def has_begun(case: CaseFile, data: Any, today: date) -> GateResult:
    one = Event.objects.filter(pk=case.pk).first()
    return PASS if one and one.starts <= moment.now() else fail(_("It has not begun yet."))


@gate("G-CONCLUSIONS", _("A conclusion is noted"), source=_SOURCE)
def has_conclusions(case: CaseFile, data: Any, today: date) -> GateResult:
    return PASS if Conclusion.objects.filter(event=case.pk).exists() else fail(_("Note what was concluded first, with an owner and a day."))
