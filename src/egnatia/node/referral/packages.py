"""Sealing to the key of a service without an account (age, X25519): nobody here can open the package again, and its link works once."""

from __future__ import annotations

import json
import secrets
from typing import Any

import pyrage

from egnatia.kernel.store.keys import blind_index


def seal(public_key: str, content: dict[str, Any]) -> bytes:
    """JSON, sealed to one recipient. Raises pyrage.RecipientError for a text that is no public key."""
    plain = json.dumps(content, ensure_ascii=False, indent=1).encode()
    return bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(public_key)]))


def new_secret() -> str:
    """256 bits for a link, or for the code that proves that a package was opened."""
    return secrets.token_urlsafe(32)


def link_index(token: str) -> bytes:
    return blind_index("package link", token)


def receipt_index(code: str) -> bytes:
    return blind_index("package receipt", code.strip())
