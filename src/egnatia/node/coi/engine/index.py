"""An index of passages (Tantivy, BM25): stems, folded forms and groups of letters, with the fields that results are narrowed by.

Texts are analysed here and handed over as words between blanks: nothing rests on tokenisers of the library, and the same analysis serves highlighting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import tantivy

from egnatia.node.coi.text import words

# What the one writer may hold before it writes a segment, in bytes.
_HEAP = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage to index. ``number`` is its id, ``document`` what it is deleted by, ``day`` its publication as days since 1970-01-01."""

    number: int
    text: str
    family: str
    document: str = ""
    language: str = ""
    country: Sequence[str] = ()
    topic: Sequence[str] = ()
    kind: str = ""
    source: str = ""
    title: str = ""
    day: int = 0


KEYS: Final = ("document", "language", "country", "topic", "kind", "source")


def _schema() -> tantivy.Schema:
    made = tantivy.SchemaBuilder()
    made.add_unsigned_field("number", stored=False, indexed=True, fast=True)
    made.add_integer_field("day", stored=False, indexed=True, fast=True)
    for name in KEYS:
        made.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("stem", "surface", "title"):
        made.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    made.add_text_field("grams", tokenizer_name="whitespace", index_option="freq")
    return made.build()


SCHEMA: Final = _schema()


class Index:
    """An index in a folder, or in memory where none is given."""

    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(SCHEMA, path=str(folder) if folder else None)

    def add(self, entries: Iterable[Entry], *, instead_of: Iterable[str] = ()) -> int:
        """Add passages and make them visible; passages of the documents ``instead_of`` go in the same breath. Returns how many were added.

        Raises ValueError where another writer holds the folder.
        """
        writer, count = self._index.writer(heap_size=_HEAP, num_threads=1), 0
        for one in instead_of:
            writer.delete_documents_by_term("document", one)
        for entry in entries:
            writer.add_document(_document(entry))
            count += 1
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        return count

    def reload(self) -> None:
        """See what another process wrote."""
        self._index.reload()

    def search(self, query: tantivy.Query, limit: int, *, offset: int = 0) -> list[tuple[int, float]]:
        """(number of the passage, score) of the best ones, best first."""
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False, offset=offset).hits
        numbers = searcher.fast_field_values("number", [address for _score, address in hits])
        return [(int(number or 0), float(score)) for (score, _address), number in zip(hits, numbers, strict=True)]

    def count(self) -> int:
        return int(self._index.searcher().num_docs)


def _document(one: Entry) -> tantivy.Document:
    found = words.terms(one.text, one.family)
    made = tantivy.Document()
    made.add_unsigned("number", one.number)
    made.add_integer("day", one.day)
    made.add_text("stem", " ".join([each.stem for each in found]))
    made.add_text("surface", " ".join([each.surface for each in found]))
    made.add_text("grams", " ".join([each.grams for each in found]))
    if one.title:
        made.add_text("title", " ".join([each.stem for each in words.terms(one.title, one.family)]))
    for name in KEYS:
        value = getattr(one, name)
        for each in (value,) if isinstance(value, str) else value:
            if each:
                made.add_text(name, each)
    return made
