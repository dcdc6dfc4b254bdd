from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import StringConstraints, model_validator

from egnatia.kernel.codes.countries import nationality_choices
from egnatia.kernel.codes.languages import of_documents
from egnatia.kernel.engine.fields import Country, Language
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.coi.models import SourceKind, Topic


class KeepSearch(Input):
    """What every new document is compared with: words (all of them), and what they are narrowed to."""

    text: Annotated[
        str,
        StringConstraints(max_length=500),
        Ask(_("Words"), _("All of them in one passage. No words: all documents by the choices below.")),
    ] = ""
    countries: Annotated[list[Country], Ask(_("Countries"), choices=nationality_choices, widget="select_many")] = []
    topics: Annotated[list[Topic], Ask(_("Topics"), choices=lambda: Topic.choices, widget="checkboxes")] = []
    languages: Annotated[list[Language], Ask(_("Language of the document"), choices=of_documents, widget="select_many")] = []
    kinds: Annotated[list[SourceKind], Ask(_("Source"), choices=lambda: SourceKind.choices, widget="checkboxes")] = []

    @model_validator(mode="after")
    def it_looks_for_something(self) -> KeepSearch:
        if not (self.text.strip() or self.countries or self.topics or self.languages or self.kinds):
            raise ValueError(str(_("Write a word, or choose a country, a topic, a language or a kind of source.")))
        if any(len(one) > 20 for one in (self.countries, self.topics, self.languages, self.kinds)):
            raise ValueError(str(_("Choose twenty at most of each.")))
        return self
