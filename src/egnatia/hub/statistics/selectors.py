"""The region's figures as analysts see them. Nothing here is about a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum

from egnatia.hub.statistics.models import HistoryPoint, ImportedFile, Observation, Revision
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes.countries import SEVEN
from egnatia.kernel.codes.template import TOTAL

_ALL = {"border": TOTAL, "citizen": TOTAL, "sex": TOTAL, "age": TOTAL, "uasc": TOTAL}


def current(as_known_on: datetime | None = None) -> QuerySet[Revision]:
    """The highest revision of each country's month, today or as it was known at a moment."""
    known = Revision.objects.filter(received_at__lte=as_known_on) if as_known_on else Revision.objects.all()
    highest = known.filter(node=OuterRef("node"), period=OuterRef("period")).order_by("-revision").values("pk")[:1]
    return known.filter(pk=Subquery(highest))


def periods(actor: Actor) -> list[str]:
    return list(Revision.objects.order_by("-period").values_list("period", flat=True).distinct())


def totals(actor: Actor, indicator: str) -> dict[str, dict[str, int | None]]:
    """period → country → total of an indicator; None where suppressed, absent where nothing came."""
    found: dict[str, dict[str, int | None]] = defaultdict(dict)
    rows = Observation.objects.filter(revision__in=current(), indicator=indicator, **_ALL)
    for period, node, value in rows.values_list("revision__period", "revision__node", "value"):
        found[period][node] = value
    return dict(found)


def month(actor: Actor, period: str) -> dict[str, dict[str, int | None]]:
    """indicator → country → total of a month."""
    found: dict[str, dict[str, int | None]] = defaultdict(dict)
    rows = Observation.objects.filter(revision__in=current(), revision__period=period, **_ALL)
    for indicator, node, value in rows.values_list("indicator", "revision__node", "value"):
        found[indicator][node] = value
    return dict(found)


def citizenships(actor: Actor, period: str, indicator: str, most: int = 10) -> list[tuple[str, int]]:
    """The largest citizenships of a month over the countries that sent it. Suppressed cells are not in it."""
    rows = Observation.objects.filter(revision__in=current(), revision__period=period, indicator=indicator, **{**_ALL, "citizen": F("citizen")}).exclude(
        citizen=TOTAL
    )
    return list(rows.filter(value__gt=0).values_list("citizen").annotate(sum=Sum("value")).order_by("-sum", "citizen")[:most])


def sections(actor: Actor, period: str, indicator: str) -> list[tuple[str, str, int | None]]:
    """(border section, reporting country, value): both sides of a border report, so they are never added up."""
    rows = Observation.objects.filter(revision__in=current(), revision__period=period, indicator=indicator, **{**_ALL, "border": F("border")}).exclude(
        border=TOTAL
    )
    return list(rows.order_by("border", "revision__node").values_list("border", "revision__node", "value"))


@dataclass(frozen=True)
class Standing:
    """How complete and how timely one country's month is."""

    node: str
    period: str
    revision: int | None
    provisional: bool
    received_at: datetime | None
    days_after_month: int | None
    rows: int


def _month_end(period: str) -> date:
    year, number = (int(part) for part in period.split("-"))
    return date(year + number // 12, number % 12 + 1, 1)


def completeness(actor: Actor, wanted: Iterable[str]) -> list[Standing]:
    """One line for each of the seven and each month; a month that did not come is a line too."""
    rows = {(one.node, one.period): one for one in current().prefetch_related("observations")}
    lines = []
    for period in wanted:
        for node in SEVEN:
            one = rows.get((node, period))
            late = (one.received_at.date() - _month_end(period)).days if one else None
            lines.append(
                Standing(
                    node,
                    period,
                    one.revision if one else None,
                    bool(one and one.provisional),
                    one.received_at if one else None,
                    late,
                    len(one.observations.all()) if one else 0,
                )
            )
    return lines


def observations(period: str | None = None) -> QuerySet[Observation]:
    """Current observations for the outside, in template order."""
    rows = Observation.objects.filter(revision__in=current()).select_related("revision")
    return (rows.filter(revision__period=period) if period else rows).order_by(
        "revision__node", "revision__period", "indicator", "border", "citizen", "sex", "age", "uasc"
    )


def newest_file(dataset: str) -> ImportedFile | None:
    return ImportedFile.objects.filter(dataset=dataset).order_by("-imported_at", "-pk").first()


def history_by_year(actor: Actor, dataset: str, areas: Iterable[str], **narrow: str) -> tuple[ImportedFile | None, dict[str, dict[str, int]]]:
    """(file, year → area → sum) of the newest file of a data set."""
    file = newest_file(dataset)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    if file is not None:
        rows = HistoryPoint.objects.filter(file=file, area__in=list(areas), value__isnull=False, **narrow)
        for area, year, total in rows.values_list("area", "period", "value"):
            key = year[:4]
            found[key][area] = found[key].get(area, 0) + (total or 0)
    return file, dict(sorted(found.items()))


def imported(actor: Actor) -> list[ImportedFile]:
    return list(ImportedFile.objects.order_by("source", "dataset", "-imported_at"))
