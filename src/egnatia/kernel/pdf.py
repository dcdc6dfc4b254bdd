"""PDFs by typst: a source file of the room, data as JSON in the inputs and never in the source, PDF/UA-1, the project's own fonts."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_noto_sans
import fontpkg_noto_sans_arabic
import typst


@cache
def _fonts() -> list[str]:
    return [str(Path(one.__file__).parent) for one in (fontpkg_noto_sans, fontpkg_noto_sans_arabic)]


def make(source: Path, data: dict[str, Any]) -> bytes:
    """The document that ``source`` sets from ``data`` (read there as ``json(bytes(sys.inputs.data))``)."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    return typst.compile(str(source), sys_inputs=inputs, font_paths=_fonts(), ignore_system_fonts=True, pdf_standards=["ua-1"])
