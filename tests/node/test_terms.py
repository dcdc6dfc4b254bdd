"""Reference vectors of eu-procedures 3.10, and what must hold for every period."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.kernel.clocks.calendars import NationalCalendar, WeekendsOnly
from egnatia.kernel.clocks.term import Binds, Roll, Term, Unit

D, WD, W, M = Unit.DAYS, Unit.WORKING_DAYS, Unit.WEEKS, Unit.MONTHS
VECTORS = [
    (date(2026, 6, 12), 5, D, "", date(2026, 6, 17), date(2026, 6, 17)),
    (date(2026, 6, 13), 7, D, "", date(2026, 6, 22), date(2026, 6, 20)),
    (date(2026, 6, 11), 3, D, "", date(2026, 6, 15), date(2026, 6, 14)),
    (date(2026, 6, 14), 21, D, "", date(2026, 7, 6), date(2026, 7, 5)),
    (date(2026, 7, 3), 2, D, "", date(2026, 7, 7), date(2026, 7, 5)),
    (date(2026, 8, 31), 6, M, "", date(2027, 3, 1), date(2027, 2, 28)),
    (date(2026, 11, 30), 3, M, "", date(2027, 3, 1), date(2027, 2, 28)),
    (date(2026, 6, 15), 21, M, "", date(2028, 3, 15), date(2028, 3, 15)),
    (date(2026, 6, 15), 12, W, "", date(2026, 9, 7), date(2026, 9, 7)),
    (date(2026, 4, 17), 15, D, "SRB", date(2026, 5, 4), date(2026, 5, 2)),
    (date(2026, 4, 23), 8, D, "SRB", date(2026, 5, 4), date(2026, 5, 1)),
]


@pytest.mark.parametrize(("anchor", "value", "unit", "country", "eu", "strict"), VECTORS)
def test_vectors(anchor: date, value: int, unit: Unit, country: str, eu: date, strict: date) -> None:
    calendar = NationalCalendar(country) if country else WeekendsOnly()
    assert Term(value, unit, Roll.EU_1182).last_day(anchor, calendar) == eu
    assert Term(value, unit, Roll.STRICT).last_day(anchor, calendar) == strict


@pytest.mark.parametrize(("country", "due"), [*((one, date(2026, 5, 15)) for one in ("SRB", "TUR", "MKD", "ALB", "BIH", "MNE")), ("XKX", date(2026, 5, 18))])
def test_ten_working_days_by_country(country: str, due: date) -> None:
    assert Term(10, WD).last_day(date(2026, 4, 30), NationalCalendar(country)) == due


def test_seventy_two_hours() -> None:
    anchor = datetime(2026, 6, 12, 10, 15)
    assert Term(72, Unit.HOURS, Roll.EU_1182).due(anchor, WeekendsOnly()) == datetime(2026, 6, 15, 11, 0)
    assert Term(72, Unit.HOURS, Roll.STRICT).due(anchor, WeekendsOnly()) == datetime(2026, 6, 15, 10, 15)


@pytest.mark.parametrize(("anchor", "years", "due"), [(date(2028, 2, 29), 5, date(2033, 2, 28)), (date(2026, 6, 15), 10, date(2036, 6, 15))])
def test_retention(anchor: date, years: int, due: date) -> None:
    assert Term(years, Unit.YEARS, Roll.STRICT).last_day(anchor, WeekendsOnly()) == due


def test_national_roll_depends_on_whom_the_limit_binds() -> None:
    saturday = date(2026, 6, 20)
    assert Term(7, D, Roll.NATIONAL, Binds.AUTHORITY).last_day(date(2026, 6, 13), NationalCalendar("SRB")) == saturday
    assert Term(7, D, Roll.NATIONAL, Binds.PERSON).last_day(date(2026, 6, 13), NationalCalendar("SRB")) == date(2026, 6, 22)


def test_local_correction_wins_over_the_package() -> None:
    worked = NationalCalendar("SRB", {date(2026, 5, 1): True})
    assert worked.is_working(date(2026, 5, 1))
    assert not NationalCalendar("SRB").is_working(date(2026, 5, 1))


days = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@given(days, st.integers(1, 400), st.sampled_from([D, W, M]))
def test_a_roll_never_shortens_and_ends_on_a_working_day(anchor: date, value: int, unit: Unit) -> None:
    calendar = NationalCalendar("MKD")
    strict, eu = (Term(value, unit, roll).last_day(anchor, calendar) for roll in (Roll.STRICT, Roll.EU_1182))
    assert strict <= eu <= strict + timedelta(days=14)
    assert calendar.is_working(eu)
    assert strict > anchor


@given(days, st.integers(1, 60))
def test_a_longer_period_never_ends_earlier(anchor: date, value: int) -> None:
    calendar = NationalCalendar("TUR")
    for roll in (Roll.EU_1182, Roll.STRICT):
        assert Term(value, D, roll).last_day(anchor, calendar) <= Term(value + 1, D, roll).last_day(anchor, calendar)


@given(days, st.integers(2, 40))
def test_two_days_or_more_hold_two_working_days(anchor: date, value: int) -> None:
    calendar = NationalCalendar("XKX")
    last = Term(value, D).last_day(anchor, calendar)
    assert sum(calendar.is_working(anchor + timedelta(days=step)) for step in range(1, (last - anchor).days + 1)) >= 2


def test_a_term_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Term(0, D)
