"""What is read from a file becomes text and passages of a document."""

from __future__ import annotations

from uuid import UUID

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


def unread() -> list[UUID]:
    """Documents that were confirmed before there were passages, or that an earlier reader could not read."""
    return list(Document.objects.filter(confirmed=True, withdrawn=False, text="").values_list("pk", flat=True))


def read_again(key: UUID) -> bool:
    """Text and passages of one of them. Returns whether anything was read; what cannot be read stays a file."""
    one = Document.objects.select_for_update(of=("self",)).get(pk=key)
    try:
        read = reading.extract(bytes(one.content))
    except reading.Unreadable:
        return False
    keep_text(one, read)
    one.indexed_at = None
    one.save(update_fields=["text", "pages", "doubtful", "indexed_at"])
    return bool(divide(one, read))
