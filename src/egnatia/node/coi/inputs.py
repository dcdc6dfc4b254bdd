from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, StringConstraints, model_validator

from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine.fields import Country, File, Language, NeededNote, RecentDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.coi.models import SourceKind

# What a browser shows without running anything of it.
KINDS = {b"%PDF-": "application/pdf"}


def media_type(content: bytes) -> str:
    """Of a file that is kept here: PDF, or text in UTF-8. Raises ValueError for anything else."""
    for start, found in KINDS.items():
        if content.startswith(start):
            return found
    try:
        content.decode()
    except UnicodeDecodeError:
        raise ValueError(str(_("Choose a PDF, or a text in UTF-8."))) from None
    return "text/plain"


def _readable(content: bytes) -> bytes:
    if not content:
        raise ValueError(str(_("The file is empty.")))
    media_type(content)
    return content


class AddDocument(Input):
    """A document with what is needed to judge it: who says what, why, how and when (EUAA COI Report Methodology)."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=300), Ask(_("Title"))]
    publisher: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("Publisher"))]
    kind: Annotated[SourceKind, Ask(_("Source"), choices=lambda: SourceKind.choices)]
    about: Annotated[list[Country], Ask(_("Countries"), choices=countries.nationality_choices, widget="select_many")]
    language: Annotated[Language, Ask(_("Language of the document"), choices=languages.choices)]
    published_on: Annotated[RecentDay, Ask(_("Published on"), widget="day")]
    accessed_on: Annotated[RecentDay, Ask(_("Read on"), widget="day")]
    address: Annotated[str, StringConstraints(max_length=500), Ask(_("Where it stands"))] = ""
    assessment: Annotated[
        NeededNote, Ask(_("The source assessed"), _("Who says it, what, why, how it was found out, and when. No number stands for this."), widget="textarea")
    ]
    content: Annotated[File, AfterValidator(_readable), Ask(_("File"), _("PDF or text, up to 4 MB."), widget="file")]

    @model_validator(mode="after")
    def it_is_about_something(self) -> AddDocument:
        if not 1 <= len(self.about) <= 12:
            raise ValueError(str(_("Choose one to twelve countries.")))
        if self.accessed_on < self.published_on:
            raise ValueError(str(_("It was read before it was published: check the days.")))
        return self
