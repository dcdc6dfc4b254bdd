from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import changes, rights
from egnatia.hub.logframe.indicators import inputs, procedure
from egnatia.hub.logframe.indicators.selectors import candidates, counted_in
from egnatia.hub.logframe.models import Framework, Frequency, Indicator, Measure, Period
from egnatia.hub.logframe.parties.actions import find as find_party
from egnatia.hub.logframe.results.actions import find as find_result
from egnatia.hub.logframe.results.actions import open_plan
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.hold import hold

_MONTHS = {Frequency.QUARTER: 3, Frequency.HALF: 6, Frequency.YEAR: 12}


def _later(day: date, months: int) -> date:
    """The same day some months later, or the first of the next month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month + 2 > 12), (month + 1) % 12 + 1, 1)


def _stretches(starts: date, ends: date, frequency: str) -> Iterator[tuple[date, date]]:
    months = _MONTHS.get(Frequency(frequency))
    begun, number = starts, 0
    while months and _later(starts, months * (number + 1)) <= ends:
        number += 1
        after = _later(starts, months * number)
        yield begun, after - timedelta(days=1)
        begun = after
    if begun < ends:
        yield begun, ends


def make_periods(one: Indicator) -> None:
    """The periods that its frequency gives, as far as the plan says when it begins and ends. Those that are there stay."""
    if one.framework.starts and one.framework.ends:
        last = one.periods.order_by("-ends").values_list("ends", flat=True).first()
        starts = last + timedelta(days=1) if last else one.framework.starts
        if starts < one.framework.ends:
            rows = _stretches(starts, one.framework.ends, one.frequency)
            Period.objects.bulk_create(Period(indicator=one, starts=first, ends=until) for first, until in rows)


def follow_plan(framework: Framework) -> None:
    """After its days changed: periods that nobody used and that lie outside go, those of the time that is added come."""
    for one in framework.indicators.filter(case__state="used").select_related("framework"):
        if framework.starts and framework.ends:
            unused = one.periods.filter(reports=None, target=None, locked=True)
            unused.filter(Q(starts__lt=framework.starts) | Q(ends__gt=framework.ends)).delete()
        make_periods(one)


def _fits(one: Indicator, target: Decimal | None) -> None:
    if target is not None and (one.measure == Measure.WORDS or (one.measure == Measure.PERCENT and not 0 <= target <= 100)):
        raise BadInput({"target": _("A percentage lies between 0 and 100; what is reported in words has no milestone.")})


def _values(framework: Framework, data: inputs.IndicatorFields) -> dict[str, Any]:
    told = data.model_dump(exclude={"part_of", "responsible", "reason", "framework", "code"})
    return told | {
        "result": find_result(framework, data.part_of, "part_of") if data.part_of else None,
        "responsible": find_party(data.responsible, "responsible"),
    }


@procedure.ADD.effect
def add_indicator(case: CaseFile, data: inputs.AddIndicator, actor: Actor) -> None:
    framework = open_plan(data.framework)
    if framework.indicators.filter(code=data.code).exists():
        raise BadInput({"code": _("This code is taken in the plan: choose another one.")})
    one = Indicator.objects.create(case=case, framework=framework, code=data.code, **_values(framework, data))
    make_periods(one)
    rights.place(case, one.responsible)
    changes.note(framework, case, data.code, {"title": ["", data.title]}, data.reason, actor)


@procedure.CHANGE.effect
def change_indicator(case: CaseFile, data: inputs.IndicatorFields, actor: Actor) -> None:
    """How it is measured stays once something was reported: values of two measures do not add up."""
    one = Indicator.objects.select_related("framework", "result", "responsible").get(pk=case.pk)
    values = _values(one.framework, data)
    fixed = ("measure", "cumulative", "unit", "live")
    reported = Period.objects.filter(indicator=one, reports__isnull=False).exists() or one.parts.exists() or one.counts_for_id
    if reported and any(getattr(one, name) != values[name] for name in fixed):
        raise BadInput(
            {
                "measure": _(
                    "Values were reported, or others count for it: measure, unit, cumulative and what the hub computes stay. Drop it and add another one."
                )
            }
        )
    changes.apply(one, values, framework=one.framework, case=case, code=one.code, reason=data.reason, actor=actor)
    case.unit_id = rights.unit_of(one.responsible)


@procedure.ADD_PERIOD.effect
def add_period(case: CaseFile, data: inputs.AddPeriod, actor: Actor) -> None:
    one = Indicator.objects.select_related("framework").get(pk=case.pk)
    if one.periods.filter(starts__lte=data.ends, ends__gte=data.starts).exists():
        raise BadInput({"starts": _("It overlaps a period that is there.")})
    _fits(one, data.target)
    made = Period.objects.create(indicator=one, starts=data.starts, ends=data.ends, target=data.target)
    changes.note(one.framework, case, one.code, {"period": ["", str(made)]}, data.reason, actor)


def period_of(case: CaseFile, pk: UUID) -> Period:
    """A period of this indicator. Raises BadInput for any other."""
    found = Period.objects.filter(pk=pk, indicator=case.pk).select_related("indicator__framework").first()
    if found is None:
        raise BadInput({"period": _("Choose one of the periods of this indicator.")})
    return found


@procedure.TARGET.effect
def set_target(case: CaseFile, data: inputs.SetTarget, actor: Actor) -> None:
    one = period_of(case, data.period)
    _fits(one.indicator, data.target)
    told: dict[str, Any] = {"framework": one.indicator.framework, "case": case, "code": one.indicator.code, "reason": data.reason, "actor": actor}
    changes.apply(one, {"target": data.target}, **told)


@procedure.UNLOCK.effect
def unlock(case: CaseFile, data: inputs.PickPeriod, actor: Actor) -> None:
    one = period_of(case, data.period)
    Period.objects.filter(pk=one.pk).update(locked=False)


@procedure.LOCK.effect
def lock(case: CaseFile, data: inputs.PickPeriod, actor: Actor) -> None:
    one = period_of(case, data.period)
    Period.objects.filter(pk=one.pk).update(locked=True)


def _part(case: CaseFile, pk: UUID, among: dict[str, list[tuple[Any, Any]]]) -> tuple[Indicator, Indicator]:
    """(the whole, the part that was chosen). Raises BadInput for one that cannot be."""
    if str(pk) not in {each for each, _label in among["part"]}:
        raise BadInput({"part": _("Choose an indicator of another plan that is measured in the same way and counts nowhere else.")})
    return Indicator.objects.select_related("framework").get(pk=case.pk), Indicator.objects.select_related("framework").get(pk=pk)


def _noted(whole: Indicator, case: CaseFile, both: list[str], reason: str, actor: Actor) -> None:
    changes.note(whole.framework, case, whole.code, {"counts in": both}, reason, actor)


@procedure.COUNT_IN.effect
def count_in(case: CaseFile, data: inputs.PickPart, actor: Actor) -> None:
    """The lead of the whole takes a part in: nobody adds to another one's figures. No ring comes of it."""
    hold("counting")
    whole, part = _part(case, data.part, candidates(case))
    above: Indicator | None = whole
    while above is not None:
        if above.pk == part.pk:
            raise BadInput({"part": _("This one counts for that one already: it would count twice.")})
        above = above.counts_for
    Indicator.objects.filter(pk=part.pk).update(counts_for=whole)
    _noted(whole, case, ["", f"{part.framework.title}: {part.code}"], data.reason, actor)


@procedure.COUNT_OUT.effect
def count_out(case: CaseFile, data: inputs.PickPart, actor: Actor) -> None:
    hold("counting")
    whole, part = _part(case, data.part, counted_in(case))
    Indicator.objects.filter(pk=part.pk).update(counts_for=None)
    _noted(whole, case, [f"{part.framework.title}: {part.code}", ""], data.reason, actor)


@procedure.DROP.effect
def drop_indicator(case: CaseFile, data: inputs.Drop, actor: Actor) -> None:
    one = Indicator.objects.select_related("framework").get(pk=case.pk)
    one.parts.update(counts_for=None)
    changes.note(one.framework, case, one.code, {"title": [one.title, ""]}, data.reason, actor)


def open_reporting(case: CaseFile, day: date) -> None:
    """Open the period of each indicator of a plan in which a day lies. Raises BadInput where none was closed."""
    closed = Period.objects.filter(indicator__framework=case.pk, indicator__case__state="used", starts__lte=day, ends__gte=day, locked=True)
    if not closed.update(locked=False):
        raise BadInput({"day": _("No closed period of an indicator has this day.")})
