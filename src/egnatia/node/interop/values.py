"""What makes a value valid under a profile: each answers the value in the profile's form, or None."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from egnatia.kernel.codes import countries

# ICAO Doc 9303-3: names in other systems are written with Latin letters, hyphen, apostrophe and blank.
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ' ’.-]{1,120}\Z")
_FULL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_KNOWN = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}\Z")
_UNKNOWN = {"XXX", "UTO", ""}


def _present(value: Any) -> Any:
    return value if value not in (None, "", [], False) else None


def _latin(value: Any) -> str | None:
    return value if isinstance(value, str) and _LATIN.match(value) else None


def _latin_list(value: Any) -> list[str] | None:
    """Aliases that are there must all be readable; none at all is valid."""
    return value if all(_latin(one) for one in value or []) else None


def _nationality(value: Any) -> str | None:
    """A known country or stateless; 'not determined' is neither (FR-48)."""
    return value if value not in _UNKNOWN and value in countries.table() else None


def _pattern(pattern: re.Pattern[str]) -> Callable[[Any], str | None]:
    return lambda value: value if isinstance(value, str) and pattern.match(value) else None


TRANSFORMS: dict[str, Callable[[Any], Any]] = {
    "present": _present,
    "latin": _latin,
    "latin_list": _latin_list,
    "nationality": _nationality,
    "country": lambda value: value if value in countries.table() else None,
    "date_full": _pattern(_FULL),
    "date_known": _pattern(_KNOWN),
    "sex": lambda value: value if value in {"M", "F", "X"} else None,
    "reference": _pattern(re.compile(r"[A-Z0-9-]{3,30}\Z")),
    "grounds": lambda value: value if value and all(one in "ABCDEFGHI" for one in value) else None,
}
