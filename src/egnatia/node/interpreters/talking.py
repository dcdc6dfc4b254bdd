"""What this node says to the pool. A form of ``kernel.codes.pool`` under a reference is all that fits through here."""

from __future__ import annotations

from uuid import UUID

from egnatia.exchange import outbox
from egnatia.exchange.tasks import soon
from egnatia.kernel.codes import forms, pool

_TYPES: dict[type[forms.Form], str] = {
    pool.Need: "pool_request",
    pool.Choice: "pool_choice",
    pool.Withdrawal: "pool_withdrawal",
    pool.Settled: "pool_outcome",
    pool.Answer: "pool_answer",
}


def say(reference: UUID, form: forms.Form) -> None:
    """About one request or session, sent once this transaction is committed."""
    outbox.queue({"type": _TYPES[type(form)], "body": {"reference": str(reference)}}, form.told())
    soon()


def offer(form: pool.Offer) -> None:
    """All that this node has to offer; the pool's earlier picture of it ends."""
    outbox.queue({"type": "pool_offer", "body": {}}, form.told())
    soon()
