from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from pydantic import model_validator

from egnatia.kernel.codes import languages
from egnatia.kernel.engine.fields import Language, NeededNote, Note
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.protection.models import Channel


class AskTracing(Input):
    person_id: Annotated[UUID, Ask(_("Child"), widget="hidden")]
    whom: Annotated[NeededNote, Ask(_("Whom the child looks for"), _("In the child's words: names, where last seen, what it wishes."), widget="textarea")]


class Consent(Input):
    """Both are asked, each by themselves. A no ends the search at once."""

    who: Annotated[
        Literal["CHILD", "GUARDIAN"], Ask(_("Who was asked"), choices=lambda: [("CHILD", _("The child")), ("GUARDIAN", _("The guardian"))], widget="radio")
    ]
    given: Annotated[Literal["YES", "NO"], Ask(_("Agrees"), choices=lambda: [("YES", _("Yes")), ("NO", _("No"))], widget="radio")]
    language: Annotated[Language, Ask(_("Explained in which language"), choices=languages.choices)]
    interpreter_present: Annotated[bool, Ask(_("An interpreter was present"))] = False


class BeginTracing(Input):
    channel: Annotated[Channel, Ask(_("Through whom"), choices=lambda: Channel.choices, widget="radio")]
    safe: Annotated[bool, Ask(_("Asking endangers neither the child nor the family"))] = False
    safety: Annotated[NeededNote, Ask(_("How this was found"), widget="textarea")]

    @model_validator(mode="after")
    def nobody_is_asked_for_in_danger(self) -> BeginTracing:
        if not self.safe:
            raise ValueError(str(_("As long as asking may endanger somebody nothing is asked.")))
        return self


class TracingOutcome(TextChoices):
    FOUND = "FOUND", _("Found, contact is wanted and safe")
    UNSAFE = "UNSAFE", _("Found, but contact would not be safe or is not wanted")
    NOT_FOUND = "NOT_FOUND", _("Not found")
    DEAD = "DEAD", _("Died")


class Result(Input):
    outcome: Annotated[TracingOutcome, Ask(_("Result"), choices=lambda: TracingOutcome.choices, widget="radio")]
    text: Annotated[Note, Ask(_("What was learned, and how the child was told"), widget="textarea")] = ""
