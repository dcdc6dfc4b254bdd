"""Seats on return operations as nodes tell the hub of them: a part of the world, a quarter of a year, a band. Never a nationality,
a country of return or a day.

A band begins at five: fewer are nobody's business beyond the node.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

REGIONS = {
    "AFRICA": _("Africa"),
    "MIDDLE_EAST": _("Middle East"),
    "SOUTH_ASIA": _("Central and South Asia"),
    "EAST_ASIA": _("East and South-East Asia"),
    "EUROPE": _("Europe"),
    "AMERICAS": _("The Americas"),
}
BANDS = {"5-10": _("5 to 10"), "11-25": _("11 to 25"), "26-50": _("26 to 50"), "51+": _("more than 50")}
_QUARTER = re.compile(r"20[0-9]{2}-Q[1-4]\Z")


class BadSeats(ValueError):
    """No call or offer in the form of this file; the message says what is wrong and quotes nothing."""


@dataclass(frozen=True)
class Call:
    """What may be told of a need for seats, and nothing else."""

    reference: uuid.UUID
    region: str
    quarter: str
    band: str
    open: bool

    def told(self) -> dict[str, Any]:
        return {"reference": str(self.reference), "region": self.region, "quarter": self.quarter, "band": self.band, "open": self.open}


@dataclass(frozen=True)
class Offer:
    reference: uuid.UUID
    band: str

    def told(self) -> dict[str, Any]:
        return {"reference": str(self.reference), "band": self.band}


def _reference(value: Any) -> uuid.UUID:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        raise BadSeats("reference is no UUID") from None


def read_call(body: dict[str, Any]) -> Call:
    """Exactly these fields, each from its list. Raises BadSeats."""
    if set(body) != {"reference", "region", "quarter", "band", "open"}:
        raise BadSeats("a call has reference, region, quarter, band and open, and nothing else")
    if body["region"] not in REGIONS or body["band"] not in BANDS or type(body["open"]) is not bool:
        raise BadSeats("region, band or open holds no code of its list")
    if not isinstance(body["quarter"], str) or not _QUARTER.match(body["quarter"]):
        raise BadSeats("quarter is no quarter such as 2026-Q4")
    return Call(_reference(body["reference"]), body["region"], body["quarter"], body["band"], body["open"])


def read_offer(body: dict[str, Any]) -> Offer:
    """Raises BadSeats."""
    if set(body) != {"reference", "band"} or body["band"] not in BANDS:
        raise BadSeats("an offer has a reference and a band of the list, and nothing else")
    return Offer(_reference(body["reference"]), body["band"])


def band_of(seats: int) -> str:
    """The band of a number of seats. Raises BadSeats under five."""
    if seats < 5:
        raise BadSeats("fewer than five seats are not told")
    return "5-10" if seats <= 10 else "11-25" if seats <= 25 else "26-50" if seats <= 50 else "51+"
