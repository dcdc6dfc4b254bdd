"""What the hub says to one node of the pool: sealed to its key, so that among what it tells all nodes nobody else reads it, and the hub itself no more."""

from __future__ import annotations

import pyrage

from egnatia.exchange import outbox, signing
from egnatia.hub.pool.models import Participant
from egnatia.kernel.codes import pool

# All of one length: how long it is says nothing of what it is.
_LENGTH = 4096


def say(node: str, word: pool.Word) -> None:
    """Raises Participant.DoesNotExist for a node that never offered anything: its requests are not taken either."""
    to = Participant.objects.get(pk=node)
    plain = word.told()
    padded = plain.ljust(-(-len(plain) // _LENGTH) * _LENGTH)
    sealed = bytes(pyrage.encrypt(padded, [pyrage.x25519.Recipient.from_str(to.sealing_key)]))
    outbox.queue({"type": "pool", "body": {"for": node}}, sealed, to=signing.ALL)
    outbox.pack()
