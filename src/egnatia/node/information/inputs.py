from __future__ import annotations

from typing import Annotated, Any, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, StringConstraints, create_model, model_validator

from egnatia.kernel.codes import languages
from egnatia.kernel.engine.fields import File, Language, Line, NeededLine, NeededNote, Note, PastDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.kernel.models import Unit
from egnatia.node.information.items import MANDATORY, Item, Step
from egnatia.node.information.models import Answer, Kind, Translation, Urgency

LARGEST = 4 * 2**20


def _answers() -> list[tuple[Any, Any]]:
    return [(one.value, one.label) for one in Answer if one is not Answer.BEFORE]


def _given(value: Answer) -> Answer:
    if value is Answer.BEFORE:
        raise ValueError(_("Choose how the person answered."))
    return value


class Inform(Input):
    """What was told, in which language, and how the person answered: telling alone is not informing."""

    items: list[Item]
    language: Annotated[Language, Ask(_("In which language"), choices=languages.choices)]
    interpreter_present: Annotated[bool, Ask(_("An interpreter was present"))] = False
    leaflet_given: Annotated[bool, Ask(_("The leaflet in this language was handed over"))] = False
    answer: Annotated[
        Answer,
        AfterValidator(_given),
        Ask(_("How the person answered"), _("Let them say it back in their own words."), choices=_answers, widget="radio"),
    ]

    @model_validator(mode="after")
    def who_does_not_listen_can_read(self) -> Inform:
        if self.answer is Answer.REFUSED and not self.leaflet_given:
            raise ValueError(str(_("Leave the leaflet in the person's language with them, and mark it here.")))
        return self


def inform_about(step: Step) -> type[Inform]:
    """The form of one step: its own items, and no other ones."""
    items = MANDATORY[step]

    def of_this_step(value: list[Item]) -> list[Item]:
        if set(value) - set(items):
            raise ValueError(_("Choose items of this step."))
        return value

    asked = Annotated[
        list[Item],
        Field(min_length=1),
        AfterValidator(of_this_step),
        Ask(_("What the person was told"), choices=lambda: [(one.value, one.label) for one in items], widget="checkboxes"),
    ]
    return create_model(f"InformAbout{step.title()}", __base__=Inform, __doc__=Inform.__doc__, items=(asked, ...))


class NoteUrgency(Input):
    """Opens what is in the person's favour, never a step against them."""

    reason: Annotated[Urgency, Ask(_("Why the information must wait"), choices=lambda: Urgency.choices, widget="radio")]
    text: Annotated[NeededNote, Ask(_("What happened"), widget="textarea")]


Content = Annotated[File, Field(min_length=1, max_length=LARGEST)]
_MADE_BY = [(one.value, one.label) for one in Translation.MadeBy]


class _Text(Input):
    """A text in one language: where it comes from decides how it is marked."""

    language: Annotated[Language, Ask(_("Language"), choices=languages.choices)]
    content: Annotated[
        Content, Ask(_("File"), _("Of a leaflet: TOML in the form of its other languages (see its page). Of anything else: PDF, up to 4 MB."), widget="file")
    ]
    made_by: Annotated[Translation.MadeBy, Ask(_("Who made this text"), choices=lambda: _MADE_BY, widget="radio")]
    translator: Annotated[Line, Ask(_("Name of the translator or author"))] = ""


class Describe(Input):
    title: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("Title"))]
    kind: Annotated[Kind, Ask(_("Kind"), choices=lambda: Kind.choices, widget="radio")]
    step: Annotated[Step | None, Ask(_("For which step"), _("A leaflet belongs to one step."), choices=lambda: Step.choices)] = None
    source: Annotated[str, StringConstraints(max_length=200), Ask(_("Who made it, and where the original is"))] = ""

    @model_validator(mode="after")
    def a_leaflet_has_a_step(self) -> Describe:
        if self.kind is Kind.LEAFLET and self.step is None:
            raise ValueError(str(_("Say for which step this leaflet is.")))
        return self


class AddMaterial(_Text, Describe):
    """A new leaflet, tool or guide with its original."""


class NewVersion(_Text):
    """Translations of the version before stay readable, and count as old."""


class AddTranslation(_Text):
    """A translation of the present version."""


class Shipped(Input):
    """Leaflet of a step that comes with the program."""

    step: Annotated[Step, Ask(_("For which step"), choices=lambda: Step.choices)]


class AskForTranslation(Input):
    wanted: Annotated[list[Language], Field(min_length=1), Ask(_("Languages that are wanted"), choices=languages.choices, widget="select_many")]


def _verdicts() -> list[tuple[Any, Any]]:
    return [
        (Translation.Status.REVIEWED, _("Says what the original says, in words that are understood")),
        (Translation.Status.SENT_BACK, _("Send back")),
    ]


class Review(Input):
    """Somebody who knows both languages read it against the original."""

    language: Annotated[Language, Ask(_("Language"), choices=languages.choices)]
    verdict: Annotated[Literal[Translation.Status.REVIEWED, Translation.Status.SENT_BACK], Ask(_("Result"), choices=_verdicts, widget="radio")]
    reviewer: Annotated[NeededLine, Ask(_("Who read it"), _("Name and qualification, such as sworn interpreter for Dari."))]
    remark: Annotated[Note, Ask(_("What must change"), widget="textarea")] = ""

    @model_validator(mode="after")
    def says_what_must_change(self) -> Review:
        if self.verdict == Translation.Status.SENT_BACK and not self.remark:
            raise ValueError(str(_("Say what must change, so that it can be changed.")))
        return self


def _units() -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in Unit.objects.all()]


class Deliver(Input):
    language: Annotated[Language, Ask(_("Language"), choices=languages.choices)]
    unit: Annotated[str, Ask(_("To which unit"), choices=_units, widget="select")]
    copies: Annotated[int, Field(ge=1, le=1_000_000), Ask(_("Copies"))]
    on: Annotated[PastDay, Ask(_("On"), widget="day")]
