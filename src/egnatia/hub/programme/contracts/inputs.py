from __future__ import annotations

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints, model_validator

from egnatia.hub.logframe.parties import selectors as parties
from egnatia.hub.programme.models import Evaluation, Money
from egnatia.hub.programme.phases import selectors as phases
from egnatia.hub.roadmaps.inputs import Country, Head, Import, Lead, OpenReporting, Partners, Title
from egnatia.kernel.engine.fields import Long, NeededLine, NeededLong, NeededNote, PastDay
from egnatia.kernel.engine.spec import Ask, Input

__all__ = ["Country", "Draft", "Evaluate", "Head", "Import", "NoteLesson", "NoteMoney", "OpenReporting", "Reason", "Record", "Respond"]

Of = Annotated[UUID, Ask(_("Phase"), "", "select", phases.choices)]
Component = Annotated[int, Field(ge=1, le=20), Ask(_("Number of the component"))]


class Draft(Head):
    phase: Of
    component: Component
    lead: Lead


class Record(Input):
    """What a source says of a contract; days can be added when a document gives them."""

    phase: Of
    component: Component
    title: Title
    lead: Lead
    partners: Partners = []
    objective: Annotated[str, StringConstraints(max_length=2000), Ask(_("Overall objective"), "", "textarea")] = ""
    told: Annotated[str, StringConstraints(min_length=1, max_length=60), Ask(_("Period, in the words of the source"))]
    outcomes: Annotated[list[str], Field(max_length=20), Ask(_("Specific objectives"), widget="hidden")] = []
    source: Annotated[str, StringConstraints(min_length=1, max_length=300), Ask(_("Source"))]


BUDGETS = (Money.Kind.BUDGET, Money.Kind.REVISED)


class NoteMoney(Input):
    kind: Annotated[Money.Kind, Ask(_("Kind"), choices=lambda: Money.Kind.choices, widget="radio")]
    amount: Annotated[Decimal, Field(max_digits=14, decimal_places=2), Ask(_("Amount in EUR"), _("What was booked wrongly is booked back with a minus."))]
    on: Annotated[PastDay, Ask(_("Day"), "", "day")]
    year: Annotated[
        int | None, Field(ge=2000, le=2100), Ask(_("Year that a budget is for"), _("Of a budget alone; a revision takes the place of that year's one before."))
    ] = None
    party: Annotated[str, Ask(_("Whose"), "", "select", parties.choices)]
    what: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("What for"))]
    activity: Annotated[str, StringConstraints(max_length=16), Ask(_("Code of the activity"), _("If it was for one."))] = ""

    @model_validator(mode="after")
    def budgets_have_a_year(self) -> NoteMoney:
        if (self.kind in BUDGETS) != (self.year is not None):
            raise ValueError(_now("A budget is of a year, and nothing else is: enter the year, or leave it empty."))
        if self.kind in BUDGETS and self.amount < 0:
            raise ValueError(_now("A budget is not negative: note a revised one."))
        return self


class Evaluate(Input):
    """The six criteria of OECD-DAC."""

    kind: Annotated[Evaluation.Kind, Ask(_("Kind"), choices=lambda: Evaluation.Kind.choices, widget="radio")]
    on: Annotated[PastDay, Ask(_("Day of the report"), "", "day")]
    by: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("Who evaluated"), _("An institution or firm, no persons."))]
    relevance: Annotated[NeededLong, Ask(_("Relevance"), _("Is it doing the right things?"), "textarea")]
    coherence: Annotated[NeededLong, Ask(_("Coherence"), _("Does it fit with what others do?"), "textarea")]
    effectiveness: Annotated[NeededLong, Ask(_("Effectiveness"), _("Is it reaching its objectives?"), "textarea")]
    efficiency: Annotated[NeededLong, Ask(_("Efficiency"), _("Are means used well?"), "textarea")]
    impact: Annotated[NeededLong, Ask(_("Impact"), _("What difference does it make?"), "textarea")]
    sustainability: Annotated[NeededLong, Ask(_("Sustainability"), _("Will it last?"), "textarea")]
    recommendations: Annotated[NeededLong, Ask(_("Recommendations"), "", "textarea")]
    response: Annotated[Long, Ask(_("What is done about them"), "", "textarea")] = ""


class Respond(Input):
    response: Annotated[NeededLong, Ask(_("What is done about the recommendations of the newest evaluation"), "", "textarea")]


class NoteLesson(Input):
    text: Annotated[NeededNote, Ask(_("What to do otherwise next time"), "", "textarea")]
    learned_from: Annotated[NeededLine, Ask(_("Where it was learned"))]


class Reason(Input):
    reason: Annotated[NeededNote, Ask(_("Reason"), "", "textarea", rows=2)]
