"""Editions of country information leave the node and come to it here: the room that wrote them can send nothing (FR-05)."""

from __future__ import annotations

from typing import Any

from egnatia.exchange import outbox
from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Incoming
from egnatia.kernel.codes.editions import BadEdition
from egnatia.node.coi.research import sharing


def carry(message: str, digest: str, package: bytes) -> None:
    """Raises TooLong."""
    outbox.queue({"type": message, "body": {"sha256": digest}}, package)


def received(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Raises BadEnvelope for anything else than an edition."""
    try:
        sharing.received(body, payload, row.received_at)
    except BadEdition as problem:
        raise BadEnvelope("payload", str(problem)) from None


def withdrawn(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Raises BadEnvelope for what names no edition."""
    try:
        sharing.withdrawn(body, row.received_at)
    except BadEdition as problem:
        raise BadEnvelope("body", str(problem)) from None
