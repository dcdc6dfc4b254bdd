"""Working days of the seven: weekends, the public holidays of the package ``holidays``, and local corrections from the overlay.

Islamic feasts in the package are estimates and Bosnia and Herzegovina differs by entity: ``CalendarDay`` rows correct both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import holidays

from egnatia.kernel.clocks.term import Binds
from egnatia.kernel.codes import countries


@cache
def _public(alpha2: str) -> holidays.HolidayBase:
    return holidays.country_holidays(alpha2)


@dataclass(frozen=True)
class NationalCalendar:
    """Working days of one country. ``corrections`` says for a day whether it is worked, whatever the package says."""

    country: str
    corrections: Mapping[date, bool] = field(default_factory=dict)
    roll_for_person: bool = True
    roll_for_authority: bool = False

    def is_working(self, day: date) -> bool:
        if day in self.corrections:
            return self.corrections[day]
        return day.weekday() < 5 and day not in _public(countries.alpha2(self.country))

    def rolls(self, binds: Binds) -> bool:
        return self.roll_for_person if binds is Binds.PERSON else self.roll_for_authority


@dataclass(frozen=True)
class WeekendsOnly:
    """Saturdays and Sundays only: for texts and vectors that name no country."""

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5

    def rolls(self, binds: Binds) -> bool:
        return binds is Binds.PERSON
