from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, model_validator

from egnatia.kernel.codes import languages, pool
from egnatia.kernel.engine.fields import ComingMoment, Language, Line, NeededLine, Note, PastDay, aware
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.interpreters import marks
from egnatia.node.interpreters.marks import Mark
from egnatia.node.interpreting.models import Mode, Sex

Moment = Annotated[datetime, AfterValidator(aware)]


class RequestInterpreter(Input):
    """Made by the room that needs an interpreter, or from the page of any case about a person, or of a training; nothing in it says who the person is."""

    asked_for: Annotated[UUID, Ask(_("Case"), widget="hidden")]
    person_id: Annotated[UUID | None, Ask(_("Person"), widget="hidden")] = None
    language: Annotated[Language, Ask(_("Language"), choices=languages.choices)]
    variety: Annotated[Line, Ask(_("Variety or dialect"))] = ""
    wanted_sex: Annotated[Sex, Ask(_("Whom the person asks for"), choices=lambda: Sex.choices, widget="radio")]
    mode: Annotated[Mode, Ask(_("How"), choices=lambda: Mode.choices, widget="radio")] = Mode.PRESENT
    begins: Annotated[Moment, Ask(_("From"), widget="datetime")]
    ends: Annotated[Moment, Ask(_("Until"), widget="datetime")]
    place: Annotated[NeededLine, Ask(_("Place"))]


def _of_pool(value: str) -> str:
    """A bare number is one of the pool."""
    return f"Pool {int(value)}" if value.isascii() and value.isdigit() else value


class Book(Input):
    """Who interprets: by the number of the pool or a pseudonym, with the checks that come before."""

    interpreter: Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_of_pool), Ask(_("Interpreter"), _("Number in the pool, or pseudonym."))]
    sex: Annotated[Literal["WOMAN", "MAN"], Ask(_("The interpreter is"), choices=lambda: Sex.choices[:2], widget="radio")]
    speaks: Annotated[bool, Ask(_("Speaks this language and variety, as the person does"))] = False
    no_conflict: Annotated[
        bool, Ask(_("Asked and answered: no link to the person, to whom the person fears, to the other side of a conflict or to a state of origin"))
    ] = False
    confidentiality_signed_on: Annotated[PastDay, Ask(_("Confidentiality signed on"), widget="day")]
    agreed_to_other_sex: Annotated[bool, Ask(_("Not whom the person asked for: the person was asked and agrees"))] = False

    @model_validator(mode="after")
    def the_checks_were_made(self) -> Book:
        if not (self.speaks and self.no_conflict):
            raise ValueError(str(_("First check the variety, and that there is no conflict: nobody interprets otherwise.")))
        return self


class WhyNone(TextChoices):
    NOBODY = "NOBODY", _("Nobody speaks this variety")
    NO_TIME = "NO_TIME", _("Nobody has time")
    SEX = "SEX", _("Nobody of the sex that the person asks for")
    CONFLICT = "CONFLICT", _("A conflict of interests")


class NobodyFound(Input):
    why: Annotated[WhyNone, Ask(_("Why nobody was found"), choices=lambda: WhyNone.choices, widget="radio")]
    note: Annotated[Note, Ask(_("What was tried"), widget="textarea")] = ""


class Move(Input):
    begins: Annotated[ComingMoment, Ask(_("From"), widget="datetime")]
    ends: Annotated[ComingMoment, Ask(_("Until"), widget="datetime")]
    place: Annotated[NeededLine, Ask(_("Place"))]


class NoteOutcome(Input):
    outcome: Annotated[pool.Outcome, Ask(_("What came of it"), choices=lambda: list(pool.OUTCOMES.items()), widget="radio")] = pool.Outcome.DONE
    minutes: Annotated[int | None, Field(ge=1, le=720), Ask(_("Minutes that it took"), _("If it was not as long as planned."))] = None
    understood: Annotated[bool, Ask(_("Person and interpreter understood each other"))] = False
    officer_says: Annotated[Mark | None, Ask(_("How was the interpreting?"), _("Stays at this node."), "select", marks.choices)] = None
    person_says: Annotated[Mark | None, Ask(_("How was it for the person?"), _("Only if they wish to say."), "select", marks.choices)] = None
    complaint: Annotated[
        pool.Complaint | None,
        Ask(
            _("Complaint"),
            _("Of an interpreter of the pool: goes to the coordinator where they belong, with the day and your country, and nothing else."),
            "select",
            lambda: list(pool.COMPLAINTS.items()),
        ),
    ] = None
    complaint_about: Annotated[int | None, Field(ge=1), Ask(_("Complaint about number"), _("In the pool; needed where two interpreted."))] = None
    note: Annotated[Note, Ask(_("What was difficult"), widget="textarea")] = ""
