from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from egnatia.hub.training import selectors
from egnatia.hub.training.models import Level
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.engine.fields import ComingDay
from egnatia.kernel.engine.spec import Ask, Input

Seven = Literal["ALB", "BIH", "XKX", "MNE", "MKD", "SRB", "TUR"]


def of_the_seven() -> list[tuple[str, object]]:
    return [(code, countries.name(code)) for code in countries.SEVEN]


class Enrol(Input):
    """A number and a country: the country knows who it is."""

    country: Annotated[Seven, Ask(_("Country"), choices=of_the_seven, widget="select")]
    languages: Annotated[list[str], Field(min_length=1, max_length=10), Ask(_("Teaches in"), "", "select_many", languages.choices)]
    most: Annotated[int, Field(ge=1, le=26), Ask(_("Sessions in a half-year at most"))] = 4
    certified_until: Annotated[ComingDay, Ask(_("Certified until"), widget="day")]


class Offer(Input):
    """Whom a country offers, under its own reference."""

    country: Annotated[Seven, Ask(_("Country"), choices=of_the_seven, widget="select")]
    person: Annotated[UUID, Ask(_("Person"), widget="hidden")]
    offered: Annotated[UUID, Ask(_("Reference"), widget="hidden")]
    languages: Annotated[list[str], Field(min_length=1, max_length=10), Ask(_("Teaches in"), "", "select_many", languages.choices)]
    most: Annotated[int, Field(ge=1, le=26), Ask(_("Sessions in a half-year at most"))]


class Certify(Input):
    certified_until: Annotated[ComingDay, Ask(_("Certified until"), widget="day")]


class Renew(Input):
    certified_until: Annotated[ComingDay, Ask(_("Certified until"), widget="day")]
    most: Annotated[int, Field(ge=1, le=26), Ask(_("Sessions in a half-year at most"))] = 4


class Teach(Input):
    module: Annotated[str, Ask(_("Module"), "", "select", selectors.module_choices)]
    level: Annotated[Level, Ask(_("As"), choices=lambda: Level.choices, widget="radio")]


class Away(Input):
    since: Annotated[ComingDay, Ask(_("From"), widget="day")]
    until: Annotated[ComingDay, Ask(_("Until"), widget="day")]

    @model_validator(mode="after")
    def in_order(self) -> Away:
        first: date = self.since
        if self.until < first:
            raise ValueError(_now("It ends before it begins: check the times."))
        return self
