"""The deployment's own signing key, in a file that only its owner may read, and the trusted keys of the others."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from egnatia.exchange.models import TrustedKey

HUB, ALL = "HUB", "ALL"


def party() -> str:
    """Who this deployment is in the exchange."""
    return HUB if settings.EGNATIA_ROLE == "hub" else settings.EGNATIA_COUNTRY


def key_file() -> Path:
    return settings.EGNATIA_DATA / "keys" / "signing.key"


def make_key(path: Path) -> None:
    """Write a new private key that only the owner may read. Never overwrites one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes_raw())


def public_of(path: Path) -> bytes:
    """The public half of a key file."""
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes()).public_key().public_bytes_raw()


@cache
def own_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key_file().read_bytes())


def kid_of(public: bytes, owner: str) -> str:
    """Name of a key: its owner and the start of its hash."""
    return f"{owner}-{hashlib.sha256(public).hexdigest()[:16]}"


def sealing_file() -> Path:
    return settings.EGNATIA_DATA / "keys" / "sealing.key"


def make_sealing_key(path: Path) -> None:
    """Write a new age identity (X25519) that only the owner may read. Never overwrites one."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(str(pyrage.x25519.Identity.generate()))


@cache
def sealing_identity() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.from_str(sealing_file().read_text())


def sealing_public() -> str:
    """What other nodes seal to."""
    return str(sealing_identity().to_public())


def is_recipient(text: str) -> bool:
    """Whether a text is a public key of age; a secret key is none."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def own_public() -> bytes:
    return own_key().public_key().public_bytes_raw()


def trust(owner: str, public: bytes) -> str:
    """Trust a key of another party; returns its name. Raises ValueError for bytes that are no key."""
    if len(public) != 32:
        raise ValueError("an Ed25519 public key has 32 bytes")
    kid = kid_of(public, owner)
    TrustedKey.objects.get_or_create(kid=kid, defaults={"party": owner, "public_key": public})
    return kid


def public_key(row: TrustedKey) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes(row.public_key))
