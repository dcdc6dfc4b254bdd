"""Storing a published file: all of it or nothing, as a new vintage beside the older ones."""

from __future__ import annotations

import hashlib

from django.db import connection, transaction
from django.utils import timezone

from egnatia.hub.statistics import series
from egnatia.hub.statistics.models import ImportedFile

_COPY = "COPY statistics_historypoint (file_id, area, citizen, detail, period, value, flag) FROM STDIN"


@transaction.atomic
def import_file(data: bytes, name: str) -> tuple[ImportedFile, bool]:
    """(file, whether it is new). Raises series.BadFile and changes nothing."""
    found = series.read(data, name)
    digest = hashlib.sha256(data).hexdigest()
    known = ImportedFile.objects.filter(dataset=found.dataset, sha256=digest).first()
    if known is not None:
        return known, False
    file = ImportedFile.objects.create(
        source=found.source,
        dataset=found.dataset,
        name=name[:200],
        sha256=digest,
        rows=len(found.points),
        imported_at=timezone.now(),
    )
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for one in found.points:
            copy.write_row((file.pk, one.area, one.citizen, one.detail, one.period, one.value, one.flag))
    return file, True
