"""What other rooms and pages may know of country information: what can be cited, and what a citation says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.coi.models import Citation, Document

# A measure of this programme: older information may hold, but somebody must say so.
CURRENT_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Cited:
    """A citation as a decision shows it. ``found``: the words stand in the file; None where it cannot be read by the program."""

    title: str
    publisher: str
    published_on: date
    accessed_on: date
    pinpoint: str
    quote: str
    digest: str
    number: str
    found: bool | None
    address: str
    countries: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        return self.published_on >= moment.today() - CURRENT_FOR


def citations(ids: Collection[UUID]) -> dict[UUID, Cited]:
    """Citations by id."""
    found = Citation.objects.filter(pk__in=ids).select_related("document").defer("document__content")
    return {one.pk: _cited(one) for one in found}


def _cited(one: Citation) -> Cited:
    paper = one.document
    where = reverse("coi_file", args=[paper.pk])
    words = (one.pinpoint, one.quote, paper.digest, paper.number, one.found, where, tuple(paper.countries.split()))
    return Cited(paper.title, paper.publisher, paper.published_on, paper.accessed_on, *words)


def choices(country: str = "") -> list[tuple[Any, Any]]:
    """Documents that may be cited, those about a country first, the newest first."""
    found = Document.objects.filter(withdrawn=False).defer("content").order_by("-published_on", "number")
    ordered = sorted(found, key=lambda one: country not in one.countries.split())
    return [(str(one.pk), f"{one.number} · {one.title} · {one.publisher} · {one.published_on.isoformat()}") for one in ordered]


def shelf() -> list[Document]:
    """All documents without their content, the newest first."""
    return list(Document.objects.defer("content").order_by("withdrawn", "-published_on"))


def names(one: Document) -> str:
    return ", ".join(countries.name(code) for code in one.countries.split())


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Document.objects.defer("content").get(pk=case.pk)
    rows = [
        Row(_("Title"), one.title, "", reverse("coi_file", args=[one.pk])),
        Row(_("Publisher"), one.publisher),
        Row(_("Source"), one.get_kind_display()),
        Row(_("Countries"), names(one)),
        Row(_("Language"), languages.name(one.language)),
        Row(_("Published on"), one.published_on, "" if one.published_on >= moment.today() - CURRENT_FOR else "warn"),
        Row(_("Read on"), one.accessed_on),
        Row(_("Where it stands"), one.address or "–"),
        Row(_("The source assessed"), one.assessment),
        Row(_("SHA-256 of the file"), one.digest),
    ]
    return [Section(_("Country information"), rows)]
