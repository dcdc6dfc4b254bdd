"""What stands in the forms of indicators, and on their pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import live, rights
from egnatia.hub.logframe.indicators.inputs import in_lines
from egnatia.hub.logframe.models import Indicator, Measure, Period, Progress, Result
from egnatia.hub.logframe.results import selectors as results
from egnatia.hub.logframe.values import NOT_COUNTED, Shown, as_text, exact, number, of_indicators
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.spec import registry
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section

_SAME = ("title", "definition", "measure", "unit", "direction", "cumulative", "baseline_year", "source", "frequency", "multiple", "corporate", "live")


def picks(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    return {"part_of": results.choices(rights.framework_of(case), *Result.Level)}


def known(case: CaseFile) -> dict[str, Any]:
    one = Indicator.objects.filter(pk=case.pk).select_related("result", "responsible").first()
    if one is None:
        return {}
    told = {name: getattr(one, name) for name in _SAME}
    told |= {name: exact(getattr(one, name)) for name in ("baseline", "target")}
    return told | {"part_of": one.result.code if one.result else "", "responsible": one.responsible.code, "dimensions": in_lines(one.dimensions)}


def _choices(found: Iterable[Period]) -> dict[str, list[tuple[Any, Any]]]:
    return {"period": [(str(one.pk), f"{one} ({number(one.target) or '–'})") for one in found]}


def periods(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    return _choices(Period.objects.filter(indicator=case.pk))


def locked(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    return _choices(Period.objects.filter(indicator=case.pk, locked=True))


def unlocked(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    return _choices(Period.objects.filter(indicator=case.pk, locked=False))


def _parts(found: Iterable[Indicator]) -> dict[str, list[tuple[Any, Any]]]:
    return {"part": [(str(each.pk), f"{each.framework.title}: {each}") for each in found]}


def candidates(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """Indicators of other plans under way that are measured as this one is and count nowhere yet."""
    one = Indicator.objects.get(pk=case.pk)
    same = Indicator.objects.filter(measure=one.measure, unit=one.unit, cumulative=one.cumulative, case__state="used", live="", counts_for=None)
    found = same.exclude(framework=one.framework_id).exclude(framework__case__state__in=NOT_COUNTED)
    return {"part": []} if one.live else _parts(found.select_related("framework").order_by("framework__title", "code"))


def counted_in(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    return _parts(Indicator.objects.filter(counts_for=case.pk).select_related("framework").order_by("framework__title", "code"))


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Indicator.objects.select_related("framework", "result", "responsible", "counts_for__framework").get(pk=case.pk)
    shown = of_indicators([one])[one.pk]
    rows = [
        results.plan_row(one.framework),
        Row(_("Of which result"), one.result or _("overall objective"), "", reverse("case", args=[one.result.pk]) if one.result else ""),
        Row(_("Code"), one.code),
        Row(_("Indicator"), one.title),
        Row(_("Definition"), one.definition or _("not said yet"), "" if one.definition else "warn"),
        Row(_("Measured as"), one.get_measure_display()),
        Row(_("Direction"), one.get_direction_display()),
        Row(_("Over time"), _("cumulative: the latest value holds") if one.cumulative else _("each period by itself")),
        Row(_("Baseline"), f"{number(one.baseline)} ({one.baseline_year})" if one.baseline is not None else "–"),
        Row(_("Target at the end"), number(one.target) or "–"),
        Row(_("Source of verification"), one.source or "–"),
        Row(_("Who reports it"), one.responsible.name),
        Row(_("So far"), as_text(one, shown.so_far), shown.light.mark),
    ]
    if one.dimensions:
        rows.append(Row(_("Broken down by"), in_lines(one.dimensions)))
    if one.counts_for:
        rows.append(Row(_("Adds to"), f"{one.counts_for.framework.title}: {one.counts_for}", "", reverse("case", args=[one.counts_for.pk])))
    found = [Section(_("Indicator"), rows), _periods(one, shown), _reports(one)]
    if one.live and (figure := live.find(one.live)) and shown.periods:
        latest = [each for each in shown.periods if each.queries][-1:]
        queries = [Row(str(each.period), query, "", each.address) for each in latest for query in each.queries]
        found.append(Section(_("Computed by the hub: the query of the latest period"), [Row(_("Figure"), figure.label), *queries]))
    return found


def _reports(one: Indicator) -> Section:
    """What was reported, in every state: the newest first."""
    found = (
        Progress.objects.filter(period__indicator=one).exclude(case__state="discarded").select_related("case", "period").order_by("-as_of", "-case__opened_at")
    )
    states = registry["progress"].states
    marks = {"approved": "done", "pending": "open", "returned": "warn"}
    rows = [
        Row(f"{each.case.number} · {each.period}", f"{each.as_of}: {states[each.case.state]}", marks.get(each.case.state, ""), reverse("case", args=[each.pk]))
        for each in found[:50]
    ]
    return Section(_("Reports"), rows, "" if rows else _("Nothing is reported yet."))


def _periods(one: Indicator, shown: Shown) -> Section:
    rows = []
    for each in shown.periods:
        said = as_text(one, each.value)
        more = _("closed for reports") if each.period.locked else _("open for reports")
        reached = _("milestone %(target)s") % {"target": number(each.period.target) or "–"}
        rows.append(Row(str(each.period), f"{said} · {reached} · {more}", each.light.mark if each.value else ""))
        rows += [Row(f"{dimension}: {category}", as_text(one, value)) for (dimension, category), value in each.parts.items()]
    note = _("Not one report is approved yet.") if one.measure != Measure.WORDS and not any(each.value for each in shown.periods) else ""
    return Section(_("Periods"), rows, note)
