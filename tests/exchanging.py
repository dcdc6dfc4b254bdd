"""Envelopes as another deployment seals them, for tests of whoever receives them."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from egnatia.exchange import signing
from egnatia.exchange.envelope import Envelope, seal


class Sender:
    """Another deployment: its key, its chain to one addressee."""

    def __init__(self, party: str, to: str) -> None:
        self.party, self.to, self.key = party, to, Ed25519PrivateKey.generate()
        self.sequence, self.previous = 0, ""

    def trusted_here(self) -> Sender:
        signing.trust(self.party, self.key.public_key().public_bytes_raw())
        return self

    def says(self, message: str, body: dict[str, Any], payload: bytes = b"", **changes: Any) -> Envelope:
        """The next envelope; fields of its manifest may be changed."""
        self.sequence += 1
        manifest = {
            "type": message,
            "body": body,
            "v": 1,
            "node": self.party,
            "seq": self.sequence,
            "prev": self.previous,
            "kid": signing.kid_of(self.key.public_key().public_bytes_raw(), self.party),
            "produced_at": "2026-11-01T00:00:00Z",
            "software": "test",
            **({} if self.to == signing.HUB else {"to": self.to}),
            **changes,
        }
        made = seal(manifest, payload, self.key)
        self.previous = made.hash
        return made
