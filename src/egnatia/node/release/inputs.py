from __future__ import annotations

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator

from egnatia.kernel import moment
from egnatia.kernel.codes.template import PERIOD, REASONS
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
    reason: Annotated[Literal["", "LATE", "CORRECTION", "METHOD"], Ask(_("Why the month is sent again"), choices=lambda: list(REASONS.items())[1:])] = ""
