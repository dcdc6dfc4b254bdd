"""Values of indicators as they are shown: computed from approved reports at every look, so that a revoked one is gone everywhere at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import aggregate, live
from egnatia.hub.logframe.aggregate import Report, Span, Value
from egnatia.hub.logframe.models import Direction, Indicator, Measure, Period, Progress
from egnatia.kernel import moment

# How far from the expected way is still green and amber: shown beside the lights.
GREEN, AMBER = Decimal("0.9"), Decimal("0.6")
# Plans that came to nothing add nothing.
NOT_COUNTED = ("discarded", "cancelled")


class Light(Enum):
    """Value, word, mark of a row, class of the badge."""

    REACHED = ("reached", _("on course"), "done", "eg-green")
    BEHIND = ("behind", _("behind"), "warn", "eg-amber")
    FAR = ("far", _("far behind"), "warn", "eg-red")
    UNKNOWN = ("unknown", _("nothing reported"), "open", "eg-none")

    @property
    def word(self) -> Any:
        return self.value[1]

    @property
    def mark(self) -> str:
        return str(self.value[2])

    @property
    def css(self) -> str:
        return str(self.value[3])


@dataclass
class PeriodValue:
    period: Period
    value: Value | None
    parts: dict[tuple[str, str], Value]
    light: Light
    queries: tuple[str, ...] = ()
    address: str = ""


@dataclass
class Shown:
    """An indicator with its values: by period, so far, and how it stands against its way to the target."""

    indicator: Indicator
    periods: list[PeriodValue] = field(default_factory=list)
    so_far: Value | None = None
    light: Light = Light.UNKNOWN


def number(value: Decimal | None) -> str:
    """Without needless zeros; at most two places are shown of what was reckoned."""
    if value is None:
        return ""
    rounded = round(value, 2)
    return f"{rounded.normalize():f}" if rounded else "0"


def as_text(one: Indicator, value: Value | None) -> str:
    if value is None:
        return "–"
    if one.measure == Measure.WORDS:
        return value.words or "–"
    if one.measure == Measure.PERCENT:
        share = f"{number(value.numerator)} / {number(value.denominator)}" if value.is_share else ""
        return f"{number(value.number)} % ({share})" if value.number is not None else f"– ({share})"
    return f"{number(value.number)} {one.unit}".strip()


def exact(value: Decimal | None) -> str:
    """A number as it was typed, every place of it: for forms, copies and files."""
    return "" if value is None else f"{value.normalize():f}" if value else "0"


def _adds(one: Indicator) -> bool:
    """Whether its periods sum: a number that is not counted from the beginning."""
    return one.measure == Measure.NUMBER and not one.cumulative


def light(one: Indicator, reached: Decimal | None, wanted: Decimal | None) -> Light:
    """How much of the way to what was wanted by then is done: from the baseline, or from nothing where values sum or the baseline lies beyond the target."""
    if reached is None or wanted is None:
        return Light.UNKNOWN
    up = one.direction == Direction.UP
    if reached >= wanted if up else reached <= wanted:
        return Light.REACHED
    start = Decimal(0) if _adds(one) or one.baseline is None else one.baseline
    way = wanted - start
    if (way > 0) == up and way:
        done = (reached - start) / way
    else:
        whole, part = (wanted, reached) if up else (reached, wanted)
        done = part / whole if whole > 0 else Decimal(0)
    return Light.REACHED if done >= GREEN else Light.BEHIND if done >= AMBER else Light.FAR


def _family(indicators: Sequence[Indicator]) -> dict[UUID, list[Indicator]]:
    """Of each of these and of all that count for them, directly or over others: the parts, by the whole."""
    found: dict[UUID, list[Indicator]] = defaultdict(list)
    seen = {one.pk for one in indicators}
    level = set(seen)
    while level:
        below = list(Indicator.objects.filter(counts_for__in=level, case__state="used").exclude(framework__case__state__in=NOT_COUNTED))
        level = {one.pk for one in below} - seen
        seen |= level
        for one in below:
            assert one.counts_for_id is not None
            found[one.counts_for_id].append(one)
    return found


def _value(row: Any, measure: str) -> Value:
    if measure == Measure.PERCENT:
        return aggregate.share(row.numerator or Decimal(0), row.denominator or Decimal(0))
    return Value(row.value, words=getattr(row, "words", ""))


def _spans(indicators: Collection[Indicator]) -> tuple[dict[UUID, list[Period]], dict[UUID, list[Report]]]:
    """(periods by indicator, approved reports by period)."""
    measures = {one.pk: one.measure for one in indicators}
    periods: dict[UUID, list[Period]] = defaultdict(list)
    by_id: dict[UUID, Period] = {}
    for period in Period.objects.filter(indicator__in=measures).order_by("starts"):
        periods[period.indicator_id].append(period)
        by_id[period.pk] = period
    reports: dict[UUID, list[Report]] = defaultdict(list)
    for one in Progress.objects.filter(period__in=by_id, case__state="approved").prefetch_related("parts"):
        measure = measures[by_id[one.period_id].indicator_id]
        parts = {(each.dimension, each.category): _value(each, measure) for each in one.parts.all()}
        assert one.approved_at is not None
        reports[one.period_id].append(Report(_value(one, measure), one.as_of, one.approved_at, parts))
    return periods, reports


class _Reckoning:
    def __init__(self, indicators: Sequence[Indicator]) -> None:
        self.parts = _family(indicators)
        everything = {one.pk: one for one in indicators} | {one.pk: one for found in self.parts.values() for one in found}
        self.periods, self.reports = _spans(everything.values())

    def spans(self, one: Indicator) -> list[Span]:
        return [Span(each.starts, each.ends, self.reports.get(each.pk, ())) for each in self.periods[one.pk]]

    def contributors(self, one: Indicator, seen: frozenset[UUID] = frozenset()) -> list[Indicator]:
        """The indicator itself, and all that counts for it."""
        found = [one]
        for part in self.parts.get(one.pk, ()):
            if part.pk not in seen and part.pk != one.pk:
                found += self.contributors(part, seen | {one.pk})
        return found

    def period(self, one: Indicator, period: Period) -> PeriodValue:
        if one.live and (figure := live.find(one.live)):
            computed = figure.found(period.starts, min(period.ends, moment.today())) if period.starts <= moment.today() else live.Found(None, ())
            value = computed.value
            return PeriodValue(period, value, {}, light(one, value.number if value else None, period.target), computed.queries, computed.address)
        found = [
            reports
            for each in self.contributors(one)
            if (reports := aggregate.counted(one.cumulative, self.spans(each), period.starts, period.ends, own=each is one))
        ]
        if not any(aggregate.is_new(report, period.starts, one.cumulative) for reports in found for report in reports):
            return PeriodValue(period, None, {}, Light.UNKNOWN)
        made = [value for reports in found if (value := aggregate.of_period(one.measure, one.cumulative, reports))]
        value = aggregate.together(one.measure, made)
        parts = aggregate.parts_together(one.measure, [aggregate.parts_of_period(one.measure, one.cumulative, reports) for reports in found])
        return PeriodValue(period, value, parts, light(one, value.number if value else None, period.target))

    def shown(self, one: Indicator) -> Shown:
        periods = [self.period(one, each) for each in self.periods[one.pk]]
        known = [each for each in periods if each.value]
        latest = known[-1] if known else None
        counted = known[-1:] if one.cumulative else known
        so_far = aggregate.together(one.measure, (each.value for each in counted if each.value))
        return Shown(one, periods, so_far, self._light(one, so_far, latest))

    def _light(self, one: Indicator, so_far: Value | None, latest: PeriodValue | None) -> Light:
        """Against the milestones that are due, as they add up; without any, against the way to the target that the time gone by would have taken."""
        if so_far is None or latest is None:
            return Light.UNKNOWN
        periods, today = self.periods[one.pk], moment.today()
        due = [each for each in periods if each.ends <= today and each.target is not None]
        if due:
            wanted = sum((each.target or Decimal(0) for each in due), Decimal(0)) if _adds(one) else due[-1].target
        elif one.target is None:
            return Light.UNKNOWN
        else:
            first, last = periods[0].starts, periods[-1].ends
            gone = min(last, max(today, first)) - first
            start = Decimal(0) if _adds(one) else one.baseline or Decimal(0)
            wanted = start + (one.target - start) * gone.days / (last - first).days
        # What sums stands against sums; a percentage, as it is now, against what it should be now.
        reached = so_far if _adds(one) or one.cumulative else latest.value
        return light(one, reached.number if reached else None, wanted)


def of_indicators(indicators: Sequence[Indicator]) -> dict[UUID, Shown]:
    """Values of these indicators, and of what counts for them. Queries do not grow with them, but for figures that the hub computes, of each period begun."""
    reckoning = _Reckoning(indicators)
    return {one.pk: reckoning.shown(one) for one in indicators}
