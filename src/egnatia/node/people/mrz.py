"""Reader of the machine-readable zone, ICAO Doc 9303 parts 3 to 7: TD1, TD2, TD3, MRV-A and MRV-B.

Names carry no check digit on any line. Errors and warnings never quote the zone, which is personal data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from egnatia.kernel.codes.countries import UnknownCode, alpha3
from egnatia.kernel.codes.persons import Sex

_WEIGHTS = (7, 3, 1)
_VALUES = {**{str(digit): digit for digit in range(10)}, **{chr(65 + index): 10 + index for index in range(26)}, "<": 0}
_ALLOWED = re.compile(r"^[A-Z0-9<]+$")


class BadMrz(ValueError):
    """The lines are no machine-readable zone; the message says what is wrong without quoting them."""


def check_digit(text: str) -> int:
    """Doc 9303-3 4.9: weights 7-3-1, modulo 10. Raises KeyError for a character that cannot stand in a zone."""
    return sum(_VALUES[char] * _WEIGHTS[index % 3] for index, char in enumerate(text)) % 10


@dataclass(frozen=True)
class _Layout:
    """Where things stand, as (line, start, end); ``composite`` are the pieces that the last digit is over."""

    name: str
    lines: int
    width: int
    first: str
    number: tuple[int, int, int]
    nationality: tuple[int, int, int]
    birth: tuple[int, int, int]
    sex: tuple[int, int, int]
    expiry: tuple[int, int, int]
    names: tuple[int, int, int]
    optional: tuple[int, int, int]
    optional_digit: bool = False
    composite: tuple[tuple[int, int, int], ...] = ()
    composite_at: tuple[int, int] = (0, 0)


_LAYOUTS = (
    _Layout(
        "TD1",
        3,
        30,
        "IAC",
        (0, 5, 14),
        (1, 15, 18),
        (1, 0, 6),
        (1, 7, 8),
        (1, 8, 14),
        (2, 0, 30),
        (0, 15, 30),
        composite=((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
        composite_at=(1, 29),
    ),
    _Layout(
        "TD2",
        2,
        36,
        "IAC",
        (1, 0, 9),
        (1, 10, 13),
        (1, 13, 19),
        (1, 20, 21),
        (1, 21, 27),
        (0, 5, 36),
        (1, 28, 35),
        composite=((1, 0, 10), (1, 13, 20), (1, 21, 35)),
        composite_at=(1, 35),
    ),
    _Layout(
        "TD3",
        2,
        44,
        "P",
        (1, 0, 9),
        (1, 10, 13),
        (1, 13, 19),
        (1, 20, 21),
        (1, 21, 27),
        (0, 5, 44),
        (1, 28, 42),
        optional_digit=True,
        composite=((1, 0, 10), (1, 13, 20), (1, 21, 43)),
        composite_at=(1, 43),
    ),
    _Layout("MRV-A", 2, 44, "V", (1, 0, 9), (1, 10, 13), (1, 13, 19), (1, 20, 21), (1, 21, 27), (0, 5, 44), (1, 28, 44)),
    _Layout("MRV-B", 2, 36, "V", (1, 0, 9), (1, 10, 13), (1, 13, 19), (1, 20, 21), (1, 21, 27), (0, 5, 36), (1, 28, 36)),
)


@dataclass(frozen=True)
class Mrz:
    """What a zone says. Dates are (year, month, day) with None for unknown parts; ``faults`` names check digits that do not hold."""

    format: str
    document_code: str
    issuer: str
    number: str
    family_name: str
    given_names: str
    nationality: str
    birth: tuple[int | None, int | None, int | None]
    expiry: date | None
    sex: Sex
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def check_digits_hold(self) -> bool:
        return not self.faults


def read(text: str, today: date) -> Mrz:
    """Read a zone of two or three lines. Raises BadMrz if it is none; a wrong check digit is a fault in the answer, not an error."""
    lines = [re.sub(r"\s", "", line).upper() for line in text.strip().splitlines() if line.strip()]
    if not lines:
        raise BadMrz("there is no machine-readable zone: type its two or three lines from the bottom of the document")
    for index, line in enumerate(lines, 1):
        if not _ALLOWED.match(line):
            raise BadMrz(f"line {index} has a character that cannot stand there: only A to Z, 0 to 9 and < can")
    layout = next((one for one in _LAYOUTS if one.lines == len(lines) and lines[0][0] in one.first and all(len(line) == one.width for line in lines)), None)
    if layout is None:
        raise BadMrz(
            f"{len(lines)} lines of {', '.join(str(len(line)) for line in lines)} characters are no known format: 3 lines of 30, or 2 lines of 36 or 44"
        )
    return _read(layout, lines, today)


def _read(layout: _Layout, lines: list[str], today: date) -> Mrz:
    def at(place: tuple[int, int, int]) -> str:
        line, start, end = place
        return lines[line][start:end]

    def digit(place: tuple[int, int, int]) -> str:
        line, _start, end = place
        return lines[line][end]

    faults: list[str] = []
    warnings: list[str] = []
    number, number_digit, optional = at(layout.number), digit(layout.number), at(layout.optional)
    if layout.name == "TD1" and number_digit == "<" and optional.strip("<"):
        # A longer number goes on in the optional data, its check digit after it (Doc 9303-5, note j).
        rest = optional.split("<")[0]
        number, number_digit = number + rest[:-1], rest[-1:]
    checks = [
        ("document number", number, number_digit),
        ("date of birth", at(layout.birth), digit(layout.birth)),
        ("date of expiry", at(layout.expiry), digit(layout.expiry)),
    ]
    if layout.optional_digit and not (not optional.strip("<") and digit(layout.optional) == "<"):
        checks.append(("optional data", optional, digit(layout.optional)))
    if layout.composite:
        line, column = layout.composite_at
        checks.append(("whole zone", "".join(at(piece) for piece in layout.composite), lines[line][column]))
    faults += [name for name, value, given in checks if str(check_digit(value)) != given]
    family, given_names = _names(at(layout.names), warnings)
    return Mrz(
        layout.name,
        lines[0][:2].rstrip("<"),
        _country(lines[0][2:5], "issuing state", warnings),
        number.rstrip("<"),
        family,
        given_names,
        _country(at(layout.nationality), "nationality", warnings),
        _birth(at(layout.birth), today, warnings),
        _expiry(at(layout.expiry), today, warnings),
        _sex(at(layout.sex), warnings),
        tuple(faults),
        tuple(warnings),
    )


def _names(field: str, warnings: list[str]) -> tuple[str, str]:
    if not field.endswith("<"):
        warnings.append("the names fill their line and may be cut off: ask for the whole name")
    primary, _separator, secondary = field.rstrip("<").partition("<<")
    return primary.replace("<", " ").strip(), " ".join(secondary.replace("<", " ").split())


def _country(code: str, what: str, warnings: list[str]) -> str:
    try:
        return alpha3(code.rstrip("<"))
    except UnknownCode:
        warnings.append(f"the {what} is not a known code")
        return "XXX"


def _sex(mark: str, warnings: list[str]) -> Sex:
    if mark not in "MF<":
        warnings.append("the sex is not M, F or <, as it must be in this zone")
    return {"M": Sex.MALE, "F": Sex.FEMALE}.get(mark, Sex.NOT_KNOWN)


def _parts(field: str) -> tuple[int | None, int | None, int | None]:
    year, month, day = (int(part) if part.isdigit() else None for part in (field[:2], field[2:4], field[4:]))
    return year, month, day


def _birth(field: str, today: date, warnings: list[str]) -> tuple[int | None, int | None, int | None]:
    short, month, day = _parts(field)
    if short is None:
        return None, None, None
    year = 2000 + short
    # A date of birth is never in the future.
    while (year, month or 1, day or 1) > (today.year, today.month, today.day):
        year -= 100
    if month == 0 or day == 0 or not 1 <= (month or 1) <= 12 or not _is_day(year, month, day):
        warnings.append("the date of birth is no date: ask for it")
        return None, None, None
    return year, month, day if month else None


def _is_day(year: int, month: int | None, day: int | None) -> bool:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return True


def _expiry(field: str, today: date, warnings: list[str]) -> date | None:
    short, month, day = _parts(field)
    if short is None or not month or not day:
        return None
    # Two digits stand for the year within 20 years back and 79 on.
    year = next(year for year in range(today.year - 20, today.year + 80) if year % 100 == short)
    if not _is_day(year, month, day):
        warnings.append("the date of expiry is no date")
        return None
    if date(year, month, day) < today:
        warnings.append("the document has expired")
    return date(year, month, day)


def write_td3(*, issuer: str, number: str, family_name: str, given_names: str, nationality: str, birth: str, sex: str, expiry: str) -> str:
    """A passport's zone from plain parts (dates as YYMMDD): for synthetic documents of demonstrations and tests."""
    names = f"{family_name}<<{given_names}".replace(" ", "<")[:39].ljust(39, "<")
    number = number[:9].ljust(9, "<")
    body = f"{number}{check_digit(number)}{nationality:<3}{birth}{check_digit(birth)}{sex}{expiry}{check_digit(expiry)}{'<' * 14}<"
    composite = body[0:10] + body[13:20] + body[21:43]
    return f"P<{issuer:<3}{names}\n{body}{check_digit(composite)}".replace(" ", "<")
