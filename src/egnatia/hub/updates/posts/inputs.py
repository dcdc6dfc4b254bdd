from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, StringConstraints, model_validator

from egnatia.hub.logframe.parties import selectors as parties
from egnatia.hub.logframe.results.inputs import PlanDay
from egnatia.kernel import moment
from egnatia.kernel.codes import languages, wording
from egnatia.kernel.engine.fields import Language, NeededNote
from egnatia.kernel.engine.spec import Ask, Input


def _worded(value: str) -> str:
    if found := wording.harsh(value):
        raise ValueError(_now("A person is never illegal: write “irregular” of an entry, not “%(word)s” of people.") % {"word": found})
    return value


Worded = AfterValidator(_worded)
Title = Annotated[str, StringConstraints(min_length=1, max_length=160), Worded, Ask(_("Title"), _("What happened, not what it is called."))]
Summary = Annotated[
    str,
    StringConstraints(min_length=1, max_length=400),
    Worded,
    Ask(_("Summary"), _("Two sentences: they stand in lists and letters."), "textarea"),
]
Body = Annotated[
    str,
    StringConstraints(min_length=1, max_length=30_000),
    Worded,
    Ask(
        _("Text"), _("Headings with ##, lists with -, links as [words](https://…). A figure stands as {its code} and leads to its source."), "textarea", rows=24
    ),
]


class Words(Input):
    title: Title
    summary: Summary
    body: Body


class Write(Words):
    lead: Annotated[str, Ask(_("Who tells it"), "", "select", parties.choices)]
    topic: Annotated[str, StringConstraints(min_length=1, max_length=80), Ask(_("Topic"))]
    public: Annotated[bool, Ask(_("For the public, not for partners alone"))] = True


class Assemble(Input):
    """A period of which the system's own data tell what was done."""

    lead: Annotated[str, Ask(_("Who tells it"), "", "select", parties.choices)]
    first: Annotated[PlanDay, Ask(_("First day"), widget="day")]
    last: Annotated[PlanDay, Ask(_("Last day"), widget="day")]

    @model_validator(mode="after")
    def in_order(self) -> Assemble:
        if self.last <= self.first:
            raise ValueError(_now("The last day comes after the first."))
        if self.last > moment.today():
            raise ValueError(_now("The period is over by today: choose another last day."))
        if (self.last - self.first).days > 400:
            raise ValueError(_now("An update tells of a year at most."))
        return self


class Translate(Words):
    language: Annotated[Language, Ask(_("Language"), "", "select", languages.choices)]


class Remarks(Input):
    remarks: Annotated[NeededNote, Ask(_("Remarks"), "", "textarea")]
