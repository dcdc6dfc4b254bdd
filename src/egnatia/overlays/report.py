"""How a country's rules stand against the EU reference: equal, stricter, looser, missing, unverified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from egnatia.kernel.clocks.rules import EU
from egnatia.kernel.models import RuleRow
from egnatia.overlays.loader import overlay


class Standing(StrEnum):
    EQUAL = "equal"
    STRICTER = "stricter"
    LOOSER = "looser"
    DIFFERENT = "different"
    MISSING = "missing"
    NATIONAL_ONLY = "national only"


@dataclass(frozen=True)
class Line:
    """One rule code: the two rows and how they compare. ``stricter`` means: better for the person."""

    code: str
    national: RuleRow | None
    reference: RuleRow | None
    standing: Standing
    unverified: bool


# A longer period is better for the person in these; in all others a shorter one is.
_LONGER_IS_BETTER = (
    "APPEAL_",
    "COURT_SUIT",
    "LODGE_BY",
    "SELF_LODGE",
    "INTENTION_DOC",
    "REPORT_TO",
    "ADDRESS_CHANGE",
    "FINGERPRINT_MIN_AGE",
    "REMOVAL_APPEAL_SUSPENSIVE",
    "RETURN_VD",
    "RECOVERY_LEAST",
    "MONITOR_NOTICE",
)


def _days(row: RuleRow) -> float:
    factor = {"HOURS": 1 / 24, "DAYS": 1.0, "WORKING_DAYS": 1.4, "WEEKS": 7.0, "MONTHS": 30.4375, "YEARS": 365.25}.get(row.unit, 1.0)
    return timedelta(days=row.value * factor) / timedelta(days=1)


def compare(code: str, national: RuleRow | None, reference: RuleRow | None) -> Standing:
    if national is None:
        return Standing.MISSING
    if reference is None:
        return Standing.NATIONAL_ONLY
    if (national.value, national.unit) == (reference.value, reference.unit):
        return Standing.EQUAL
    if national.anchor != reference.anchor and code.endswith(("EXT1", "EXT2")):
        return Standing.DIFFERENT
    if _days(national) == _days(reference):
        return Standing.EQUAL
    longer = _days(national) > _days(reference)
    return Standing.STRICTER if longer == code.startswith(_LONGER_IS_BETTER) else Standing.LOOSER


def diff(country: str, on: date) -> list[Line]:
    """One line for each rule code that the EU file or the country's file knows."""
    rows = {
        where: {row.code: row for row in RuleRow.objects.filter(jurisdiction=where, synthetic=False, valid_from__lte=on).order_by("valid_from")}
        for where in (country, EU)
    }
    codes = sorted({*rows[country], *rows[EU], *overlay(country).not_known})
    lines = []
    for code in codes:
        national, reference = rows[country].get(code), rows[EU].get(code)
        lines.append(Line(code, national, reference, compare(code, national, reference), national is not None and not national.verified))
    return lines
