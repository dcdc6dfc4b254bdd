"""A workbook as a partner sends it: every row looked at, every problem named with its sheet and row; nothing is taken while one is left."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from egnatia.hub.logframe.models import Result, Scale
from egnatia.hub.logframe.sheets import columns

LARGEST, ROWS = 40_000_000, 2000
_SPAN = re.compile(r"\s*(\d{4}-\d{2}-\d{2})\s*[–-]\s*(\d{4}-\d{2}-\d{2})\s*")
_SCALE = {str(name).lower(): value for value, name in ((1, "low"), (2, "medium"), (3, "high"))}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row; ``column`` is empty where it is the whole of it."""

    sheet: str
    row: int
    column: str
    text: str


@dataclass
class Line:
    """One row of the file: what it tells, by field; ``version`` that the row of the plan had when the file was written."""

    sheet: str
    row: int
    told: dict[str, Any]
    version: int | None = None
    targets: dict[tuple[date, date], Decimal | None] = field(default_factory=dict)


@dataclass
class Book:
    results: list[Line] = field(default_factory=list)
    indicators: list[Line] = field(default_factory=list)
    activities: list[Line] = field(default_factory=list)
    risks: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def _text(value: Any) -> Any:
    """A cell as what a form would have sent."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        # Office programs keep decimals in binary: 0.1 comes as it was meant.
        return f"{Decimal(repr(value)).normalize():f}"
    return str(value).strip()


def _rows(sheet: Any, wanted: list[str], problems: list[Problem]) -> Iterator[tuple[int, dict[str, Any]]]:
    """(number, head → cell) of each row that says something. Unknown columns are named once."""
    lines = sheet.iter_rows(values_only=True)
    head = [str(one or "").strip() for one in next(lines, ())]
    for name in wanted:
        if name not in head:
            problems.append(Problem(sheet.title, 1, name, _("This column is missing: take the file that can be downloaded here as a pattern.")))
    twice = {one for one in head if one and head.count(one) > 1}
    for name in sorted(twice):
        problems.append(Problem(sheet.title, 1, name, _("This column stands twice.")))
    if problems:
        return
    for number, line in enumerate(lines, 2):
        if number > ROWS:
            problems.append(Problem(sheet.title, number, "", _("More than %(number)s rows cannot be taken at once.") % {"number": ROWS}))
            return
        row = {name: _text(value) for name, value in zip(head, line, strict=False) if name}
        if any(row.values()):
            yield number, row


def _version(row: dict[str, Any], name: str) -> int | None:
    return int(row[name]) if re.fullmatch("[0-9]{1,9}", row.get(name, "")) else None


def _flag(text: str) -> bool:
    return text.lower() in {"yes", "true", "1", "x", "да", "da", "po", "evet"}


class _Reader:
    def __init__(self) -> None:
        self.book = Book()

    def wrong(self, sheet: str, row: int, column: str, text: str) -> None:
        self.book.problems.append(Problem(sheet, row, column, text))

    def told(self, row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
        """What is empty is left out, so that the form's own defaults hold."""
        return {name: _flag(row[head]) if name in columns.FLAGS else row[head] for head, name in names.items() if row.get(head)}

    def matrix(self, sheet: Any) -> None:
        now: str | None = None
        for number, row in _rows(sheet, columns.EVERYTHING[columns.LOGFRAME], self.book.problems):
            level = row["Level"].upper()
            if level == columns.OBJECTIVE:
                now = ""
            elif level:
                if level not in Result.Level.values:
                    self.wrong(
                        columns.LOGFRAME, number, "Level", _("This is none of: %(levels)s.") % {"levels": ", ".join([columns.OBJECTIVE, *Result.Level.values])}
                    )
                if not row["Code"]:
                    self.wrong(columns.LOGFRAME, number, "Code", _("A result needs a code."))
                now = row["Code"]
                told = self.told(row, columns.RESULT) | {"level": level}
                self.book.results.append(Line(columns.LOGFRAME, number, told, _version(row, f"{columns.VERSION} of the result")))
            elif any(row[head] for head in columns.RESULT):
                self.wrong(columns.LOGFRAME, number, "Level", _("Say the level of this result."))
            if any(row[head] for head in columns.INDICATOR):
                self.indicator(number, row, now)

    def indicator(self, number: int, row: dict[str, Any], result: str | None) -> None:
        if result is None:
            return self.wrong(columns.LOGFRAME, number, "Level", _("Say of which result this indicator is, in this row or above."))
        told = self.told(row, columns.INDICATOR) | {"part_of": result}
        if "code" not in told:
            return self.wrong(columns.LOGFRAME, number, "Indicator code", _("An indicator needs a code."))
        for name in ("measure", "direction", "frequency"):
            if name in told:
                told[name] = told[name].upper()
        line = Line(columns.LOGFRAME, number, told, _version(row, f"{columns.VERSION} of the indicator"))
        for head, value in row.items():
            if (found := _SPAN.fullmatch(head)) and value:
                try:
                    line.targets[date.fromisoformat(found[1]), date.fromisoformat(found[2])] = None if value in {columns.NONE, "-"} else Decimal(value)
                except (ValueError, ArithmeticError):
                    self.wrong(
                        columns.LOGFRAME, number, head, _("Write the milestone as a number, or “–” for none, below a period such as 2026-01-01 – 2026-06-30.")
                    )
        self.book.indicators.append(line)
        return None

    def activities(self, sheet: Any) -> None:
        for number, row in _rows(sheet, columns.EVERYTHING[columns.ACTIVITIES], self.book.problems):
            told = self.told(row, columns.ACTIVITY)
            if "code" not in told:
                self.wrong(columns.ACTIVITIES, number, "Code", _("An activity needs a code."))
            self.book.activities.append(Line(columns.ACTIVITIES, number, told, _version(row, columns.VERSION)))

    def risks(self, sheet: Any) -> None:
        for number, row in _rows(sheet, columns.EVERYTHING[columns.RISKS], self.book.problems):
            told = self.told(row, columns.RISK)
            for name in ("likelihood", "impact"):
                if name in told:
                    told[name] = _SCALE.get(told[name].lower(), told[name] if told[name] in map(str, Scale.values) else "")
                if not told.get(name):
                    self.wrong(columns.RISKS, number, name.title(), _("Write low, medium or high."))
            self.book.risks.append(Line(columns.RISKS, number, told))

    def twice(self, lines: list[Line], name: str, column: str) -> None:
        seen: dict[str, int] = {}
        for one in lines:
            code = one.told.get(name, "")
            if code and code in seen:
                self.wrong(one.sheet, one.row, column, _("%(code)s stands in row %(row)s already.") % {"code": code, "row": seen[code]})
            seen.setdefault(code, one.row)


def read(content: bytes) -> Book:
    """The rows of a workbook with their problems. What is no workbook is one problem."""
    reader = _Reader()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > LARGEST:
                raise InvalidFileException
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception:  # whatever a broken file makes the library raise: zip, XML, key and value errors
        reader.wrong("", 0, "", _("This is no workbook that can be read: save it as XLSX and choose it again."))
        return reader.book
    sheets: dict[str, Callable[[Any], None]] = {columns.LOGFRAME: reader.matrix, columns.ACTIVITIES: reader.activities, columns.RISKS: reader.risks}
    if columns.LOGFRAME not in book.sheetnames:
        reader.wrong(columns.LOGFRAME, 0, "", _("This sheet is missing: take the file that can be downloaded here as a pattern."))
    for name, take in sheets.items():
        if name in book.sheetnames:
            before, reader.book.problems = reader.book.problems, []
            try:
                take(book[name])
            except Exception:  # a damaged sheet
                reader.wrong(name, 0, "", _("This sheet cannot be read: save the file as XLSX again."))
            reader.book.problems = before + reader.book.problems
    reader.twice(reader.book.results, "code", "Code")
    reader.twice(reader.book.indicators, "code", "Indicator code")
    reader.twice(reader.book.activities, "code", "Code")
    reader.twice(reader.book.risks, "text", "Risk")
    return reader.book
