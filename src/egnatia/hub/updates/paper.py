from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from egnatia.hub.updates.models import Post, PostText
from egnatia.hub.updates.posts import rendering
from egnatia.kernel import pdf
from egnatia.kernel.codes.countries import KOSOVO_FOOTNOTE

_SOURCE = Path(__file__).parent / "update.typ"


def make(one: Post, words: PostText) -> bytes:
    """PDF/UA-1: the words of a post, and its figures."""
    figures = list(one.figures.all())
    told = {
        "title": words.title,
        "summary": words.summary,
        "by": one.party.name,
        "day": f"{timezone.localtime(one.published_at):%Y-%m-%d}" if one.published_at else "",
        "blocks": rendering.as_blocks(one, figures, words.body),
        "figures": [[each.label, str(each.value) if each.of is None else f"{each.value} / {each.of}"] for each in figures],
        "footnote": str(KOSOVO_FOOTNOTE),
    }
    return pdf.make(_SOURCE, told)
