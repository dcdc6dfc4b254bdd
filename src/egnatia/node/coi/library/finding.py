"""Search in the library: by the index, or by the database while the index is built. What is looked for stays in this process and stands in no log."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet

from egnatia.kernel import moment
from egnatia.node.coi.engine import queries
from egnatia.node.coi.library import highlighting, indexing, meant
from egnatia.node.coi.models import Document, Passage
from egnatia.node.coi.text import words

# Passages that are looked at for one page of results and its counts; passages shown of one document; documents on a page.
DEEP, OF_ONE, PAGE = 3000, 3, 20
# Of two passages that say the same, the newer stands higher: a year counts this share, up to five years.
_PER_YEAR, _YEARS = 0.04, 5
_ARABIC, _CYRILLIC = re.compile("[\u0600-\u06ff]"), re.compile("[\u0400-\u04ff]")
_LATIN_FAMILIES = ("eng", "hbs", "sqi", "tur", "fra", "deu", "mkd")


@dataclass(frozen=True)
class Search:
    """What a person looks for. ``languages`` and the others narrow; ``reads``: ISO 639-3 of the interface, whose small words are left out."""

    text: str
    countries: Sequence[str] = ()
    topics: Sequence[str] = ()
    languages: Sequence[str] = ()
    kinds: Sequence[str] = ()
    since: date | None = None
    until: date | None = None
    newest: bool = False
    reads: str = "eng"


@dataclass(frozen=True)
class Found:
    """A document with the passages of it that were found, best first."""

    document: Document
    passages: list[tuple[Passage, highlighting.Pieces]]
    more: int


@dataclass(frozen=True)
class Results:
    """``counts``: how many of the documents found are about each country and topic, in each language, of each kind. ``rebuilding``: the database answered.
    ``meant``: words that nothing has, each with the nearest that stands in the library.
    ``at_least``: there were more passages than are looked at, so the numbers are the least that they can be."""

    documents: list[Found]
    total: int
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    rebuilding: bool = False
    at_least: bool = False
    meant: dict[str, str] = field(default_factory=dict)


def families(text: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Whose endings are taken off: of the languages that results are narrowed to, else of all that the script is written in."""
    if languages:
        return tuple(dict.fromkeys(words.family(one) for one in languages))
    if _ARABIC.search(text):
        return ("ara", "fas", "pus")
    return ("hbs", "mkd") if _CYRILLIC.search(text) else _LATIN_FAMILIES


def search(wanted: Search) -> Results:
    """What the library says about it; nothing for no words."""
    parts = queries.parse(wanted.text)
    of = families(wanted.text, wanted.languages)
    small = tuple(dict.fromkeys(one for one in (words.family(wanted.reads), of[0]) if one in of))
    asked = queries.Asked(parts, of, small, _narrow(wanted))
    if not asked.asks:
        return Results([], 0)
    index = indexing.index()
    hits = index.search(queries.build(asked), DEEP) if index else _by_database(asked, wanted)
    looked = highlighting.Looked(parts, of, frozenset().union(*(words.stop_words(one) for one in small)))
    other = meant.instead(parts, of, index) if index else {}
    return replace(_results(hits, looked, wanted, rebuilding=index is None), meant=other)


def _narrow(wanted: Search) -> queries.Narrow:
    since, until = (indexing.days(one) if one else None for one in (wanted.since, wanted.until))
    return queries.Narrow(
        country=tuple(wanted.countries), topic=tuple(wanted.topics), language=tuple(wanted.languages), kind=tuple(wanted.kinds), since=since, until=until
    )


def _by_database(asked: queries.Asked, wanted: Search) -> list[tuple[int, float]]:
    """All words must stand in a passage: PostgreSQL knows no rarity, so any-word ranking would be a heap."""
    found = _kept(Passage.objects.filter(document__confirmed=True, document__withdrawn=False), wanted)
    rank: Any = None
    for one in asked.parts:
        if one.loose:
            continue
        kind = "phrase" if one.is_phrase else "plain"
        forms = [SearchQuery(" ".join(words.term(word, of).stem for word in one.words), config="simple", search_type=kind) for of in asked.families]
        query = forms[0]
        for other in forms[1:]:
            query = query | other
        found = found.exclude(terms=query) if one.never else found.filter(terms=query)
        if not one.never:
            rank = SearchRank(F("terms"), query) if rank is None else rank + SearchRank(F("terms"), query)
    return [(key, float(score)) for key, score in found.annotate(score=rank).order_by("-score").values_list("pk", "score")[:DEEP]]


def _kept(found: QuerySet[Passage], wanted: Search) -> QuerySet[Passage]:
    for name, values in {"countries": wanted.countries, "topics": wanted.topics}.items():
        if values:
            found = found.filter(**{f"document__{name}__regex": rf"\m({'|'.join(map(re.escape, values))})\M"})
    if wanted.languages:
        found = found.filter(document__language__in=wanted.languages)
    if wanted.kinds:
        found = found.filter(document__kind__in=wanted.kinds)
    if wanted.since:
        found = found.filter(document__published_on__gte=wanted.since)
    return found.filter(document__published_on__lte=wanted.until) if wanted.until else found


def _results(hits: list[tuple[int, float]], looked: highlighting.Looked, wanted: Search, *, rebuilding: bool) -> Results:
    scores = dict(hits)
    # The database says again what may be seen: a document that was withdrawn a moment ago is not found, whatever the index holds.
    places = dict(Passage.objects.filter(pk__in=scores, document__confirmed=True, document__withdrawn=False).values_list("pk", "document"))
    documents = light_by_id(set(places.values()))
    of: dict[Document, list[int]] = {}
    for key, _score in hits:
        if key in places:
            of.setdefault(documents[places[key]], []).append(key)
    today = moment.today()
    worth = {one: scores[keys[0]] * _currency(one, today) for one, keys in of.items()}
    order = sorted(of, key=lambda one: (one.published_on or date.min) if wanted.newest else worth[one], reverse=True)
    counts = {
        "countries": Counter(code for one in of for code in one.countries.split()),
        "topics": Counter(code for one in of for code in one.topics.split()),
        "languages": Counter(one.language for one in of),
        "kinds": Counter(one.kind for one in of),
    }
    texts = Passage.objects.defer("terms").in_bulk([key for one in order[:PAGE] for key in of[one][:OF_ONE]])
    shown = [_found(one, [texts[key] for key in of[one][:OF_ONE]], len(of[one]), looked) for one in order[:PAGE]]
    return Results(shown, len(of), counts, rebuilding, at_least=len(hits) >= DEEP)


def light_by_id(keys: Collection[UUID]) -> dict[UUID, Document]:
    """Documents without their files and texts."""
    return Document.objects.defer("content", "text").in_bulk(keys)


def _currency(one: Document, today: date) -> float:
    age = min((today - one.published_on) / timedelta(days=365.25), _YEARS) if one.published_on else _YEARS
    return 1 + _PER_YEAR * (_YEARS - age)


def _found(one: Document, passages: list[Passage], total: int, looked: highlighting.Looked) -> Found:
    of = words.family(one.language)
    return Found(one, [(each, highlighting.snippet(each.text, of, looked)) for each in passages], total - len(passages))
