"""The part of a passage that shows best why it was found, with the words that were looked for marked: as pieces of text, never as HTML."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from egnatia.node.coi.engine import queries
from egnatia.node.coi.text import words

# Words of a snippet.
WIDE = 45
Pieces = list[tuple[str, bool]]


class Looked:
    """What a passage is marked by: stems, folded forms and beginnings of the words that were looked for."""

    def __init__(self, parts: Sequence[queries.Part], families: Sequence[str], stops: Collection[str]) -> None:
        wanted = [one for one in parts if not one.never]
        found = [term for one in wanted for word in one.words for term in queries.stems(word, families) if one.is_phrase or term.surface not in stops]
        self._stems = {one.stem for one in found}
        self._surfaces = {one.surface for one in found}
        self._begins = tuple(words.term(one.words[0], families[0]).surface for one in wanted if one.begins)

    def holds(self, term: words.Term) -> bool:
        return term.stem in self._stems or term.surface in self._surfaces or (bool(self._begins) and term.surface.startswith(self._begins))


def snippet(text: str, of: str, looked: Looked) -> Pieces:
    """About ``WIDE`` words around most of the different words that were looked for."""
    every = list(words.words(text, of))
    hits = [at for at, one in enumerate(every) if looked.holds(one.term)]
    if not every:
        return [(text[:300], False)]
    best = max(hits or [0], key=lambda at: (len({every[other].term.stem for other in hits if at <= other < at + WIDE}), -at))
    first = max(0, min(best - WIDE // 5, len(every) - WIDE))
    last = min(len(every), first + WIDE) - 1
    start = 0 if first == 0 else every[first].start
    end = len(text) if last == len(every) - 1 else every[last].end
    found = _pieces(text, start, end, [(every[at].start, every[at].end) for at in hits if first <= at <= last])
    return [*([("… ", False)] if start else []), *found, *([(" …", False)] if end < len(text) else [])]


def _pieces(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> Pieces:
    found: Pieces = []
    at = start
    for first, last in marks:
        found += [(text[at:first], False), (text[first:last], True)]
        at = last
    return [one for one in [*found, (text[at:end], False)] if one[0]]
