"""What a legal officer is asked about a rule."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from egnatia.kernel.clocks.rules import EU
from egnatia.kernel.clocks.term import Roll, Unit
from egnatia.kernel.codes.countries import UnknownCode, alpha3
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.kernel.models import ListRow, RuleRow
from egnatia.overlays.loader import OF_COUNTRIES, UNITS
from egnatia.overlays.models import Instrument, Stage

_DAYS = {Unit.HOURS: 1 / 24, Unit.DAYS: 1, Unit.WORKING_DAYS: 1.5, Unit.WEEKS: 7, Unit.MONTHS: 31, Unit.YEARS: 366}


def _kind(unit: str) -> str:
    return "PERIOD" if unit in set(Unit) else unit


def _known() -> QuerySet[RuleRow]:
    return RuleRow.objects.filter(jurisdiction__in=(settings.EGNATIA_COUNTRY, EU))


def codes() -> list[tuple[str, str]]:
    """Rules that the country's or the EU's table knows: a new one comes with the program that reads it."""
    return [(code, code) for code in sorted(set(_known().values_list("code", flat=True)))]


def _code(value: str) -> str:
    if value not in dict(codes()):
        raise ValueError(_now("Choose one of the rules."))
    return value


def _unit(value: str) -> str:
    if value not in UNITS:
        raise ValueError(_now("Choose one of the list."))
    return value


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and value < "1990":
        raise ValueError(_now("Rules here begin in 1990 or later."))
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(_now("Enter a day such as 2026-06-03."))


class ProposeRule(Input):
    code: Annotated[str, AfterValidator(_code), Ask(_("Rule"), "", "select", codes)]
    value: Annotated[int, Field(ge=0, le=10_000), Ask(_("Value"), _("A whole number; for yes or no: 1 or 0."))]
    unit: Annotated[str, AfterValidator(_unit), Ask(_("Unit of the period"), "", "select", lambda: [(one, one) for one in UNITS])]
    roll: Annotated[Roll, Ask(_("When the last day is no working day"), "", "select", lambda: [(one, one) for one in Roll])] = Roll.EU_1182
    legal_ref: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("Law and article"))]
    valid_from: Annotated[str, AfterValidator(_day), Ask(_("In force from"), _("Such as 2026-06-03."))]
    verified: Annotated[bool, Ask(_("I have checked this against the gazette"))] = False
    gazette: Annotated[str, StringConstraints(max_length=120), Ask(_("Gazette: number and year"))] = ""
    note: Annotated[str, StringConstraints(max_length=300), Ask(_("Note"), "", "textarea")] = ""

    @model_validator(mode="after")
    def a_checked_rule_names_its_gazette(self) -> ProposeRule:
        if self.verified and not self.gazette:
            raise ValueError(_now("Name the gazette in which you checked the rule."))
        known = _known().filter(code=self.code).values_list("unit", flat=True).first()
        if _kind(self.unit) != _kind(known or self.unit):
            raise ValueError(_now("This rule is of another kind: a period, a yes or no, or an age stays what it is."))
        if self.unit in set(Unit) and self.value * _DAYS[Unit(self.unit)] > 366 * 100:
            raise ValueError(_now("A period is at most 100 years."))
        if self.unit == "FLAG" and self.value not in {0, 1}:
            raise ValueError(_now("A yes or no is 1 or 0."))
        if self.unit in set(Unit) and self.value < 1:
            raise ValueError(_now("A period is at least 1."))
        return self


def _instruments() -> list[tuple[str, str]]:
    return list(Instrument.objects.order_by("place").values_list("code", "title"))


def _instrument(value: str) -> str:
    if value not in dict(_instruments()):
        raise ValueError(_now("Choose one of the instruments."))
    return value


Text = Annotated[str, StringConstraints(max_length=200)]


class ProposeEntry(Input):
    """One entry of a list of national law, checked against the gazette."""

    name: Annotated[ListRow.Name, Ask(_("List"), choices=lambda: ListRow.Name.choices)]
    code: Annotated[
        str, StringConstraints(min_length=1, max_length=4), Ask(_("Entry"), _("The letter of the ground as in Reg. (EU) 2024/1348, or a country such as AFG."))
    ]
    ends: Annotated[bool, Ask(_("The entry ends on that day"))] = False
    on: Annotated[date, Ask(_("In force from, or until"), widget="day")]
    legal_ref: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("Law and article"))]
    gazette: Annotated[str, StringConstraints(min_length=1, max_length=120), Ask(_("Gazette: number and year, as I have checked it"))]
    note: Annotated[str, StringConstraints(max_length=300), Ask(_("Note"), "", "textarea")] = ""

    @model_validator(mode="after")
    def the_list_can_have_it(self) -> ProposeEntry:
        known = set(ListRow.objects.filter(jurisdiction=EU, name=self.name).values_list("code", flat=True))
        try:
            wrong = alpha3(self.code) != self.code if self.name in OF_COUNTRIES else self.code not in known
        except UnknownCode:
            wrong = True
        if wrong:
            raise ValueError(_now("This list has no such entry: a letter of the ground, or a country of three letters."))
        return self


class ProposeStage(Input):
    """How far national law on the subject of an instrument has come."""

    instrument: Annotated[str, AfterValidator(_instrument), Ask(_("Instrument"), "", "select", _instruments)]
    stage: Annotated[Stage, Ask(_("Stage"), choices=lambda: Stage.choices)]
    act: Annotated[Text, Ask(_("National act: name, gazette, number and year"))] = ""
    since: Annotated[date | None, Ask(_("Since"), widget="day")] = None
    modelled_on: Annotated[str, StringConstraints(max_length=120), Ask(_("Follows an earlier instrument"), _("If it was made for an earlier one."))] = ""
    note: Annotated[str, StringConstraints(max_length=300), Ask(_("Note"), "", "textarea")] = ""

    @model_validator(mode="after")
    def an_act_that_exists_has_a_name(self) -> ProposeStage:
        if self.stage in {Stage.ADOPTED, Stage.IN_FORCE, Stage.APPLIED} and not self.act:
            raise ValueError(_now("Name the national act."))
        return self
