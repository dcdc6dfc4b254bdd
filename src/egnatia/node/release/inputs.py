from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, StringConstraints

from egnatia.kernel import moment
from egnatia.kernel.codes.template import PERIOD
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.release import counting


def _period(value: str) -> str:
    if not PERIOD.match(value):
        raise ValueError(_("Choose a month."))
    if value > f"{moment.today():%Y-%m}":
        raise ValueError(_("That month has not begun."))
    return value


def _months() -> list[tuple[str, str]]:
    return [(one, one) for one in counting.months_with_events()]


class Prepare(Input):
    period: Annotated[str, AfterValidator(_period), Ask(_("Month"), _("A month that is not over is counted as provisional."), choices=_months)]
    reason: Annotated[
        str, StringConstraints(max_length=200), Ask(_("Reason, if this month was sent before"), _("For example: late records. No personal data."))
    ] = ""
