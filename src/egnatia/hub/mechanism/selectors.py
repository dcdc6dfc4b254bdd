"""The mechanism as the region sees it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.mechanism.models import Adoption, Budget, Edition, Use
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries, sop
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section


def current() -> Edition | None:
    return Edition.objects.exclude(version=None).order_by("-version").first()


def editions(actor: Actor) -> list[Edition]:
    return list(Edition.objects.exclude(version=None).order_by("-version"))


@dataclass(frozen=True)
class Standing:
    """How one country stands to the harmonised procedure."""

    country: str
    adoption: Adoption | None
    behind: bool


def standings(actor: Actor) -> list[Standing]:
    """One line for each of the seven; who has adopted nothing is a line too."""
    newest = current()
    found = {one.node: one for one in Adoption.objects.order_by("incoming__sequence")}
    return [
        Standing(code, found.get(code), behind=newest is not None and (code not in found or found[code].version < (newest.version or 0)))
        for code in countries.SEVEN
    ]


def differences(actor: Actor) -> dict[str, list[tuple[str, Any, str]]]:
    """step → (country, kind, text) of what countries have adopted now."""
    found: dict[str, list[tuple[str, Any, str]]] = {}
    for standing in standings(actor):
        for one in standing.adoption.differences if standing.adoption else []:
            found.setdefault(one["step"], []).append((standing.country, sop.DIFFERENCES[one["kind"]], one["text"]))
    return found


@dataclass(frozen=True)
class Part:
    """One country's part of a year's budget. Amounts in EUR; None: not told, or too few plans to say."""

    country: str
    share: Decimal
    use: Use | None

    @property
    def percent(self) -> int | None:
        return int(100 * self.use.committed / self.share) if self.use and self.use.committed is not None and self.share else None


def budget(actor: Actor, year: int) -> tuple[Budget | None, list[Part]]:
    """The budget that holds for a year, with what each country said of its share."""
    one = Budget.objects.filter(year=year).exclude(revision=None).order_by("-revision").first()
    if one is None:
        return None, []
    told = {each.node: each for each in Use.objects.filter(year=year).order_by("incoming__sequence")}
    shares = {each.country: each.amount for each in one.share_set.all()}
    return one, [Part(code, shares.get(code, Decimal(0)), told.get(code)) for code in countries.SEVEN]


def years(actor: Actor) -> list[int]:
    return list(Budget.objects.exclude(revision=None).order_by("-year").values_list("year", flat=True).distinct())


def edition_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Edition.objects.get(pk=case.pk)
    content = sop.read(one.content)
    about = [
        Row(_("Edition"), one.version or _("gets its number when it is published")),
        Row(_("What is new in it"), one.changes),
        Row(_("Source"), content.source),
    ]
    steps = [Row(f"{number}. {each.title}", f"{each.what} · {each.who} · {each.exit}") for number, each in enumerate(content.steps, 1)]
    return [Section(content.title, about), Section(_("Steps"), steps)]


def budget_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Budget.objects.get(pk=case.pk)
    rows = [Row(_("Year"), one.year), Row(_("Where the money comes from"), one.source), Row(_("Total"), f"EUR {one.total:,.2f}")]
    rows += [Row(countries.name(each.country), f"EUR {each.amount:,.2f}") for each in one.share_set.order_by("country")]
    return [Section(_("Assistance budget"), rows, _("A later revision of the same year takes its place."))]
