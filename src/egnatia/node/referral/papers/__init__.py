"""Agreements and plans on paper: each line in the language of the person beside ours, so that both read the same thing before anybody signs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from egnatia.kernel import moment, pdf
from egnatia.kernel.codes import countries
from egnatia.kernel.codes.words import Words

_HERE = Path(__file__).parent


def words(language: str) -> Words:
    return Words(_HERE / "words.toml", language)


def line(label: list[str], value: object, other: str = "") -> dict[str, Any]:
    """One row of the paper: its label in both languages; a value, and the value in the other language where it is a word of ours."""
    pair = list(value) if isinstance(value, list) else [pdf.isolated(str(value or "–")), other]
    return {"label": label, "value": pair}


def paper(known: Words, title: str, number: str, authority: str, parts: list[dict[str, Any]], *, synthetic: bool) -> HttpResponse:
    """The paper as PDF. ``parts``: text before the rows (a pair), the rows, a table of (pair, text, text), text after the rows."""
    data = {
        "title": known.said(title),
        "number": number,
        "authority": authority,
        "made_at": f"{timezone.localtime(moment.now()):%Y-%m-%d %H:%M}",
        "parts": [{"before": ["", ""], "rows": [], "table": [], "after": ["", ""], **one} for one in parts],
        "signature": known.said("signature"),
        "day": known.said("day"),
        "unreviewed": known.said("unreviewed" if known.second else "read_out"),
        "lang": known.tag,
        "rtl": known.right_to_left,
        "synthetic": synthetic,
        "footnote": str(countries.KOSOVO_FOOTNOTE),
    }
    answer = HttpResponse(pdf.make(_HERE / "paper.typ", data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{title}-{number}.pdf"'
    return answer
