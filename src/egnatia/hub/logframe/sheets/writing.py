"""The logframe of a plan as a workbook that can be read back."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from egnatia.hub.logframe.activities import selectors as activities
from egnatia.hub.logframe.indicators.inputs import in_lines
from egnatia.hub.logframe.models import Framework, Indicator, Period
from egnatia.hub.logframe.printing.content import clean
from egnatia.hub.logframe.sheets import columns
from egnatia.kernel.codes.countries import KOSOVO_FOOTNOTE

WIDE = {"Results chain", "Assumptions", "Added value", "Indicator", "Definition", "Source of verification", "Activity", "Deliverables", "Risk", "Response"}


def text_cell(cell: Cell, value: Any) -> None:
    """A value as a value: what begins with “=” is text here, never a formula."""
    cell.value = clean(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def fill(sheet: Worksheet, head: list[str], rows: list[list[Any]]) -> None:
    """A head that stays in sight, then the rows."""
    for number, name in enumerate(head, 1):
        cell = sheet.cell(1, number)
        text_cell(cell, name)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = 40 if name in WIDE else 16
    for line, row in enumerate(rows, 2):
        for number, value in enumerate(row, 1):
            if value is not None and value != "":
                text_cell(sheet.cell(line, number), value)
    sheet.freeze_panes = "A2"


def span(one: Period) -> str:
    return f"{one.starts.isoformat()} {columns.NONE} {one.ends.isoformat()}"


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, dict):
        return in_lines(value)
    return ", ".join(value) if isinstance(value, list) else value


def _indicator(one: Indicator, spans: list[str]) -> list[Any]:
    told: dict[str, Any] = {name: _cell(getattr(one, name)) for name in columns.INDICATOR.values() if name != "responsible"}
    told["responsible"] = one.responsible.code
    targets = {span(each): columns.NONE if each.target is None else each.target for each in one.periods.all()}
    return [*(told[name] for name in columns.INDICATOR.values()), one.case.version, *(targets.get(each, "") for each in spans)]


def _matrix(framework: Framework) -> tuple[list[str], list[list[Any]]]:
    of_result: dict[UUID | None, list[Indicator]] = {}
    for one in framework.indicators.filter(case__state="used").select_related("responsible", "case").prefetch_related("periods"):
        of_result.setdefault(one.result_id, []).append(one)
    spans = sorted({span(each) for found in of_result.values() for one in found for each in one.periods.all()})
    rows: list[list[Any]] = []

    def block(first: list[Any], found: list[Indicator]) -> None:
        lines = [_indicator(one, spans) for one in found] or [[]]
        rows.extend([*(first if number == 0 else [""] * len(first)), *line] for number, line in enumerate(lines))

    block([columns.OBJECTIVE, "", "", framework.objective, "", "", ""], of_result.get(None, []))
    for result in framework.results.filter(case__state="stands").select_related("parent", "case"):
        told: Mapping[str, Any] = {"part_of": result.parent.code if result.parent else ""}
        block([*(told.get(name, getattr(result, name, "")) for name in columns.RESULT.values()), result.case.version], of_result.get(result.pk, []))
    head = [*columns.RESULT, f"{columns.VERSION} of the result", *columns.INDICATOR, f"{columns.VERSION} of the indicator", *spans]
    return head, rows


def write(framework: Framework) -> bytes:
    """An XLSX file: the matrix, activities, risks, and what the plan is."""
    book = Workbook()
    sheet = book.active
    sheet.title = columns.LOGFRAME
    fill(sheet, *_matrix(framework))
    rows = []
    for one in framework.activities.exclude(case__state="cancelled").select_related("output", "lead", "case").prefetch_related("involved__party"):
        told = {"output": one.output.code, "lead": one.lead.code, "raci": activities.in_lines(activities.raci(one))}
        rows.append([*(told[name] if name in told else _cell(getattr(one, name)) for name in columns.ACTIVITY.values()), one.case.version])
    fill(book.create_sheet(columns.ACTIVITIES), [*columns.ACTIVITY, columns.VERSION], rows)
    risks = framework.risks.exclude(case__state="closed").select_related("owner", "case")
    scale = columns.SCALE
    listed = [[one.case.number, one.text, scale[one.likelihood], scale[one.impact], one.response, one.owner.code, one.case.version] for one in risks]
    fill(book.create_sheet(columns.RISKS), [*columns.RISK, columns.VERSION], listed)
    about: list[list[Any]] = [["Plan", framework.title], ["Lead", framework.lead.name], ["First day", framework.starts], ["Last day", framework.ends]]
    fill(book.create_sheet("About"), ["What", "Is"], [*about, ["Version", framework.version], ["", str(KOSOVO_FOOTNOTE)]])
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
