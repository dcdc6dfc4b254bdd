"""A word of the hub to one node, among what it tells all nodes: sealed to that node's key, so that nobody else reads it, and the hub itself no more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

import pyrage

from egnatia.exchange import outbox, signing
from egnatia.exchange.envelope import BadEnvelope
from egnatia.kernel.codes import forms

# All of one length: how long it is says nothing of what it is.
_LENGTH = 4096
_together: ContextVar[bool] = ContextVar("words_together", default=False)
F = TypeVar("F", bound=forms.Form)


def say(message_type: str, node: str, sealing_key: str, word: forms.Form) -> None:
    plain = word.told()
    padded = plain.ljust(-(-len(plain) // _LENGTH) * _LENGTH)
    sealed = bytes(pyrage.encrypt(padded, [pyrage.x25519.Recipient.from_str(sealing_key)]))
    outbox.queue({"type": message_type, "body": {"for": node}}, sealed, to=signing.ALL)
    if not _together.get():
        outbox.pack()


@contextmanager
def together() -> Iterator[None]:
    """Many words are numbered and signed at once, at the end."""
    token = _together.set(True)
    try:
        yield
    finally:
        _together.reset(token)
    outbox.pack()


def read(form: type[F], payload: bytes) -> F:
    """At the node. Raises BadEnvelope for what is not sealed to this one, or not in the form."""
    try:
        return forms.read(form, bytes(pyrage.decrypt(payload, [signing.sealing_identity()])))
    except (pyrage.DecryptError, forms.BadForm):
        raise BadEnvelope("content", "it is not sealed to the key of this node, or not of the form that was agreed on") from None


def content(form: type[F], payload: bytes) -> F:
    """At the hub: what a node said in the open. Raises BadEnvelope."""
    try:
        return forms.read(form, payload)
    except forms.BadForm as problem:
        raise BadEnvelope("content", str(problem)) from None
