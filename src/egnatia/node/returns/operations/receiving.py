"""What the hub tells of seats: calls of other nodes, and offers to the calls of this one."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Incoming
from egnatia.kernel.codes import seats
from egnatia.kernel.codes.countries import SEVEN
from egnatia.node.returns.models import Call, Operation, SeatsOffered


def _of_node(body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    node = body.get("node")
    if node not in SEVEN:
        raise BadEnvelope("node", "a call or an offer names the node that it is of")
    return str(node), {name: value for name, value in body.items() if name != "node"}


def call(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Raises BadEnvelope for anything more than region, quarter and band."""
    node, told = _of_node(body)
    try:
        one = seats.read_call(told)
    except seats.BadSeats as problem:
        raise BadEnvelope("body", str(problem)) from None
    known = {"country": node, "region": one.region, "quarter": one.quarter, "band": one.band, "open": one.open, "told_at": row.received_at}
    Call.objects.update_or_create(reference=one.reference, defaults=known)


def offer(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Kept by the node that called alone."""
    node, told = _of_node(body)
    try:
        one = seats.read_offer(told)
    except seats.BadSeats as problem:
        raise BadEnvelope("body", str(problem)) from None
    if node != settings.EGNATIA_COUNTRY and Operation.objects.filter(reference=one.reference).exists():
        SeatsOffered.objects.update_or_create(reference=one.reference, country=node, defaults={"band": one.band, "told_at": row.received_at})
