from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from egnatia.kernel.codes import countries, seats
from egnatia.kernel.engine.fields import ComingMoment, Country, LenientNote, Line, NeededLine, NeededNote, Note, PastMoment
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.referral.inputs import YesNo
from egnatia.node.returns.models import Carriage, Escort, Force, Kind, Off, Returnee
from egnatia.node.returns.operations.guidelines import GUIDELINES
from egnatia.node.returns.operations.selectors import calls_of_others


class Plan(Input):
    kind: Annotated[Kind, Ask(_("Kind"), choices=lambda: Kind.choices)]
    carriage: Annotated[Carriage, Ask(_("Way of travelling"), choices=lambda: Carriage.choices)]
    country: Annotated[Country, Ask(_("To"), choices=countries.nationality_choices)]
    departs_at: Annotated[ComingMoment, Ask(_("Departure"))]
    from_place: Annotated[NeededLine, Ask(_("From where"))]
    seats: Annotated[int, Field(ge=1, le=400), Ask(_("Seats"))]
    carrier: Annotated[Line, Ask(_("Carrier"))] = ""
    organiser: Annotated[Country, Ask(_("Organised by"), choices=countries.nationality_choices)]
    authorised: Annotated[Line, Ask(_("Authorisations of transit and destination"), _("Their references."))] = ""


class CallSeats(Input):
    """What leaves for the hub: a part of the world, the quarter, a band."""

    region: Annotated[str, Ask(_("Part of the world"), choices=lambda: list(seats.REGIONS.items()))]
    wanted: Annotated[int, Field(ge=5, le=400), Ask(_("Seats that are needed"), _("The hub is told a band, from five on; never a country or a day."))]

    @model_validator(mode="after")
    def known_region(self) -> CallSeats:
        if self.region not in seats.REGIONS:
            raise ValueError(str(_("Choose one of the list.")))
        return self


def _calls() -> list[tuple[Any, Any]]:
    return [(str(one.pk), f"{one.country} · {seats.REGIONS[one.region]} · {one.quarter} · {seats.BANDS[one.band]}") for one in calls_of_others()]


class OfferSeats(Input):
    reference: Annotated[UUID, Ask(_("Call"), choices=_calls)]
    offered: Annotated[int, Field(ge=5, le=400), Ask(_("Seats that can be offered"))]


class Confirm(Input):
    authorised: Annotated[NeededLine, Ask(_("Authorisations of transit and destination"), _("Their references, or “not needed” with the reason."))]


class AddReturnee(Input):
    return_case: Annotated[UUID, Ask(_("Return"), _("One person at a time, with a removal order to this country."), choices=list)]


class AssessRisk(Input):
    """Of each person; the number of escorts follows from it and from nothing else. There is no score."""

    row: Annotated[UUID, Ask(_("Person"), choices=list)]
    risk: Annotated[Returnee.Risk, Ask(_("Risk on the way, for the person and others"), choices=lambda: Returnee.Risk.choices, widget="radio")]
    reasons: Annotated[NeededNote, Ask(_("Reasons, of this person"), _("Behaviour and health, never nationality."), widget="textarea")]
    escorts: Annotated[int, Field(ge=0, le=10), Ask(_("Escorts for this person"))]


class AddEscort(Input):
    duty: Annotated[Escort.Duty, Ask(_("Duty"), choices=lambda: Escort.Duty.choices)]
    name: Annotated[NeededLine, Ask(_("Name or service number"))]
    username: Annotated[Line, Ask(_("User name here, if there is an account"), _("Who took part in a decision does not come along."))] = ""
    woman: Annotated[YesNo, Ask(_("A woman"), choices=lambda: YesNo.choices, widget="radio")]
    trained_until: Annotated[date | None, Ask(_("Training valid until"))] = None
    rested: Annotated[bool, Ask(_("Has rested as the rules of service ask"))] = False


class OneRow(Input):
    row: Annotated[UUID, Ask(_("Person"), choices=list)]


class TakeOff(OneRow):
    off: Annotated[Off, Ask(_("Why"), choices=lambda: [(one.value, one.label) for one in Off if one is not Off.ASYLUM])]
    text: Annotated[Note, Ask(_("What happened"), widget="textarea")] = ""

    @model_validator(mode="after")
    def not_for_a_wish(self) -> TakeOff:
        if self.off is Off.ASYLUM:
            raise ValueError(str(_("A wish for asylum is recorded as what it is: use “Somebody wants asylum”.")))
        return self


class WishOnTheWay(OneRow):
    words: Annotated[LenientNote, Ask(_("In the person's own words, if possible"), widget="textarea")] = ""


class AnswerGuideline(Input):
    guideline: Annotated[int, Field(ge=1, le=20), Ask(_("Guideline"), choices=lambda: [(number, f"{number}. {text}") for number, text in GUIDELINES.items()])]
    met: Annotated[YesNo, Ask(_("It is so for everybody on the list"), choices=lambda: YesNo.choices, widget="radio")]
    note: Annotated[Line, Ask(_("Remark"))] = ""


class AnswerAll(Input):
    """The whole list read through by one officer: those that are not so are answered one by one."""

    read: Annotated[bool, Ask(_("I have read each of the twenty, and each that was not answered yet is so for everybody on the list"))] = False

    @model_validator(mode="after")
    def was_read(self) -> AnswerAll:
        if not self.read:
            raise ValueError(str(_("Read the list through first.")))
        return self


class NoteForce(OneRow):
    force: Annotated[Force, Ask(_("Means"), choices=lambda: Force.choices)]
    reason: Annotated[NeededNote, Ask(_("Why nothing milder was enough"), widget="textarea")]
    at: Annotated[PastMoment, Ask(_("When"))]
    minutes: Annotated[int, Field(ge=1, le=1440), Ask(_("How long, in minutes"))]
    officer: Annotated[NeededLine, Ask(_("Officer"))]
    medical_after: Annotated[YesNo, Ask(_("A doctor looked at the person afterwards"), choices=lambda: YesNo.choices, widget="radio")]
    monitor_present: Annotated[YesNo, Ask(_("The monitor saw it"), choices=lambda: YesNo.choices, widget="radio")]


class HandOverOne(OneRow):
    received_by: Annotated[NeededLine, Ask(_("Authority that received the person"))]
    belongings: Annotated[YesNo, Ask(_("Belongings and luggage were handed to the person"), choices=lambda: YesNo.choices, widget="radio")]
    restraints_off: Annotated[bool, Ask(_("No restraint was on the person at the hand-over"))] = False


class Debrief(Input):
    text: Annotated[NeededNote, Ask(_("What was learnt"), _("No names."), widget="textarea")]


class Because(Input):
    reason: Annotated[NeededNote, Ask(_("Reason"), widget="textarea")]
