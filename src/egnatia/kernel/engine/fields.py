"""Types for inputs: code lists and dates that check themselves."""

from __future__ import annotations

import base64
import binascii
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BeforeValidator, StringConstraints

from egnatia.kernel import moment
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.codes.dates import Calendar, PartialDate


def _nationality(value: str) -> str:
    code = countries.alpha3(value)
    if code not in {choice for choice, _label in countries.nationality_choices()}:
        raise ValueError(_("Choose a nationality of today, or stateless, or unspecified."))
    return code


def _date(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, str):
        return PartialDate.parse(value)
    if not isinstance(value, dict):
        raise ValueError(_("Enter a date."))
    parts = []
    for name in ("year", "month", "day"):
        text = str(value.get(name) or "").strip()
        if text and not (text.isascii() and text.isdigit()):
            raise ValueError(_("Use numbers for day, month and year."))
        parts.append(int(text) if text else None)
    try:
        calendar = Calendar(value.get("calendar") or Calendar.GREGORIAN)
    except ValueError:
        raise ValueError(_("Choose one of the calendars.")) from None
    return PartialDate.from_parts(parts[0], parts[1], parts[2], calendar)


def _birth(value: PartialDate) -> PartialDate:
    if value.year is not None and value.year < 1900:
        raise ValueError(_("Year of birth must be 1900 or later."))
    today = moment.today()
    if value.year is not None and (value.year, value.month or 1, value.day or 1) > (today.year, today.month, today.day):
        raise ValueError(_("The date of birth lies in the future."))
    return value


def _not_future(value: date) -> date:
    if value > moment.today():
        raise ValueError(_("This day lies in the future."))
    return value


def _file(value: Any) -> Any:
    """Base64, as the API and the form send it."""
    if not isinstance(value, str):
        return value
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(_("This file cannot be read, or is larger than 4 MB: choose it again.")) from None


def aware(value: datetime) -> datetime:
    """A moment as a form sends it, without a zone, is of this country."""
    return timezone.make_aware(value) if timezone.is_naive(value) else value


def _past(value: datetime) -> datetime:
    given = aware(value)
    if not moment.now() - timedelta(days=3650) < given <= moment.now():
        raise ValueError(_("This moment lies in the future, or too far back."))
    return given


def _ahead(value: datetime) -> datetime:
    given = aware(value)
    if not moment.now() < given < moment.now() + timedelta(days=730):
        raise ValueError(_("Choose a moment that lies ahead, in the next two years."))
    return given


def _recent(value: date) -> date:
    if value < moment.today() - timedelta(days=3650):
        raise ValueError(_("This day lies too far back: check the year."))
    return value


def _coming(value: date | None) -> date | None:
    if value is not None and not moment.today() <= value <= moment.today() + timedelta(days=3660):
        raise ValueError(_("Choose a day from today on."))
    return value


def _mail(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError:
        if value:
            raise ValueError(_("This is no e-mail address.")) from None
    return value


Mail = Annotated[str, StringConstraints(max_length=200), AfterValidator(_mail)]
File = Annotated[bytes, BeforeValidator(_file)]
PastDay = Annotated[date, AfterValidator(_not_future)]
RecentDay = Annotated[PastDay, AfterValidator(_recent)]
ComingDay = Annotated[date, AfterValidator(_coming)]
PastMoment = Annotated[datetime, AfterValidator(_past)]
ComingMoment = Annotated[datetime, AfterValidator(_ahead)]
Nationality = Annotated[str, AfterValidator(_nationality)]
Country = Annotated[str, AfterValidator(countries.alpha3)]
Language = Annotated[str, AfterValidator(languages.code)]
Birth = Annotated[PartialDate, BeforeValidator(_date), AfterValidator(_birth)]
Line = Annotated[str, StringConstraints(max_length=120)]
NeededLine = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Note = Annotated[str, StringConstraints(max_length=2000)]
NeededNote = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


# A report, a statement of reasons, a quotation.
Long = Annotated[str, StringConstraints(max_length=60_000)]
NeededLong = Annotated[str, StringConstraints(min_length=1, max_length=60_000)]


def _lenient_language(value: Any) -> str:
    try:
        return languages.code(str(value))
    except countries.UnknownCode:
        return "und"


# For what must never be refused: too much is cut, an unknown language is undetermined.
LenientLine = Annotated[str, BeforeValidator(lambda value: str(value)[:120])]
LenientNote = Annotated[str, BeforeValidator(lambda value: str(value)[:2000])]
LenientLanguage = Annotated[str, BeforeValidator(_lenient_language)]
