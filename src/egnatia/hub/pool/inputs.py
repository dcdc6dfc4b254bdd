from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from egnatia.kernel import moment
from egnatia.kernel.codes import pool
from egnatia.kernel.engine.fields import NeededLine, aware
from egnatia.kernel.engine.spec import Ask, Input


def _on_the_quarter(value: int) -> int:
    if value % pool.QUARTER:
        raise ValueError(str(_("Sessions begin on the quarter of an hour.")))
    return value


Time = Annotated[int, BeforeValidator(pool.minute_of), Field(ge=0, lt=pool.DAY), AfterValidator(_on_the_quarter)]


def _near(value: datetime) -> datetime:
    # The year first: at the ends of the calendar a zone has no moment.
    if not 2000 < value.year < 2200 or abs(aware(value) - moment.now()) > timedelta(days=366):
        raise ValueError(str(_("Choose a moment within a year of today.")))
    return aware(value)


class OpenWeek(Input):
    monday: Annotated[date, Ask(_("Monday"), widget="day")]


class MakePlan(Input):
    seconds: Annotated[int, Field(ge=5, le=300), Ask(_("Seconds"), _("10 while somebody waits; 300 at night."))] = 10


class Place(Input):
    """What was dragged on the board, or chosen here."""

    request: Annotated[int, Ask(_("Request"), widget="select")]
    interpreter: Annotated[int, Ask(_("Interpreter"), widget="select")]
    second: Annotated[int | None, Ask(_("Second interpreter"), _("Where two relieve each other."), widget="select")] = None
    start: Annotated[Time, Ask(_("Begins at"), _("On the quarter of an hour, such as 10:15."))]
    mode: Annotated[pool.Mode, Ask(_("How"), choices=lambda: list(pool.MODES.items()), widget="radio")]


class Decide(Input):
    proposals: Annotated[list[str], Field(min_length=1), Ask(_("Proposals"), widget="checkboxes")]


class Release(Input):
    booking: Annotated[int, Ask(_("Booking"), widget="select")]
    why: Annotated[NeededLine, Ask(_("Why"), _("Somebody counts on this session: say why it cannot stand."))]


class Away(Input):
    """Somebody is ill or cannot come."""

    interpreter: Annotated[int, Ask(_("Interpreter"), widget="select")]
    since: Annotated[datetime, AfterValidator(_near), Ask(_("From"), widget="datetime")]
    until: Annotated[datetime, AfterValidator(_near), Ask(_("Until"), widget="datetime")]

    @model_validator(mode="after")
    def in_order(self) -> Away:
        if self.until <= self.since:
            raise ValueError(str(_("It ends before it begins: check the times.")))
        return self
