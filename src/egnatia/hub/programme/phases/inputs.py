from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints, model_validator

from egnatia.hub.logframe.parties import selectors as parties
from egnatia.hub.logframe.results.inputs import PlanDay
from egnatia.kernel.engine.spec import Ask, Input

Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]


class Phase(Input):
    title: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("Title"))]
    told: Annotated[str, StringConstraints(min_length=1, max_length=60), Ask(_("Period, in the words of the source"))]
    starts: Annotated[PlanDay | None, Ask(_("First day"), _("Empty where the source does not say it."), "day")] = None
    ends: Annotated[PlanDay | None, Ask(_("Last day"), _("Empty where the source does not say it."), "day")] = None
    budget: Annotated[Amount | None, Ask(_("Budget in EUR"))] = None
    funder: Annotated[str, Ask(_("Who funds it"), _("Empty where the source does not say it."), "select", parties.choices)] = ""
    source: Annotated[str, StringConstraints(min_length=1, max_length=300), Ask(_("Source"))]

    @model_validator(mode="after")
    def in_order(self) -> Phase:
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValueError(_now("The last day comes after the first."))
        return self
