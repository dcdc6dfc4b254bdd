"""The code on a document: it proves, without any connection, that the document was issued as printed. It never tells a status.

``EGN1*SRB*CERTIFICATE*SRB-2026-000123-1*2026-11-22*<digest>*<signature>``: the digest is over the name and date of birth as printed, so that a
code copied onto another person's document does not fit; the signature is Ed25519 over all before it.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

MARK = "EGN1"


class NotAuthentic(ValueError):
    """The code was not made with this key, or what is printed beside it is not what was issued."""


@dataclass(frozen=True)
class Printed:
    """What a document shows and its code binds."""

    country: str
    kind: str
    number: str
    issued_on: str
    name: str
    birth: str

    @property
    def digest(self) -> str:
        told = "|".join((self.number, _folded(self.name), _folded(self.birth)))
        return hashlib.sha256(told.encode()).hexdigest()[:20].upper()


def _folded(text: str) -> str:
    """As typed by anybody: spaces, case, composed letters and the dash for 'none' make no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip("–-")


def key_file() -> Path:
    return settings.EGNATIA_DATA / "keys" / "documents.key"


@cache
def _key(file: Path) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(file.read_bytes())


def public() -> bytes:
    """32 bytes, to be handed to whoever checks documents."""
    return _key(key_file()).public_key().public_bytes_raw()


def code_of(printed: Printed) -> str:
    body = "*".join((MARK, printed.country, printed.kind, printed.number, printed.issued_on, printed.digest))
    return f"{body}*{base64.b32encode(_key(key_file()).sign(body.encode())).decode().rstrip('=')}"


def check(code: str, public_key: bytes, name: str = "", birth: str = "") -> Printed:
    """What a genuine code says. With a name and a date of birth (a dash if none is printed), these are compared too. Raises NotAuthentic."""
    body, _star, signature = "".join(code.split()).rpartition("*")
    parts = body.split("*")
    if len(parts) != 6 or parts[0] != MARK:
        raise NotAuthentic("this is no code of such a document")
    try:
        raw = base64.b32decode(signature + "=" * (-len(signature) % 8))
        Ed25519PublicKey.from_public_bytes(public_key).verify(raw, body.encode())
    except (InvalidSignature, ValueError):
        raise NotAuthentic("the code was not made by this country's authority, or it was changed") from None
    printed = Printed(parts[1], parts[2], parts[3], parts[4], name, birth)
    if name and birth and printed.digest != parts[5]:
        raise NotAuthentic("the code is genuine, but it belongs to another name or date of birth")
    return printed
