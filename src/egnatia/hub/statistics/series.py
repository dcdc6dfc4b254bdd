"""Published files as they are published: Frontex monthly detections, UNHCR asylum figures, Eurostat SDMX-CSV and old CSV exports.

Each reader checks every line and stops with line and column at the first fault; the importer writes all of a file or nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from egnatia.kernel.codes import countries

MAX_BYTES = 200 * 1024 * 1024


class BadFile(ValueError):
    """The file cannot be read; the message says where and what is expected."""


@dataclass(frozen=True)
class Point:
    """One value as published; ``value`` is None where the publisher says that it is not available."""

    area: str
    citizen: str
    detail: str
    period: str
    value: int | None
    flag: str = ""


@dataclass(frozen=True)
class Series:
    """What a file is and its points."""

    source: str
    dataset: str
    points: list[Point]


@dataclass(frozen=True)
class _Line:
    """One line of a table, with its number for messages."""

    number: int
    header: list[str]
    cells: list[str]

    def __getitem__(self, name: str) -> str:
        return self.cells[self.header.index(name)]

    def get(self, name: str) -> str:
        return self[name] if name in self.header else ""

    def fault(self, name: str, what: str) -> BadFile:
        return BadFile(f"line {self.number}, column {name}: {what}")


# Codes that the publishers use beside ISO 3166-1: not known, stateless, other; UNK is «unknown» here, not the code of UNMIK documents.
_FRONTEX_SPECIAL = frozenset({"OOS", "OOO", "STL"})
_UNHCR_SPECIAL = frozenset({"TIB", "UNK", "XXA", "SML"})


def _count(line: _Line, name: str, *, empty: bool = False) -> int | None:
    text = line[name].strip()
    if text == ":" or (empty and text == ""):
        return None
    plain = text.removesuffix(".0") if empty else text
    if not re.fullmatch(r"\d{1,3}(,\d{3})+|\d+", plain):
        raise line.fault(name, "no whole number, zero or more")
    return int(plain.replace(",", ""))


def _iso3(line: _Line, name: str, special: frozenset[str]) -> str:
    code = line[name]
    if code not in special and code not in countries.table():
        raise line.fault(name, "no country code (ISO 3166-1 alpha-3)")
    return code


def _year(line: _Line, name: str) -> str:
    if not re.fullmatch(r"(19|20)\d\d", line[name]):
        raise line.fault(name, "no year")
    return line[name]


def _month(line: _Line, name: str) -> str:
    text = line[name].replace("M", "-")
    if not re.fullmatch(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?", text):
        raise line.fault(name, "no year or month")
    return text


def _text(line: _Line, name: str) -> str:
    if not line[name].strip():
        raise line.fault(name, "empty")
    return line[name].strip()


def _frontex(line: _Line) -> Point:
    return Point(
        _text(line, "route")[:60], _iso3(line, "citizen_iso3", _FRONTEX_SPECIAL), _text(line, "border_type"), _month(line, "month"), _count(line, "detections")
    )


def _unhcr_applications(line: _Line) -> Point:
    detail = "|".join(line[name] for name in ("procedure_type", "app_type", "dec_level", "app_pc"))
    return Point(
        _iso3(line, "coa_iso", _UNHCR_SPECIAL), _iso3(line, "coo_iso", _UNHCR_SPECIAL), detail, _year(line, "year"), _count(line, "applied", empty=True)
    )


def _unhcr_decisions(line: _Line) -> Point:
    detail = "|".join(line[name] for name in ("procedure_type", "dec_level", "dec_pc"))
    return Point(
        _iso3(line, "coa_iso", _UNHCR_SPECIAL), _iso3(line, "coo_iso", _UNHCR_SPECIAL), detail, _year(line, "year"), _count(line, "dec_total", empty=True)
    )


def _eurostat_old(line: _Line) -> Point:
    known = {"TIME", "GEO", "CITIZEN", "Value", "Flag and Footnotes"}
    detail = "|".join(cell for name, cell in zip(line.header, line.cells, strict=True) if name not in known)
    return Point(
        _text(line, "GEO")[:60], _text(line, "CITIZEN")[:40], detail[:200], _month(line, "TIME"), _count(line, "Value"), line.get("Flag and Footnotes")[:12]
    )


def _eurostat_sdmx(line: _Line) -> Point:
    known = {"geo", "citizen", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", "CONF_STATUS", "LAST UPDATE", "DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME"}
    # With labels=both a label column follows each code column; dimension ids are in lower case, labels are not.
    detail = "|".join(cell for name, cell in zip(line.header, line.cells, strict=True) if name not in known and re.fullmatch(r"[a-z_0-9]+", name))
    area = _text(line, "geo")
    if "STRUCTURE" in line.header and not re.fullmatch(r"[A-Z]{2}[A-Z0-9_]{0,10}", area):
        raise line.fault("geo", "no code of the list GEO")
    return Point(
        area[:60], _text(line, "citizen")[:40], detail[:200], _month(line, "TIME_PERIOD"), _count(line, "OBS_VALUE", empty=True), line["OBS_FLAG"][:12]
    )


@dataclass(frozen=True)
class _Format:
    name: str
    source: str
    columns: tuple[str, ...]
    read: Callable[[_Line], Point]
    dataset: Callable[[list[str], list[str], str], str]


def _old_dataset(header: list[str], _first: list[str], name: str) -> str:
    match = re.match(r"(migr_(?:eirt_vol|[a-z]+\d?))", name.lower())
    return (match[1] if match else "old_export_" + "_".join(header[2:-1]).lower())[:40]


def _sdmx_dataset(header: list[str], first: list[str], _name: str) -> str:
    cell = first[header.index("STRUCTURE_ID" if "STRUCTURE_ID" in header else "DATAFLOW")]
    match = re.match(r"ESTAT:([A-Z0-9_]+)", cell)
    if not match:
        raise BadFile("line 2: the data flow is not one of Eurostat (ESTAT:…)")
    return match[1].lower()[:40]


def _fixed(name: str) -> Callable[[list[str], list[str], str], str]:
    return lambda _header, _first, _name: name


FORMATS = (
    _Format("Frontex monthly detections", "Frontex", ("route", "border_type", "citizen_iso3", "month", "detections"), _frontex, _fixed("frontex_ibc")),
    _Format(
        "UNHCR asylum applications",
        "UNHCR",
        ("year", "coo_iso", "coa_iso", "procedure_type", "app_type", "dec_level", "app_pc", "applied"),
        _unhcr_applications,
        _fixed("unhcr_applications"),
    ),
    _Format(
        "UNHCR asylum decisions",
        "UNHCR",
        ("year", "coo_iso", "coa_iso", "procedure_type", "dec_level", "dec_pc", "dec_total"),
        _unhcr_decisions,
        _fixed("unhcr_decisions"),
    ),
    _Format(
        "Eurostat SDMX-CSV 2.0",
        "Eurostat",
        ("STRUCTURE", "STRUCTURE_ID", "geo", "citizen", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"),
        _eurostat_sdmx,
        _sdmx_dataset,
    ),
    _Format("Eurostat SDMX-CSV 1.0", "Eurostat", ("DATAFLOW", "geo", "citizen", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"), _eurostat_sdmx, _sdmx_dataset),
    _Format("Eurostat CSV export", "Eurostat", ("TIME", "GEO", "CITIZEN", "UNIT", "Value"), _eurostat_old, _old_dataset),
)


def _decode(data: bytes) -> str:
    if b"\0" in data:
        raise BadFile("this is no text file: give the CSV as it was published")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    if len(data) > MAX_BYTES:
        raise BadFile(f"the file is larger than {MAX_BYTES // 1024 // 1024} MB")
    text = _decode(data)
    if not text.strip():
        raise BadFile("the file is empty")
    if not text.endswith("\n"):
        raise BadFile(f"line {text.count(chr(10)) + 1}: the file is cut off: its last line has no end")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        try:
            line = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise BadFile(f"line {reader.line_num}: {problem}") from None
        yield reader.line_num, line


def read(data: bytes, name: str) -> Series:
    """Read a published file. Raises BadFile."""
    lines = _lines(data)
    _number, header = next(lines)
    found = next((one for one in FORMATS if set(one.columns) <= set(header)), None)
    if found is None:
        raise BadFile(f"line 1: no known columns. Known are: {'; '.join(one.name for one in FORMATS)}")
    points: list[Point] = []
    dataset = ""
    for number, cells in lines:
        if len(cells) != len(header):
            missing = header[len(cells)] if len(cells) < len(header) else header[-1]
            raise BadFile(f"line {number}, column {missing}: {len(cells)} columns, not {len(header)}")
        dataset = dataset or found.dataset(header, cells, name)
        points.append(found.read(_Line(number, header, cells)))
    if not points:
        raise BadFile("line 2: the file has columns but no rows")
    return Series(found.source, dataset, points)
