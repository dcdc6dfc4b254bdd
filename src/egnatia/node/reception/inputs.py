from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from egnatia.kernel import moment
from egnatia.kernel.codes import languages
from egnatia.kernel.engine.fields import ComingDay, Language, NeededLine, NeededNote, Note, RecentDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.reception.models import Incident, Limit, Room

Few = Annotated[int, Field(ge=0, le=2000)]


class AddCentre(Input):
    name: Annotated[NeededLine, Ask(_("Name of the centre"))]
    toilets: Annotated[Few, Ask(_("Toilets that work"))]
    showers: Annotated[Few, Ask(_("Showers that work"))]
    meals: Annotated[Few, Ask(_("Meals a day"))]
    meals_of_children: Annotated[Few, Ask(_("Meals a day for children"))]
    km_to_services: Annotated[Few, Ask(_("Kilometres to shops, school and a doctor"))]
    separate_by_sex: Annotated[bool, Ask(_("Sleeping rooms and washrooms are apart by sex"))] = False
    lockable: Annotated[bool, Ask(_("Rooms and toilets can be locked from inside"))] = False
    child_space: Annotated[bool, Ask(_("There is a safe place for children to play and learn"))] = False
    complaints: Annotated[bool, Ask(_("One can complain without the centre seeing it"))] = False


class AddRoom(Input):
    name: Annotated[str, Field(min_length=1, max_length=40), Ask(_("Room"))]
    kind: Annotated[Room.Kind, Ask(_("For whom"), choices=lambda: Room.Kind.choices, widget="radio")]
    beds: Annotated[int, Field(ge=1, le=200), Ask(_("Beds"))]
    area: Annotated[int, Field(ge=1, le=2000), Ask(_("Square metres"))]
    step_free: Annotated[bool, Ask(_("Reached and used without steps"))] = False


class CloseRoom(Input):
    room: Annotated[UUID, Ask(_("Room"), widget="select")]


class NoteIncident(Input):
    """Without names: whoever was hurt, or is in danger, has a case of their own."""

    kind: Annotated[Incident.Kind, Ask(_("What happened"), choices=lambda: Incident.Kind.choices)]
    on: Annotated[RecentDay, Ask(_("Day"), widget="day")]
    persons: Annotated[Few, Ask(_("How many persons were concerned"))]
    children: Annotated[Few, Ask(_("How many of them are children"))] = 0
    measures: Annotated[NeededNote, Ask(_("What was done"), _("No names here."), widget="textarea")]

    @model_validator(mode="after")
    def children_are_persons(self) -> NoteIncident:
        if self.children > self.persons:
            raise ValueError(str(_("More children than persons: check the numbers.")))
        return self


class AskForReception(Input):
    person_id: Annotated[UUID, Ask(_("Person"), widget="hidden")]


class Allocate(Input):
    room: Annotated[UUID, Ask(_("Room"), _("Those with free beds; those that fit the person first."), widget="select")]
    why_apart: Annotated[Note, Ask(_("If the family is not together: why that is in its own interest"), widget="textarea")] = ""


class NotePresence(Input):
    seen_on: Annotated[RecentDay, Ask(_("Seen on"), _("Only the last day is kept, no times."), "day", default=lambda: moment.today().isoformat())]


class ProposeLimit(Input):
    """Never health care, food, a bed, clothes, hygiene, school or legal help: they are not in this list, and cannot be."""

    limit: Annotated[Limit, Ask(_("What is limited"), choices=lambda: Limit.choices, widget="radio")]
    reasons: Annotated[NeededNote, Ask(_("What this person did, and why nothing milder helps"), widget="textarea")]
    until: Annotated[ComingDay, Ask(_("Until"), _("At most 30 days."), widget="day")]

    @model_validator(mode="after")
    def for_a_short_time(self) -> ProposeLimit:
        if self.until > moment.today() + timedelta(days=30):
            raise ValueError(str(_("At most 30 days.")))
        return self


class DecideLimit(Input):
    impose: Annotated[bool, Ask(_("The limit is imposed"), _("Not ticked: it is refused."))] = False
    language: Annotated[Language | None, Ask(_("Told in which language"), choices=languages.choices)] = None
    remedy_told: Annotated[bool, Ask(_("Told how to appeal, and that basic needs stay untouched"))] = False

    @model_validator(mode="after")
    def it_is_told(self) -> DecideLimit:
        if self.impose and not (self.language and self.remedy_told):
            raise ValueError(str(_("Tell the person in their language, with the remedy: nothing is imposed otherwise.")))
        return self


class Leave(Input):
    reason: Annotated[NeededLine, Ask(_("Where to, as the person says"), _("Nobody has to answer: write “not said”."))]
