"""What stands beside a quotation: the passages around it, and others on the same subject, so that whoever quotes one has seen the rest.

The program cannot tell whether they contradict it: a person reads them and says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet

from egnatia.node.coi.engine import queries
from egnatia.node.coi.library import indexing
from egnatia.node.coi.models import Citation, Passage
from egnatia.node.coi.text import words

# Of the same document and of others; passages that are looked at for them; words of a quotation that the database looks for.
_SAME, _OTHERS, _DEEP, _WORDS = 6, 14, 80, 40


@dataclass(frozen=True)
class Beside:
    """``key``: number of the document and of the passage, which stays the same as long as the document is divided so."""

    key: str
    title: str
    published_on: str
    page: int
    text: str


def number_of(key: str) -> str:
    """Of the document, in the key of one of its passages."""
    return key.partition("/")[0]


_HEAVY: Final = ("terms", "document__content", "document__text")


def beside(citation: UUID) -> list[Beside]:
    """Passages before and after the one that is cited, then those most alike: of the same document, and of others on one of its countries."""
    one = Citation.objects.select_related("document").defer("document__content", "document__text").get(pk=citation)
    alike = [each for each in _alike(one) if not (each.document_id == one.document_id and each.number == one.passage)]
    same = list(_passages().filter(document=one.document_id, number__in=(one.passage - 1, one.passage + 1))) if one.passage else []
    same += [each for each in alike if each.document_id == one.document_id and each not in same]
    others = [each for each in alike if each.document_id != one.document_id]
    return [_said(each) for each in (*same[:_SAME], *others[:_OTHERS])]


def _passages() -> QuerySet[Passage]:
    return Passage.objects.select_related("document").defer(*_HEAVY)


def _said(one: Passage) -> Beside:
    paper = one.document
    return Beside(f"{paper.number}/{one.number}", paper.title, paper.published_on.isoformat() if paper.published_on else "", one.page, one.text)


def _alike(one: Citation) -> list[Passage]:
    of, about = words.family(one.document.language), one.document.countries.split()
    index = indexing.index()
    if index is None:
        return list(_by_database(one.quote, of, about))
    asked = queries.Asked(queries.question(one.quote), (of,), (of,), queries.Narrow(country=tuple(about)))
    hits = [key for key, _score in index.search(queries.build(asked), _DEEP)] if asked.asks else []
    found = _passages().filter(document__confirmed=True, document__withdrawn=False).in_bulk(hits)
    return [found[key] for key in hits if key in found]


def _by_database(quote: str, of: str, about: list[str]) -> QuerySet[Passage]:
    """While the index is built: any of the words, those that carry meaning."""
    small = words.stop_words(of)
    stems = list(dict.fromkeys(each.stem for each in words.terms(quote, of) if each.surface not in small))[:_WORDS]
    query: Any = SearchQuery("", config="simple")
    for stem in stems:
        query = query | SearchQuery(stem, config="simple")
    found = _passages().filter(document__confirmed=True, document__withdrawn=False, terms=query)
    if about:
        found = found.filter(document__countries__regex=rf"\m({'|'.join(map(re.escape, about))})\M")
    return found.annotate(score=SearchRank(F("terms"), query)).order_by("-score", "pk")[:_DEEP]
