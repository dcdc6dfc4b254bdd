"""What nodes say of seats, passed on to all nodes as it is: the hub adds who said it, and knows nothing else."""

from __future__ import annotations

from typing import Any

from egnatia.exchange import outbox
from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Incoming
from egnatia.hub.operations.models import Call, Offer
from egnatia.kernel.codes import seats

# By the seed programme Türkiye takes no part in the regional return mechanism; its node has no such step, and the hub takes none from it.
NO_PART = frozenset({"TUR"})


def _of_the_mechanism(row: Incoming) -> None:
    if row.node in NO_PART:
        raise BadEnvelope("node", "this country takes no part in the regional return mechanism")


def call(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Raises BadEnvelope for anything else than a call, and for one of another node's."""
    _of_the_mechanism(row)
    if payload:
        raise BadEnvelope("payload", "a call has no payload")
    try:
        one = seats.read_call(body)
    except seats.BadSeats as problem:
        raise BadEnvelope("body", str(problem)) from None
    known = Call.objects.filter(pk=one.reference).first()
    if known is not None and known.node != row.node:
        raise BadEnvelope("reference", "this call is of another node")
    told = {"incoming": row, "node": row.node, "region": one.region, "quarter": one.quarter, "band": one.band, "open": one.open}
    Call.objects.update_or_create(pk=one.reference, defaults=told)
    outbox.tell_all("seats_calls", {**one.told(), "node": row.node})


def offer(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Raises BadEnvelope for anything else than an offer to an open call of another node."""
    _of_the_mechanism(row)
    if payload:
        raise BadEnvelope("payload", "an offer has no payload")
    try:
        one = seats.read_offer(body)
    except seats.BadSeats as problem:
        raise BadEnvelope("body", str(problem)) from None
    known = Call.objects.filter(pk=one.reference, open=True).exclude(node=row.node).first()
    if known is None:
        raise BadEnvelope("reference", "there is no open call of another node under this reference")
    Offer.objects.update_or_create(call=known, node=row.node, defaults={"band": one.band, "incoming": row})
    outbox.tell_all("seats_offers", {**one.told(), "node": row.node})
