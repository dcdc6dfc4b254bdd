"""The receiving side: verify, check, keep once, apply, and answer with a signed receipt. What is refused leaves nothing but an alarm code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, IntegrityError
from django.utils import timezone

from egnatia.exchange import signing
from egnatia.exchange.envelope import MAX_SEQUENCE, BadEnvelope, Envelope, Receipt, parse, sign_receipt, unpack
from egnatia.exchange.models import Alarm, Incoming, TrustedKey
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.engine.refusals import Refused
from egnatia.kernel.store.hold import hold

MOST_HOLES = 1000
_NODE, _KID = re.compile(r"[A-Z]{3}\Z"), re.compile(r"[A-Z]{3}-[0-9a-f]{16}\Z")
Apply = Callable[[dict[str, Any], bytes, Incoming], None]
_apply: dict[tuple[str, bool], Apply] = {}
# Types whose content is kept by the room that takes them for as long as it is needed, and nowhere else.
_not_kept: set[str] = set()
_FIELDS = {
    "v": int,
    "node": str,
    "seq": int,
    "prev": str,
    "kid": str,
    "produced_at": str,
    "software": str,
    "payload_sha256": str,
    "type": str,
    "body": dict,
}


def register(message_type: str, apply: Apply, *, from_hub: bool = False, keep: bool = True) -> None:
    """Say who takes messages of a type, from nodes or (``from_hub``) from the hub alone: a node cannot speak for it, nor it for a node.

    ``apply(body, payload, row)`` raises BadEnvelope to refuse; it runs in the receiving transaction. Without ``keep`` no copy of the payload stays here.
    """
    _apply[message_type, from_hub] = apply
    if not keep:
        _not_kept.add(message_type)


def receive(node: str, sequence: int, data: bytes) -> Receipt:
    """Take one envelope that came for ``/exchange/{node}/{sequence}`` and answer. Never raises for what a peer sends."""
    envelope: Envelope | None = None
    try:
        if not _NODE.match(node) or not 1 <= sequence <= MAX_SEQUENCE:
            raise BadEnvelope("address", "the address names no node or no possible number")
        envelope = unpack(data)
        manifest = _verified(node, sequence, envelope)
    except BadEnvelope as problem:
        return refuse(node, sequence, problem, envelope.hash if envelope else "")
    try:
        with acting_as(SYSTEM):
            status = _take(node, sequence, envelope, manifest)
        return _answer(node, sequence, envelope.hash, status, [], known=True)
    except BadEnvelope as problem:
        return refuse(node, sequence, problem, envelope.hash, known=True)


def refuse(node: str, sequence: int, problem: BadEnvelope, envelope_hash: str = "", *, known: bool = False) -> Receipt:
    """A signed refusal and an alarm; without a hash for what could not even be read."""
    _alarm(node, sequence, problem.code)
    return _answer(node, sequence, envelope_hash, "refused", [f"{problem.code}: {problem.why}"], known=known)


def _alarm(node: str, sequence: int, code: str) -> None:
    now = timezone.now()
    same = Alarm.objects.filter(at__gte=now - timedelta(days=1), node=node[:3], sequence=min(max(sequence, 0), MAX_SEQUENCE), code=code)
    # What is sent again and again is one alarm a day; whoever sends junk without end must not fill the table: a thousand an hour say enough.
    if same.exists():
        return
    if Alarm.objects.filter(at__gte=now - timedelta(hours=1)).count() < 1000:
        Alarm.objects.create(at=now, node=node[:3] if _NODE.match(node) else "", sequence=min(max(sequence, 0), MAX_SEQUENCE), code=code)


def _take(node: str, sequence: int, envelope: Envelope, manifest: dict[str, Any]) -> str:
    hold(f"exchange|{node}")  # two copies of one envelope at once: the second waits, then finds the first
    known = dict(Incoming.objects.filter(node=node, sequence__in=(sequence - 1, sequence)).values_list("sequence", "envelope_hash"))
    if sequence in known:
        if known[sequence] == envelope.hash:
            return "duplicate"
        raise BadEnvelope("equivocation", "another envelope has this number already: a number is never used twice")
    if sequence - 1 in known and manifest["prev"] != known[sequence - 1]:
        raise BadEnvelope("chain", "the envelope does not follow the one before it")
    after = Incoming.objects.filter(node=node, sequence=sequence + 1).first()
    if after and parse(unpack(bytes(after.envelope)).manifest_bytes)["prev"] != envelope.hash:
        raise BadEnvelope("chain", "the envelope after this one follows another")
    if sequence == 1 and manifest["prev"] != "":
        raise BadEnvelope("chain", "the first envelope follows none")
    apply = _apply.get((manifest["type"], node == signing.HUB))
    if apply is None:
        raise BadEnvelope("type", "messages of this type are not taken here")
    # What one node seals to another is about a person: its reader keeps it as long as it may, and no copy stays here.
    between_nodes = signing.HUB not in {node, signing.party()}
    kept = Envelope(envelope.manifest_bytes, b"", envelope.signature) if between_nodes or manifest["type"] in _not_kept else envelope
    row = Incoming.objects.create(node=node, sequence=sequence, envelope_hash=envelope.hash, envelope=kept.pack(), received_at=timezone.now())
    try:
        apply(manifest["body"], envelope.payload, row)
    except (TypeError, ValueError, LookupError, ObjectDoesNotExist, DataError, IntegrityError):
        raise BadEnvelope("content", "the content is not of the kinds that this type of message has") from None
    except Refused as refusal:
        raise BadEnvelope("not_taken", f"it cannot be taken here now: {refusal.code}") from None
    return "accepted"


def _verified(node: str, sequence: int, envelope: Envelope) -> dict[str, Any]:
    manifest = parse(envelope.manifest_bytes)
    to = manifest.pop("to", signing.HUB)  # absent in what goes to the hub
    if not isinstance(to, str):
        raise BadEnvelope("manifest", "the manifest does not have the fields of version 1")
    if set(manifest) != set(_FIELDS) or any(type(manifest[name]) is not kind for name, kind in _FIELDS.items()) or manifest["v"] != 1:
        raise BadEnvelope("manifest", "the manifest does not have the fields of version 1")
    key = TrustedKey.objects.filter(kid=manifest["kid"]).first() if _KID.match(manifest["kid"]) else None
    if key is None:
        raise BadEnvelope("unknown_key", "the key that it names is not trusted here")
    envelope.verify(signing.public_key(key))
    if manifest["node"] != node or key.party != node:
        raise BadEnvelope("wrong_node", "the envelope or its key belongs to another node than the address says")
    if to not in ({signing.HUB} if signing.party() == signing.HUB else {signing.party(), *({signing.ALL} if node == signing.HUB else ())}):
        raise BadEnvelope("addressee", "it is addressed to somebody else")
    if manifest["seq"] != sequence or sequence < 1:
        raise BadEnvelope("sequence", "the number inside is not the one of the address")
    if sequence < key.from_sequence or (key.until_sequence is not None and sequence >= key.until_sequence):
        raise BadEnvelope("key_range", "the key is not valid for this number")
    if hashlib.sha256(envelope.payload).hexdigest() != manifest["payload_sha256"]:
        raise BadEnvelope("payload", "the payload is not the one that the manifest names")
    return manifest


def standing(node: str) -> tuple[int, list[int]]:
    """(highest number up to which nothing is missing, numbers missing before the highest that came)."""
    contiguous, last = 0, 0
    holes: list[int] = []
    for number in Incoming.objects.filter(node=node).order_by("sequence").values_list("sequence", flat=True):
        # A far number names the first holes only: they are asked for again when these are filled.
        holes += range(last + 1, min(number, last + 1 + MOST_HOLES - len(holes)))
        contiguous = number if number == contiguous + 1 else contiguous
        last = number
    return contiguous, holes


def _answer(node: str, sequence: int, envelope_hash: str, status: str, reasons: list[str], *, known: bool) -> Receipt:
    # Who did not prove to be the node does not learn how much came from it.
    contiguous, holes = standing(node) if known else (0, [])
    index = Incoming.objects.filter(node=node, sequence=sequence, envelope_hash=envelope_hash).values_list("id", flat=True).first()
    return sign_receipt(
        {
            "v": 1,
            "node": node,
            "seq": sequence,
            "hash": envelope_hash,
            "status": status,
            "reasons": reasons,
            "have_contiguous_to": contiguous,
            "holes": holes,
            "hub_log_index": index or 0,
            "at": timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
        signing.own_key(),
    )
