"""What the hub says to one node of the pool: sealed to its key, so that among what it tells all nodes nobody else reads it, and the hub itself no more."""

from __future__ import annotations

from egnatia.exchange import sealed
from egnatia.hub.pool.models import Participant
from egnatia.kernel.codes import pool


def say(node: str, word: pool.Word) -> None:
    """Raises Participant.DoesNotExist for a node that never offered anything: its requests are not taken either."""
    sealed.say("pool", node, Participant.objects.get(pk=node).sealing_key, word)
