from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import model_validator

from egnatia.kernel.codes import countries
from egnatia.kernel.engine.fields import ComingDay, Country, Line, Nationality, NeededLine, NeededNote, RecentDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.returns.models import FitToTravel, Identified, JourneyDocument


class Identify(Input):
    nationality: Annotated[Nationality, Ask(_("Nationality that is established"), choices=countries.nationality_choices)]
    how: Annotated[Identified.How, Ask(_("By what"), choices=lambda: Identified.How.choices)]


class AddDocument(Input):
    kind: Annotated[JourneyDocument.Kind, Ask(_("Document"), choices=lambda: JourneyDocument.Kind.choices)]
    issuer: Annotated[Country, Ask(_("Issued by"), choices=countries.nationality_choices)]
    number: Annotated[NeededLine, Ask(_("Number"))]
    valid_until: Annotated[ComingDay, Ask(_("Valid until"))]


class RecordFitness(Input):
    result: Annotated[FitToTravel.Result, Ask(_("Result"), choices=lambda: FitToTravel.Result.choices, widget="radio")]
    mode: Annotated[FitToTravel.Mode, Ask(_("For a journey"), choices=lambda: FitToTravel.Mode.choices)]
    examined_on: Annotated[RecentDay, Ask(_("Examined on"))]
    valid_until: Annotated[ComingDay, Ask(_("Valid until"))]
    examiner: Annotated[NeededLine, Ask(_("Doctor"))]
    conditions: Annotated[
        Line, Ask(_("Conditions"), _("Such as a medical escort, a supply of medicine. No diagnosis; never sedation to make the removal easier."))
    ] = ""

    @model_validator(mode="after")
    def conditions_are_named(self) -> RecordFitness:
        if self.result is FitToTravel.Result.CONDITIONS and not self.conditions:
            raise ValueError(str(_("Name the conditions.")))
        if self.valid_until < self.examined_on:
            raise ValueError(str(_("Valid from the examination on.")))
        return self


class Order(Input):
    reasons: Annotated[
        NeededNote,
        Ask(_("Why removal is necessary and proportionate, of this person"), _("The period is over, and nothing milder is left."), widget="textarea"),
    ]
