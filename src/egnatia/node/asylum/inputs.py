"""What the examination asks outside interview, evidence and decision: routes, time, admissibility, and what ends it without a decision."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from pydantic import model_validator

from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine.fields import Country, Language, NeededLine, NeededLong, NeededNote, RecentDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.asylum.models import Connection, ContactAttempt, Ground, Ground38, Route


class Begin(Input):
    registration: Annotated[UUID, Ask(_("Registration"), widget="hidden")]


class ChooseRoute(Input):
    """The regular route is what everybody has; another one needs its grounds, by the letter of the law."""

    route: Annotated[Route, Ask(_("Route"), choices=lambda: Route.choices, widget="radio")]
    grounds: Annotated[list[Ground], Ask(_("Grounds"), _("Of the accelerated or border route."), choices=lambda: Ground.choices, widget="checkboxes")] = []
    reasons: Annotated[NeededNote, Ask(_("Reasons in this case"), widget="textarea")]

    @model_validator(mode="after")
    def another_route_has_grounds(self) -> ChooseRoute:
        if self.route is not Route.REGULAR and not self.grounds:
            raise ValueError(str(_("Name at least one ground, or choose the regular route.")))
        if self.route is Route.BORDER and set(self.grounds) & {Ground.H, Ground.I}:
            raise ValueError(str(_("Grounds h and i open no border procedure.")))
        return self


class Delay(TextChoices):
    NUMBERS = "NUMBERS", _("A disproportionate number of applications")
    COMPLEX = "COMPLEX", _("Complex questions of fact or law")
    APPLICANT = "APPLICANT", _("The applicant did not meet their duties")


class Extend(Input):
    ground: Annotated[Delay, Ask(_("Why more time is needed"), choices=lambda: Delay.choices, widget="radio")]
    reasons: Annotated[NeededNote, Ask(_("Reasons, as the applicant is told"), widget="textarea")]
    told: Annotated[bool, Ask(_("The applicant is told, with the new last day"))] = False

    @model_validator(mode="after")
    def the_applicant_is_told(self) -> Extend:
        if not self.told:
            raise ValueError(str(_("Tell the applicant why and until when: nothing is extended in silence.")))
        return self


class NameCounsel(Input):
    counsel: Annotated[NeededLine, Ask(_("Lawyer or representative, and how to reach them"))]


_ELSEWHERE = {Ground38.FIRST_COUNTRY, Ground38.SAFE_THIRD, Ground38.PROTECTED, Ground38.COURT}


class ExamineAdmissibility(Input):
    """Whether the claim is examined here at all. Only what the law lists, and the applicant is heard on it."""

    ground: Annotated[Ground38, Ask(_("Question"), choices=lambda: Ground38.choices, widget="radio")]
    country: Annotated[Country | None, Ask(_("Which country"), choices=countries.nationality_choices)] = None
    connection: Annotated[Connection | None, Ask(_("Of a safe third country: why this one"), choices=lambda: Connection.choices)] = None
    reasons: Annotated[NeededLong, Ask(_("Reasons in this case"), widget="textarea", rows=5)]

    @model_validator(mode="after")
    def it_names_what_the_law_names(self) -> ExamineAdmissibility:
        if self.ground in _ELSEWHERE and self.country is None:
            raise ValueError(str(_("Name the country.")))
        if self.ground is Ground38.SAFE_THIRD and self.connection is None:
            raise ValueError(str(_("Say why this country: a connection, the way there with a real chance to ask for protection, or an agreement.")))
        return self


class NoteAnswer(Input):
    answer: Annotated[NeededLong, Ask(_("Why that country is not safe for the applicant, in their own words; or that they said nothing"), widget="textarea")]


class FindNewElements(Input):
    """Of a subsequent application (art. 55): what is new counts whenever it arose."""

    new: Annotated[bool, Ask(_("There are new elements that may change the decision"))] = False
    reasons: Annotated[NeededLong, Ask(_("What is new, or why nothing is"), widget="textarea", rows=5)]


class Postpone(Input):
    reasons: Annotated[NeededNote, Ask(_("What is uncertain in the country of origin, and by which information"), widget="textarea")]
    told: Annotated[bool, Ask(_("The applicant is told why, and when it is looked at again"))] = False

    @model_validator(mode="after")
    def the_applicant_is_told(self) -> Postpone:
        if not self.told:
            raise ValueError(str(_("Tell the applicant first: nothing is postponed in silence.")))
        return self


class TryToReach(Input):
    """A step to reach somebody who did not come. Silence alone is no withdrawal."""

    kind: Annotated[ContactAttempt.Kind, Ask(_("What was done"), choices=lambda: ContactAttempt.Kind.choices, widget="radio")]
    on: Annotated[RecentDay, Ask(_("Sent or tried on"), widget="day")]
    until: Annotated[date | None, Ask(_("Day of the appointment, or last day to explain"), widget="day")] = None
    language: Annotated[Language, Ask(_("In which language"), choices=languages.choices)]
    text: Annotated[NeededNote, Ask(_("How, where to, and what it said"), widget="textarea")]

    @model_validator(mode="after")
    def it_names_its_day(self) -> TryToReach:
        if self.kind is not ContactAttempt.Kind.EFFORT and self.until is None:
            raise ValueError(str(_("Name the day of the appointment, or the last day to explain.")))
        if self.until is not None and self.until <= self.on:
            raise ValueError(str(_("That day lies before the one on which it was sent.")))
        return self


class Withdraw(Input):
    """Only the person's own, informed act. Silence is none."""

    words: Annotated[NeededNote, Ask(_("The person's own words"), widget="textarea")]
    language: Annotated[Language, Ask(_("In which language"), choices=languages.choices)]
    interpreter_present: Annotated[bool, Ask(_("An interpreter was present"))] = False
    consequences_told: Annotated[bool, Ask(_("Told what follows, and that it can be taken back"))] = False
    advised: Annotated[bool, Ask(_("Could speak with a lawyer or an organisation first"))] = False

    @model_validator(mode="after")
    def nobody_withdraws_uninformed(self) -> Withdraw:
        if not (self.consequences_told and self.advised):
            raise ValueError(str(_("First tell what follows and offer advice: a withdrawal that was not informed is none.")))
        return self


class OpenReview(Input):
    """Whether a status that was given is withdrawn (art. 65, 66): told in writing, heard, decided like any other case. The status stands meanwhile."""

    application: Annotated[UUID, Ask(_("Case in which the status was given"), widget="hidden")]
    reasons: Annotated[NeededLong, Ask(_("What is new, and why it may end the status"), widget="textarea", rows=5)]
    told: Annotated[bool, Ask(_("The person is told in writing that the status is under review, and why"))] = False

    @model_validator(mode="after")
    def the_person_is_told(self) -> OpenReview:
        if not self.told:
            raise ValueError(str(_("Tell the person in writing first (art. 66).")))
        return self
