"""Words that stand nowhere in the library, with one that does and is written nearly so: names reach an officer by ear."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches

from egnatia.node.coi.engine import queries
from egnatia.node.coi.engine.index import Index
from egnatia.node.coi.models import Passage
from egnatia.node.coi.text import words

# Shorter words are near to everything; words that are looked at; passages in which the near one is looked for.
LEAST, MOST, DEEP = 4, 8, 40
_NEAR = 0.7


def instead(parts: Sequence[queries.Part], families: Sequence[str], index: Index) -> dict[str, str]:
    """By word that nothing has: the word of the library that is nearest, where there is one."""
    typed = dict.fromkeys(word for one in parts if not (one.never or one.begins) for word in one.words)
    found: dict[str, str] = {}
    for word in [one for one in typed if len(one) >= LEAST and not any(map(str.isdigit, one))][:MOST]:
        if not index.search(queries.as_it_is(word, families), 1) and (near := _nearest(word, families, index)):
            found[word] = near
    return found


def _nearest(word: str, families: Sequence[str], index: Index) -> str | None:
    wanted = words.term(word, families[0]).surface
    hits = [key for key, _score in index.search(queries.nearly(wanted), DEEP)]
    stand: Counter[str] = Counter()
    as_written: dict[str, str] = {}
    for text in Passage.objects.filter(pk__in=hits, document__confirmed=True, document__withdrawn=False).values_list("text", flat=True):
        for each in words.words(text, families[0]):
            stand[each.term.surface] += 1
            as_written.setdefault(each.term.surface, text[each.start : each.end])
    # Of two that are as near, the one that stands there more often.
    near = get_close_matches(wanted, [one for one, _times in stand.most_common()], n=1, cutoff=_NEAR)
    return as_written[near[0]] if near else None


def rewritten(text: str, found: dict[str, str]) -> str:
    """What was typed, with the other words."""
    for word, near in found.items():
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", near, text)  # letters alone: nothing in it is a sign of a pattern
    return text
