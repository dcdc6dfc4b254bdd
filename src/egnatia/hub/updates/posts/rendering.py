"""The words of a post as HTML and as blocks for paper. No HTML of an author passes; links lead to https addresses or to figures of the post."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Protocol

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from egnatia.hub.updates.models import Post, PostFigure

_MARK = re.compile(r"\{([a-z][a-z0-9-]{0,29})\}")
# Of a link; and the pages here that a text may lead to.
LONGEST = 2000
_OWN = re.compile(r"/updates/[\w-]+/(figures/[\w-]+/)?|/events/public\.ics")
_LEFT_OUT = ["image", "html_block", "html_inline", "autolink", "code", "fence", "backticks"]


class _Words(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return len(url) <= LONGEST and (url.startswith("https://") or _OWN.fullmatch(url) is not None)


_markdown = _Words("commonmark", {"html": False, "linkify": False}).disable(_LEFT_OUT)


class Counted(Protocol):
    """A figure, kept or just counted."""

    @property
    def code(self) -> str: ...
    @property
    def value(self) -> int: ...


def marks(body: str) -> set[str]:
    """Codes of the figures that a text names."""
    return set(_MARK.findall(body))


def _filled(post: Post, figures: Iterable[PostFigure], body: str) -> str:
    known = {one.code: one for one in figures}

    def put(found: re.Match[str]) -> str:
        one = known.get(found[1])
        return f"[{one.value}]({reverse('update_figure', args=[post.slug, one.code])})" if one else found[0]

    return _MARK.sub(put, body)


def as_html(post: Post, figures: Iterable[PostFigure], body: str) -> SafeString:
    tokens = _markdown.parse(_filled(post, figures, body))
    for one in tokens:
        if one.tag == "h1":
            one.tag = "h2"  # the title is the only one of the first level
    made = _markdown.renderer.render(tokens, _markdown.options, {})
    return mark_safe(made)  # noqa: S308  made by the renderer, which lets no HTML through


def plain(figures: Iterable[Counted], text: str) -> str:
    """A title or summary with its figures as numbers."""
    known = {one.code: one for one in figures}
    return _MARK.sub(lambda found: str(known[found[1]].value) if found[1] in known else found[0], text)


_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|])")


def quoted(text: str) -> str:
    """Words from a table as words: on one line, and no sign of theirs means anything."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split())).replace("\\{", "(").replace("\\}", ")")


def _spans(token: Token, base: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    strong = em = 0
    address = ""
    for one in token.children or []:
        strong += {"strong_open": 1, "strong_close": -1}.get(one.type, 0)
        em += {"em_open": 1, "em_close": -1}.get(one.type, 0)
        if one.type == "link_open":
            address = str(one.attrGet("href") or "")
        elif one.type == "link_close":
            address = ""
        elif one.type in ("text", "softbreak", "hardbreak"):
            text = one.content if one.type == "text" else " "
            found.append(
                {
                    "text": text,
                    "strong": bool(strong),
                    "em": bool(em),
                    "address": address if address.startswith("https://") else f"{base}{address}" if address and base else "",
                }
            )
    return found


def as_blocks(post: Post, figures: Iterable[PostFigure], body: str, base: str) -> list[dict[str, Any]]:
    """Headings, paragraphs and lines of lists, each with its spans."""
    found: list[dict[str, Any]] = []
    kind = "text"
    for one in _markdown.parse(_filled(post, figures, body)):
        if one.type == "heading_open":
            kind = "head"
        elif one.type == "list_item_open":
            kind = "item"
        elif one.type in ("heading_close", "list_item_close"):
            kind = "text"
        elif one.type == "inline":
            found.append({"kind": kind, "spans": _spans(one, base)})
    return found
