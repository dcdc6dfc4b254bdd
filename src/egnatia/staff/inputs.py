"""What administrators are asked."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Self

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, StringConstraints, model_validator

from egnatia.kernel.access.roles import EVERYONE, LABELS, Role
from egnatia.kernel.access.training import Module
from egnatia.kernel.codes import languages
from egnatia.kernel.codes.sorting import sort_key
from egnatia.kernel.engine.fields import Language, Line, NeededLine, PastDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.kernel.models import Unit, User
from egnatia.staff.models import StaffAccount, UnitRecord


def _username(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{1,58}[a-z0-9]", value):
        raise ValueError(_now("Use 3 to 60 small letters, digits, dots, hyphens or underscores."))
    if User.objects.filter(username=value).exists() or StaffAccount.objects.filter(username=value).exists():
        raise ValueError(_now("This user name is taken."))
    return value


def _email(value: str) -> str:
    if value:
        try:
            validate_email(value)
        except ValidationError:
            raise ValueError(_now("Enter an e-mail address, such as name@authority.example, or leave it empty.")) from None
    return value


def _unit(value: str) -> str:
    if not Unit.objects.filter(code=value).exists():
        raise ValueError(_now("Choose one of the units."))
    return value


def _start_password(value: str) -> str:
    if value:
        try:
            validate_password(value)
        except ValidationError as problem:
            raise ValueError(" ".join(str(one) for one in problem.messages)) from None
    return value


def _new_code(value: str) -> str:
    if not re.fullmatch(r"[A-Z0-9][A-Z0-9-]{1,38}", value):
        raise ValueError(_now("Use capital letters, digits and hyphens."))
    if Unit.objects.filter(code=value).exists() or UnitRecord.objects.filter(code=value).exists():
        raise ValueError(_now("This code is taken."))
    return value


def unit_choices() -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in sorted(Unit.objects.all(), key=lambda one: sort_key(one.name))]


def role_choices() -> list[tuple[str, object]]:
    return [(role, LABELS[role]) for role in Role if role in EVERYONE]


def _grantable(value: list[Role]) -> list[Role]:
    if set(value) - EVERYONE:
        raise ValueError(_now("Choose roles of the list."))
    return value


Roles = Annotated[list[Role], AfterValidator(_grantable), Ask(_("Roles"), _("Only what the work needs."), "checkboxes", role_choices)]
InUnit = Annotated[str, AfterValidator(_unit), Ask(_("Unit"), _("Whose cases this person sees."), "select", unit_choices)]


class _Place(Input):
    """Unit and roles: who administers belongs to the unit that sees accounts."""

    unit: InUnit
    roles: Roles

    @model_validator(mode="after")
    def administrators_sit_together(self) -> Self:
        kind = Unit.objects.filter(code=self.unit).values_list("kind", flat=True).first()
        if (Role.ADMINISTRATOR in self.roles) != (kind == Unit.Kind.ADMINISTRATION):
            raise ValueError(_now("Administrators, and nobody else, belong to the unit that administers this deployment."))
        if (Role.GUARDIAN in self.roles) != (kind == Unit.Kind.GUARDIAN):
            raise ValueError(_now("A guardian of children, and nobody else, belongs to a unit of that kind: it shows that guardian's children alone."))
        if (Role.INTERPRETER in self.roles) != (kind == Unit.Kind.INTERPRETER):
            raise ValueError(_now("An interpreter, and nobody else, belongs to a unit of that kind: it shows that interpreter's own sessions alone."))
        return self


class ProposeAccount(_Place):
    @model_validator(mode="after")
    def one_person_in_a_queue(self) -> Self:
        if {Role.GUARDIAN, Role.INTERPRETER} & set(self.roles) and User.objects.filter(unit__code=self.unit, is_active=True).exists():
            raise ValueError(_now("This queue belongs to somebody else: propose a unit for this one first."))
        return self

    username: Annotated[str, AfterValidator(_username), Ask(_("User name"))]
    display_name: Annotated[NeededLine, Ask(_("Name as colleagues see it"))]
    email: Annotated[str, StringConstraints(max_length=200), AfterValidator(_email), Ask(_("E-mail"), _("For notices without any personal data."))] = ""


class ProposeChange(_Place):
    new_start: Annotated[bool, Ask(_("New start: a new start password, and the second factor is set up again"))] = False
    reason: Annotated[Line, Ask(_("Reason"))] = ""


class NoteTraining(Input):
    """By certificate: who notes it has seen it."""

    module: Annotated[Module, Ask(_("Training"), choices=lambda: list(Module.choices))]
    passed_on: Annotated[PastDay, Ask(_("Passed on"), widget="day")]
    until: Annotated[date | None, Ask(_("Holds until"), _("Empty: for good."), widget="day")] = None

    @model_validator(mode="after")
    def it_ends_after_it_began(self) -> Self:
        if self.until is not None and self.until <= self.passed_on:
            raise ValueError(_now("It ends before it begins: check the days."))
        return self


class NoteLanguages(Input):
    spoken: Annotated[list[Language], Ask(_("Languages"), _("In which they can work without an interpreter."), "select_many", languages.choices)]


class Grant(Input):
    start_password: Annotated[
        str,
        StringConstraints(max_length=128),
        AfterValidator(_start_password),
        Ask(
            _("Start password"),
            _("For a new account or a new start: at least 14 characters. Tell it to the person by voice; it must be changed at the first sign-in."),
            "password",
        ),
    ] = ""


class Existing(Input):
    """An account that exists already, by user name: the system takes it on record."""

    username: Annotated[str, Ask(_("User name"))]


class ProposeUnit(Input):
    code: Annotated[str, AfterValidator(_new_code), Ask(_("Code"), _("Capital letters, digits and hyphens, such as BCP-7."))]
    name: Annotated[NeededLine, Ask(_("Name"))]
    kind: Annotated[Unit.Kind, Ask(_("Kind"), "", "select", lambda: list(Unit.Kind.choices))]
    border_section: Annotated[
        str, StringConstraints(pattern=r"^([A-Z]{2}-[A-Z]{2,4})?$"), Ask(_("Border section"), _("Such as RS-MK; empty for a unit inland."))
    ] = ""
