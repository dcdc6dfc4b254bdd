from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, StringConstraints

from egnatia.hub.logframe.models import Kind
from egnatia.kernel.codes import countries
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.kernel.models import Unit

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,15}$")]


Name = Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("Name"))]
Identifier = Annotated[str, StringConstraints(max_length=60, pattern=r"^[!-~]*$"), Ask(_("Identifier of the organisation in IATI files"))]
# IATI codelist OrganisationType.
TYPES = (10, 11, 15, 21, 22, 23, 24, 30, 40, 60, 70, 71, 72, 73, 80, 90)


def _type(value: int) -> int:
    if value not in TYPES:
        raise ValueError(_now("This is no type of organisation in IATI: %(types)s.") % {"types": ", ".join(map(str, TYPES))})
    return value


Type = Annotated[int, AfterValidator(_type), Ask(_("Type of the organisation in IATI files"), _("10 government, 15 other public sector, 40 multilateral."))]


def units() -> list[tuple[str, str]]:
    """Offices of partners that no party has yet."""
    free = Unit.objects.filter(kind=Unit.Kind.PROGRAMME_PARTNER, party=None)
    return list(free.values_list("code", "name"))


def seven() -> list[tuple[str, str]]:
    return [(code, countries.name(code)) for code in countries.SEVEN]


def _of_seven(value: str) -> str:
    if value not in countries.SEVEN:
        raise ValueError(_now("Choose one of the seven."))
    return value


def _of_seven_or_none(value: str) -> str:
    return _of_seven(value) if value else value


# A country of the region; one that may be left empty.
Seventh = Annotated[str, AfterValidator(_of_seven)]
SeventhOrNone = Annotated[str, AfterValidator(_of_seven_or_none)]


class Register(Input):
    code: Annotated[Code, Ask(_("Code"), _("Capitals and digits, such as EUAA."))]
    name: Name
    kind: Annotated[Kind, Ask(_("Kind"), choices=lambda: Kind.choices, widget="radio")]
    country: Annotated[SeventhOrNone, Ask(_("Country"), _("Of a national authority."), "select", seven)] = ""
    unit: Annotated[str, Ask(_("Its office here"), _("Empty where nobody of it signs in: the hub's officers answer for it."), "select", units)] = ""
    iati: Identifier = ""
    iati_type: Type = 40


class Change(Input):
    name: Name
    iati: Identifier = ""
    iati_type: Type = 40


class Join(Input):
    unit: Annotated[str, Ask(_("Its office here"), "", "select", units)]
