from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints, model_validator

from egnatia.kernel.codes import countries
from egnatia.kernel.engine.fields import ComingDay, Country, Line, NeededLine, NeededNote, Note, PastMoment, RecentDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.referral.inputs import YesNo
from egnatia.node.returns.models import Capacity, Datum, Track
from egnatia.node.returns.readmission import selectors

Reason = Annotated[str, StringConstraints(min_length=1, max_length=300)]


class Open(Input):
    return_case: Annotated[UUID, Ask(_("Case"), widget="hidden")]
    agreement: Annotated[NeededLine, Ask(_("Under which agreement"), _("Only those that named people verified."), choices=selectors.agreement_choices)]
    requested: Annotated[Country, Ask(_("Requested state"), choices=countries.nationality_choices)]
    track: Annotated[Track, Ask(_("Procedure"), choices=lambda: Track.choices, widget="radio")]
    capacity: Annotated[Capacity, Ask(_("As"), choices=lambda: Capacity.choices, widget="radio")]
    known_on: Annotated[RecentDay, Ask(_("Known since"), _("From this day the time to ask runs, of who is no national there."))]


class AddEvidence(Input):
    kind: Annotated[int, Ask(_("Evidence"), choices=selectors.evidence_choices)]
    text: Annotated[NeededLine, Ask(_("Which one"), _("Number, issuer, date. Nothing that comes from an asylum file."))]


class Describe(Input):
    """What is needed on the way, and measures of security: each for this person, with reasons."""

    care: Annotated[Note, Ask(_("Special care that is needed"), _("Only what the person agreed to have told."), widget="textarea")] = ""
    care_agreed: Annotated[bool, Ask(_("The person agreed to it, in a language that they understand"))] = False
    security: Annotated[Note, Ask(_("Security measures, with the reasons for this person"), _("Leave empty if there are none."), widget="textarea")] = ""
    minors: Annotated[int, Field(ge=0, le=20), Ask(_("Accompanied minors"))] = 0


class Send(Input):
    items: Annotated[
        list[Datum],
        Field(min_length=1),
        Ask(
            _("What the other state is told"),
            _("The least by which it can answer."),
            choices=lambda: [(one.value, one.label) for one in Datum if one != Datum.TRAVEL],
        ),
    ]

    @model_validator(mode="after")
    def before_the_transfer(self) -> Send:
        if Datum.TRAVEL in self.items:
            raise ValueError(str(_("Day and place are told with the announcement of the transfer alone.")))
        return self


class NoteReceipt(Input):
    received_at: Annotated[PastMoment, Ask(_("Received there"), _("By their confirmation. From here their time runs."))]


class NoteExtension(Input):
    because: Annotated[Reason, Ask(_("Their reasons"))]


class NoteInterview(Input):
    on: Annotated[RecentDay, Ask(_("Held on"))]
    observer: Annotated[NeededLine, Ask(_("Officer of this state in the room"), _("Sees to it that nothing is asked but who the person is."))]
    interpreter: Annotated[Line, Ask(_("Interpreter"))] = ""
    confirmed: Annotated[YesNo, Ask(_("They confirmed the nationality"), choices=lambda: YesNo.choices, widget="radio")]


class NoteAnswer(Input):
    accepted: Annotated[YesNo, Ask(_("They accept"), choices=lambda: YesNo.choices, widget="radio")]
    on: Annotated[RecentDay, Ask(_("Answered on"))]
    reasons: Annotated[Note, Ask(_("Their reasons"), _("A refusal has reasons; ask for them if they are missing."), widget="textarea")] = ""


class ConfirmDeemed(Input):
    looked: Annotated[NeededNote, Ask(_("How you made sure that no answer came"), _("Mail, telephone, liaison: with whom, when."), widget="textarea")]


class Announce(Input):
    on: Annotated[ComingDay, Ask(_("Day of the transfer"))]
    place: Annotated[NeededLine, Ask(_("Place of the transfer"))]


class NoteDocument(Input):
    number: Annotated[NeededLine, Ask(_("Number of the document"))]
    valid_until: Annotated[ComingDay, Ask(_("Valid until"))]
    eu_return: Annotated[bool, Ask(_("European travel document for return"), _("Only where the other state accepts it; valid for a single journey."))] = False


class Because(Input):
    reason: Annotated[Reason, Ask(_("Reason"))]
