"""The sending side: queue with the approval, pack under one lock, send again and again until a verified receipt closes the row."""

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
from egnatia.exchange import inbox, signing
from egnatia.exchange.envelope import VERSION, BadEnvelope, Receipt, read_receipt, seal
from egnatia.exchange.models import Numbering, Outgoing, Peer, TrustedKey

log = logging.getLogger(__name__)
FINAL = {"accepted", "duplicate", "refused"}


def queue(message: dict[str, Any], payload: bytes = b"", to: str = signing.HUB) -> Outgoing:
    """Put a message into the outbox: call it inside the transaction that approves it. ``to`` is the hub, a peer, or ALL (from the hub)."""
    return Outgoing.objects.create(created_at=timezone.now(), message=message, payload=payload, to=to)


@transaction.atomic
def pack() -> int:
    """Number, chain and sign what waits, in order; returns how many. One packer of an addressee at a time: the row lock gives the numbers."""
    packed = 0
    for to in sorted(set(Outgoing.objects.filter(sequence=None).values_list("to", flat=True))):
        packed += _pack(to)
    return packed


def _pack(to: str) -> int:
    Numbering.objects.get_or_create(pk=to)
    packer = Numbering.objects.select_for_update().get(pk=to)
    waiting = list(Outgoing.objects.filter(sequence=None, to=to).order_by("created_at", "id"))
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
            **({} if to == signing.HUB else {"to": to}),
        }
        envelope = seal(manifest, bytes(row.payload), signing.own_key())
        row.sequence, row.envelope, row.envelope_hash, row.packed_at = packer.last_sequence, envelope.pack(), envelope.hash, timezone.now()
        row.save()
        packer.last_hash = envelope.hash
    packer.save()
    return len(waiting)


def take_receipt(row: Outgoing, data: bytes) -> Receipt:
    """Close the row if the receipt is the addressee's and speaks of this very envelope. Raises BadEnvelope."""
    receipt = _verified(row.to, data)
    content = receipt.content
    if (content.get("node"), content.get("seq"), content.get("hash")) != (signing.party(), row.sequence, row.envelope_hash):
        raise BadEnvelope("receipt", "the receipt speaks of another envelope: the outbox row stays open")
    if content.get("status") not in FINAL:
        raise BadEnvelope("receipt", "the receipt has no known status: the outbox row stays open")
    row.receipt, row.receipt_status, row.closed_at = data, content["status"], timezone.now()
    row.receipt_reasons = "; ".join(str(one) for one in content.get("reasons", []))[:400]
    row.save(update_fields=["receipt", "receipt_status", "receipt_reasons", "closed_at"])
    for hole in content.get("holes", []):
        Outgoing.objects.filter(to=row.to, sequence=hole).update(closed_at=None)  # it says that it does not have it: send it again
    return receipt


def _verified(party: str, data: bytes) -> Receipt:
    problem = BadEnvelope("receipt", "no key of the addressee is trusted here yet")
    for key in TrustedKey.objects.filter(party=party):
        try:
            return read_receipt(data, signing.public_key(key))
        except BadEnvelope as why:
            problem = why
    raise problem


def send_all(put: Callable[[str, bytes], bytes] | None = None) -> int:
    """Pack, then send every open row in order; returns how many were closed. Who cannot be reached gets them the next time."""
    pack()
    addresses = {signing.HUB: settings.EGNATIA_HUB_URL, **dict(Peer.objects.values_list("party", "address"))}
    closed, away = 0, {signing.ALL}
    for row in Outgoing.objects.filter(closed_at=None, sequence__isnull=False).order_by("to", "sequence"):
        if row.to in away or row.to not in addresses:
            continue
        Outgoing.objects.filter(pk=row.pk).update(attempts=row.attempts + 1)
        try:
            answer = (put or _put)(f"{addresses[row.to].rstrip('/')}/exchange/{signing.party()}/{row.sequence}", bytes(row.envelope or b""))
            take_receipt(row, answer)
            closed += 1
        except httpx.HTTPError as problem:
            log.warning("%s cannot be reached (%s); %s stays in the outbox", row.to, type(problem).__name__, row.sequence)
            away.add(row.to)
        except BadEnvelope as problem:
            log.error("envelope %s to %s: %s", row.sequence, row.to, problem.why)
    return closed


def _put(url: str, data: bytes) -> bytes:
    response = httpx.put(url, content=data, headers={"Content-Type": "application/octet-stream"}, timeout=30)
    # Refusals come with a signed receipt too; anything else is no answer of the hub.
    if response.status_code not in {200, 201, 409, 422}:
        response.raise_for_status()
        raise httpx.HTTPError(f"unexpected answer {response.status_code}")
    return response.content


def fetch_all(get: Callable[[str], bytes | None] | None = None) -> int:
    """What the hub told all nodes since the last time, in order; returns how many were taken. What is refused stands in the alarms and is asked for again."""
    taken = 0
    while True:
        number = inbox.standing(signing.HUB)[0] + 1
        try:
            data = (get or _get)(f"{settings.EGNATIA_HUB_URL}/exchange/{signing.HUB}/{number}")
        except httpx.HTTPError as problem:
            log.warning("the hub cannot be reached (%s)", type(problem).__name__)
            return taken
        if data is None:
            return taken
        content = inbox.receive(signing.HUB, number, data).content
        if content["status"] != "accepted":
            log.error("message %s of the hub: %s", number, "; ".join(content["reasons"]))
            return taken
        taken += 1


def _get(url: str) -> bytes | None:
    response = httpx.get(url, timeout=30)
    if response.status_code == httpx.codes.NOT_FOUND:
        return None
    response.raise_for_status()
    return response.content


def write_files(folder: Path) -> list[Path]:
    """Write the open envelopes as files to carry."""
    pack()
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for row in Outgoing.objects.filter(closed_at=None).order_by("to", "sequence"):
        # What goes to the hub, or from the hub to all, lies in the folder itself; a peer has a folder of its own.
        place = folder if row.to in {signing.HUB, signing.ALL} else folder / row.to
        place.mkdir(exist_ok=True)
        file = place / f"{signing.party()}-{row.sequence:06d}.egn"
        file.write_bytes(bytes(row.envelope or b""))
        written.append(file)
    return written
