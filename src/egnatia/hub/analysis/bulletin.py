"""The month's bulletin: one content, shown as a page and set as a PDF by typst (data go in as JSON, never into the source)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from django.utils import timezone

from egnatia.hub.statistics import selectors
from egnatia.kernel import pdf
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes.countries import KOSOVO_FOOTNOTE, SEVEN, name
from egnatia.kernel.codes.template import INDICATORS

_SOURCE = Path(__file__).parent / "bulletin.typ"


@dataclass(frozen=True)
class Bulletin:
    """What the month says. Values are texts as printed: a number, “<5” for suppressed, “–” for nothing sent."""

    period: str
    countries: list[str]
    rows: list[tuple[str, list[str]]]
    citizenships: list[tuple[str, str]]
    missing: list[str]
    provisional: list[str]
    change: str
    footnote: str
    made_at: str


def _shown(values: dict[str, int | None], node: str) -> str:
    if node not in values:
        return "–"
    value = values[node]
    return "<5" if value is None else f"{value:,}"


def _before(period: str) -> str:
    year, month = (int(part) for part in period.split("-"))
    return f"{year - (month == 1)}-{(month - 2) % 12 + 1:02d}"


def _change(actor: Actor, period: str) -> str:
    """A sentence about the month before, over the countries that sent both."""
    totals = selectors.totals(actor, "IBC_1A")
    now, then = totals.get(period, {}), totals.get(_before(period), {})
    both = [node for node in SEVEN if now.get(node) is not None and then.get(node) is not None]
    if not both:
        return "No country sent this month and the month before: no comparison is made."
    here, before = sum(now[node] or 0 for node in both), sum(then[node] or 0 for node in both)
    names = ", ".join(name(node) for node in both)
    return f"Detections between crossing points: {here:,}, after {before:,} in the month before (the countries that sent both: {names})."


def make(actor: Actor, period: str) -> Bulletin:
    """The bulletin of a month."""
    month = selectors.month(actor, period)
    standing = selectors.completeness(actor, [period])
    rows = [(str(label), [_shown(month.get(code, {}), node) for node in SEVEN]) for code, label in INDICATORS.items()]
    largest = [(name(code), f"{value:,}") for code, value in selectors.citizenships(actor, period, "IBC_1A", 8)]
    return Bulletin(
        period,
        [name(one) for one in SEVEN],
        rows,
        largest,
        [name(one.node) for one in standing if one.revision is None],
        [name(one.node) for one in standing if one.provisional],
        _change(actor, period),
        str(KOSOVO_FOOTNOTE),
        f"{timezone.localtime():%Y-%m-%d %H:%M}",
    )


def as_pdf(content: Bulletin) -> bytes:
    """PDF/UA-1."""
    return pdf.make(_SOURCE, asdict(content))
