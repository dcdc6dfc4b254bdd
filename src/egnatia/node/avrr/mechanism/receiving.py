"""What the hub tells every node: an edition of the harmonised procedure, a budget."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from egnatia.exchange.envelope import BadEnvelope, parse
from egnatia.exchange.models import Incoming
from egnatia.kernel.access.actor import SYSTEM
from egnatia.kernel.codes import sop
from egnatia.node.avrr.mechanism import actions
from egnatia.node.avrr.models import BudgetShare, Edition

_ARRIVED = uuid.UUID("5d5e6a0a-9d1e-4b0c-8f57-4b9b7ad0f6f1")


def edition(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Keep it, and ask the legal service to compare it. Raises BadEnvelope for what is no procedure."""
    if set(body) != {"version", "published_on", "changes"} or type(body["version"]) is not int:
        raise BadEnvelope("body", "an edition has version, published_on and changes, and its content as payload")
    try:
        content = sop.read(parse(payload))
    except sop.BadSop as problem:
        raise BadEnvelope("content", str(problem)) from None
    day = date.fromisoformat(body["published_on"])
    Edition.objects.create(version=body["version"], content=content.told(), changes=str(body["changes"])[:500], published_on=day, received_at=row.received_at)
    actions.arrive({"version": body["version"]}, actor=SYSTEM, key=uuid.uuid5(_ARRIVED, str(body["version"])))


def budget(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Keep this country's share. Raises BadEnvelope where the shares are not the total."""
    if set(body) != {"year", "revision", "source", "total", "shares"} or payload or not isinstance(body["shares"], dict):
        raise BadEnvelope("body", "a budget has year, revision, source, total and shares")
    cents = [body["total"], *body["shares"].values()]
    if any(type(one) is not int or one < 0 for one in cents) or sum(cents[1:]) != cents[0]:
        raise BadEnvelope("totals", "the shares do not add up to the total")
    BudgetShare.objects.create(
        year=body["year"],
        revision=body["revision"],
        source=str(body["source"])[:200],
        total=Decimal(body["total"]) / 100,
        amount=Decimal(body["shares"].get(settings.EGNATIA_COUNTRY, 0)) / 100,
        received_at=row.received_at,
    )
