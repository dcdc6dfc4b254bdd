"""Taking a country's month: every row is checked against the template, nothing is kept if one is wrong."""

from __future__ import annotations

import csv
import io
from typing import Any

from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Incoming
from egnatia.hub.statistics.models import Observation, Revision
from egnatia.kernel.codes import template

MAX_ROWS = 50_000
APPROVALS = ("RELEASE_APPROVER", "STATISTICIAN")
_HEADER = ["STRUCTURE", "STRUCTURE_ID", "ACTION", *template.COLUMNS]
_BODY = {
    "dataflow": str,
    "version": str,
    "period": str,
    "revision": int,
    "reason": str,
    "media_type": str,
    "rows": int,
    "total": int,
    "suppressed": int,
    "method": str,
    "approved_by": list,
}


def apply(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Keep the revision. Raises BadEnvelope, whose words name line and column and never quote a value."""
    if set(body) != set(_BODY) or any(type(body[name]) is not kind for name, kind in _BODY.items()):
        raise BadEnvelope("body", "the description of the data set does not have the fields of version 1")
    if body["dataflow"] != template.DATAFLOW or body["version"] not in template.TAKEN:
        raise BadEnvelope("dataflow", f"only {template.DATAFLOW} {template.VERSION} is taken here")
    approvals = body["approved_by"]
    if not 1 <= body["revision"] <= 100_000 or body["reason"] not in template.REASONS or sorted(map(str, approvals)) != sorted(APPROVALS):
        raise BadEnvelope("body", "the revision, its reason or its two approvals are not as they must be")
    rows = _rows(payload)
    cells: set[tuple[str, ...]] = set()
    for number, one in enumerate(rows, 2):
        _check(number, one, body, row.node)
        cell = tuple(one[name] for name in template.DIMENSIONS)
        if cell in cells:
            raise BadEnvelope("doubled", f"line {number}: this cell stands there a second time")
        cells.add(cell)
    published = [int(one["OBS_VALUE"]) for one in rows if one["OBS_VALUE"]]
    if (body["rows"], body["total"], body["suppressed"]) != (len(rows), sum(published), len(rows) - len(published)):
        raise BadEnvelope("totals", "the control totals do not fit the rows")
    if Revision.objects.filter(node=row.node, period=body["period"], revision=body["revision"]).exists():
        raise BadEnvelope("revision", "this revision of the month came before: a correction has a new number")
    revision = Revision.objects.create(
        incoming=row,
        node=row.node,
        period=body["period"],
        revision=body["revision"],
        provisional=any(one["OBS_STATUS"] == "P" for one in rows),
        reason=body["reason"],
        received_at=row.received_at,
    )
    Observation.objects.bulk_create(
        Observation(
            revision=revision,
            indicator=one["INDICATOR"],
            border=one["BORDER"],
            citizen=one["CITIZEN"],
            sex=one["SEX"],
            age=one["AGE"],
            uasc=one["UASC"],
            value=int(one["OBS_VALUE"]) if one["OBS_VALUE"] else None,
            conf=one["CONF_STATUS"],
        )
        for one in rows
    )


def _rows(payload: bytes) -> list[dict[str, str]]:
    try:
        lines = list(csv.reader(io.StringIO(payload.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise BadEnvelope("payload_form", "the payload is no CSV in UTF-8") from None
    if not lines or lines[0] != _HEADER:
        raise BadEnvelope("columns", "line 1: the columns are not those of the template")
    if not 1 < len(lines) <= MAX_ROWS:
        raise BadEnvelope("size", f"the data set has no rows, or more than {MAX_ROWS}")
    for number, line in enumerate(lines[1:], 2):
        if len(line) != len(_HEADER):
            raise BadEnvelope("columns", f"line {number}: {len(line)} columns, not {len(_HEADER)}")
    return [dict(zip(_HEADER, line, strict=True)) for line in lines[1:]]


def _check(number: int, one: dict[str, str], body: dict[str, Any], node: str) -> None:
    structure = f"{template.AGENCY}:{template.DATAFLOW}({body['version']})"
    if (one["STRUCTURE"], one["STRUCTURE_ID"], one["ACTION"]) != ("dataflow", structure, "R"):
        raise BadEnvelope("structure", f"line {number}: STRUCTURE, STRUCTURE_ID or ACTION is not the template's")
    if problem := template.problem_of(one):
        raise BadEnvelope("value" if problem.startswith("OBS_VALUE") else "code", f"line {number}: {problem}")
    if one["REP_AREA"] != node or one["TIME_PERIOD"] != body["period"]:
        raise BadEnvelope("slice", f"line {number}: another country or month than the envelope says")
