"""An activity begins where it can be done (evaluations of the roadmaps: match of objectives to delivery capacity)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.models import Activity
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile

HOLDS = timedelta(days=180)


@gate("G-CAPACITY", _("It can be done by those who are there"), source="Evaluations of the roadmaps, EUAA Asylum Report 2023 §3.4.1 and 2024 §5.4.1")
def can_be_done(case: CaseFile, data: Any, today: date) -> GateResult:
    one = Activity.objects.filter(pk=case.pk).first()
    if one is None or one.checked_on is None or one.days_needed is None or one.days_there is None or one.checked_on < today - HOLDS:
        return fail(_("Check the capacity first; a check holds for half a year."))
    if one.days_needed > one.days_there:
        return fail(
            _("It needs %(needed)s days of work and %(there)s are there: make it smaller, later, or find people.")
            % {"needed": one.days_needed, "there": one.days_there}
        )
    return PASS
