"""What a file comes apart into: paragraphs and headings with their page. Runs in the child process, so it imports no Django and opens nothing."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from typing import Any, NamedTuple, TypedDict

# More pages than any report has; a file made to exhaust us stops here.
MOST_PAGES = 3000
MOST_CHARACTERS = 8_000_000
_ENDS = ".!?:;…؟۔"
_SPACE = re.compile(r"[^\S\n]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Block(NamedTuple):
    """A paragraph (``level`` 0) or a heading (1 is the highest); ``page`` counts from 1, 0 where a file has no pages."""

    text: str
    page: int = 0
    level: int = 0


class Read(TypedDict):
    """What the child says of a file. ``published``: ISO day, or nothing. ``empty``: pages without a text of their own (pictures of pages)."""

    title: str
    published: str
    pages: int
    empty: list[int]
    blocks: list[Block]


class Unreadable(ValueError):
    """The file is not what it says it is, or is locked."""


def clean(text: str) -> str:
    return _SPACE.sub(" ", _CONTROL.sub("", unicodedata.normalize("NFC", text))).strip()


def of_text(text: str) -> Read:
    """Paragraphs between blank lines; a line of Markdown with number signs is a heading."""
    found = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [one.strip() for one in part.split("\n")]
        own: list[str] = []
        for line in lines:
            if match := re.match(r"(#{1,6})\s+(\S.*)", line):
                found += [Block(clean(" ".join(own)))] if own else []
                found.append(Block(clean(match[2]), 0, len(match[1])))
                own = []
            elif line:
                own.append(line)
        found += [Block(clean(" ".join(own)))] if own else []
    return {"title": _first_heading(found), "published": "", "pages": 0, "empty": [], "blocks": found}


def of_docx(content: bytes) -> Read:
    """Paragraphs, headings and cells in order. Raises Unreadable."""
    import docx
    from docx.oxml.ns import qn
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        paper = docx.Document(io.BytesIO(content))
    except Exception:  # whatever a broken archive makes the library raise
        raise Unreadable("docx") from None
    found: list[Block] = []
    for element in paper.element.body.iterchildren():
        if element.tag == qn("w:p"):
            one = Paragraph(element, paper)
            style = (one.style.name or "") if one.style is not None else ""
            level = int(match[1]) if (match := re.match(r"Heading (\d)", style)) else 1 if style == "Title" else 0
            found.append(Block(clean(one.text), 0, level))
        elif element.tag == qn("w:tbl"):
            found += [Block(clean(" | ".join(cell.text for cell in row.cells))) for row in Table(element, paper).rows]
    core = paper.core_properties
    day = core.created.date().isoformat() if core.created else ""
    kept = [one for one in found if one.text]
    return {"title": clean(core.title or "") or _first_heading(kept), "published": day, "pages": 0, "empty": [], "blocks": kept}


def of_html(content: bytes) -> Read:
    """The text of the page without menus and advertisements; of a page that has no main text, all paragraphs. Raises Unreadable."""
    import lxml.html
    import trafilatura
    from trafilatura.utils import decode_file

    source = decode_file(content)
    paper: Any = trafilatura.bare_extraction(source, include_comments=False, include_tables=True, with_metadata=True, favor_recall=True)
    found: list[Block] = []
    if paper is not None and paper.body is not None:
        for element in paper.body.iter("head", "p", "item", "quote", "cell"):
            level = int(str(element.get("rend", "h2"))[-1:]) if element.tag == "head" and str(element.get("rend", "h2"))[-1:].isdigit() else 0
            if element.tag in {"item", "quote", "cell"} and any(child.tag in {"p", "item"} for child in element):
                continue  # its parts come by themselves
            found.append(Block(clean(" ".join(element.itertext())), 0, level))
    found = [one for one in found if one.text]
    try:
        tree = lxml.html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source))
    except Exception:
        raise Unreadable("html") from None
    every = [Block(clean(one.text_content()), 0, int(one.tag[1]) if one.tag[0] == "h" else 0) for one in tree.iter("h1", "h2", "h3", "h4", "p", "li", "td")]
    every = [one for one in every if one.text]
    # Less than half of what stands in paragraphs: the main text was not recognised.
    if sum(len(one.text) for one in found) < sum(len(one.text) for one in every) / 2:
        found = every
    title = (getattr(paper, "title", None) or "") if paper is not None else ""
    return {"title": clean(title), "published": (getattr(paper, "date", None) or "") if paper is not None else "", "pages": 0, "empty": [], "blocks": found}


def of_pdf(content: bytes) -> Read:
    """Paragraphs by page, in the order of reading, without running heads and page numbers. Raises Unreadable."""
    import pypdfium2

    try:
        paper = pypdfium2.PdfDocument(content)
        count = min(len(paper), MOST_PAGES)
    except pypdfium2.PdfiumError:
        raise Unreadable("pdf") from None
    pages: list[list[str]] = []
    for number in range(count):
        page = paper[number]
        pages.append([line for part in page.get_textpage().get_text_bounded().splitlines() if (line := clean(part))])
        page.close()
    told = paper.get_metadata_dict()
    running = _running(pages)
    blocks: list[Block] = []
    for number, lines in enumerate(pages, 1):
        # Only at the ends of a page: a number that stands alone in its middle belongs to a sentence or a table.
        ends = {0, 1, len(lines) - 2, len(lines) - 1}
        kept = [one for at, one in enumerate(lines) if at not in ends or _shape(one) not in running]
        blocks += [Block(text, number) for text in _paragraphs(kept)]
    empty = [number for number, lines in enumerate(pages, 1) if sum(map(len, lines)) < 20]
    day = match[1] if (match := re.match(r"D:(\d{8})", told.get("CreationDate", ""))) else ""
    published = f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else ""
    return {"title": clean(told.get("Title", ""))[:300], "published": published, "pages": count, "empty": empty, "blocks": blocks}


def _first_heading(blocks: list[Block]) -> str:
    return next((one.text[:300] for one in blocks if one.level), "")


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _running(pages: list[list[str]]) -> set[str]:
    """Shapes of first and last lines that come back on at least four pages and a third of them all."""
    ends: Counter[str] = Counter()
    for lines in pages:
        ends.update({_shape(one) for one in (*lines[:2], *lines[-2:]) if len(one) < 160})
    return {shape for shape, times in ends.items() if times >= max(4, len(pages) / 3)}


def _paragraphs(lines: list[str]) -> list[str]:
    """Lines joined into paragraphs: one ends where a line is short and ends a sentence. A word parted at the end of a line is put together."""
    if not lines:
        return []
    usual = sorted(map(len, lines))[int(len(lines) * 0.8)]
    found: list[str] = []
    own = ""
    for line in lines:
        parted = own.endswith(("-", "\u00ad")) and line[:1].islower()
        own = own[:-1] + line if parted else f"{own} {line}".strip()
        if line[-1] in _ENDS and len(line) < usual * 0.9:
            found.append(own)
            own = ""
    return [*found, own] if own else found


def read(content: bytes, kind: str) -> Read:
    """``kind``: a media type of ``sniff``. Raises Unreadable."""
    if kind == "application/pdf":
        found = of_pdf(content)
    elif kind == "text/html":
        found = of_html(content)
    elif kind == "text/plain":
        found = of_text(content.decode("utf-8-sig"))
    else:
        found = of_docx(content)
    total, kept = 0, []
    for one in found["blocks"]:
        total += len(one.text)
        if total > MOST_CHARACTERS:
            break
        kept.append(one)
    return {**found, "blocks": kept}
