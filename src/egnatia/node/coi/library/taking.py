"""What is read from a file becomes text and passages of a document."""

from __future__ import annotations

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from egnatia.node.coi.extraction import passages, reading
from egnatia.node.coi.models import Document, Passage
from egnatia.node.coi.text import words

MOST_PASSAGES = 20_000


def keep_text(document: Document, read: reading.Extracted) -> None:
    """The text with its places, on the document as it is; passages come when it is confirmed, in the language that a person named."""
    document.text = passages.whole(read.blocks)
    document.pages, document.doubtful = read.pages, read.doubtful


def divide(document: Document, read: reading.Extracted) -> int:
    """Passages of a document anew. Returns how many."""
    of = words.family(document.language)
    Passage.objects.filter(document=document).delete()
    found = passages.divide(read.blocks)[:MOST_PASSAGES]
    rows = [
        Passage(
            document=document,
            number=number,
            page=one.page,
            headings=one.headings,
            first=one.first,
            last=one.last,
            start=one.start,
            end=one.end,
            text=one.text,
            terms=SearchVector(Value(" ".join(each.stem for each in words.terms(f"{document.title} {one.text}", of))), config="simple"),
        )
        for number, one in enumerate(found, 1)
    ]
    Passage.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def catch_up() -> int:
    """Read documents that were confirmed before there were passages. Returns how many."""
    waiting = list(Document.objects.filter(confirmed=True, withdrawn=False, indexed_at=None, text="")[:100])
    for one in waiting:
        try:
            read = reading.extract(bytes(one.content))
        except reading.Unreadable:
            continue
        keep_text(one, read)
        one.save(update_fields=["text", "pages", "doubtful"])
        divide(one, read)
    return len(waiting)
