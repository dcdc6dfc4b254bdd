from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints

from egnatia.hub.logframe.parties.inputs import Seventh, seven
from egnatia.hub.roadmaps.models import State, Step
from egnatia.kernel.engine.fields import Note
from egnatia.kernel.engine.spec import Ask, Input

Year = Annotated[int, Field(ge=2000, le=2100)]
Reference = Annotated[
    str, StringConstraints(min_length=1, max_length=120), Ask(_("Reference"), _("The report and the place in it, such as SWD(2025) 755, p. 44."))
]


class Record(Input):
    country: Annotated[Seventh, Ask(_("Country"), "", "select", seven)]
    year: Annotated[Year, Ask(_("Year of the report"))]
    chapter: Annotated[int, Field(ge=1, le=35), Ask(_("Chapter"))] = 24
    reference: Reference
    text: Annotated[str, StringConstraints(min_length=1, max_length=4000), Ask(_("Recommendation"), _("As the report words it."), "textarea", rows=5)]


class NoteStatus(Input):
    year: Annotated[Year, Ask(_("Year of the report"))]
    state: Annotated[State | None, Ask(_("State of play"), _("On the Commission's scale."), "select", lambda: State.choices)] = None
    progress: Annotated[Step | None, Ask(_("Progress"), _("In the year of the report."), "select", lambda: Step.choices)] = None
    reference: Reference
    note: Annotated[Note, Ask(_("Note"), "", "textarea")] = ""


class PickActivity(Input):
    activity: Annotated[UUID, Ask(_("Activity"), "", "select", list)]
