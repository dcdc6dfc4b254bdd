"""Whether what is cited still stands in the file that is kept: digest, place and words."""

from __future__ import annotations

import hashlib
import re
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
    wrong: set[str] = set()
    whole: dict[UUID, bool] = {}
    for one in Citation.objects.filter(pk__in=citations).select_related("document"):
        paper = one.document
        if paper.pk not in whole:
            whole[paper.pk] = hashlib.sha256(bytes(paper.content)).hexdigest() == paper.digest
        if not (whole[paper.pk] and _stands(one)):
            wrong.add(paper.number)
    return sorted(wrong)


def _stands(one: Citation) -> bool:
    text = one.document.text
    if one.start is not None and one.end is not None:
        return place_of(one.quote, text[one.start : one.end]) == (0, one.end - one.start)
    # Of before there were places, or from a page that only a person can read.
    return place_of(one.quote, text) is not None or vouched(one.pinpoint, one.document)
