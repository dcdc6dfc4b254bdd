"""Who cites a document: reports written here, and cases of rooms above, which say it themselves. What changes about a document becomes a task there."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.models import CaseFile
from egnatia.node.coi.models import Citation, Document

# (document, its citations) → the cases that rest on it; and how one of them is asked to be looked at again.
Uses = Callable[[UUID, Collection[UUID]], list[CaseFile]]
Ask = Callable[[CaseFile], None]
rooms: list[tuple[Uses, Ask]] = []
# What else has to hear that a document was withdrawn.
when_withdrawn: list[Callable[[Document], None]] = []


def ask_for_review(document: Document) -> int:
    """Open a task in every case that uses the document. Returns how many cases; which ones, only their own rooms say."""
    with seeing_all():
        found = _uses(document.pk)
        for case, ask in found:
            ask(case)
    return len(found)


def count(document: UUID) -> int:
    """In how many cases about somebody a document is used: a number, no case."""
    with seeing_all():
        return sum(case.subject is not None for case, _ask in _uses(document))


def _uses(document: UUID) -> list[tuple[CaseFile, Ask]]:
    cited = list(Citation.objects.filter(document=document).values_list("pk", flat=True))
    return [(case, ask) for uses, ask in rooms for case in uses(document, cited)]
