from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints, model_validator

from egnatia.hub.logframe.parties import selectors as parties
from egnatia.hub.logframe.parties.inputs import Seventh, seven
from egnatia.hub.logframe.results.inputs import PlanDay, Why
from egnatia.hub.roadmaps.models import Review
from egnatia.kernel.engine.fields import File, NeededLong, NeededNote, Note, PastDay
from egnatia.kernel.engine.spec import Ask, Input

Title = Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("Title"))]
Country = Annotated[Seventh, Ask(_("Country"), "", "select", seven)]
Lead = Annotated[str, Ask(_("Who leads the plan"), _("It alone changes the plan."), "select", parties.choices)]
Partners = Annotated[list[str], Field(max_length=30), Ask(_("Partners"), _("Institutions that take part."), "select_many", parties.choices)]
Objective = Annotated[Note, Ask(_("Overall objective"), "", "textarea")]
First = Annotated[PlanDay, Ask(_("First day"), widget="day")]
Last = Annotated[PlanDay, Ask(_("Last day"), widget="day")]


class Lasting(Input):
    """What has a first and a last day."""

    starts: First
    ends: Last

    @model_validator(mode="after")
    def ends_later(self) -> Lasting:
        if self.ends <= self.starts:
            raise ValueError(_now("The last day comes after the first."))
        return self


class Head(Lasting):
    title: Title
    objective: Objective = ""
    partners: Partners = []
    reason: Why = ""


class Open(Head):
    country: Country
    generation: Annotated[int, Field(ge=1, le=20), Ask(_("Generation"), _("1 is the first roadmap of a country."))] = 1
    lead: Lead


class Ask_(Input):
    """An advanced cooperation framework is asked for."""

    country: Country
    title: Title
    lead: Lead
    objective: Annotated[NeededNote, Ask(_("What is asked for, and by whom"), "", "textarea")]


class Record(Input):
    """What public sources say of a roadmap, and no more."""

    country: Country
    title: Title
    lead: Lead
    generation: Annotated[int, Field(ge=0, le=20), Ask(_("Generation"), _("0 where no source says it."))] = 0
    advanced: Annotated[bool, Ask(_("Grew out of an advanced cooperation framework"))] = False
    told: Annotated[str, StringConstraints(min_length=1, max_length=60), Ask(_("Period, in the words of the source"))]
    facts: Annotated[Note, Ask(_("What the source says beyond this"), "", "textarea")] = ""
    areas: Annotated[list[str], Field(max_length=20), Ask(_("Priority areas"), widget="hidden")] = []
    source: Annotated[str, StringConstraints(min_length=1, max_length=300), Ask(_("Source"))]


class Assess(Input):
    needs: Annotated[NeededLong, Ask(_("Needs assessment"), _("Who assessed, when, what was found."), "textarea", rows=8)]


class Options(Input):
    options: Annotated[NeededLong, Ask(_("Options"), _("Each with what it takes and what it brings."), "textarea", rows=8)]


class Agree(Lasting):
    agreement: Annotated[NeededLong, Ask(_("What was agreed"), _("Which option, by whom, on which day."), "textarea", rows=5)]


class Sign(Input):
    signed_on: Annotated[PastDay, Ask(_("Signed on"), "", "day")]


class Extend(Input):
    ends: Last
    reason: Annotated[NeededNote, Ask(_("Why it is extended"), "", "textarea")]


class NoteReview(Input):
    kind: Annotated[Review.Kind, Ask(_("Which review"), choices=lambda: Review.Kind.choices, widget="radio")]
    on: Annotated[PastDay, Ask(_("Day"), "", "day")]
    conclusions: Annotated[NeededLong, Ask(_("Conclusions"), _("What was found, what is changed, who does what until when."), "textarea", rows=8)]


_CRITERIA = _("Relevance, coherence, effectiveness, efficiency, impact, sustainability; what the next one should do otherwise.")


class Evaluate(Input):
    evaluation: Annotated[
        NeededLong,
        Ask(
            _("Final evaluation"),
            _("Relevance, coherence, effectiveness, efficiency, impact, sustainability; what the next one should do otherwise."),
            "textarea",
            rows=10,
        ),
    ]


class Import(Input):
    file: Annotated[File, Ask(_("Workbook (XLSX)"), _("Rows that it does not name stay as they are."), "file")]
    reason: Why = ""


class OpenReporting(Input):
    day: Annotated[date, Ask(_("Open the periods in which this day lies"), widget="day")]


class Next(Lasting):
    """The next generation: results, indicators with what was reached as baseline, activities that are left, open risks are copied."""

    follows: Annotated[UUID, Ask(_("Follows"), widget="hidden")]
    title: Title
    lead: Lead
