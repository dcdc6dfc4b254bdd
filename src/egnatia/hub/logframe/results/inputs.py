from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, StringConstraints

from egnatia.hub.logframe.models import Result, Scale
from egnatia.hub.logframe.parties import selectors as parties
from egnatia.kernel.engine.fields import NeededNote
from egnatia.kernel.engine.fields import Note as Note_
from egnatia.kernel.engine.spec import Ask, Input

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)


def _plausible(value: date) -> date:
    if not FIRST <= value <= LAST:
        raise ValueError(_now("Choose a day between 2000 and 2100."))
    return value


PlanDay = Annotated[date, AfterValidator(_plausible)]
Of = Annotated[UUID, Ask(_("Plan"), widget="hidden")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,15}$"), Ask(_("Code"), _("Such as 1.2.1: rows are shown in its order."))]
Title = Annotated[str, StringConstraints(min_length=1, max_length=600), Ask(_("What is to be reached"), "", "textarea", rows=2)]
Text = Annotated[str, StringConstraints(max_length=1000)]
Why = Annotated[Note_, Ask(_("Why it is changed"), _("Needed once the plan is signed."), "textarea", rows=2)]
Needed = Annotated[NeededNote, Ask(_("Reason"), "", "textarea", rows=2)]
Grade = Annotated[Scale, Ask(_("Likelihood"), choices=lambda: Scale.choices, widget="radio")]


class ResultFields(Input):
    level: Annotated[Result.Level, Ask(_("Level"), choices=lambda: Result.Level.choices, widget="radio")]
    part_of: Annotated[str, Ask(_("Part of"), _("The result above it; empty for the first level."), "select", list)] = ""
    title: Title
    assumptions: Annotated[Text, Ask(_("Assumptions"), _("What must hold for it that nobody here decides."), "textarea")] = ""
    added_value: Annotated[Text, Ask(_("Added value"), _("Of a priority area: why support from outside adds something here."), "textarea")] = ""
    reason: Why = ""


class AddResult(ResultFields):
    framework: Of
    code: Code


class Drop(Input):
    reason: Needed


class RiskFields(Input):
    text: Annotated[str, StringConstraints(min_length=1, max_length=300), Ask(_("What may happen"))]
    likelihood: Grade
    impact: Annotated[Scale, Ask(_("Impact"), choices=lambda: Scale.choices, widget="radio")]
    response: Annotated[str, StringConstraints(min_length=1, max_length=1000), Ask(_("What is done about it"), "", "textarea")]
    owner: Annotated[str, Ask(_("Who sees to it"), "", "select", parties.choices)]
    reason: Why = ""


class AddRisk(RiskFields):
    framework: Of


class Note(Input):
    note: Needed
