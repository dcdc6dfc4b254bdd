"""What nodes say of the mechanism: which edition they work by and where they differ, and how much of their share is used."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Incoming
from egnatia.hub.mechanism.models import Adoption, Edition, Use
from egnatia.kernel.codes import sop

_AMOUNT = (int, type(None))


def adoption(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Keep it. Raises BadEnvelope for an edition that was never published, or a step that it does not have."""
    told = sop.read_adoption(body, payload)
    edition = Edition.objects.filter(version=told.version).first()
    if edition is None:
        raise BadEnvelope("edition", "there is no such edition of the harmonised procedure")
    steps = {one.code: one for one in sop.read(edition.content).steps}
    if any(one.step not in steps or (one.kind == "NOT_DONE" and steps[one.step].core) for one in told.differences):
        raise BadEnvelope("difference", "a difference names no step of that edition, or leaves out one that protects")
    differences = [asdict(one) for one in told.differences]
    Adoption.objects.create(incoming=row, node=row.node, version=told.version, since=told.since, differences=differences)


def use(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Keep it. Raises BadEnvelope for anything else than two amounts of a year."""
    if set(body) != {"year", "committed", "spent", "as_of"} or payload or type(body["year"]) is not int:
        raise BadEnvelope("body", "the use of a budget has year, committed, spent and as_of")
    if any(type(body[name]) not in _AMOUNT or (body[name] is not None and (body[name] < 0 or body[name] % 100)) for name in ("committed", "spent")):
        raise BadEnvelope("body", "amounts are whole hundreds of EUR, or empty")
    Use.objects.create(
        incoming=row, node=row.node, year=body["year"], committed=body["committed"], spent=body["spent"], as_of=date.fromisoformat(body["as_of"])
    )
