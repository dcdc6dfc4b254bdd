"""What an earlier edition spoke of and the newer one does not any more: publishers shorten, and leave out what is unwelcome."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from egnatia.node.coi.models import Document, Passage
from egnatia.node.coi.text import words

# A word that stood in the earlier edition fewer times is no subject of it; words and headings that are shown.
OFTEN, SHOWN = 3, 30
_NUMBER = re.compile(r"[\d\W_]*")


@dataclass(frozen=True)
class Compared:
    """``length``: of the newer edition in hundredths of the earlier one, by words. ``headings`` and ``subjects`` that are gone, these with how often they
    stood there."""

    length: int
    headings: tuple[str, ...]
    subjects: tuple[tuple[str, int], ...]


def with_earlier(one: Document) -> Compared | None:
    """A document beside the edition that it follows; None where it follows none, or where both cannot be compared: another language, nothing read."""
    earlier = one.follows
    if earlier is None or not (one.confirmed and words.family(one.language) == words.family(earlier.language)):
        return None
    return _compared(earlier.pk, one.pk, words.family(one.language))


# Passages of a confirmed document stay as they are, so what was compared once holds.
@lru_cache(maxsize=128)
def _compared(earlier: UUID, newer: UUID, of: str) -> Compared | None:
    before, after = _read(earlier, of), _read(newer, of)
    if not before.count or not after.count:
        return None
    small = words.stop_words(of)
    gone = [(stem, times) for stem, times in before.stems.most_common() if times >= OFTEN and stem not in after.stems]
    told = [(before.surfaces[stem], times) for stem, times in gone if before.folded[stem] not in small and len(stem) > 2 and not _NUMBER.fullmatch(stem)]
    headings = [name for key, name in before.headings.items() if key not in after.headings and key]
    return Compared(round(100 * after.count / before.count), tuple(headings[:SHOWN]), tuple(told[:SHOWN]))


class _Read:
    """Words and headings of one document: by stem how often, and as it stands there first."""

    def __init__(self, rows: Iterable[tuple[str, str]], of: str) -> None:
        self.stems: Counter[str] = Counter()
        self.surfaces: dict[str, str] = {}
        self.folded: dict[str, str] = {}
        self.headings: dict[tuple[str, ...], str] = {}
        small = words.stop_words(of)
        for text, headings in rows:
            for each in words.words(text, of):
                self.stems[each.term.stem] += 1
                self.surfaces.setdefault(each.term.stem, text[each.start : each.end])
                self.folded.setdefault(each.term.stem, each.term.surface)
            for name in headings.split(" › "):
                # Without its number: sections are numbered anew in each edition.
                key = tuple(term.stem for term in words.terms(name, of) if term.surface not in small and not _NUMBER.fullmatch(term.stem))
                self.headings.setdefault(key, name)
        self.count = self.stems.total()


def _read(document: UUID, of: str) -> _Read:
    return _Read(Passage.objects.filter(document=document).order_by("number").values_list("text", "headings").iterator(), of)
