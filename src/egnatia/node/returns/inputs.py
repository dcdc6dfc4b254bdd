"""What the steps of a return are asked."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints, model_validator

from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine.fields import ComingDay, Country, Language, LenientNote, Line, NeededLine, NeededNote, Note, RecentDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.coi import selectors as coi
from egnatia.node.people.inputs import PersonAnswers
from egnatia.node.referral.inputs import YesNo
from egnatia.node.returns.models import ChildReception, CourtStay, Exception6, FitToTravel, Pause, Remedy, StayGround

Reason = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class Stay(Input):
    """A stay that is found not to be permitted. Nothing is decided by it."""

    ground: Annotated[StayGround, Ask(_("What was found"), choices=lambda: StayGround.choices)]
    detected_on: Annotated[RecentDay, Ask(_("Found on"))]
    facts: Annotated[NeededNote, Ask(_("Facts of the stay"), _("What is known and from where. A fact, not a judgement of the person."), widget="textarea")]
    country: Annotated[Country, Ask(_("Country of return that is considered"), choices=countries.nationality_choices)]


class Begin(PersonAnswers, Stay):
    """Somebody who is met for the first time."""


class BeginKnown(Stay):
    source_case: Annotated[UUID, Ask(_("Case"), widget="hidden")]


class TellAvrr(Input):
    language: Annotated[Language, Ask(_("In which language"), choices=languages.choices)]
    interpreter_present: Annotated[bool, Ask(_("An interpreter was present, or the person speaks that language with the officer"))] = False


class CheckDanger(Input):
    """Of this person, in this country, and onward from it."""

    country: Annotated[Country, Ask(_("Country"), choices=countries.nationality_choices)]
    danger: Annotated[YesNo, Ask(_("There is a danger of persecution, torture or other serious harm there"), choices=lambda: YesNo.choices, widget="radio")]
    onward: Annotated[YesNo, Ask(_("There is a danger of being sent on from there to such a country"), choices=lambda: YesNo.choices, widget="radio")]
    reasons: Annotated[NeededNote, Ask(_("Reasons, for this person and this country"), widget="textarea")]
    sources: Annotated[
        list[UUID],
        Field(min_length=1),
        Ask(_("Country information that was read"), _("At least one document. It is kept as it was."), choices=lambda: coi.choices()),
    ]


class NoteFacts(Input):
    text: Annotated[LenientNote, Ask(_("What is new"), _("From this moment no earlier look at the danger holds."), widget="textarea")] = ""


class ConfirmReception(Input):
    country: Annotated[Country, Ask(_("Country"), choices=countries.nationality_choices)]
    by_whom: Annotated[ChildReception.By, Ask(_("Who receives the child"), choices=lambda: ChildReception.By.choices)]
    text: Annotated[NeededNote, Ask(_("How it was confirmed, by whom, and what is arranged"), widget="textarea")]
    confirmed_on: Annotated[RecentDay, Ask(_("Confirmed on"))]


class RecordRecovery(Input):
    until: Annotated[ComingDay, Ask(_("Time to recover and reflect ends on"), _("At least 30 days from today (CETS 197 art. 13). It is never made shorter."))]


class Assess(Input):
    """The person is heard, in a language that they understand."""

    language: Annotated[Language, Ask(_("Heard in which language"), choices=languages.choices)]
    heard: Annotated[NeededNote, Ask(_("What the person said"), widget="textarea")]
    family: Annotated[NeededNote, Ask(_("Family life here and there"), widget="textarea")]
    health: Annotated[NeededNote, Ask(_("State of health, as far as the person told it or a doctor says so"), _("No diagnosis."), widget="textarea")]
    child: Annotated[NeededNote, Ask(_("Children: whose best interests are touched, and how"), _("“None” if there are none."), widget="textarea")]
    ties: Annotated[NeededNote, Ask(_("Ties here: length of stay, school, work, language"), widget="textarea")]
    exception: Annotated[
        Exception6 | None, Ask(_("An exception holds"), _("Then no return decision is made (art. 6(2) to (5))."), choices=lambda: Exception6.choices)
    ] = None


class ChangeCountry(Input):
    country: Annotated[Country, Ask(_("Country of return that is considered"), choices=countries.nationality_choices)]


class OnOperation(Input):
    """Of the operation that somebody travels with: its day and its way of travelling."""

    day: Annotated[date, Ask(_("Day"), widget="hidden")]
    mode: Annotated[FitToTravel.Mode, Ask(_("Way of travelling"), widget="hidden")]
    operation: Annotated[UUID, Ask(_("Operation"), widget="hidden")]


class Because(Input):
    reason: Annotated[Reason, Ask(_("Reason"), widget="textarea")]


class Postpone(Input):
    must: Annotated[
        YesNo,
        Ask(
            _("It must be postponed"),
            _("Removal would violate non-refoulement, or a remedy suspends it (art. 9(1))."),
            choices=lambda: YesNo.choices,
            widget="radio",
        ),
    ]
    until: Annotated[ComingDay | None, Ask(_("Until when, if a day is known"))] = None
    reason: Annotated[NeededNote, Ask(_("Reason"), widget="textarea")]
    confirmed: Annotated[bool, Ask(_("The person has a written confirmation of it (art. 14(2))"))] = False


class NoteStay(Input):
    court: Annotated[CourtStay.Court, Ask(_("Which court"), choices=lambda: CourtStay.Court.choices)]
    reference: Annotated[NeededLine, Ask(_("Reference of the order"))]
    ordered_on: Annotated[RecentDay, Ask(_("Ordered on"))]


class EndStay(Input):
    stay: Annotated[UUID, Ask(_("Which stay"), choices=list)]
    reference: Annotated[NeededLine, Ask(_("Reference of the court's word that ends it"))]
    ended_on: Annotated[RecentDay, Ask(_("Ended on"))]


class LodgeRemedy(Input):
    lodged_on: Annotated[RecentDay, Ask(_("Lodged on"))]
    reference: Annotated[Line, Ask(_("Reference"))] = ""


class RemedyDecided(Input):
    outcome: Annotated[Remedy.Outcome, Ask(_("What was decided"), choices=lambda: Remedy.Outcome.choices, widget="radio")]
    on: Annotated[RecentDay, Ask(_("Decided on"))]
    reference: Annotated[NeededLine, Ask(_("Reference"))]


class HearWish(Input):
    words: Annotated[LenientNote, Ask(_("In the person's own words, if possible"), widget="textarea")] = ""


class FailAttempt(Input):
    attempt: Annotated[Pause.Attempt, Ask(_("Why it failed"), choices=lambda: Pause.Attempt.choices)]
    text: Annotated[Note, Ask(_("What happened"), widget="textarea")] = ""


class LiftBan(Input):
    months: Annotated[int, Field(ge=0, le=600), Ask(_("Months that remain; 0 lifts it"))] = 0
    reason: Annotated[Reason, Ask(_("Reason"), widget="textarea")]


class ExtendPeriod(Input):
    until: Annotated[ComingDay, Ask(_("New last day"))]
    reason: Annotated[Reason, Ask(_("Reason"), _("Such as length of stay, children at school, family and social links (art. 7(2))."), widget="textarea")]


class NoteDeparted(Input):
    on: Annotated[RecentDay, Ask(_("Departed on"))]
    shown_by: Annotated[NeededLine, Ask(_("What shows it"), _("Such as the border exit record, or a message of the counsellors."))]


class NoteReceipt(Input):
    received_by: Annotated[NeededLine, Ask(_("Authority that received the person"))]
    on: Annotated[RecentDay, Ask(_("On"))]

    @model_validator(mode="after")
    def named(self) -> NoteReceipt:
        if self.received_by.strip("– -") == "":
            raise ValueError(str(_("Name the authority.")))
        return self
