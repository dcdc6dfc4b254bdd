"""A file read by the child process, with what is proposed about it: language, countries, title, day; a person confirms."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext as _

from egnatia.node.coi.extraction import detecting
from egnatia.node.coi.extraction.blocks import Block, Read
from egnatia.node.coi.extraction.child import SECONDS
from egnatia.node.coi.text import words

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Below this share of small words a page is no text of its language: letters in the wrong order, or codes instead of letters.
LEAST_SMALL_WORDS = 0.06
# Fewer words tell nothing about a page.
ENOUGH_WORDS = 40


class Unreadable(ValueError):
    """The file cannot be read; the words say what to do."""


@dataclass(frozen=True)
class Extracted:
    """What a file says, and its media type (``kind``). ``doubtful``: pages whose text is missing or garbled, to be read by OCR or by a person."""

    blocks: list[Block]
    kind: str
    title: str = ""
    published: str = ""
    language: str = ""
    countries: list[str] = field(default_factory=list)
    pages: int = 0
    doubtful: list[int] = field(default_factory=list)


def sniff(content: bytes) -> str:
    """The media type by what stands in the file, never by its name. Raises Unreadable."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                if "word/document.xml" in archive.namelist():
                    return DOCX
        except Exception:  # noqa: S110  whatever a broken archive makes the library raise
            pass
        raise Unreadable(_("Of archives only Word documents (DOCX) are taken: choose a PDF, DOCX, HTML or text."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"<html" in content[:2000].lower():
            return "text/html"
        raise Unreadable(_("Choose a PDF, a Word document (DOCX), a web page (HTML), or a text in UTF-8.")) from None
    start = text[:2000].lstrip().lower()
    return "text/html" if start.startswith(("<!doctype html", "<html", "<?xml")) and "<html" in start else "text/plain"


def extract(content: bytes) -> Extracted:
    """Read a file in a child process. Raises Unreadable."""
    kind = sniff(content)
    told = _read(content, kind)
    blocks = [Block(*one) for one in told["blocks"]]
    language = detecting.language(" ".join(one.text for one in blocks)[:20_000])
    doubtful = sorted({*told["empty"], *_garbled(blocks, language)})
    countries = detecting.countries([one.text for one in blocks], language)
    return Extracted(blocks, kind, told["title"], told["published"], language, countries, told["pages"], doubtful)


def _read(content: bytes, kind: str) -> Read:
    source = str(Path(__file__).resolve().parents[4])
    command = [sys.executable, "-m", "egnatia.node.coi.extraction.child", kind]
    # Nothing of this process's environment: keys and passwords of the database stand there.
    bare = {"PYTHONPATH": source, "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS + 30, env=bare, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable(_("Reading this file took too long: divide it, or paste its text.")) from None
    if done.returncode == 3:
        raise Unreadable(_("This file is damaged or locked with a password: open it, save it again without one, and choose it again."))
    if done.returncode:
        raise Unreadable(_("This file could not be read within the limits for unknown files: save it again as PDF, or paste its text."))
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def _garbled(blocks: Sequence[Block], language: str) -> list[int]:
    """Pages with words enough, of which hardly any is a small word of the language: their text cannot be trusted."""
    of = words.family(language)
    small = words.stop_words(of)
    if not small:
        return []
    every: Counter[int] = Counter()
    known: Counter[int] = Counter()
    for one in blocks:
        for term in words.terms(one.text, of):
            every[one.page] += 1
            known[one.page] += term.surface in small
    return [page for page, count in every.items() if page and count >= ENOUGH_WORDS and known[page] / count < LEAST_SMALL_WORDS]
