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


def _text(cell: Any) -> str:
    """A cell as what a form would have sent: a percentage as it is shown, a decimal as it was meant, line ends as one sign."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        # Office programs keep decimals in binary, and 80 % as 0.8.
        exact = Decimal(repr(value)) * (100 if "%" in (cell.number_format or "") else 1)
        return f"{exact.normalize():f}" if exact else "0"
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").strip()


def _is_code_typed_otherwise(head: str, cell: Any) -> bool:
    return head in columns.CODES and (isinstance(cell.value, (float, date)))


def _head(cells: Any) -> list[str]:
    return [str(one.value or "").strip() for one in cells]


def _check_head(title: str, head: list[str], wanted: list[str], problems: list[Problem]) -> None:
    for name in wanted:
        if name not in head:
            problems.append(Problem(title, 1, name, _("This column is missing: take the file that can be downloaded here as a pattern.")))
    spans = [found.groups() for one in head if (found := _SPAN.fullmatch(one))]
    for name in sorted({one for one in head if one and head.count(one) > 1} | {" – ".join(one) for one in spans if spans.count(one) > 1}):
        problems.append(Problem(title, 1, name, _("This column stands twice.")))


def _rows(sheet: Any, formulas: Any, wanted: list[str], problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    """(number, head → cell) of each row that says something. What is no column of the pattern, and a formula that was never reckoned, is named."""
    lines = sheet.iter_rows()
    head = _head(next(lines, ()))
    _check_head(sheet.title, head, wanted, problems)
    if problems:
        return
    asked = formulas.iter_rows()
    next(asked, None)
    unreckoned = _("This formula has no value yet: open the file in an office program and save it, or write the value.")
    no_code = _("The office program made a number or a day of this code: format the cell as text and type it again.")
    unknown = _("No such column is known. A milestone stands below its period, such as 2026-01-01 – 2026-06-30.")
    taken = 0
    for number, (line, typed) in enumerate(zip(lines, asked, strict=False), 2):
        row: dict[str, str] = {}
        for name, cell, source in zip(head, line, typed, strict=False):
            text = _text(cell)
            if not text and source.data_type == "f":
                problems.append(Problem(sheet.title, number, name, unreckoned))
            elif text and _is_code_typed_otherwise(name, cell):
                problems.append(Problem(sheet.title, number, name, no_code))
            elif text and name not in wanted and not _SPAN.fullmatch(name) and not name.startswith(columns.VERSION):
                problems.append(Problem(sheet.title, number, name or "?", unknown))
            if name:
                row[name] = text
        if any(row.values()):
            taken += 1
            if taken > ROWS:
                problems.append(Problem(sheet.title, number, "", _("More than %(number)s rows cannot be taken at once.") % {"number": ROWS}))
                return
            yield number, row


def _version(row: dict[str, Any], name: str) -> int | None:
    return int(row[name]) if re.fullmatch("[0-9]{1,9}", row.get(name, "")) else None


def _finite(text: str) -> Decimal:
    found = Decimal(text)
    if not found.is_finite():
        raise ValueError
    return found


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

    def matrix(self, sheet: Any, formulas: Any) -> None:
        now: str | None = None
        for number, row in _rows(sheet, formulas, columns.EVERYTHING[columns.LOGFRAME], self.book.problems):
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
                    line.targets[date.fromisoformat(found[1]), date.fromisoformat(found[2])] = None if value in {columns.NONE, "-"} else _finite(value)
                except (ValueError, ArithmeticError):
                    self.wrong(
                        columns.LOGFRAME, number, head, _("Write the milestone as a number, or “–” for none, below a period such as 2026-01-01 – 2026-06-30.")
                    )
        self.book.indicators.append(line)
        return None

    def activities(self, sheet: Any, formulas: Any) -> None:
        for number, row in _rows(sheet, formulas, columns.EVERYTHING[columns.ACTIVITIES], self.book.problems):
            told = self.told(row, columns.ACTIVITY)
            if "code" not in told:
                self.wrong(columns.ACTIVITIES, number, "Code", _("An activity needs a code."))
            self.book.activities.append(Line(columns.ACTIVITIES, number, told, _version(row, columns.VERSION)))

    def risks(self, sheet: Any, formulas: Any) -> None:
        for number, row in _rows(sheet, formulas, columns.EVERYTHING[columns.RISKS], self.book.problems):
            told = self.told(row, columns.RISK)
            for name in ("likelihood", "impact"):
                if name in told:
                    told[name] = _SCALE.get(told[name].lower(), told[name] if told[name] in map(str, Scale.values) else "")
                if not told.get(name):
                    self.wrong(columns.RISKS, number, name.title(), _("Write low, medium or high."))
            self.book.risks.append(Line(columns.RISKS, number, told, _version(row, columns.VERSION)))

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
        book, formulas = (load_workbook(io.BytesIO(content), read_only=True, data_only=values) for values in (True, False))
    except Exception:  # whatever a broken file makes the library raise: zip, XML, key and value errors
        reader.wrong("", 0, "", _("This is no workbook that can be read: save it as XLSX and choose it again."))
        return reader.book
    sheets: dict[str, Callable[[Any, Any], None]] = {columns.LOGFRAME: reader.matrix, columns.ACTIVITIES: reader.activities, columns.RISKS: reader.risks}
    if columns.LOGFRAME not in book.sheetnames:
        reader.wrong(columns.LOGFRAME, 0, "", _("This sheet is missing: take the file that can be downloaded here as a pattern."))
    for name, take in sheets.items():
        if name in book.sheetnames:
            before, reader.book.problems = reader.book.problems, []
            try:
                take(book[name], formulas[name])
            except Exception:  # a damaged sheet
                reader.wrong(name, 0, "", _("This sheet cannot be read: save the file as XLSX again."))
            reader.book.problems = before + reader.book.problems
    reader.twice(reader.book.results, "code", "Code")
    reader.twice(reader.book.indicators, "code", "Indicator code")
    reader.twice(reader.book.activities, "code", "Code")
    reader.twice(reader.book.risks, "number", columns.NUMBER)
    return reader.book
