"""Answers about a person that need not be typed: from a document's machine-readable zone, or as stated before."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from egnatia.kernel import moment
from egnatia.kernel.models import CaseFile
from egnatia.node.people import mrz, selectors


def from_mrz(typed: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """(answers, warnings). The officer checks every answer: names carry no check digit."""
    text = str(typed.get("mrz") or "")
    try:
        zone = mrz.read(text, moment.today())
    except mrz.BadMrz as problem:
        return {}, [str(problem)]
    year, month, day = zone.birth
    warnings = [_("The check digit of the %(part)s does not hold: compare with the document.") % {"part": part} for part in zone.faults]
    warnings += [one[:1].upper() + one[1:] + "." for one in zone.warnings]
    answers = {
        "family_name": zone.family_name.title(),
        "given_names": zone.given_names.title(),
        "citizenship": zone.nationality if zone.nationality != "UTO" else "XXX",
        "sex": zone.sex.value,
        "birth": {"year": year, "month": month, "day": day},
    }
    return answers, warnings


def as_stated(case: CaseFile) -> dict[str, Any]:
    """The identity as the person last stated it, for a form in which it can be corrected."""
    one = selectors.stated(selectors.person_of(case))
    parts = (one.birth_told or "").split("-")
    return {
        "family_name": one.family_name,
        "given_names": one.given_names,
        "original_script": one.original_script or "",
        "father_name": one.father_name or "",
        "birth": {**dict(zip(("year", "month", "day"), parts, strict=False)), "calendar": one.birth_calendar},
        "place_of_birth": one.place_of_birth or "",
        "sex": one.sex,
        "citizenship": one.citizenship,
    }
