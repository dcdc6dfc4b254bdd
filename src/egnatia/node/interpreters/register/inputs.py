from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from egnatia.kernel.codes import languages, pool
from egnatia.kernel.engine.fields import ComingDay, Language, Mail, NeededLine, PastDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.interpreters.models import Direction, Domain, Remark
from egnatia.node.interpreters.register import selectors

LONGEST = timedelta(days=62)
WEEKDAYS = [("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")), ("4", _("Friday")), ("5", _("Saturday")), ("6", _("Sunday"))]


def _code(value: str) -> str:
    value = value.strip().upper()
    return value if value.startswith(f"{settings.EGNATIA_COUNTRY}-") else f"{settings.EGNATIA_COUNTRY}-{value}"


Time = Annotated[int, BeforeValidator(pool.minute_of), Field(ge=0, le=pool.DAY)]
Phone = Annotated[str, StringConstraints(max_length=30, pattern=r"^\+?[0-9 ]*$")]
Modes = Annotated[list[pool.Mode], Field(min_length=1, max_length=2)]


class _Rooms(Input):
    name: Annotated[NeededLine, Ask(_("Name and address"), _("As an interpreter finds it."))]
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False), Ask(_("Latitude"), _("In degrees, such as 44.81."))]
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False), Ask(_("Longitude"))]
    rooms: Annotated[int, Field(ge=0, le=200), Ask(_("Rooms that can be used at once"))]
    opens: Annotated[Time, Ask(_("Opens at"), _("Such as 8:00."))]
    closes: Annotated[Time, Ask(_("Closes at"))]
    given_unasked: Annotated[bool, Ask(_("A free room is given without asking"), _("So that at night nobody waits for an office that is closed."))] = False

    @model_validator(mode="after")
    def opens_first(self) -> _Rooms:
        if self.opens >= self.closes:
            raise ValueError(_now("It closes before it opens: check the times."))
        return self


class AddPremises(_Rooms):
    code: Annotated[
        str, AfterValidator(_code), StringConstraints(pattern=r"^[A-Z]{3}-[A-Z0-9-]{1,30}$"), Ask(_("Short code"), _("Letters and digits, such as BEG-1."))
    ]


class ChangePremises(_Rooms):
    pass


class _Person(Input):
    name: Annotated[NeededLine, Ask(_("Name"), _("Stays at this node: the pool knows a number."))]
    email: Annotated[Mail, Ask(_("E-mail"))] = ""
    phone: Annotated[Phone, Ask(_("Telephone"))] = ""
    sex: Annotated[pool.Sex, Ask(_("The interpreter is"), choices=lambda: list(pool.SEXES.items()), widget="radio")]
    home: Annotated[str, Ask(_("Premises next to them"), _("Where they interpret by video, and where their way begins."), "select", selectors.premises_choices)]
    modes: Annotated[Modes, Ask(_("How they work"), choices=lambda: list(pool.MODES.items()))]
    cents_an_hour: Annotated[int, Field(ge=0, le=100_000), Ask(_("Rate, in cents of EUR an hour"), _("1800 is EUR 18."))]


class Enrol(_Person):
    pass


class Change(_Person):
    pass


class Vet(Input):
    """All four, or nobody interprets."""

    vetted_until: Annotated[ComingDay, Ask(_("Vetted until"), widget="day")]
    oath_on: Annotated[PastDay, Ask(_("Oath and confidentiality signed on"), widget="day")]
    conduct_on: Annotated[PastDay, Ask(_("Code of conduct signed on"), widget="day")]
    trained_on: Annotated[PastDay, Ask(_("Training passed on"), widget="day")]


class AddSkill(Input):
    language: Annotated[Language, Ask(_("Variety"), _("An individual language: Dari is not Farsi."), "select", languages.choices)]
    level: Annotated[int, Field(ge=1, le=4), Ask(_("Tested level"), choices=lambda: list(pool.LEVELS.items()), widget="select")]
    direction: Annotated[Direction, Ask(_("Direction"), choices=lambda: Direction.choices, widget="radio")] = Direction.BOTH
    domains: Annotated[list[Domain], Ask(_("Domains"), choices=lambda: Domain.choices)] = []
    tested_on: Annotated[PastDay, Ask(_("Tested on"), widget="day")]


class DropSkill(Input):
    language: Annotated[str, Ask(_("Variety"), widget="select")]


class _Span(Input):
    since: Annotated[ComingDay, Ask(_("From"), widget="day")]
    until: Annotated[ComingDay, Ask(_("Until"), _("Two months at most."), "day")]

    @model_validator(mode="after")
    def in_order(self) -> Any:
        if not self.since <= self.until <= self.since + LONGEST:
            raise ValueError(_now("Choose a period from its first to its last day, two months at most."))
        return self

    def days(self) -> list[date]:
        return [self.since + timedelta(days=number) for number in range((self.until - self.since).days + 1)]


class OfferHours(_Span):
    """The same hours on some days of the week; what was offered on these days before is replaced."""

    weekdays: Annotated[list[str], Field(min_length=1), Ask(_("On"), choices=lambda: WEEKDAYS)]
    begins: Annotated[Time, Ask(_("From, o'clock"), _("Such as 8:00."))]
    ends: Annotated[Time, Ask(_("Until, o'clock"))]

    @model_validator(mode="after")
    def makes_sense(self) -> OfferHours:
        if self.begins >= self.ends or not set(self.weekdays) <= {key for key, _label in WEEKDAYS}:
            raise ValueError(_now("The hours end before they begin: check the times."))
        return self


class TakeBack(_Span):
    pass


class Declare(Input):
    what: Annotated[
        str,
        StringConstraints(min_length=1, max_length=500),
        Ask(_("Whom or what you cannot interpret for"), _("A family, a place, a party, a person. It never leaves this office."), "textarea"),
    ]


class HearComplaint(Input):
    """What an office has against somebody's work, as the pool passed it on."""

    on: Annotated[date, Ask(_("Day"), widget="day")]
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), Ask(_("Country"))]
    what: Annotated[pool.Complaint, Ask(_("Complaint"), choices=lambda: list(pool.COMPLAINTS.items()), widget="select")]


class NoteRemark(Input):
    kind: Annotated[Remark.Kind, Ask(_("What it is"), choices=lambda: Remark.Kind.choices, widget="radio")]
    on: Annotated[PastDay, Ask(_("Day"), widget="day")]
    what: Annotated[
        str, StringConstraints(min_length=1, max_length=500), Ask(_("What was said or found"), _("Nothing of whom was interpreted for."), "textarea")
    ]
    outcome: Annotated[Remark.Outcome, Ask(_("What comes of it"), choices=lambda: Remark.Outcome.choices, widget="radio")]


class GiveQueue(Input):
    unit: Annotated[
        str,
        Ask(_("Unit of the interpreter"), _("An administrator makes a unit of the kind “Interpreter” and the account first."), "select", selectors.free_units),
    ]
