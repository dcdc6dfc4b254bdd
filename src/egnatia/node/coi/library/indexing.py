"""The index on this node's disk: brought up to date with the database, built anew whenever it is missing or made by an older analysis."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection

from egnatia.kernel import moment
from egnatia.node.coi.engine.index import Entry, Index
from egnatia.node.coi.models import Document, Passage
from egnatia.node.coi.text import words

# Another number makes every node build its index anew: for each change of analysis or fields.
VERSION = 2
_WHOLE = "whole"
_EPOCH = date(1970, 1, 1)
_open: dict[Path, Index] = {}


def days(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def folder() -> Path:
    """One for each database and version of the analysis."""
    return Path(settings.EGNATIA_DATA) / "coi" / f"{connection.settings_dict['NAME']}-{VERSION}"


def index() -> Index | None:
    """The index if it holds everything that was indexed so far; None while it is built (the database answers instead)."""
    here = folder()
    if not (here / _WHOLE).exists():
        _open.pop(here, None)
        return None
    try:
        if here not in _open:
            _open[here] = Index(here)
        _open[here].reload()
    except ValueError:
        # A file of it is broken or gone: the job builds it anew.
        _open.pop(here, None)
        (here / _WHOLE).unlink(missing_ok=True)
        return None
    return _open[here]


def refresh() -> int:
    """Index what was confirmed, changed or withdrawn since; everything, if there is no index. Returns how many were added. One at a time (job lock)."""
    found = index()
    if found is None:
        return rebuild()
    waiting = list(Document.objects.filter(indexed_at=None).exclude(confirmed=False).defer("content", "text"))
    if not waiting:
        return 0
    count = found.add(_entries(waiting), instead_of=[str(one.pk) for one in waiting])
    _note(waiting)
    return count


def rebuild() -> int:
    """Build the index anew from the database; until it is whole, the database answers."""
    here = folder()
    _open.pop(here, None)
    shutil.rmtree(here, ignore_errors=True)
    every = list(Document.objects.filter(confirmed=True).defer("content", "text"))
    count = Index(here).add(_entries(every))
    _note(every)
    (here / _WHOLE).touch()
    return count


def _note(documents: list[Document]) -> None:
    """As they were when they were read: what was withdrawn meanwhile is indexed once more."""
    for withdrawn in (False, True):
        keys = [one.pk for one in documents if one.withdrawn is withdrawn]
        Document.objects.filter(pk__in=keys, withdrawn=withdrawn).update(indexed_at=moment.now())


def _entries(documents: list[Document]) -> Iterator[Entry]:
    """Withdrawn documents have none: nobody finds them any more, who cited them still opens them."""
    of = {one.pk: one for one in documents if not one.withdrawn}
    for passage in Passage.objects.filter(document__in=of).only("id", "document_id", "text").iterator(chunk_size=2000):
        one = of[passage.document_id]
        about = {"language": one.language, "country": one.countries.split(), "topic": one.topics.split(), "kind": one.kind, "source": one.publisher}
        day = days(one.published_on) if one.published_on else 0
        yield Entry(passage.pk, passage.text, words.family(one.language), document=str(one.pk), title=one.title, day=day, **about)  # type: ignore[arg-type]
