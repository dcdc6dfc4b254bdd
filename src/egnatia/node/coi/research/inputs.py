"""What is asked for in the steps of a question or report."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import BeforeValidator, StringConstraints, model_validator

from egnatia.kernel import moment
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine.fields import ComingDay, Country, Language, Line, NeededNote, Note, PastDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.coi.models import Topic

_MOST, _LONG = 10, 300


def _lines(value: Any) -> Any:
    """One question on each line, as the form sends them; a list as a program does."""
    return [line.strip() for line in value.split("\n") if line.strip()] if isinstance(value, str) else value


_Questions = Annotated[
    list[Annotated[str, StringConstraints(min_length=8, max_length=_LONG)]],
    BeforeValidator(_lines),
]


class _Asked(Input):
    title: Annotated[str, StringConstraints(min_length=4, max_length=200), Ask(_("What it is about"), _("In a few words. No name, no date of birth, no case."))]
    country: Annotated[Country, Ask(_("Country"), choices=countries.nationality_choices)]
    topics: Annotated[list[Topic], Ask(_("Topics"), choices=lambda: Topic.choices, widget="checkboxes")]
    questions: Annotated[
        _Questions,
        Ask(
            _("Questions"),
            _("One on each line, up to ten. Ask about the country, not about a person: “Are there reports of …?”"),
            "textarea",
            rows=6,
        ),
    ]
    since: Annotated[PastDay | None, Ask(_("From"), _("The period that matters, if not the present alone."), "day")] = None
    until: Annotated[PastDay | None, Ask(_("Until"), widget="day")] = None
    language: Annotated[Language, Ask(_("Language of the answer"), choices=languages.of_documents)]
    public: Annotated[
        str,
        StringConstraints(max_length=500),
        Ask(_("It names a person of public life"), _("Only if it must: who that is, and why. Somebody of the register may have the same name.")),
    ] = ""

    @model_validator(mode="after")
    def it_can_be_answered(self) -> _Asked:
        if not 1 <= len(self.questions) <= _MOST:
            raise ValueError(str(_("Write one to ten questions, each on its own line.")))
        if not self.topics:
            raise ValueError(str(_("Choose at least one topic.")))
        if self.since and self.until and self.since > self.until:
            raise ValueError(str(_("The period ends before it begins: check the days.")))
        return self


class AskQuestion(_Asked):
    """A question to whoever researches: nothing in it says for whom."""

    beside: Annotated[UUID | None, Ask(_("Case"), widget="hidden")] = None
    needed_by: Annotated[ComingDay | None, Ask(_("Needed by"), widget="day")] = None


class PlanReport(_Asked):
    """Terms of reference of a report."""


class Decline(Input):
    why: Annotated[NeededNote, Ask(_("Why it is not answered"), _("Whoever asked reads this: what they can do instead."), "textarea")]


_WORDS = StringConstraints(min_length=1, max_length=2000)
_PIN = StringConstraints(min_length=1, max_length=120)


class _Place(Input):
    document: Annotated[UUID, Ask(_("Document"), _("Confirmed documents of the library."), "select")]
    pinpoint: Annotated[str, _PIN, Ask(_("Page or paragraph"))]
    quote: Annotated[str, _WORDS, Ask(_("The words it stands on"), _("Copied from the document."), "textarea")]
    translation: Annotated[Note, Ask(_("Translation of these words"), _("By a person; the original is cited."), "textarea")] = ""
    translated_by: Annotated[Line, Ask(_("Translated by"), _("Name and function."))] = ""


class StateClaim(_Place):
    """One thing that is known, with the first place that says so."""

    question: Annotated[int, Ask(_("Question"), widget="select")]
    text: Annotated[
        str, StringConstraints(min_length=8, max_length=1500), Ask(_("What is known"), _("What the source says, not what follows for anybody."), "textarea")
    ]


class AddPlace(_Place):
    """A further place: it says the same, or it says otherwise. Both stand side by side."""

    claim: Annotated[UUID, Ask(_("Claim"), widget="select")]
    otherwise: Annotated[bool, Ask(_("It says otherwise"), _("Both stand side by side in the answer; neither is left out."))] = False


class StrikeClaim(Input):
    claim: Annotated[UUID, Ask(_("Claim"), widget="select")]


class NoteNothing(Input):
    """A search that found nothing, so that it can be judged and done again."""

    question: Annotated[int, Ask(_("Question"), widget="select")]
    terms: Annotated[str, StringConstraints(min_length=3, max_length=1000), Ask(_("What was looked for"), _("The words, in each language."), "textarea")]
    looked_in: Annotated[str, StringConstraints(min_length=3, max_length=1000), Ask(_("Where"), _("The library, and each source outside it."), "textarea")]
    on: Annotated[PastDay, Ask(_("On"), widget="day", default=moment.today)]


class NamePublic(Input):
    """Somebody of the register may be called like a person of public life whom sources name."""

    public: Annotated[str, StringConstraints(min_length=3, max_length=500), Ask(_("Who that is, and why it names them"), widget="textarea")]


class SendBack(Input):
    why: Annotated[NeededNote, Ask(_("What has to change"), widget="textarea")]


class Publish(Input):
    """A second reader, point by point."""

    source: Annotated[UUID, Ask(_("Published by"), _("The registered source that stands for this unit: register and assess it like every other."), "select")]
    stands: Annotated[bool, Ask(_("I read each quotation at its place; each claim says what it says, and no more"))] = False
    sides: Annotated[bool, Ask(_("What says otherwise stands beside it; nothing known was left out"))] = False
    silence: Annotated[bool, Ask(_("Nowhere does it say that something did not happen because nothing was found"))] = False
    neutral: Annotated[bool, Ask(_("It is neutral, judges no case, and tells of no applicant"))] = False

    @model_validator(mode="after")
    def all_of_it(self) -> Publish:
        if not (self.stands and self.sides and self.silence and self.neutral):
            raise ValueError(str(_("Where a point does not hold, send it back with what has to change.")))
        return self


class LookAgain(Input):
    what: Annotated[NeededNote, Ask(_("What was looked at, and why it stands"), widget="textarea")]
