from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, model_validator

from egnatia.kernel import moment
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine.fields import Country, Language, NeededLine, NeededNote, Note
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.protection.models import Outcome, Trigger


class Risk(TextChoices):
    HIGH = "HIGH", _("High: danger now, exploitation, severe neglect, very young and alone")
    MEDIUM = "MEDIUM", _("Medium: alone, or care that may not hold")
    LOW = "LOW", _("Low: in safe care")


class Begin(Input):
    """A child whose best interests are to be assessed. The risk says how soon."""

    person_id: Annotated[UUID, Ask(_("Child"), widget="hidden")]
    risk: Annotated[Risk, Ask(_("Risk"), choices=lambda: Risk.choices, widget="radio")]


class _Heard(Input):
    """The child is heard, or it is written down why not (CRC art. 12)."""

    language: Annotated[Language, Ask(_("Heard in which language"), choices=languages.choices)]
    interpreter_present: Annotated[bool, Ask(_("An interpreter was present"))] = False
    views: Annotated[Note, Ask(_("What the child said and wishes"), _("In the child's own words."), widget="textarea")] = ""
    not_heard: Annotated[Note, Ask(_("Why the child could not be heard"), _("Only if nothing stands above, such as an infant."), widget="textarea")] = ""

    @model_validator(mode="after")
    def heard_or_says_why_not(self) -> _Heard:
        if bool(self.views) == bool(self.not_heard):
            raise ValueError(str(_("Write down what the child said, or why it could not be heard: one of the two.")))
        return self


def _kinds() -> list[tuple[str, object]]:
    return [("SHORT", _("Short: urgent, or very many children")), ("FULL", _("Full"))]


def _ahead(value: date | None) -> date | None:
    if value is not None and not moment.today() < value <= moment.today() + timedelta(days=366):
        raise ValueError(_("Choose a day in the next twelve months."))
    return value


class Assess(_Heard):
    kind: Annotated[Literal["SHORT", "FULL"], Ask(_("Kind"), choices=_kinds, widget="radio")]
    risk: Annotated[Risk, Ask(_("Risk, as it is seen now"), choices=lambda: Risk.choices, widget="radio")]
    permits: Annotated[
        bool,
        Ask(
            _("What the authorities plan for the whole family is not against this child"),
            _("Only after a full assessment. Without this mark no step against the child's family goes on with the child."),
        ),
    ] = False
    findings: Annotated[
        NeededNote,
        Ask(_("What was found"), _("Safety, family, identity and culture, health, education, development, vulnerability."), widget="textarea", rows=5),
    ]
    plan: Annotated[NeededNote, Ask(_("What is best for the child now, and who does it until when"), widget="textarea", rows=4)]
    review_on: Annotated[date, AfterValidator(_ahead), Ask(_("Look again on"), widget="day")]

    @model_validator(mode="after")
    def only_a_full_assessment_permits(self) -> Assess:
        if self.permits and self.kind != "FULL":
            raise ValueError(str(_("A short assessment permits nothing against a child: make a full one.")))
        return self


class AskDetermination(Input):
    """What is to be decided that lasts, or cannot be taken back."""

    trigger: Annotated[Trigger, Ask(_("Why a determination is needed"), choices=lambda: Trigger.choices, widget="radio")]


def _sitting(value: datetime) -> datetime:
    given = timezone.make_aware(value) if timezone.is_naive(value) else value
    if given < moment.now() - timedelta(days=1):
        raise ValueError(_("This day lies in the past."))
    if given > moment.now() + timedelta(days=366):
        raise ValueError(_("Choose a day in the next twelve months."))
    return given


class Call(Input):
    at: Annotated[datetime, AfterValidator(_sitting), Ask(_("The panel sits on, day and time"), widget="datetime")]
    place: Annotated[NeededLine, Ask(_("Place"))]


class NameMember(Input):
    """A member of the panel: of several organisations, so that no authority decides alone."""

    name: Annotated[NeededLine, Ask(_("Name of the member"))]
    organisation: Annotated[NeededLine, Ask(_("Authority or organisation"))]
    chairs: Annotated[bool, Ask(_("Chairs the panel"))] = False
    signed: Annotated[bool, Ask(_("Has signed to keep confidential what is heard"))] = False

    @model_validator(mode="after")
    def nobody_sits_who_has_not_signed(self) -> NameMember:
        if not self.signed:
            raise ValueError(str(_("Nobody sits in the panel without the signed undertaking of confidentiality.")))
        return self


class Report(Input):
    """What the panel reads: all options, and what the child and the guardian think of them."""

    report: Annotated[NeededNote, Ask(_("Report: facts, all options with what speaks for and against each, recommendation"), widget="textarea", rows=8)]
    views: Annotated[NeededNote, Ask(_("The child's views of the options"), widget="textarea")]
    guardian_views: Annotated[NeededNote, Ask(_("The guardian's or parents' views"), widget="textarea")]


class Decide(Input):
    outcome: Annotated[Outcome, Ask(_("What the panel found best"), choices=lambda: Outcome.choices, widget="radio")]
    reasons: Annotated[NeededNote, Ask(_("Reasons, also why the other options are less good"), widget="textarea", rows=5)]
    reception: Annotated[
        Note,
        Ask(_("Of a return: who takes the child in, and how it was confirmed"), _("Named carers, confirmed by child protection there."), widget="textarea"),
    ] = ""
    to_country: Annotated[Country | None, Ask(_("Of a return: to which state"), choices=countries.nationality_choices)] = None
    reception_confirmed: Annotated[bool, Ask(_("Child protection there has confirmed that these carers take the child in, and are fit to"))] = False
    holds_until: Annotated[date, AfterValidator(_ahead), Ask(_("Holds until, and is looked at again then"), widget="day")]

    @model_validator(mode="after")
    def a_return_names_who_takes_the_child_in(self) -> Decide:
        if self.outcome == Outcome.RETURN and not (self.reception and self.reception_confirmed and self.to_country):
            raise ValueError(str(_("Say where and who takes the child in, and mark that it was confirmed: without it there is no return.")))
        return self


class EndReason(TextChoices):
    ADULT = "ADULT", _("No child any more")
    PARENTS = "PARENTS", _("In the care of parents, as child protection has seen for itself")
    ELSEWHERE = "ELSEWHR", _("Taken over by child protection of another state")


class EndProcess(Input):
    reason: Annotated[EndReason, Ask(_("Why it ends"), choices=lambda: EndReason.choices, widget="radio")]


class TakeUp(Input):
    reason: Annotated[NeededNote, Ask(_("What is new"), widget="textarea")]


class SendBack(Input):
    reason: Annotated[NeededNote, Ask(_("What is missing in the report"), widget="textarea")]
