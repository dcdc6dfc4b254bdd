"""PDFs by typst: a source file of the room, data as JSON in the inputs and never in the source, PDF/UA-1, the project's own fonts."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_noto_sans
import fontpkg_noto_sans_arabic
import qrcode
import typst
from qrcode.image.svg import SvgPathImage


@cache
def _fonts() -> list[str]:
    return [str(Path(one.__file__).parent) for one in (fontpkg_noto_sans, fontpkg_noto_sans_arabic)]


_CODE = re.compile(r"(?=[A-Za-z./:+-]*[0-9])[0-9A-Za-z]+(?:[-/.:+][0-9A-Za-z]+)+")


def square(text: str) -> str:
    """A text as a QR code: an SVG image."""
    made = qrcode.QRCode(border=2, error_correction=qrcode.constants.ERROR_CORRECT_M)
    made.add_data(text)
    made.make(fit=True)
    buffer = io.BytesIO()
    made.make_image(image_factory=SvgPathImage).save(buffer)
    return buffer.getvalue().decode()


def isolated(text: str) -> str:
    """Text in which dates, telephone and document numbers keep their order inside right-to-left words (Unicode UAX #9: LRI … PDI)."""
    return _CODE.sub(lambda found: f"\u2066{found[0]}\u2069", text)


def picture(source: Path, data: dict[str, Any]) -> bytes:
    """The one page that ``source`` sets, as PNG, a point for each pixel."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    made = typst.compile(str(source), format="png", ppi=72, sys_inputs=inputs, font_paths=_fonts(), ignore_system_fonts=True)
    return made if isinstance(made, bytes) else made[0]


def make(source: Path, data: dict[str, Any]) -> bytes:
    """The document that ``source`` sets from ``data`` (read there as ``json(bytes(sys.inputs.data))``)."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    fixed: dict[str, Any] = {"sys_inputs": inputs, "font_paths": _fonts(), "ignore_system_fonts": True}
    try:
        return typst.compile(str(source), pdf_standards=["ua-1"], **fixed)
    except typst.TypstError:
        # A sign that no font here has cannot stand in PDF/UA: a paper with a gap is better than none.
        return typst.compile(str(source), **fixed)
