"""Editions that nodes share, passed on to all nodes as they are: each searches them at home, so the hub hears no question."""

from __future__ import annotations

from typing import Any

from egnatia.exchange import outbox
from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Incoming
from egnatia.hub.editions.models import SharedEdition
from egnatia.kernel.codes import editions


def edition(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Raises BadEnvelope for anything else than an edition, and for other words under a number that is known."""
    if set(body) != {"sha256"}:
        raise BadEnvelope("body", "an edition is told of by its digest alone")
    try:
        content, paper, told = editions.unpack(payload, body["sha256"], row.node)
    except editions.BadEdition as problem:
        raise BadEnvelope("payload", str(problem)) from None
    same = {"node": row.node, "number": told.number, "edition": told.edition}
    if SharedEdition.objects.filter(**same).exists():
        raise BadEnvelope("number", "this edition was shared already: an edition never changes")
    kept = {"title": told.title, "country": told.country, "language": told.language, "published_on": told.published_on, "digest": body["sha256"]}
    SharedEdition.objects.create(incoming=row, content=content, paper=paper, received_at=row.received_at, **same, **kept)
    outbox.tell_all("coi_editions", {"node": row.node, "sha256": body["sha256"]}, payload)


def withdrawal(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Raises BadEnvelope for an edition that this node did not share."""
    if set(body) != {"sha256"} or payload:
        raise BadEnvelope("body", "a withdrawal names the digest of the edition, and nothing else")
    known = SharedEdition.objects.filter(node=row.node, digest=str(body["sha256"]))
    if not known.update(withdrawn_at=row.received_at):
        raise BadEnvelope("sha256", "this node shared no such edition")
    outbox.tell_all("coi_editions_withdrawn", {"node": row.node, "sha256": body["sha256"]})
