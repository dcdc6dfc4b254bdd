"""How values add up (reference 6.3), each rule with a broken twin that its own check catches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from egnatia.hub.logframe import aggregate
from egnatia.hub.logframe.aggregate import Report, Span, Value, share

D = Decimal


def report(value: Value, day: int = 1, month: int = 1, hour: int = 9, **parts: Value) -> Report:
    return Report(value, date(2026, month, day), datetime(2026, 12, 1, hour, tzinfo=UTC), {("sex", name): each for name, each in parts.items()})


def number(value: int) -> Value:
    return Value(D(value))


Together = Callable[[str, Sequence[Value]], Value | None]


def _by_numerators(together: Together) -> bool:
    """9 of 10 and 10 of 90 are 19 of 100: 19 %, not 50.6 %."""
    found = together("PERCENT", [share(D(9), D(10)), share(D(10), D(90))])
    return found is not None and found.number == D(19)


def _mean(measure: str, values: Sequence[Value]) -> Value | None:
    numbers = [one.number for one in values if one.number is not None]
    return Value(sum(numbers, D(0)) / len(numbers))


def test_percentages_add_up_by_numerators() -> None:
    assert _by_numerators(aggregate.together)
    assert not _by_numerators(_mean)


OfPeriod = Callable[[str, bool, Sequence[Report]], Value | None]


def _latest_of_cumulative(of_period: OfPeriod) -> bool:
    """12 in March after 5 in January is 12, whichever was approved first; a correction of the same day holds by its approval."""
    reports = [report(number(12), month=3, hour=8), report(number(5), month=1, hour=12)]
    twice = [report(number(12), hour=8), report(number(11), hour=9)]
    found, corrected = of_period("NUMBER", True, reports), of_period("NUMBER", True, twice)
    return (found and found.number) == D(12) and (corrected and corrected.number) == D(11)


def _summed(measure: str, cumulative: bool, reports: Sequence[Report]) -> Value | None:
    return aggregate.together(measure, [one.value for one in reports])


def test_a_cumulative_indicator_takes_its_latest_report() -> None:
    assert _latest_of_cumulative(aggregate.of_period)
    assert not _latest_of_cumulative(_summed)
    other = aggregate.of_period("NUMBER", False, [report(number(12)), report(number(5))])
    assert other is not None
    assert other.number == D(17)


YEAR = (date(2026, 1, 1), date(2026, 12, 31))
HALF = (date(2026, 7, 1), date(2026, 12, 31))


def test_parts_of_a_whole_each_give_their_latest_value() -> None:
    """Two partners with 12 and 30 so far are 42: not 30, the latest of all, and not 47, the sum of all reports."""
    first = [Span(date(2026, 1, 1), date(2026, 6, 30), [report(number(5)), report(number(12), month=6)])]
    second = [Span(date(2026, 1, 1), date(2026, 6, 30), [report(number(30), month=6, day=30)])]
    values = [aggregate.of_period("NUMBER", True, aggregate.counted(True, spans, *YEAR)) for spans in (first, second)]
    found = aggregate.together("NUMBER", [one for one in values if one])
    assert found is not None
    assert found.number == D(42)


def test_what_ends_outside_a_period_does_not_add_to_it() -> None:
    spans = [Span(date(2026, 1, 1), date(2026, 6, 30), [report(number(5))]), Span(*HALF, [report(number(7), month=7)])]
    found = aggregate.of_period("NUMBER", False, aggregate.counted(False, spans, *HALF))
    assert found is not None
    assert found.number == D(7)
    # Cumulative: what was reached before holds on, but says nothing new of the period.
    held = aggregate.counted(True, spans[:1], *HALF)
    assert [one.value.number for one in held] == [D(5)]
    assert not any(aggregate.is_new(one, HALF[0], True) for one in held)


Check = Callable[[str, Value, dict[tuple[str, str], Value]], list[str]]


def _parts_must_sum(check: Check) -> bool:
    right = {("sex", "female"): number(7), ("sex", "male"): number(5)}
    wrong = right | {("age", "adult"): number(9)}
    # Percentages that look right, with denominators that do not sum.
    shares = {("sex", "female"): share(D(3), D(6)), ("sex", "male"): share(D(3), D(5))}
    return (
        check("NUMBER", number(12), right) == [] and check("NUMBER", number(12), wrong) == ["age"] and check("PERCENT", share(D(6), D(12)), shares) == ["sex"]
    )


def _sums_everything(measure: str, value: Value, parts: dict[tuple[str, str], Value]) -> list[str]:
    """The broken twin: all dimensions as one sum, percentages by what they show."""
    whole = sum((one.number or D(0) for one in parts.values()), D(0))
    return [] if whole == value.number else ["all"]


def test_categories_sum_to_the_value_in_each_dimension() -> None:
    assert _parts_must_sum(aggregate.do_not_sum)
    assert not _parts_must_sum(_sums_everything)


@pytest.mark.parametrize("measure", ["NUMBER", "PERCENT", "WORDS"])
def test_nothing_is_nothing_and_not_zero(measure: str) -> None:
    assert aggregate.together(measure, []) is None
    assert aggregate.of_period(measure, True, []) is None


def test_a_share_of_nobody_has_no_percentage() -> None:
    assert share(D(0), D(0)).number is None
    found = aggregate.together("PERCENT", [share(D(0), D(0)), share(D(1), D(4))])
    assert found is not None
    assert found.number == D(25)
