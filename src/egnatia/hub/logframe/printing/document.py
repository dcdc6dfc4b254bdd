"""The plan as DOCX, for partners who comment in an office program."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement

from egnatia.hub.logframe.printing import content
from egnatia.hub.logframe.printing.content import clean
from egnatia.hub.logframe.selectors import Page


def table(book: Any, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table with a head that is repeated on each page."""
    made = book.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, text in zip(made.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(clean(text)).bold = True
    repeat = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeat)
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = clean(text)


def sheet(title: str) -> Any:
    """A document on its side, with a title that readers of screens hear first."""
    book = docx.Document()
    page = book.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    book.core_properties.title = clean(title)[:255]
    book.core_properties.language = "en"
    book.add_heading(clean(title), 0)
    return book


def saved(book: Any, footnote: str) -> bytes:
    book.sections[0].footer.paragraphs[0].text = footnote
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def make(page: Page) -> bytes:
    """A DOCX file."""
    told = content.of(page)
    book = sheet(told["title"])
    book.add_paragraph(clean(f"{told['period']} · lead: {told['lead']} · version {told['version']} · made {told['made']}"))
    if told["partners"]:
        book.add_paragraph(clean(f"Partners: {', '.join(told['partners'])}."))
    if told["objective"]:
        book.add_paragraph(clean(f"Overall objective: {told['objective']}"))
    book.add_paragraph("Indicators: " + ", ".join(f"{count} {word}" for word, count in told["lights"]) + ".")
    book.add_heading("Results and indicators", 1)
    for line in told["results"]:
        book.add_heading(clean(f"{line['level']} {line['title']}".strip()), min(4, 2 + line["depth"]))
        for label, text in (("Assumptions", line["assumptions"]), ("Added value", line["added_value"])):
            if text:
                book.add_paragraph(clean(f"{label}: {text}"))
        if line["indicators"]:
            table(book, content.HEADS["indicators"], line["indicators"])
    for name, title in (("activities", "Activities"), ("risks", "Risks")):
        book.add_heading(title, 1)
        if told[name]:
            table(book, content.HEADS[name], told[name])
        else:
            book.add_paragraph("None.")
    return saved(book, told["footnote"])
