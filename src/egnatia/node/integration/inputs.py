from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from pydantic import model_validator

from egnatia.kernel.engine.fields import Line, NeededLine, NeededNote, Note, RecentDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.kernel.models import NationalProgramme
from egnatia.node.integration.models import Area, PaperKind, StepState


class Begin(Input):
    granted_in: Annotated[UUID, Ask(_("Case in which the status was given"), widget="hidden")]


class MakePlan(Input):
    """Made with the person, in a language that they understand."""

    goals: Annotated[NeededNote, Ask(_("What the person wants to reach, in their own order"), widget="textarea", rows=5)]
    mentor: Annotated[Line, Ask(_("Mentor, if the person wants one"))] = ""
    together: Annotated[bool, Ask(_("Made together with the person, who has a copy"))] = False

    @model_validator(mode="after")
    def it_is_the_persons_own(self) -> MakePlan:
        if not self.together:
            raise ValueError(str(_("Make the plan together: it is the person's own, or it is none.")))
        return self


def programmes() -> list[tuple[str, str]]:
    """National programmes of this country."""
    found = NationalProgramme.objects.filter(jurisdiction=settings.EGNATIA_COUNTRY).order_by("area", "code")
    return [(one.code, f"{Area(one.area).label}: {one.title}") for one in found]


class NoteStep(Input):
    area: Annotated[Area, Ask(_("Area"), choices=lambda: Area.choices)]
    state: Annotated[StepState, Ask(_("How it stands"), choices=lambda: StepState.choices, widget="radio")]
    programme: Annotated[str, Ask(_("National programme"), choices=programmes, widget="select")] = ""
    text: Annotated[Note, Ask(_("Details: provider, level, place"), widget="textarea")] = ""
    on: Annotated[RecentDay, Ask(_("Day"), widget="day")]

    @model_validator(mode="after")
    def the_programme_exists(self) -> NoteStep:
        if self.programme and self.programme not in dict(programmes()):
            raise ValueError(str(_("Choose one of the national programmes.")))
        return self


class IssuePaper(Input):
    kind: Annotated[PaperKind, Ask(_("Document"), choices=lambda: PaperKind.choices, widget="radio")]
    number: Annotated[NeededLine, Ask(_("Number"))]
    issued_on: Annotated[RecentDay, Ask(_("Handed over on"), widget="day")]
    valid_until: Annotated[date, Ask(_("Valid until"), widget="day")]

    @model_validator(mode="after")
    def it_holds_for_a_time(self) -> IssuePaper:
        if self.valid_until <= self.issued_on:
            raise ValueError(str(_("It ends before it begins: check the days.")))
        return self


class AskReunification(Input):
    who: Annotated[NeededNote, Ask(_("Who is to come: name, relation, where they are, how to reach them safely"), widget="textarea")]
    asked_on: Annotated[RecentDay, Ask(_("Asked on"), widget="day")]


class ReunionOutcome(TextChoices):
    ARRIVED = "ARRIVED", _("They are here")
    GRANTED = "GRANTED", _("Granted, not here yet")
    REFUSED = "REFUSED", _("Refused")
    WITHDRAWN = "WITHDRAWN", _("The person does not want it any more")


class AnswerReunification(Input):
    request: Annotated[UUID, Ask(_("Whose coming"), widget="select")]
    outcome: Annotated[ReunionOutcome, Ask(_("What became of it"), choices=lambda: ReunionOutcome.choices, widget="radio")]
    on: Annotated[RecentDay, Ask(_("Day"), widget="day")]


class EndReason(TextChoices):
    CITIZEN = "CITIZEN", _("Became a citizen")
    REACHED = "REACHED", _("Needs no more help")
    WISH = "WISH", _("Does not want it")
    LEFT = "LEFT", _("Left the country")
    NO_STATUS = "NO_STATUS", _("Status withdrawn, finally")


class End(Input):
    reason: Annotated[EndReason, Ask(_("Why it ends"), choices=lambda: EndReason.choices, widget="radio")]
