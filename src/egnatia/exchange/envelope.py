"""The sealed envelope: canonical manifest, payload, and a detached Ed25519 signature (RFC 8032) over the exact bytes sent.

File: the line ``EGNATIA/1 <manifest bytes> <payload bytes> <signature, base64url>``, then the manifest, then the payload. Nothing is ever
serialised again before the signature is checked, and the algorithm cannot be chosen by the message.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

VERSION = 1
MAX_MANIFEST, MAX_PAYLOAD, MAX_SEQUENCE = 64 * 1024, 3 * 1024 * 1024, 2**31 - 1
_HEAD = re.compile(rb"^EGNATIA/1 (\d{1,6}) (\d{1,8}) ([A-Za-z0-9_-]{86}==)\n")
_ENVELOPE, _RECEIPT = b"egnatia-envelope-1\n", b"egnatia-receipt-1\n"


class BadEnvelope(Exception):
    """The envelope is refused. ``code`` is stable, ``why`` says it in words without quoting the payload."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why


def canonical(value: dict[str, Any]) -> bytes:
    """One way to write a manifest: keys sorted, no spaces, UTF-8, whole numbers only. Raises TypeError for a float."""

    def check(item: Any) -> None:
        if isinstance(item, float):
            raise TypeError("no floats in a manifest")
        for inner in item.values() if isinstance(item, dict) else item if isinstance(item, list) else ():
            check(inner)

    check(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def parse(data: bytes) -> dict[str, Any]:
    """A canonical JSON object, or BadEnvelope: doubled keys, floats, NaN, BOM or other spacing are refused."""

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _value in items}) != len(items):
            raise ValueError
        return dict(items)

    def refuse(_text: str) -> None:
        raise ValueError

    try:
        value = json.loads(data, object_pairs_hook=pairs, parse_float=refuse, parse_constant=refuse)
        plain = isinstance(value, dict) and canonical(value) == data
    except (ValueError, RecursionError, TypeError):
        plain = False
    if not plain:
        raise BadEnvelope("manifest", "the manifest is not written in its canonical form")
    return value


@dataclass(frozen=True)
class Envelope:
    """An envelope as sent. ``manifest`` is not trusted before ``verify``."""

    manifest_bytes: bytes
    payload: bytes
    signature: bytes

    @property
    def hash(self) -> str:
        """SHA-256 of the whole, hexadecimal: what the next envelope and the receipt refer to."""
        return hashlib.sha256(self.pack()).hexdigest()

    def pack(self) -> bytes:
        signature = base64.urlsafe_b64encode(self.signature)
        return b"EGNATIA/1 %d %d %s\n" % (len(self.manifest_bytes), len(self.payload), signature) + self.manifest_bytes + self.payload

    def verify(self, key: Ed25519PublicKey) -> None:
        """Raises BadEnvelope unless ``key`` signed exactly these bytes."""
        try:
            key.verify(self.signature, _signed(self.manifest_bytes, self.payload))
        except InvalidSignature:
            raise BadEnvelope("signature", "the signature does not fit: the envelope was changed or signed with another key") from None


def _signed(manifest: bytes, payload: bytes) -> bytes:
    return _ENVELOPE + len(manifest).to_bytes(8, "big") + manifest + payload


def seal(manifest: dict[str, Any], payload: bytes, key: Ed25519PrivateKey) -> Envelope:
    """Sign a manifest (with the payload's hash added) and its payload. Raises ValueError for what is too long: it would stand in the way for ever."""
    body = canonical({**manifest, "payload_sha256": hashlib.sha256(payload).hexdigest()})
    if len(body) > MAX_MANIFEST or len(payload) > MAX_PAYLOAD:
        raise ValueError("the message is too long for an envelope")
    return Envelope(body, payload, key.sign(_signed(body, payload)))


def unpack(data: bytes) -> Envelope:
    """Split the bytes. Raises BadEnvelope when they are no envelope of this version."""
    head = _HEAD.match(data[:200])
    if not head:
        raise BadEnvelope("format", "this is no envelope of version 1")
    manifest_size, payload_size, rest = int(head[1]), int(head[2]), data[head.end() :]
    if manifest_size > MAX_MANIFEST or payload_size > MAX_PAYLOAD or len(rest) != manifest_size + payload_size:
        raise BadEnvelope("size", "the envelope is cut, too long, or its sizes do not fit")
    try:
        signature = base64.urlsafe_b64decode(head[3])
    except binascii.Error:
        raise BadEnvelope("format", "the signature is not written as it must be") from None
    return Envelope(rest[:manifest_size], rest[manifest_size:], signature)


@dataclass(frozen=True)
class Receipt:
    """The hub's signed answer to one envelope: its bytes and what they say."""

    content: dict[str, Any]
    data: bytes


def sign_receipt(content: dict[str, Any], key: Ed25519PrivateKey) -> Receipt:
    body = canonical(content)
    return Receipt(content, base64.urlsafe_b64encode(key.sign(_RECEIPT + body)) + b"\n" + body)


def read_receipt(data: bytes, key: Ed25519PublicKey) -> Receipt:
    """Raises BadEnvelope unless the hub signed it."""
    signature, _newline, body = data.partition(b"\n")
    try:
        key.verify(base64.urlsafe_b64decode(signature), _RECEIPT + body)
    except (InvalidSignature, binascii.Error, ValueError):
        raise BadEnvelope("receipt", "this is no receipt of the hub: the outbox row stays open") from None
    return Receipt(parse(body), data)
