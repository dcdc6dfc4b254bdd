from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from egnatia.hub.logframe.models import Part
from egnatia.hub.logframe.parties import selectors as parties
from egnatia.hub.logframe.results.inputs import Code, Of, PlanDay, Text, Why
from egnatia.kernel.engine.fields import NeededNote
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.overlays.models import Instrument

Money = Annotated[Decimal | None, Field(ge=0, max_digits=12, decimal_places=2)]


def _raci(value: Any) -> Any:
    """Lines such as “R: EUAA, SRB” → {"R": ["EUAA", "SRB"]}."""
    if not isinstance(value, str):
        return value
    found: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, value.splitlines())):
        part, _colon, rest = line.partition(":")
        codes = [one.strip().upper() for one in rest.split(",") if one.strip()]
        if part.strip().upper() not in Part.values or not codes:
            raise ValueError(_now("Write a letter and codes in a line, such as “R: EUAA, FRONTEX”. Letters: R, A, C, I."))
        found.setdefault(part.strip().upper(), []).extend(codes)
    return found


def instruments() -> list[tuple[str, str]]:
    return list(Instrument.objects.order_by("place").values_list("code", "title"))


def _codes(value: Any) -> Any:
    """A workbook has them in one cell."""
    return [one.strip() for one in value.split(",") if one.strip()] if isinstance(value, str) else value


class ActivityFields(Input):
    output: Annotated[str, Ask(_("For which output"), "", "select", list)]
    title: Annotated[str, StringConstraints(min_length=1, max_length=300), Ask(_("What is done"), "", "textarea", rows=2)]
    lead: Annotated[str, Ask(_("Who leads it"), _("It alone changes the row."), "select", parties.choices)]
    raci: Annotated[
        dict[Part, list[Annotated[str, StringConstraints(min_length=1, max_length=16)]]],
        BeforeValidator(_raci),
        Ask(_("Who else"), _("R does it, A answers for it, C is asked, I hears of it. A letter and codes in a line, such as “C: UNHCR, IOM”."), "textarea"),
    ] = {}
    starts: Annotated[PlanDay | None, Ask(_("First day"), widget="day")] = None
    ends: Annotated[PlanDay | None, Ask(_("Last day"), widget="day")] = None
    budget: Annotated[Money, Ask(_("Budget in EUR"))] = None
    deliverables: Annotated[Text, Ask(_("Deliverables"), _("What is there afterwards."), "textarea")] = ""
    contingency: Annotated[Text, Ask(_("If it cannot be held"), _("What is done instead."), "textarea")] = ""
    acquis: Annotated[
        list[str], BeforeValidator(_codes), Field(max_length=20), Ask(_("EU law that it helps to take over"), "", "select_many", instruments)
    ] = []
    linked: Annotated[str, StringConstraints(max_length=200), Ask(_("Training session, mission or tool"), _("By its number or name."))] = ""
    reason: Why = ""

    @model_validator(mode="after")
    def in_order(self) -> ActivityFields:
        if self.starts and self.ends and self.ends < self.starts:
            raise ValueError(_now("The last day comes after the first."))
        if len(self.raci.get(Part.ACCOUNTABLE, [])) > 1:
            raise ValueError(_now("One party alone is accountable (A)."))
        return self


class AddActivity(ActivityFields):
    framework: Of
    code: Code


class CheckCapacity(Input):
    days_needed: Annotated[int, Field(ge=0, le=100_000), Ask(_("Days of work that the authority must give"))]
    days_there: Annotated[int, Field(ge=0, le=100_000), Ask(_("Days that it has for it"), _("After its daily work and what other activities take."))]


class Mark(Input):
    note: Annotated[NeededNote, Ask(_("Why"), _("And what is done about it."), "textarea")]


class Finish(Input):
    delivered: Annotated[NeededNote, Ask(_("What was delivered"), "", "textarea")]


class Spend(Input):
    spent: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2), Ask(_("Spent so far, in EUR"))]
