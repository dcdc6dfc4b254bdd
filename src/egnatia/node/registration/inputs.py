from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pydantic import model_validator

from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine.fields import Language, LenientLanguage, LenientLine, LenientNote, Nationality, NeededLine, Note
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.overlays.loader import overlay


def _documents() -> list[tuple[str, str]]:
    """What the country's law gives at this stage, as the overlay names it."""
    return [(one, one) for one in overlay(settings.EGNATIA_COUNTRY).documents]


class RecordWish(Input):
    """A wish for asylum: one step, nothing is required but that it was said."""

    person_id: Annotated[UUID | None, Ask(_("Person"), widget="hidden")] = None
    name: Annotated[LenientLine, Ask(_("Name, if known"), _("As told; spelling can be corrected later."))] = ""
    citizenship: Annotated[Nationality, Ask(_("Nationality, if known"), choices=countries.nationality_choices)] = "XXX"
    language: Annotated[LenientLanguage, Ask(_("Language the person understands"), choices=languages.choices)] = "eng"
    words: Annotated[LenientNote, Ask(_("What was said or shown"), _("In the person's own words. Any words or signs count."), widget="textarea")] = ""
    place: Annotated[LenientLine, Ask(_("Where it was said"))] = ""


class Register(Input):
    """Registration by the authority, after reading the data back to the person."""

    read_back: Annotated[bool, Ask(_("The data were read back to the person, who could correct them"))]
    language: Annotated[Language, Ask(_("Language of the registration"), choices=languages.choices)]
    interpreter_present: Annotated[bool, Ask(_("An interpreter was present"))] = False
    address: Annotated[Note, Ask(_("Address or place of stay"))] = ""
    document_issued: Annotated[NeededLine, Ask(_("Document given to the person"), choices=_documents)]

    @model_validator(mode="after")
    def must_be_read_back(self) -> Register:
        if not self.read_back:
            raise ValueError(str(_("Read the data back to the person before you register.")))
        return self
