"""What somebody typed, read as a query, and the same as a query of the index.

Words (the more of them a passage has, and the rarer they are, the higher it stands), "phrases", "near words"~5 in either order, begin*, +must, -never
(also AND, NOT), title:word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import tantivy

from egnatia.node.coi.engine.index import KEYS, SCHEMA
from egnatia.node.coi.text import words
from egnatia.node.coi.text.words import Term

# A phrase with what may stand before and after it, or a word.
_PART = re.compile(r'(?P<sign>[+-])?(?P<title>title:)?(?:["“”«»„](?P<phrase>[^"“”«»„]*)["“”«»„]?(?:~(?P<slop>\d{1,2}))?|(?P<word>[^\s"“”«»„]+))', re.IGNORECASE)
_AND, _OR, _NOT = frozenset({"AND", "&", "&&"}), frozenset({"OR", "|", "||"}), frozenset({"NOT", "!"})
# More would be a text, not a question; the rest is left out.
MOST_PARTS: Final = 64
# Fewer letters before a star would match half of the words.
LEAST_STEM: Final = 3
NOTHING: Final = tantivy.Query.empty_query()
SHOULD, MUST, NEVER = tantivy.Occur.Should, tantivy.Occur.Must, tantivy.Occur.MustNot
# How much a match counts by stem, by folded form, in a title, and by each group of letters (measured: benchmarks/coi.py).
# Groups tell less where a stemmer is good.
WEIGHTS: Final = {"stem": 1.0, "surface": 0.5, "title": 0.5, "grams": 0.4}
_GRAMS_OF: Final = {"eng": 0.25, "fra": 0.25, "deu": 0.25}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing looked for: words in a row (``slop`` others may stand between; ``loose``: better so, but not needed), the beginning of a
    word, or a word."""

    words: tuple[str, ...]
    must: bool = False
    never: bool = False
    slop: int = 0
    begins: bool = False
    title: bool = False
    loose: bool = False

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1


@dataclass(frozen=True, slots=True)
class Narrow:
    """What results are narrowed to; empty means everything. ``since`` and ``until``: days since 1970-01-01, both counted in."""

    document: Collection[str] = ()
    language: Collection[str] = ()
    country: Collection[str] = ()
    topic: Collection[str] = ()
    kind: Collection[str] = ()
    source: Collection[str] = ()
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """``families``: whose endings are taken off; ``stops``: whose small words are left out."""

    parts: Sequence[Part]
    families: Sequence[str] = ("eng",)
    stops: Sequence[str] = ("eng",)
    narrow: Narrow = field(default_factory=Narrow)

    @property
    def asks(self) -> bool:
        """Whether anything is looked for, and not only kept out."""
        return any(not one.never for one in self.parts)


def parse(text: str) -> list[Part]:
    """Parts of what was typed. Never raises: what makes no sense as a sign is a word."""
    found: list[Part] = []
    must = never = False
    for match in _PART.finditer(text.replace("\0", " ")):
        word = match["word"] or ""
        if word in _AND or word in _OR or word in _NOT:
            must, never = word in _AND, word in _NOT
            if must and found and not (found[-1].never or found[-1].loose):
                found[-1] = replace(found[-1], must=True)
            continue
        of, of_title = words.WORD.findall(match["phrase"] if match["phrase"] is not None else word), bool(match["title"])
        begins = word.endswith("*") and len(of) == 1 and len(of[0]) >= LEAST_STEM
        signs = (must or match["sign"] == "+", never or match["sign"] == "-")
        if match["phrase"] is None and not any(signs):
            found += _apart(of, of_title, begins=begins)
        elif of:
            found.append(Part(tuple(of), *signs, slop=int(match["slop"] or 0), begins=begins, title=of_title))
        must = never = False
        if len(found) >= MOST_PARTS:
            break
    return found


def question(text: str) -> list[Part]:
    """Parts of a question in natural language: no sign in it means anything, quotation marks say only what is better in a row."""
    found: list[Part] = []
    for match in _PART.finditer(text.replace("\0", " ")):
        found += _apart(words.WORD.findall(match.group()), False)
    return found[: 2 * MOST_PARTS]


def _apart(of: list[str], of_title: bool, *, begins: bool = False) -> list[Part]:
    """Each word, and where there are several (al-Shabaab, l'Ankara) better in a row."""
    found = [Part((each,), begins=begins, title=of_title) for each in of]
    return [*found, Part(tuple(of), loose=True, title=of_title)] if len(of) > 1 else found


def build(asked: Asked) -> tantivy.Query:
    """The query of the index. What is only excluded finds nothing."""
    parts = _telling(asked)
    clauses: list[tuple[tantivy.Occur, tantivy.Query]] = []
    for one in parts:
        clauses.append((NEVER if one.never else MUST if one.must or (one.is_phrase and not one.loose) else SHOULD, _part(one, asked.families)))
    if not any(occur != NEVER for occur, _query in clauses):
        return NOTHING
    found = tantivy.Query.boolean_query(clauses)
    kept = _narrowed(asked.narrow)
    return tantivy.Query.boolean_query([(MUST, found), *((MUST, tantivy.Query.const_score_query(one, 0.0)) for one in kept)]) if kept else found


def _telling(asked: Asked) -> list[Part]:
    """Without words that carry no meaning alone, unless there are no others."""
    stops = frozenset().union(*(words.stop_words(one) for one in asked.stops))
    kept = [
        one for one in asked.parts if one.is_phrase or one.must or one.never or one.begins or words.term(one.words[0], asked.families[0]).surface not in stops
    ]
    return kept if any(not one.never for one in kept) else list(asked.parts)


def stems(word: str, families: Sequence[str]) -> list[Term]:
    """Terms of a word by each family, without repeats of a stem."""
    return list({found.stem: found for of in families if (found := words.term(word, of)).surface}.values())


def as_it_is(word: str, families: Sequence[str]) -> tantivy.Query:
    """Passages that have the word in one of its forms."""
    found = stems(word, families)
    every = [_term(name, one.stem, 1.0) for one in found for name in ("stem", "title")]
    return _any([*every, _term("surface", found[0].surface, 1.0)]) if found else NOTHING


def nearly(surface: str) -> tantivy.Query:
    """Passages that have a word which is one letter away from a folded form, of longer ones two; letters that changed places are one."""
    return tantivy.Query.fuzzy_term_query(SCHEMA, "surface", surface, distance=1 if len(surface) < 6 else 2, transposition_cost_one=True)


def _part(one: Part, families: Sequence[str]) -> tantivy.Query:
    if one.is_phrase:
        return _any([_phrase([words.term(each, of).stem for each in one.words], one) for of in families])
    found = stems(one.words[0], families)
    if not found:
        return NOTHING
    if one.begins:
        return tantivy.Query.regex_query(SCHEMA, "title" if one.title else "surface", f"{re.escape(found[0].surface)}.*")
    if one.title:
        return _any([_term("title", each.stem, 1.0) for each in found])
    if one.never:
        return _any([_term("stem", each.stem, 1.0) for each in found])
    ranked = [(SHOULD, _any([_term("stem", each.stem, WEIGHTS["stem"]) for each in found]))]
    ranked.append((SHOULD, _term("surface", found[0].surface, WEIGHTS["surface"])))
    ranked += [(SHOULD, _any([_term("title", each.stem, WEIGHTS["title"]) for each in found]))]
    if not one.must:
        weight = min(_GRAMS_OF.get(of, WEIGHTS["grams"]) for of in families)
        ranked += [(SHOULD, _term("grams", gram, weight)) for gram in found[0].grams.split()]
    return tantivy.Query.boolean_query(ranked)


def _phrase(stems_: list[str], one: Part) -> tantivy.Query:
    return tantivy.Query.phrase_query(SCHEMA, "title" if one.title else "stem", list(stems_), one.slop)


def _any(queries: list[tantivy.Query]) -> tantivy.Query:
    return queries[0] if len(queries) == 1 else tantivy.Query.disjunction_max_query(queries)


def _term(name: str, value: str, weight: float) -> tantivy.Query:
    query = tantivy.Query.term_query(SCHEMA, name, value, "freq")
    return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)


def _narrowed(narrow: Narrow) -> list[tantivy.Query]:
    found = [tantivy.Query.term_set_query(SCHEMA, name, list(values)) for name in KEYS if (values := getattr(narrow, name))]
    if narrow.since is not None or narrow.until is not None:
        found.append(tantivy.Query.range_query(SCHEMA, "day", tantivy.FieldType.Integer, narrow.since, narrow.until))
    return found
