from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, model_validator

from egnatia.kernel import moment
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine import national
from egnatia.kernel.engine.fields import Country, Language, LenientNote, Line, NeededLine, NeededNote, Note
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.people.inputs import PersonAnswers
from egnatia.node.people.models import FamilyLink
from egnatia.node.protection.inputs import seen
from egnatia.node.protection.models import Category, Indicator
from egnatia.node.referral.inputs import Asked
from egnatia.node.screening.models import Beside, Reason, Route, StayKind


def _arrival(value: datetime) -> datetime:
    moment_given = timezone.make_aware(value) if timezone.is_naive(value) else value
    if moment_given > moment.now() + timedelta(minutes=5):
        raise ValueError(_("The arrival lies in the future."))
    if moment_given < moment.now() - timedelta(days=60):
        raise ValueError(_("The arrival lies more than 60 days back: check the year and the month."))
    return moment_given


class RegisterArrival(PersonAnswers):
    """A person who arrives: who they say they are, how they came, whom they are with."""

    relative_case: Annotated[Line, Ask(_("Case number of a family member here"), _("Families stay together."))] = ""
    relation: Annotated[FamilyLink.Relation | None, Ask(_("This person is to that family member"), choices=lambda: FamilyLink.Relation.choices)] = None
    reason: Annotated[Reason, Ask(_("How the person came to the authorities"), choices=lambda: Reason.choices)]
    place: Annotated[NeededLine, Ask(_("Place"))]
    arrived_at: Annotated[
        datetime,
        AfterValidator(_arrival),
        Ask(_("Arrival, day and time"), _("Found, brought ashore or presented: the time limit runs from here."), widget="datetime"),
    ]
    held_over_72_hours: Annotated[bool, Ask(_("Held at the border for more than 72 hours before this"))] = False

    @model_validator(mode="after")
    def a_relative_has_a_relation(self) -> RegisterArrival:
        if self.relative_case and self.relation is None:
            raise ValueError(str(_("Say what this person is to the family member, such as child or spouse.")))
        return self


class HealthOutcome(TextChoices):
    NO_NEED = "NO_NEED", _("No need found at this moment")
    NOT_NEEDED = "NOT_NEEDED", _("No further check needed")
    CARE_NEEDED = "CARE_NEEDED", _("Needs health care")
    URGENT = "URGENT", _("Needs urgent care now")
    ISOLATION = "ISOLATION", _("Isolation on public-health grounds")


class Health(Input):
    """No diagnosis: the outcome for the referral only."""

    outcome: Annotated[
        HealthOutcome,
        Ask(_("Outcome of the health check"), _("No diagnosis here: it stays in the medical record."), choices=lambda: HealthOutcome.choices, widget="radio"),
    ]


class Vulnerability(Input):
    indicators: Annotated[list[Indicator], Field(min_length=1), AfterValidator(seen), Ask(_("What do you see or hear?"), choices=lambda: Indicator.choices)]
    categories: Annotated[
        list[Category], Ask(_("Which special needs may there be?"), _("A suspicion is enough; a specialist confirms it."), choices=lambda: Category.choices)
    ] = []
    urgent: Annotated[bool, Ask(_("Needs help at once"))] = False
    note: Annotated[Note, Ask(_("Note for the specialist"), widget="textarea")] = ""


class IdentOutcome(TextChoices):
    DOCUMENT = "DOCUMENT", _("Confirmed by a document")
    DECLARED = "DECLARED", _("Declared only, no document")
    DOUBT = "DOUBT", _("Documents and statements differ")


class Identification(Input):
    outcome: Annotated[IdentOutcome, Ask(_("Identification"), choices=lambda: IdentOutcome.choices, widget="radio")]


def _sources() -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in national.sources()]


def _available(values: list[str]) -> list[str]:
    if not set(values) <= {code for code, _label in _sources()}:
        raise ValueError(_("Choose a database that may be asked here. Systems of the EU are open to no third country."))
    return values


Sources = Annotated[list[str], AfterValidator(_available)]


class Security(Input):
    sources: Annotated[Sources, Field(min_length=1), Ask(_("Databases consulted"), choices=_sources, widget="checkboxes")]
    hits: Annotated[Sources, Ask(_("Of these, which gave a hit"), _("Not shown on the person's copy."), choices=_sources, widget="checkboxes")] = []

    @model_validator(mode="after")
    def a_hit_was_looked_for(self) -> Security:
        if not set(self.hits) <= set(self.sources):
            raise ValueError(str(_("A hit stands at a database that was not consulted: mark that too, or take the hit away.")))
        return self


class AskAsylum(Input):
    """The question that is always asked expressly."""

    wishes_asylum: Annotated[
        Literal["YES", "NO"],
        Ask(
            _("Does the person want asylum, or fear to go back?"),
            _("Any fear of going back counts as yes. If in doubt: yes."),
            choices=lambda: [("YES", _("Yes")), ("NO", _("No"))],
            widget="radio",
        ),
    ]
    words: Annotated[LenientNote, Ask(_("The person's own words"), widget="textarea")] = ""


class Datum(StrEnum):
    """Data of 1a and 1b that are confirmed or declared one by one (art. 17(1))."""

    NAME = "NAME"
    BIRTH = "BIRTH"
    BIRTHPLACE = "BIRTHPLACE"
    GENDER = "GENDER"
    NATIONALITY = "NATIONALITY"
    RESIDENCE = "RESIDENCE"
    LANGUAGES = "LANGUAGES"


DATUM_LABELS = {
    Datum.NAME: _("Name"),
    Datum.BIRTH: _("Date of birth"),
    Datum.BIRTHPLACE: _("Place of birth"),
    Datum.GENDER: _("Gender"),
    Datum.NATIONALITY: _("Nationality"),
    Datum.RESIDENCE: _("Country of residence"),
    Datum.LANGUAGES: _("Languages"),
}


class CompleteForm(Input):
    """What the Article 17 form asks beyond the steps."""

    confirmed: Annotated[
        list[Datum], Ask(_("Confirmed by a document or check"), _("Everything else counts as declared."), choices=lambda: list(DATUM_LABELS.items()))
    ] = []
    residence: Annotated[Country | None, Ask(_("Country of residence before arrival"), choices=countries.nationality_choices)] = None
    spoken: Annotated[list[Language], Ask(_("Languages spoken"), choices=languages.choices, widget="select_many")] = []
    transit: Annotated[list[Country], Ask(_("Countries crossed, as told"), choices=countries.nationality_choices, widget="select_many")] = []
    destination: Annotated[Country | None, Ask(_("Intended destination, as told"), choices=countries.nationality_choices)] = None
    reason_for_arrival: Annotated[Note, Ask(_("Reason for the arrival, as told"), _("Do not ask about the grounds of an asylum claim."), widget="textarea")] = (
        ""
    )
    family_elsewhere: Annotated[Note, Ask(_("Family in a state of the region or the EU"), widget="textarea")] = ""
    cooperated: Annotated[bool, Ask(_("The person cooperated"))] = True
    comments: Annotated[Note, Ask(_("Comments; suspected smuggling or trafficking"), widget="textarea")] = ""


class ChildOutcome(TextChoices):
    ADULT_PRESENT = "ADULT_PRESENT", _("A parent or responsible adult was present")
    REPRESENTATIVE = "REPRESENTATIVE", _("A representative or trained independent person was present")


class Child(Input):
    outcome: Annotated[ChildOutcome, Ask(_("Who was with the child"), _("Never the screening officer."), choices=lambda: ChildOutcome.choices, widget="radio")]


class CopyMode(TextChoices):
    PAPER = "PAPER", _("Given on paper")
    ELECTRONIC = "ELECTRONIC", _("Given electronically")
    DECLINED = "DECLINED", _("Offered, the person did not want it")


class OfferCopy(Input):
    mode: Annotated[CopyMode, Ask(_("Copy of the form"), choices=lambda: CopyMode.choices, widget="radio")]


class MakeRemark(Input):
    text: Annotated[NeededNote, Ask(_("What the person says is wrong or missing"), widget="textarea")]


class Refer(Input):
    route: Annotated[Route, Ask(_("Refer to"), choices=lambda: Route.choices, widget="radio")]


class NoteStay(Input):
    kind: Annotated[StayKind, Ask(_("Where the person stays"), choices=lambda: StayKind.choices, widget="radio")]
    place: Annotated[NeededLine, Ask(_("Name or address of the place"))]


class ForNeed(Input):
    need: Annotated[Beside, Ask(_("For what"), choices=lambda: Beside.choices, widget="radio")]


class ReferBeside(Asked, ForNeed):
    """A service for a need, whatever the outcome of the screening is; the need is asked first."""


def _prescreening_outcomes() -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in national.outcomes("screening.record_prescreening")]


def _known_outcome(value: str) -> str:
    if value not in {code for code, _label in _prescreening_outcomes()}:
        raise ValueError(_("Choose an outcome of this country."))
    return value


class RecordPrescreening(Input):
    outcome: Annotated[str, AfterValidator(_known_outcome), Ask(_("Outcome of the interview"), choices=_prescreening_outcomes, widget="radio")]
    interpreter_present: Annotated[bool, Ask(_("An interpreter was present"))] = False
