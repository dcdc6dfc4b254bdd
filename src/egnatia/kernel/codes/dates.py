"""Dates as people know them: year only, year and month, or whole; told in the Gregorian, the Hijri or the Solar Hijri calendar.

ISO 8601 with a precision; the text as told is kept, so that a conversion can be checked later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Calendar(StrEnum):
    GREGORIAN = "GREGORIAN"
    HIJRI = "HIJRI"
    SOLAR_HIJRI = "SOLAR_HIJRI"


class Precision(StrEnum):
    YEAR = "Y"
    MONTH = "YM"
    DAY = "YMD"
    UNKNOWN = "UNK"


class BadDate(ValueError):
    """The parts are no date; the message says which part and what is accepted."""


_FORM = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


_LEAP = (1, 5, 9, 13, 17, 22, 26, 30)


def _leaps_before(year: int) -> int:
    cycles, rest = divmod(year - 1, 33)
    return cycles * len(_LEAP) + sum(one <= rest for one in _LEAP)


def _from_solar_hijri(year: int, month: int, day: int) -> date:
    # The 33-year cycle, which agrees with Iran's official calendar from 1178 to 1633; 1 Farvardin 1403 was 20 March 2024.
    of_year = (month - 1) * 31 if month <= 7 else (month - 1) * 30 + 6
    days = 365 * (year - 1403) + _leaps_before(year) - _leaps_before(1403) + of_year + day - 1
    return date(2024, 3, 20) + timedelta(days=days)


def _jdn_from_hijri(year: int, month: int, day: int) -> int:
    # Tabular Islamic calendar (30-year cycle); the sighted calendar may differ by a day or two.
    return day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + 1948439


def _gregorian(calendar: Calendar, year: int, month: int, day: int) -> date:
    if calendar is Calendar.GREGORIAN:
        return date(year, month, day)
    if calendar is Calendar.SOLAR_HIJRI:
        return _from_solar_hijri(year, month, day)
    return date(2000, 1, 1) + timedelta(days=_jdn_from_hijri(year, month, day) - 2451545)


@dataclass(frozen=True)
class PartialDate:
    """A date with its precision. ``year``, ``month``, ``day`` are Gregorian; ``told`` is the text as said, in ``calendar``."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    calendar: Calendar = Calendar.GREGORIAN
    told: str = ""
    # The last Gregorian day that the date allows.
    latest: date | None = None

    @property
    def precision(self) -> Precision:
        if self.year is None:
            return Precision.UNKNOWN
        return Precision.DAY if self.day else Precision.MONTH if self.month else Precision.YEAR

    @classmethod
    def from_parts(cls, year: int | None, month: int | None = None, day: int | None = None, calendar: Calendar = Calendar.GREGORIAN) -> PartialDate:
        """Check the parts and convert to Gregorian. Raises BadDate."""
        if year is None:
            if month or day:
                raise BadDate("give the year too, or leave the whole date empty if it is not known")
            return cls()
        if day and not month:
            raise BadDate("give the month too, or leave the day empty if only the year is known")
        if month and not 1 <= month <= 12:
            raise BadDate("the month must be a number from 1 to 12")
        if not 1 <= year <= 9000:
            raise BadDate("the year must have four digits at most")
        told = "-".join([f"{year:04d}"] + ([f"{month:02d}"] if month else []) + ([f"{day:02d}"] if day else []))
        if day is not None and (not 1 <= day <= 31 or (calendar is not Calendar.GREGORIAN and day == 31 and (calendar is Calendar.HIJRI or (month or 1) > 6))):
            raise BadDate("there is no such day in that month")
        try:
            first = _gregorian(calendar, year, month or 1, day or 1)
        except (ValueError, OverflowError):
            raise BadDate("there is no such day in that month") from None
        latest = first if day else _gregorian(calendar, *((year, month + 1) if month and month < 12 else (year + 1, 1)), 1) - timedelta(days=1)
        # A half-known date of another calendar falls into two Gregorian months or years: the first is shown, the latest counts for the age.
        return cls(first.year, first.month if month else None, first.day if day else None, calendar, told, latest)

    @classmethod
    def parse(cls, text: str, calendar: Calendar = Calendar.GREGORIAN) -> PartialDate:
        """From YYYY, YYYY-MM or YYYY-MM-DD; an empty text is an unknown date. Raises BadDate."""
        if not text.strip():
            return cls()
        match = _FORM.match(text.strip())
        if not match:
            raise BadDate("write the date as YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else None for part in match.groups())
        return cls.from_parts(year, month, day, calendar)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"] if self.year else []
        return "-".join(parts + [f"{part:02d}" for part in (self.month, self.day) if part])

    def age_on(self, day: date) -> int | None:
        """Completed years on ``day``, the **lowest** that the date allows: doubt counts for the child (APR art. 25)."""
        if self.latest is None:
            return None
        return max(0, day.year - self.latest.year - ((day.month, day.day) < (self.latest.month, self.latest.day)))
