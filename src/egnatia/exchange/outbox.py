"""A node's side: queue with the approval, pack under one lock, send again and again until a verified receipt closes the row."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from egnatia import __version__
from egnatia.exchange import signing
from egnatia.exchange.envelope import VERSION, BadEnvelope, Receipt, read_receipt, seal
from egnatia.exchange.models import Outgoing, Packer, TrustedKey

log = logging.getLogger(__name__)
FINAL = {"accepted", "duplicate", "refused"}


def queue(message: dict[str, Any], payload: bytes) -> Outgoing:
    """Put a message into the outbox: call it inside the transaction that approves it."""
    return Outgoing.objects.create(created_at=timezone.now(), message=message, payload=payload)


@transaction.atomic
def pack() -> int:
    """Number, chain and sign what waits, in order; returns how many. One packer at a time: the row lock gives the numbers."""
    Packer.objects.get_or_create(pk=True)
    packer = Packer.objects.select_for_update().get(pk=True)
    waiting = list(Outgoing.objects.filter(sequence=None).order_by("created_at", "id"))
    for row in waiting:
        packer.last_sequence += 1
        manifest = {
            **row.message,
            "v": VERSION,
            "node": signing.party(),
            "seq": packer.last_sequence,
            "prev": packer.last_hash,
            "kid": signing.kid_of(signing.own_public(), signing.party()),
            "produced_at": row.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "software": f"egnatia {__version__}",
        }
        envelope = seal(manifest, bytes(row.payload), signing.own_key())
        row.sequence, row.envelope, row.envelope_hash, row.packed_at = packer.last_sequence, envelope.pack(), envelope.hash, timezone.now()
        row.save()
        packer.last_hash = envelope.hash
    packer.save()
    return len(waiting)


def hub_keys() -> list[TrustedKey]:
    return list(TrustedKey.objects.filter(party=signing.HUB))


def take_receipt(row: Outgoing, data: bytes) -> Receipt:
    """Close the row if the receipt is the hub's and speaks of this very envelope. Raises BadEnvelope."""
    receipt = _verified(data)
    content = receipt.content
    if (content.get("node"), content.get("seq"), content.get("hash")) != (signing.party(), row.sequence, row.envelope_hash):
        raise BadEnvelope("receipt", "the receipt speaks of another envelope: the outbox row stays open")
    if content.get("status") not in FINAL:
        raise BadEnvelope("receipt", "the receipt has no known status: the outbox row stays open")
    row.receipt, row.receipt_status, row.closed_at = data, content["status"], timezone.now()
    row.receipt_reasons = "; ".join(str(one) for one in content.get("reasons", []))[:400]
    row.save(update_fields=["receipt", "receipt_status", "receipt_reasons", "closed_at"])
    for hole in content.get("holes", []):
        Outgoing.objects.filter(sequence=hole).update(closed_at=None)  # the hub says that it does not have it: send it again
    return receipt


def _verified(data: bytes) -> Receipt:
    problem = BadEnvelope("receipt", "no key of the hub is trusted here yet")
    for key in hub_keys():
        try:
            return read_receipt(data, signing.public_key(key))
        except BadEnvelope as why:
            problem = why
    raise problem


def send_all(put: Callable[[str, bytes], bytes] | None = None) -> int:
    """Pack, then send every open row in order; returns how many were closed. An unreachable hub leaves them open for the next time."""
    pack()
    closed = 0
    for row in Outgoing.objects.filter(closed_at=None, sequence__isnull=False).order_by("sequence"):
        Outgoing.objects.filter(pk=row.pk).update(attempts=row.attempts + 1)
        try:
            answer = (put or _put)(f"{settings.EGNATIA_HUB_URL}/exchange/{signing.party()}/{row.sequence}", bytes(row.envelope or b""))
            take_receipt(row, answer)
            closed += 1
        except httpx.HTTPError as problem:
            log.warning("the hub cannot be reached (%s); %s stays in the outbox", type(problem).__name__, row.sequence)
            break
        except BadEnvelope as problem:
            log.error("envelope %s: %s", row.sequence, problem.why)
    return closed


def _put(url: str, data: bytes) -> bytes:
    response = httpx.put(url, content=data, headers={"Content-Type": "application/octet-stream"}, timeout=30)
    # Refusals come with a signed receipt too; anything else is no answer of the hub.
    if response.status_code not in {200, 201, 409, 422}:
        response.raise_for_status()
        raise httpx.HTTPError(f"unexpected answer {response.status_code}")
    return response.content


def write_files(folder: Path) -> list[Path]:
    """Write the open envelopes as files to carry."""
    pack()
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for row in Outgoing.objects.filter(closed_at=None).order_by("sequence"):
        file = folder / f"{signing.party()}-{row.sequence:06d}.egn"
        file.write_bytes(bytes(row.envelope or b""))
        written.append(file)
    return written
