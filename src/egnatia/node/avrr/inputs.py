from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints, model_validator

from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine.fields import ComingDay, Country, Language, Line, NeededLine, NeededNote, RecentDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.avrr.models import MINIMAL_IDENTITY, Fit, FormalityKind, Free, Ground, Item, Mode, Resumes, To, Topic
from egnatia.node.referral.inputs import YesNo
from egnatia.node.referral.models import GivenBy

Reason = Annotated[str, StringConstraints(min_length=1, max_length=300)]
LongReason = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class OpenEnquiry(Input):
    """Somebody asks about going back. Nothing follows from asking."""

    source_case: Annotated[UUID, Ask(_("Case"), widget="hidden")]
    detained: Annotated[
        bool,
        Ask(
            _("The person is detained"), _("Then a counsellor of a body that neither detains nor returns counsels, and a second person looks at the free will.")
        ),
    ] = False
    asked: Annotated[
        bool, Ask(_("The person asked for it themselves, and knows that the counsellors will see their file"), _("Without this nobody counsels."))
    ] = False

    @model_validator(mode="after")
    def asked_themselves(self) -> OpenEnquiry:
        if not self.asked:
            raise ValueError(str(_("Only the person can ask for it: tick that they did, and know who sees their file.")))
        return self


class NoteDetention(Input):
    detained: Annotated[YesNo, Ask(_("The person is detained now"), choices=lambda: YesNo.choices, widget="radio")]


class Counsel(Input):
    topics: Annotated[list[Topic], Field(min_length=1), Ask(_("What was talked about"), choices=lambda: Topic.choices)]
    resumes: Annotated[
        list[Resumes],
        Field(min_length=1),
        Ask(_("What goes on if the person takes it back"), _("Told exactly, before anybody agrees to anything."), choices=lambda: Resumes.choices),
    ]
    language: Annotated[Language, Ask(_("In which language"), choices=languages.choices)]
    interpreter_present: Annotated[bool, Ask(_("An interpreter was present, or the counsellor speaks that language"))] = False
    alone: Annotated[bool, Ask(_("Nobody of an authority for detention or return was in the room"))] = False


class Apply(Input):
    """The person's declaration. Each adult signs for themselves."""

    country: Annotated[Country, Ask(_("Country of return"), choices=countries.nationality_choices)]
    language: Annotated[Language, Ask(_("Language of the declaration"), choices=languages.choices)]
    signed: Annotated[bool, Ask(_("The declaration was read out in that language and signed"))] = False
    agreed_by: Annotated[GivenBy, Ask(_("Who agreed"), choices=lambda: GivenBy.choices)] = GivenBy.SELF

    @model_validator(mode="after")
    def is_signed(self) -> Apply:
        if not self.signed:
            raise ValueError(str(_("Without a signed declaration in a language that the person understands there is no application.")))
        return self


class CheckVoluntariness(Input):
    free: Annotated[Free, Ask(_("The decision to return"), choices=lambda: Free.choices, widget="radio")]
    capacity: Annotated[Free, Ask(_("Understands and can decide"), choices=lambda: Free.choices, widget="radio")]
    note: Annotated[NeededNote, Ask(_("What the person said, in their own words"), widget="textarea")]


class DecideEligibility(Input):
    eligible: Annotated[YesNo, Ask(_("Can be assisted"), choices=lambda: YesNo.choices, widget="radio")]
    reason: Annotated[LongReason, Ask(_("Reason"), _("The person is told it, and where to complain."), widget="textarea")]


class Share(Input):
    to: Annotated[To, Ask(_("Who is told"), choices=lambda: To.choices)]
    items: Annotated[list[Item], Field(min_length=1), Ask(_("What"), choices=lambda: Item.choices)]
    purpose: Annotated[NeededLine, Ask(_("What for"))]
    language: Annotated[Language, Ask(_("Language in which the person agreed"), choices=languages.choices)]
    ground: Annotated[Ground, Ask(_("Why it may go to another state"), choices=lambda: Ground.choices)]
    until: Annotated[ComingDay, Ask(_("Until when"))]


class TakeBackSharing(Input):
    to: Annotated[To, Ask(_("Who is told nothing more"), choices=lambda: To.choices)]


class AskDocument(Input):
    items: Annotated[
        list[Item],
        Field(min_length=1),
        Ask(
            _("What the consulate is told"),
            _("The least by which it can issue a document. Never that somebody asked for asylum."),
            choices=lambda: Item.choices,
        ),
    ]

    @model_validator(mode="after")
    def least(self) -> AskDocument:
        if not set(self.items) <= MINIMAL_IDENTITY:
            raise ValueError(str(_("A consulate is told who somebody is and no more: take the other marks away.")))
        return self


class NoteDocument(Input):
    issued: Annotated[YesNo, Ask(_("The document was issued"), choices=lambda: YesNo.choices, widget="radio")]
    valid_until: Annotated[ComingDay | None, Ask(_("Valid until"))] = None

    @model_validator(mode="after")
    def holds_until(self) -> NoteDocument:
        if self.issued is YesNo.YES and self.valid_until is None:
            raise ValueError(str(_("Enter until when the document is valid.")))
        return self


class RecordFitness(Input):
    result: Annotated[Fit, Ask(_("Result"), choices=lambda: Fit.choices, widget="radio")]
    mode: Annotated[Mode, Ask(_("For a journey"), choices=lambda: Mode.choices)]
    examined_on: Annotated[RecentDay, Ask(_("Examined on"))]
    valid_until: Annotated[ComingDay, Ask(_("Valid until"))]
    examiner: Annotated[NeededLine, Ask(_("Doctor"))]
    conditions: Annotated[Line, Ask(_("Conditions"), _("Such as an escort, a supply of medicine. No diagnosis."))] = ""

    @model_validator(mode="after")
    def conditions_are_named(self) -> RecordFitness:
        if self.result is Fit.CONDITIONS and not self.conditions:
            raise ValueError(str(_("Name the conditions.")))
        return self


class CheckRisk(Input):
    danger: Annotated[YesNo, Ask(_("There is a danger of persecution or serious harm there"), choices=lambda: YesNo.choices, widget="radio")]
    new_facts: Annotated[bool, Ask(_("Something new was learnt since the last check"))] = False
    reasons: Annotated[NeededNote, Ask(_("Reasons, for this person and this country"), widget="textarea")]


class RecordSafeguards(Input):
    reflection_until: Annotated[ComingDay, Ask(_("Time to reflect ends on"), _("At least 30 days from today (CETS 197 art. 13). It is never made shorter."))]
    risk: Annotated[NeededNote, Ask(_("Risk from traffickers, family and authorities"), widget="textarea")]
    safe_arrival: Annotated[NeededNote, Ask(_("Safe arrival: who meets the person, where they stay, who follows up"), widget="textarea")]
    contact_agreed: Annotated[bool, Ask(_("The person agrees that authorities of that country are asked for a document"))] = False


class NoteFormality(Input):
    kind: Annotated[FormalityKind, Ask(_("Formality"), choices=lambda: FormalityKind.choices)]
    on: Annotated[RecentDay, Ask(_("Done on"))]
    note: Annotated[Line, Ask(_("Remark"))] = ""


class Book(Input):
    travel_on: Annotated[ComingDay, Ask(_("Day of travel"))]
    mode: Annotated[Mode, Ask(_("How"), choices=lambda: Mode.choices)]
    itinerary: Annotated[Reason, Ask(_("Itinerary"))]
    escort: Annotated[Line, Ask(_("Who comes along"), _("For a child always; for health if the doctor says so."))] = ""


class Because(Input):
    reason: Annotated[Reason, Ask(_("Reason"))]


class NoteArrival(Input):
    on: Annotated[RecentDay, Ask(_("Arrived on"))]
    met_by: Annotated[Line, Ask(_("Met by"), _("For a child: the person named by the panel, with their signature."))] = ""


class Complain(Input):
    text: Annotated[NeededNote, Ask(_("What the person complains of, in their own words"), widget="textarea")]


class AnswerComplaint(Input):
    answer: Annotated[NeededNote, Ask(_("What was found, and what changes"), widget="textarea")]
    person_told: Annotated[YesNo, Ask(_("The person was told, in a language that they understand"), choices=lambda: YesNo.choices, widget="radio")]


class HoldOutreach(Input):
    site: Annotated[NeededLine, Ask(_("Where"))]
    on: Annotated[RecentDay, Ask(_("Day"))]
    language: Annotated[Language, Ask(_("Language"), choices=languages.choices)]
    reached: Annotated[int, Field(ge=0, le=10_000), Ask(_("How many came"))]
    leaflets: Annotated[int, Field(ge=0, le=10_000), Ask(_("Leaflets handed out"))] = 0
