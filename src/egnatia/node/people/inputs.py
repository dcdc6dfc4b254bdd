"""What every room asks of a person it meets for the first time."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.codes import countries, languages
from egnatia.kernel.codes.persons import SEX_LABELS, Sex
from egnatia.kernel.engine.fields import Birth, Language, Line, Nationality, NeededLine, Note
from egnatia.kernel.engine.spec import Ask, Input


class Stated(Input):
    """Who somebody says they are."""

    family_name: Annotated[Line, Ask(_("Family name"), _("As stated. Leave empty if the person has one name only."))] = ""
    given_names: Annotated[NeededLine, Ask(_("Given names"))]
    original_script: Annotated[Line, Ask(_("Whole name in original script"), widget="script")] = ""
    father_name: Annotated[Line, Ask(_("Father's name"))] = ""
    birth: Annotated[Birth, Ask(_("Date of birth"), _("If only the year is known, leave day and month empty."), widget="date")]
    place_of_birth: Annotated[Line, Ask(_("Place of birth"), _("Town and country, as told."))] = ""
    sex: Annotated[Sex, Ask(_("Sex"), choices=lambda: list(SEX_LABELS.items()), widget="radio")]
    citizenship: Annotated[Nationality, Ask(_("Nationality, as claimed"), choices=countries.nationality_choices)]


class DocumentShown(Input):
    mrz: Annotated[
        Note, Ask(_("Machine-readable zone of a document"), _("The two or three lines at the bottom. Leave empty if there is no document."), widget="mrz")
    ] = ""


class PersonAnswers(Stated, DocumentShown):
    """Who somebody says they are when they are first met; the document that was shown comes first in the form."""

    language: Annotated[Language, Ask(_("Language the person understands best"), choices=languages.choices)]
    unaccompanied: Annotated[bool, Ask(_("A child without a parent or guardian"))] = False
    synthetic: Annotated[bool, Ask(_("Training record, no real person (SYNTHETIC)"), default=lambda: settings.EGNATIA_DEMO)] = False
