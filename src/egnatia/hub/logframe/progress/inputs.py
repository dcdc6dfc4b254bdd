from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import BeforeValidator, Field, field_validator

from egnatia.hub.logframe.indicators.inputs import Number, Which
from egnatia.hub.logframe.models import Measure
from egnatia.kernel.engine.fields import File, NeededLine, NeededNote, Note, PastDay
from egnatia.kernel.engine.spec import Ask, Input

# Kinds of file that are kept as evidence, by how they begin.
MAGIC = {b"%PDF-": "application/pdf", b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"PK\x03\x04": "application/zip"}
_Four = Annotated[Decimal, Field(max_digits=15, decimal_places=4)]
Part = tuple[_Four, _Four | None]


def _decimal(text: str) -> Decimal:
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        raise ValueError(_now("Write numbers with a point, without spaces: %(text)s.") % {"text": text.strip()[:40]}) from None
    if not found.is_finite() or abs(found) >= 10**11 or found != round(found, 4):
        raise ValueError(_now("This number is too large, or has more than four places: %(text)s.") % {"text": text.strip()[:40]})
    return found


def _parts(value: Any) -> Any:
    """Lines such as “sex / female = 12”, of shares “sex / female = 3 / 12”; lines without a number are left out."""
    if not isinstance(value, str):
        return value
    found: dict[str, tuple[Decimal, Decimal | None]] = {}
    for line in filter(None, map(str.strip, value.splitlines())):
        name, equals, rest = line.partition("=")
        dimension, slash, category = name.partition("/")
        if not equals or not slash:
            raise ValueError(_now("Write one category in a line, such as “sex / female = 12”: %(line)s.") % {"line": line[:60]})
        if not rest.strip():
            continue
        key = f"{dimension.strip()}/{category.strip()}"
        if key in found:
            raise ValueError(_now("This category stands twice: %(line)s.") % {"line": key})
        first, split, second = rest.partition("/")
        found[key] = (_decimal(first), _decimal(second) if split else None)
    return found


# Which fields a report on an indicator needs, by how it is measured.
ASKED = {Measure.NUMBER: {"value"}, Measure.PERCENT: {"numerator", "denominator"}, Measure.WORDS: {"words"}}


class ReportFields(Input):
    period: Which
    value: Annotated[Number, Ask(_("Value"), _("Of an indicator that is a number."))] = None
    numerator: Annotated[Number, Ask(_("Numerator"), _("Of a percentage: how many of them."))] = None
    denominator: Annotated[
        Annotated[Decimal | None, Field(ge=0, max_digits=18, decimal_places=4)], Ask(_("Denominator"), _("Of a percentage: of how many."))
    ] = None
    words: Annotated[Note, Ask(_("In words"), _("Of an indicator in words."), "textarea")] = ""
    as_of: Annotated[PastDay, Ask(_("As of"), _("The day that the value is of."), "day")]
    parts: Annotated[
        dict[str, Part],
        BeforeValidator(_parts),
        Ask(_("Broken down"), _("One category in a line, such as “sex / female = 12”; of a percentage “= 3 / 12”."), "textarea", rows=5),
    ] = {}
    incomplete: Annotated[bool, Ask(_("The categories do not cover everything"))] = False
    comment: Annotated[Note, Ask(_("What stands behind it"), _("What was done, what kept it back."), "textarea")] = ""

    @field_validator("parts")
    @classmethod
    def of_two(cls, value: dict[str, Part]) -> dict[str, Part]:
        if len(value) > 200 or any("/" not in one for one in value):
            raise ValueError(_now("Write one category in a line, such as “sex / female = 12”: %(line)s.") % {"line": ""})
        return value


class Begin(ReportFields):
    indicator: Annotated[UUID, Ask(_("Indicator"), widget="hidden")]


class Remarks(Input):
    remarks: Annotated[NeededNote, Ask(_("Reason"), _("The party reads it."), "textarea")]


class Attach(Input):
    title: Annotated[NeededLine, Ask(_("What it shows"))]
    file: Annotated[File, Ask(_("File"), _("PDF, PNG, JPEG, or a document of an office program; 4 MB at most. No list of persons."), "file")]

    @field_validator("file")
    @classmethod
    def known(cls, value: bytes) -> bytes:
        if not any(value.startswith(one) for one in MAGIC):
            raise ValueError(_now("This is none of the kinds of file that can be kept here."))
        return value

    def media_type(self) -> str:
        return next(kind for begins, kind in MAGIC.items() if self.file.startswith(begins))
