"""Passages: what is found, opened and quoted. About 150 to 200 words of one section, with page, headings, paragraphs and place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from egnatia.node.coi.extraction.blocks import Block

# A passage is closed once it has this many words; a paragraph longer than the second is parted at its sentences.
ENOUGH, MOST = 150, 260
BETWEEN = "\n\n"
# Of letters without a blank, such as a table that lost them.
LONGEST = 4000
_RUN = re.compile(rf"\S{{1,{LONGEST}}}")
_ENDS = (".", "!", "?", "؟", "۔", ";", ":")


@dataclass(frozen=True)
class Passage:
    """``text`` stands in the whole text from ``start`` to ``end`` (characters); paragraphs are numbered through the document from 1."""

    text: str
    start: int
    end: int
    page: int
    headings: str
    first: int
    last: int


def whole(blocks: Sequence[Block]) -> str:
    """The text that places are counted in: all paragraphs and headings, with an empty line between."""
    return BETWEEN.join(one.text for one in blocks)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """(place, part) of a paragraph: whole, or where it is too long parted at ends of sentences, or at last anywhere."""
    runs = list(_RUN.finditer(text))
    if len(runs) <= MOST and len(text) <= LONGEST:
        yield 0, text
        return
    first = 0
    while first < len(runs):
        start, last = runs[first].start(), first
        end = last
        while last < len(runs) and last - first < MOST and runs[last].end() - start <= LONGEST:
            if last - first >= ENOUGH // 2 and runs[last].group().endswith(_ENDS):
                end = last
                break
            end = last
            last += 1
        yield start, text[start : runs[end].end()]
        first = end + 1


def divide(blocks: Sequence[Block]) -> list[Passage]:
    """Passages in order. A heading begins a new one and belongs to it."""
    found: list[Passage] = []
    path: list[tuple[int, str]] = []
    own: list[tuple[int, int, Block]] = []  # (start, paragraph, block)
    count = start = paragraph = 0

    def close() -> None:
        if own:
            first, last = own[0], own[-1]
            text = BETWEEN.join(one.text for _start, _number, one in own)
            headings = " › ".join(name for _level, name in path)[:500]
            found.append(Passage(text, first[0], last[0] + len(last[2].text), first[2].page, headings, first[1], last[1]))
            own.clear()

    for one in blocks:
        if one.level:
            if any(not each.level for _s, _n, each in own):
                close()
                count = 0
            own_headings = [each for each in path if each[0] < one.level]
            path[:] = [*own_headings, (one.level, one.text[:120])]
        else:
            paragraph += 1
        for offset, text in _parts(one.text):
            size = len(text.split())
            if count and (count + size > MOST or (own and own[-1][2].page != one.page and count >= ENOUGH // 2)):
                close()
                count = 0
            own.append((start + offset, paragraph + 1 if one.level else paragraph, one._replace(text=text)))
            count += size
            # A part of a paragraph stands alone: between parts there is no empty line.
            if (count >= ENOUGH and not one.level) or len(text) < len(one.text):
                close()
                count = 0
        start += len(one.text) + len(BETWEEN)
    close()
    return found
