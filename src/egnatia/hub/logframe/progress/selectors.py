"""Reports as their pages and forms show them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.models import Evidence, Indicator, Measure, Period, Progress
from egnatia.hub.logframe.progress.inputs import ASKED
from egnatia.hub.logframe.values import exact, number
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section


def of_indicator(case: CaseFile) -> dict[str, Any] | None:
    """What a report takes from the page of its indicator."""
    return {"indicator": str(case.pk)} if case.procedure == "indicator" and not case.closed else None


def _indicator(case: CaseFile) -> Indicator | None:
    wanted = {"pk": case.pk} if case.procedure == "indicator" else {"periods__reports": case.pk}
    return Indicator.objects.filter(**wanted).first()


def _line(dimension: str, category: str, told: str) -> str:
    return f"{dimension} / {category} = {told}"


def known(case: CaseFile) -> dict[str, Any]:
    """Of a report what it says; on an indicator's page the categories, to be filled in."""
    one = Progress.objects.filter(pk=case.pk).prefetch_related("parts").first()
    if one is None:
        about = _indicator(case)
        lines = [_line(dimension, each, "") for dimension, names in (about.dimensions if about else {}).items() for each in names]
        return {"parts": "\n".join(lines)}
    told = {name: exact(getattr(one, name)) for name in ("value", "numerator", "denominator")}
    parts = [_line(each.dimension, each.category, share(each)) for each in one.parts.all()]
    told |= {"parts": "\n".join(parts), "period": str(one.period_id), "as_of": one.as_of.isoformat()}
    return told | {name: getattr(one, name) for name in ("words", "comment", "incomplete")}


def share(one: Any) -> str:
    return exact(one.value) if one.value is not None else f"{exact(one.numerator)} / {exact(one.denominator)}"


def measured_otherwise(case: CaseFile) -> set[str]:
    """Fields that are not asked of the indicator: it is measured in another way, or not broken down."""
    about = _indicator(case)
    if about is None:
        return set()
    parts = set() if about.dimensions else {"parts", "incomplete"}
    return ({"value", "numerator", "denominator", "words"} - ASKED[Measure(about.measure)]) | parts


def picks(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """Periods that are open for reports."""
    about = _indicator(case)
    found = Period.objects.filter(indicator=about, locked=False).order_by("starts") if about else Period.objects.none()
    return {"period": [(str(one.pk), f"{one} ({number(one.target) or '–'})") for one in found]}


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Progress.objects.select_related("period__indicator").prefetch_related("parts", "evidence").get(pk=case.pk)
    about = one.period.indicator
    rows = [
        Row(_("Indicator"), about, "", reverse("case", args=[about.pk])),
        Row(_("Period"), one.period, "warn" if one.period.locked else ""),
        Row(_("As of"), one.as_of),
    ]
    if about.measure == Measure.WORDS:
        rows.append(Row(_("In words"), one.words))
    else:
        percent = about.measure == Measure.PERCENT
        rows.append(Row(_("Value"), share(one) if percent else f"{exact(one.value)} {about.unit}"))
    rows += [Row(f"{each.dimension}: {each.category}", share(each)) for each in one.parts.all()]
    if one.incomplete:
        rows.append(Row(_("Categories"), _("do not cover everything"), "warn"))
    if one.comment:
        rows.append(Row(_("What stands behind it"), one.comment))
    if one.remarks:
        rows.append(Row(_("Remarks"), one.remarks, "warn"))
    files = [Row(each.title, each.sha256[:12], "", reverse("evidence", args=[each.pk])) for each in one.evidence.order_by("at")]
    return [Section(_("Report"), rows), Section(_("Evidence"), files, "" if files else _("Nothing is attached yet."))]


def evidence(actor: Actor, pk: UUID) -> Evidence | None:
    """A file of a report; every partner reads those of all."""
    return Evidence.objects.select_related("report").filter(pk=pk).first()
