"""Whether what is cited still stands in the file that is kept: digest, place and words."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from egnatia.kernel.codes.quotes import place_of
from egnatia.node.coi.models import Citation, Document


def pages_of(pinpoint: str) -> set[int]:
    return {int(one) for one in re.findall(r"\d{1,5}", pinpoint)}


def vouched(pinpoint: str, document: Document) -> bool:
    """Whether the program cannot read the place, so that a person vouches for the words."""
    return not document.text or bool(pages_of(pinpoint) & set(document.doubtful))


def misquoted(citations: Collection[UUID]) -> list[str]:
    """Numbers of documents whose file is not the one that was cited, or in which cited words do not stand at their place."""
    of: dict[UUID, list[Citation]] = defaultdict(list)
    for one in Citation.objects.filter(pk__in=citations):
        of[one.document_id].append(one)
    wrong: list[str] = []
    for key, ones in of.items():
        # One file at a time: together they may be larger than the memory of a worker.
        paper = Document.objects.get(pk=key)
        whole = hashlib.sha256(bytes(paper.content)).hexdigest() == paper.digest
        if not (whole and all(_stands(one, paper.text) for one in ones)):
            wrong.append(paper.number)
    return sorted(wrong)


def _stands(one: Citation, text: str) -> bool:
    if one.found is None:
        return True  # A person vouched for the words, and the decision says so.
    if one.start is not None and one.end is not None:
        return place_of(one.quote, text[one.start : one.end]) == (0, one.end - one.start)
    # Of before there were places.
    return not text or place_of(one.quote, text) is not None
