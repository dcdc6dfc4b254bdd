"""What leaves: the protected cells as SDMX-CSV 2.0, and the manifest that describes them. Codes and whole numbers only."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.conf import settings

from egnatia.kernel.codes import template
from egnatia.node.release.counting import THRESHOLD
from egnatia.node.release.models import Release

HEADER = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *template.COLUMNS)
STRUCTURE_ID = f"{template.AGENCY}:{template.DATAFLOW}({template.VERSION})"


def rows(release: Release) -> list[tuple[str, ...]]:
    """The rows as they leave, in template order."""
    status = "P" if release.provisional else "A"
    cells = release.cells.order_by("indicator", "border", "citizen", "sex", "age", "uasc")
    return [
        (
            "M",
            settings.EGNATIA_COUNTRY,
            one.indicator,
            one.border,
            one.citizen,
            one.sex,
            one.age,
            one.uasc,
            release.period,
            "" if one.published is None else str(one.published),
            status,
            one.conf,
        )
        for one in cells
    ]


def payload(release: Release) -> bytes:
    """SDMX-CSV 2.0 of the release."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(("dataflow", STRUCTURE_ID, "R", *row) for row in rows(release))
    return text.getvalue().encode()


def manifest(release: Release) -> dict[str, Any]:
    """The sender's part of the manifest, with control totals."""
    published = [one.published for one in release.cells.all()]
    return {
        "type": "dataset",
        "body": {
            "dataflow": template.DATAFLOW,
            "version": template.VERSION,
            "period": release.period,
            "revision": release.revision,
            "reason": release.reason,
            "media_type": "application/vnd.sdmx.data+csv;version=2.0.0",
            "rows": len(published),
            "total": sum(one for one in published if one is not None),
            "suppressed": sum(one is None for one in published),
            "method": f"threshold {THRESHOLD}, single cells covered; SYNTHETIC data only",
            "approved_by": ["STATISTICIAN", "RELEASE_APPROVER"],
        },
    }
