from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from egnatia.hub.logframe import live as figures
from egnatia.hub.logframe.models import Direction, Frequency, Measure
from egnatia.hub.logframe.parties import selectors as parties
from egnatia.hub.logframe.results.inputs import Code, Drop, Of, PlanDay, Text, Why
from egnatia.kernel.engine.spec import Ask, Input

__all__ = ["AddIndicator", "AddPeriod", "Drop", "IndicatorFields", "PickPart", "PickPeriod", "SetTarget"]

# As many places as an office program keeps.
Number = Annotated[Decimal | None, Field(max_digits=15, decimal_places=4)]


def _dimensions(value: Any) -> Any:
    """Lines such as “sex: female, male” → {"sex": ["female", "male"]}."""
    if not isinstance(value, str):
        return value
    found: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, value.splitlines())):
        name, colon, rest = line.partition(":")
        categories = [one.strip() for one in rest.split(",") if one.strip()]
        if not colon or not name.strip() or not categories:
            raise ValueError(_now("Write one dimension in a line, such as “sex: female, male”."))
        if name.strip() in found:
            raise ValueError(_now("Name each dimension once, and each category once in it."))
        found[name.strip()] = categories
    return found


def _named(value: dict[str, list[str]]) -> dict[str, list[str]]:
    for name, categories in value.items():
        texts = [name, *categories]
        if len(set(categories)) != len(categories) or not categories:
            raise ValueError(_now("Name each dimension once, and each category once in it."))
        if len(name) > 40 or any(not 0 < len(one.strip()) <= 60 or set(one) & set("/=:,\n") or not one.isprintable() for one in texts):
            raise ValueError(_now("Keep names short, without signs such as / and =."))
    if len(value) > 6 or sum(map(len, value.values())) > 100:
        raise ValueError(_now("Six dimensions and a hundred categories are the most."))
    return value


def in_lines(dimensions: dict[str, list[str]]) -> str:
    return "\n".join(f"{name}: {', '.join(each)}" for name, each in dimensions.items())


class IndicatorFields(Input):
    part_of: Annotated[str, Ask(_("Of which result"), _("Empty: of the overall objective."), "select", list)] = ""
    title: Annotated[str, StringConstraints(min_length=1, max_length=300), Ask(_("Indicator"), _("What is counted, of whom, where."), "textarea", rows=2)]
    definition: Annotated[Text, Ask(_("Definition"), _("What counts and what does not, so that two people count the same."), "textarea")] = ""
    measure: Annotated[Measure, Ask(_("Measured as"), choices=lambda: Measure.choices, widget="radio")]
    unit: Annotated[str, StringConstraints(max_length=40), Ask(_("Unit"), _("Such as persons, officers trained, days."))] = ""
    direction: Annotated[Direction, Ask(_("Direction"), choices=lambda: Direction.choices, widget="radio")] = Direction.UP
    cumulative: Annotated[bool, Ask(_("Cumulative: each value counts from the beginning, so the latest one holds"))] = False
    baseline: Annotated[Number, Ask(_("Baseline"), _("The value before anything was done."))] = None
    baseline_year: Annotated[int | None, Field(ge=1990, le=2100), Ask(_("Year of the baseline"))] = None
    target: Annotated[Number, Ask(_("Target at the end"))] = None
    source: Annotated[str, StringConstraints(max_length=300), Ask(_("Source of verification"))] = ""
    frequency: Annotated[Frequency, Ask(_("How often it is reported"), choices=lambda: Frequency.choices, widget="radio")] = Frequency.HALF
    responsible: Annotated[str, Ask(_("Who reports it"), "", "select", parties.choices)]
    dimensions: Annotated[
        dict[str, list[str]],
        BeforeValidator(_dimensions),
        AfterValidator(_named),
        Ask(_("Broken down by"), _("One dimension in a line, such as “sex: female, male”."), "textarea"),
    ] = {}
    multiple: Annotated[bool, Ask(_("One person may stand in several categories, so they need not sum to the value"))] = False
    corporate: Annotated[bool, Ask(_("Of the EU's corporate results framework (GERF)"))] = False
    live: Annotated[str, Ask(_("Computed by the hub"), _("Then nobody reports it by hand."), "select", figures.choices)] = ""
    reason: Why = ""

    @model_validator(mode="after")
    def makes_sense(self) -> IndicatorFields:
        if self.baseline is not None and self.baseline_year is None:
            raise ValueError(_now("Say of which year the baseline is."))
        if self.measure == Measure.PERCENT and any(one is not None and not 0 <= one <= 100 for one in (self.baseline, self.target)):
            raise ValueError(_now("A percentage lies between 0 and 100."))
        if self.measure == Measure.WORDS and (self.dimensions or self.cumulative or self.target is not None or self.baseline is not None):
            raise ValueError(_now("What is reported in words has no number as baseline or target, is not cumulative and not broken down."))
        if self.live and self.cumulative:
            raise ValueError(_now("What the hub computes is of each period by itself: it is not cumulative."))
        if self.live and ((figure := figures.find(self.live)) is None or figure.measure != self.measure):
            raise ValueError(_now("The hub computes no such figure, or measures it in another way: choose a number or a percentage to fit."))
        return self


class AddIndicator(IndicatorFields):
    framework: Of
    code: Code


class AddPeriod(Input):
    starts: Annotated[PlanDay, Ask(_("First day"), widget="day")]
    ends: Annotated[PlanDay, Ask(_("Last day"), widget="day")]
    target: Annotated[Number, Ask(_("Milestone"))] = None
    reason: Why = ""

    @model_validator(mode="after")
    def ends_later(self) -> AddPeriod:
        if self.ends <= self.starts:
            raise ValueError(_now("The last day comes after the first."))
        return self


Which = Annotated[UUID, Ask(_("Period"), "", "select", list)]


class SetTarget(Input):
    period: Which
    target: Annotated[Number, Ask(_("Milestone"))] = None
    reason: Why = ""


class PickPeriod(Input):
    period: Which


class PickPart(Input):
    part: Annotated[UUID, Ask(_("Indicator"), _("Of another plan, measured in the same way."), "select", list)]
    reason: Why = ""
