"""How reports become the value of a period, and how values of parts become that of the whole (reference 6.3). Pure: numbers in, numbers out.

Percentages are put together by their numerators and denominators, never as a mean of percentages. A cumulative indicator takes its latest
report, and the latest of each part; any other one sums. Categories sum to the value unless one person may stand in several of them, or the
report says that they are incomplete.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

PERCENT = "PERCENT"
WORDS = "WORDS"
ZERO = Decimal(0)


@dataclass(frozen=True)
class Value:
    """A number, or a share as numerator and denominator; ``number`` is what is shown: of a share its percentage, None without a denominator."""

    number: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    words: str = ""

    @property
    def is_share(self) -> bool:
        return self.numerator is not None and self.denominator is not None


def share(numerator: Decimal, denominator: Decimal) -> Value:
    return Value((100 * numerator / denominator) if denominator else None, numerator, denominator)


@dataclass(frozen=True)
class Report:
    """An approved report; ``as_of`` and, on one day, ``approved_at`` say which is the latest."""

    value: Value
    as_of: date
    approved_at: datetime
    parts: Mapping[tuple[str, str], Value] = field(default_factory=dict)

    @property
    def when(self) -> tuple[date, datetime]:
        return self.as_of, self.approved_at


def together(measure: str, values: Iterable[Value]) -> Value | None:
    """Several values as one: of parts of a whole, or of reports of one period. None of none."""
    found = list(values)
    if not found:
        return None
    if measure == PERCENT:
        return share(sum((one.numerator or ZERO for one in found), ZERO), sum((one.denominator or ZERO for one in found), ZERO))
    if measure == WORDS:
        return Value(words="\n".join(one.words for one in found if one.words))
    return Value(sum((one.number or ZERO for one in found), ZERO))


def of_period(measure: str, cumulative: bool, reports: Sequence[Report]) -> Value | None:
    """What the approved reports of one period say."""
    if not reports:
        return None
    if cumulative or measure == WORDS:
        return max(reports, key=lambda one: one.when).value
    return together(measure, (one.value for one in reports))


def parts_of_period(measure: str, cumulative: bool, reports: Sequence[Report]) -> dict[tuple[str, str], Value]:
    """The same by (dimension, category)."""
    if not reports:
        return {}
    if cumulative:
        return dict(max(reports, key=lambda one: one.when).parts)
    return parts_together(measure, [one.parts for one in reports])


@dataclass(frozen=True)
class Span:
    """A period with its reports, of one indicator."""

    starts: date
    ends: date
    reports: Sequence[Report] = ()


def counted(cumulative: bool, spans: Sequence[Span], starts: date, ends: date, *, own: bool = False) -> list[Report]:
    """The reports of one indicator that count in a period of the one that it counts for (or of its ``own``).

    Of a cumulative one all until its last day, of which the latest holds; of others those of periods that end in it.
    """
    if cumulative:
        return [report for span in spans for report in span.reports if report.as_of <= ends]
    if own:
        return [report for span in spans if (span.starts, span.ends) == (starts, ends) for report in span.reports]
    return [report for span in spans if starts <= span.ends <= ends for report in span.reports]


def is_new(report: Report, starts: date, cumulative: bool) -> bool:
    """Whether a report says something of a period that begins on a day: what was reached before and is only carried on does not."""
    return not cumulative or report.as_of >= starts


def parts_together(measure: str, found: Iterable[Mapping[tuple[str, str], Value]]) -> dict[tuple[str, str], Value]:
    """Categories of several indicators as one."""
    values: dict[tuple[str, str], list[Value]] = defaultdict(list)
    for one in found:
        for name, value in one.items():
            values[name].append(value)
    return {name: made for name, each in values.items() if (made := together(measure, each)) is not None}


def do_not_sum(measure: str, value: Value, parts: Mapping[tuple[str, str], Value]) -> list[str]:
    """Dimensions whose categories do not sum to the value: by number, of shares by numerator and by denominator."""
    sums: dict[str, list[Value]] = defaultdict(list)
    for (dimension, _category), each in parts.items():
        sums[dimension].append(each)
    wrong = []
    for dimension, values in sums.items():
        whole = together(measure, values)
        assert whole is not None
        names = ("numerator", "denominator") if measure == PERCENT else ("number",)
        if any(getattr(whole, name) != getattr(value, name) for name in names):
            wrong.append(dimension)
    return wrong
