"""Keys: one root key of the deployment, one data key per person wrapped with it (AES-256-GCM, NIST SP 800-38D).

The root key lies in a file that only its owner may read, never in the database. Keys in use are kept for one actor's turn only
(``key_ring``), fetched in bulk for lists.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from django.conf import settings
from django.utils import timezone

NONCE = 12
_ring: ContextVar[dict[UUID, bytes] | None] = ContextVar("key_ring", default=None)


class KeyProblem(Exception):
    """The root key is missing, readable by others or wrong, or a person's key was destroyed."""


def make_root_key(path: Path) -> None:
    """Write a new root key that only the owner may read. Never overwrites one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(AESGCM.generate_key(256)))


def read_root_key(path: Path) -> bytes:
    """32 bytes. Raises KeyProblem, which says what to do."""
    try:
        mode = path.stat().st_mode
        key = base64.b64decode(path.read_bytes(), validate=True)
    except (OSError, ValueError):
        raise KeyProblem(f"no readable root key at {path}: restore it from its own backup, or run 'prepare' on a new deployment") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyProblem(f"others may read the root key {path}: chmod 600 it, and change the key if somebody may have read it")
    if len(key) != 32:
        raise KeyProblem(f"the root key {path} has {len(key)} bytes, not 32: restore it from its own backup")
    return key


@cache
def _root() -> bytes:
    return read_root_key(Path(settings.EGNATIA_ROOT_KEY))


def _wrap_context(subject: UUID, version: int) -> bytes:
    return f"subject-key|{subject}|{version}".encode()


@contextmanager
def key_ring() -> Iterator[None]:
    """Keys opened inside are forgotten at the end."""
    token = _ring.set({})
    try:
        yield
    finally:
        _ring.reset(token)


def _held() -> dict[UUID, bytes]:
    ring = _ring.get()
    if ring is None:
        ring = {}
        _ring.set(ring)
    return ring


def make_key(subject: UUID) -> None:
    """Give a person a key of their own."""
    from egnatia.kernel.models import SubjectKey

    key, nonce = AESGCM.generate_key(256), os.urandom(NONCE)
    wrapped = nonce + AESGCM(_root()).encrypt(nonce, key, _wrap_context(subject, 1))
    SubjectKey.objects.create(subject=subject, wrapped=wrapped, root_version=1, made_at=timezone.now())
    _held()[subject] = key


def fetch(subjects: Iterable[UUID]) -> None:
    """Open the keys of many persons with one query."""
    from egnatia.kernel.models import SubjectKey

    missing = {one for one in subjects if one not in _held()}
    if not missing:
        return
    for subject, wrapped, version in SubjectKey.objects.filter(subject__in=missing).values_list("subject", "wrapped", "root_version"):
        blob = bytes(wrapped)
        try:
            _held()[subject] = AESGCM(_root()).decrypt(blob[:NONCE], blob[NONCE:], _wrap_context(subject, version))
        except InvalidTag:
            raise KeyProblem("a person's key does not open with this root key: the database and the root key belong to different deployments") from None


def key_of(subject: UUID) -> bytes:
    """The person's key. Raises KeyProblem when it was destroyed."""
    if subject not in _held():
        fetch([subject])
    try:
        return _held()[subject]
    except KeyError:
        raise KeyProblem("this person's key was destroyed: the sealed fields cannot be read any more") from None


@cache
def purpose_key(purpose: str) -> bytes:
    """32 bytes derived from the root key for one purpose that belongs to no person, such as drafts (HKDF-Expand, RFC 5869)."""
    return HKDFExpand(algorithm=hashes.SHA256(), length=32, info=f"purpose|{purpose}".encode()).derive(_root())


def seal_for(purpose: str, plain: bytes, place: bytes) -> bytes:
    """Sealed with the key of a purpose and bound to ``place``."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(purpose_key(purpose)).encrypt(nonce, plain, place)


def open_for(purpose: str, sealed: bytes, place: bytes) -> bytes:
    """What ``seal_for`` sealed. Raises cryptography's InvalidTag for another purpose, another place or changed bytes."""
    return AESGCM(purpose_key(purpose)).decrypt(sealed[:NONCE], sealed[NONCE:], place)


@cache
def _index_key(purpose: str) -> bytes:
    return HKDFExpand(algorithm=hashes.SHA256(), length=32, info=f"blind-index|{purpose}".encode()).derive(_root())


def blind_index(purpose: str, text: str) -> bytes:
    """16 bytes by which equal texts are found without being readable (HMAC-SHA-256, a key for each purpose). Not for guessable values alone."""
    return hmac.new(_index_key(purpose), text.encode(), hashlib.sha256).digest()[:16]
