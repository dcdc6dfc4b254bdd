from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from egnatia.hub.updates.models import Post, PostText
from egnatia.hub.updates.posts import rendering
from egnatia.kernel import pdf
from egnatia.kernel.codes.countries import KOSOVO_FOOTNOTE

_SOURCE, _CARD = (Path(__file__).parent / name for name in ("update.typ", "card.typ"))


def make(one: Post, words: PostText, language: str, *, rtl: bool) -> bytes:
    """PDF/UA-1: the words of a post, and its figures."""
    figures = list(one.figures.all())
    told = {
        "title": words.title,
        "summary": words.summary,
        "by": one.party.name,
        "day": _day(one),
        "blocks": rendering.as_blocks(one, figures, words.body, settings.EGNATIA_ADDRESS.rstrip("/")),
        "lang": language[:3],
        "rtl": rtl,
        "period": f"{one.first} – {one.last}" if one.first else "",
        "figures": [[each.label, str(each.value) if each.of is None else f"{each.value} / {each.of}"] for each in figures],
        "footnote": str(KOSOVO_FOOTNOTE),
    }
    return pdf.make(_SOURCE, told)


def card(one: Post, words: PostText) -> bytes:
    """PNG, 1200 by 630: what a messenger shows of a link."""
    return pdf.picture(_CARD, {"title": words.title, "by": one.party.name, "day": _day(one), "footnote": str(KOSOVO_FOOTNOTE)})


def _day(one: Post) -> str:
    return f"{timezone.localtime(one.published_at):%Y-%m-%d}" if one.published_at else ""
