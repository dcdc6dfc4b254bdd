"""Legal periods: a value, a unit and how the last day rolls, after Regulation (EEC, Euratom) No 1182/71.

EU_1182: the hour or day of the event is not counted (art. 3(1)); weeks, months and years end on the same weekday or date, else on the
month's last day (3(2)); a last day that is no working day moves to the next one, except for hours (3(4)); a period of two days or
more holds at least two working days (3(5)).
STRICT: no roll at all, for limits on an authority's power over a person's liberty: the reading kinder to the person.
NATIONAL: a country's own rule, given as data.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol


class Unit(StrEnum):
    HOURS = "HOURS"
    DAYS = "DAYS"
    WORKING_DAYS = "WORKING_DAYS"
    WEEKS = "WEEKS"
    MONTHS = "MONTHS"
    YEARS = "YEARS"


class Roll(StrEnum):
    EU_1182 = "EU_1182"
    STRICT = "STRICT"
    NATIONAL = "NATIONAL"


class Binds(StrEnum):
    """Whom the limit binds: it decides the default of a NATIONAL roll."""

    PERSON = "PERSON"
    AUTHORITY = "AUTHORITY"


class WorkingDays(Protocol):
    """What a calendar must answer."""

    def is_working(self, day: date) -> bool: ...

    def rolls(self, binds: Binds) -> bool:
        """Whether, under the country's own rule, a last day that is no working day moves to the next one."""


@dataclass(frozen=True)
class Term:
    """A period in law, such as 21 days or 10 working days. ``value`` is a positive whole number."""

    value: int
    unit: Unit
    roll: Roll = Roll.EU_1182
    binds: Binds = Binds.AUTHORITY

    def __post_init__(self) -> None:
        if self.value < 1:
            raise ValueError(f"a term must be at least 1 {self.unit}, not {self.value}")

    def due(self, anchor: datetime, calendar: WorkingDays) -> datetime:
        """The first moment after the period, in the anchor's time zone: midnight after the last day, or the end of the last hour."""
        if self.unit is Unit.HOURS:
            if self.roll is Roll.STRICT:
                return anchor + timedelta(hours=self.value)
            start = anchor.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
            return start + timedelta(hours=self.value)
        return datetime.combine(self.last_day(anchor.date(), calendar) + timedelta(days=1), time.min, tzinfo=anchor.tzinfo)

    def last_day(self, anchor: date, calendar: WorkingDays) -> date:
        """The last day of the period; the day of the event is not counted. Raises ValueError for hours."""
        if self.unit is Unit.HOURS:
            raise ValueError("a period in hours has a last hour, not a last day")
        if self.unit is Unit.WORKING_DAYS:
            return _nth_working_day(anchor, self.value, calendar)
        last = self._same_date(anchor)
        if self.roll is Roll.STRICT or (self.roll is Roll.NATIONAL and not calendar.rolls(self.binds)):
            return last
        last = _next_working_day(last, calendar)
        if self.roll is Roll.EU_1182 and not (self.unit is Unit.DAYS and self.value < 2):
            last = max(last, _nth_working_day(anchor, 2, calendar))
        return last

    def _same_date(self, anchor: date) -> date:
        if self.unit is Unit.DAYS:
            return anchor + timedelta(days=self.value)
        if self.unit is Unit.WEEKS:
            return anchor + timedelta(weeks=self.value)
        months = anchor.month - 1 + (self.value if self.unit is Unit.MONTHS else 12 * self.value)
        year, month = anchor.year + months // 12, months % 12 + 1
        return date(year, month, min(anchor.day, monthrange(year, month)[1]))


def _next_working_day(day: date, calendar: WorkingDays) -> date:
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return day


def _nth_working_day(anchor: date, count: int, calendar: WorkingDays) -> date:
    day = anchor
    while count:
        day += timedelta(days=1)
        count -= calendar.is_working(day)
    return day
