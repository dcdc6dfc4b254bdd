from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints, model_validator

from egnatia.hub.logframe.parties import selectors as parties
from egnatia.hub.logframe.parties.inputs import Seventh, seven
from egnatia.hub.roadmaps.inputs import First, Last
from egnatia.kernel.engine.fields import NeededLine, NeededNote
from egnatia.kernel.engine.spec import Ask, Input


class Plan(Input):
    starts: First
    ends: Last
    activity: Annotated[UUID, Ask(_("Activity"), widget="hidden")]
    sends: Annotated[str, Ask(_("Who sends the experts"), "", "select", parties.choices)]
    profile: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("Profile"), _("What they know, such as reception of children. No names."))]
    experts: Annotated[int, Field(ge=1, le=100), Ask(_("How many"))] = 1
    country: Annotated[Seventh, Ask(_("Where to"), "", "select", seven)]
    place: Annotated[NeededLine, Ask(_("Place"))]
    purpose: Annotated[str, StringConstraints(min_length=1, max_length=1000), Ask(_("What for"), "", "textarea")]

    @model_validator(mode="after")
    def in_order(self) -> Plan:
        if self.ends < self.starts:
            raise ValueError(_now("The last day comes after the first."))
        return self


class Report(Input):
    outcome: Annotated[NeededNote, Ask(_("What came of it"), _("Findings, recommendations, what is next."), "textarea", rows=5)]
