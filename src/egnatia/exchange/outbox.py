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
from django.utils.translation import gettext_lazy as _

from egnatia import __version__
from egnatia.exchange import calling, signing
from egnatia.exchange.envelope import MAX_MANIFEST, MAX_PAYLOAD, VERSION, BadEnvelope, Receipt, canonical, read_receipt, seal
from egnatia.exchange.models import Numbering, Outgoing, Peer, TrustedKey
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.engine.refusals import Refused

log = logging.getLogger(__name__)
# What the packer adds to a message: number, chain, key, time.
_HEAD_ROOM = 1024
FINAL = {"accepted", "duplicate", "refused"}
# By type of message: whether what allowed it still stands when it is its turn, and what to do when it was refused.
still_allowed: dict[str, Callable[[Outgoing], bool]] = {}
when_refused: dict[str, Callable[[Outgoing], None]] = {}


class TooLong(Refused):
    """More than fits into one envelope."""

    code = "too_long"
    text = _("This is too long to be sent: divide it.")


def queue(message: dict[str, Any], payload: bytes = b"", to: str = signing.HUB) -> Outgoing:
    """Put a message into the outbox: call it inside the transaction that approves it. ``to`` is the hub, a peer, or ALL (from the hub).

    Raises TooLong, so that whoever approves it learns it: sealed, it would stand in the way of all that follow.
    """
    if len(payload) > MAX_PAYLOAD or len(canonical(message)) > MAX_MANIFEST - _HEAD_ROOM:
        raise TooLong
    return Outgoing.objects.create(created_at=timezone.now(), message=message, payload=payload, to=to)


def tell_all(message: str, body: dict[str, Any], payload: bytes = b"") -> None:
    """A word of the hub to every node: numbered at once, since nodes come for it. Raises TooLong."""
    queue({"type": message, "body": body}, payload, to=signing.ALL)
    pack()


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
    status, reasons, holes = content.get("status"), content.get("reasons", []), content.get("holes", [])
    if not isinstance(status, str) or status not in FINAL or not isinstance(reasons, list) or not isinstance(holes, list):
        raise BadEnvelope("receipt", "the receipt has no known status: the outbox row stays open")
    row.receipt, row.receipt_status, row.closed_at = data, status, timezone.now()
    row.receipt_reasons = "; ".join(str(one) for one in reasons)[:400]
    if row.to not in {signing.HUB, signing.ALL}:
        # What was sealed to another node is about a person: once it has it, no copy stays here. Number and hash say enough.
        row.payload, row.envelope = b"", b""
    row.save(update_fields=["receipt", "receipt_status", "receipt_reasons", "closed_at", "payload", "envelope"])
    if status == "refused" and (told := when_refused.get(row.message["type"])):
        try:
            with transaction.atomic():
                told(row)
        except Refused as problem:
            # What it was about has gone on meanwhile. The receipt counts all the same: else everything behind it would wait for ever.
            log.error("what was refused could not be noted: %s", problem.code)
    for hole in [one for one in holes if type(one) is int]:
        # It says that it does not have it: send it again. What it refused it does not have for a reason.
        Outgoing.objects.filter(to=row.to, sequence=hole).exclude(receipt_status="refused").exclude(envelope=b"").update(closed_at=None)
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
    for row in Outgoing.objects.filter(closed_at=None, void_at=None, sequence__isnull=False).order_by("to", "sequence"):
        if row.to in away or row.to not in addresses:
            continue
        if not _still_allowed(row):
            continue
        Outgoing.objects.filter(pk=row.pk).update(attempts=row.attempts + 1)
        try:
            answer = (put or _put)(f"{addresses[row.to].rstrip('/')}/exchange/{signing.party()}/{row.sequence}", bytes(row.envelope or b""))
            with acting_as(SYSTEM):
                take_receipt(row, answer)
            closed += 1
        except BadEnvelope as problem:
            log.error("envelope %s to %s: %s", row.sequence, row.to, problem.why)
            away.add(row.to)  # in order, always: an end must not overtake its beginning
        except Exception as problem:  # whatever one peer answers, the others get theirs
            log.warning("%s cannot be reached (%s); %s stays in the outbox", row.to, type(problem).__name__, row.sequence)
            away.add(row.to)
    return closed


def _still_allowed(row: Outgoing) -> bool:
    """What allowed it is asked once more: an agreement may have ended while the other side could not be reached. What may not go is emptied."""
    asks = still_allowed.get(row.message["type"])
    if asks is None:
        return True
    with acting_as(SYSTEM):
        if asks(row):
            return True
        Outgoing.objects.filter(pk=row.pk).update(void_at=timezone.now(), payload=b"", envelope=b"")
    return False


def _put(url: str, data: bytes) -> bytes:
    status, body = calling.ask("PUT", url, data)
    # Refusals come with a signed receipt too; anything else is no answer.
    if status not in {200, 201, 409, 422}:
        raise httpx.HTTPError(f"unexpected answer {status}")
    return body


def write_files(folder: Path) -> list[Path]:
    """Write the open envelopes as files to carry."""
    pack()
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for row in Outgoing.objects.filter(closed_at=None, void_at=None).order_by("to", "sequence"):
        # What goes to the hub, or from the hub to all, lies in the folder itself; a peer has a folder of its own.
        place = folder if row.to in {signing.HUB, signing.ALL} else folder / row.to
        place.mkdir(exist_ok=True)
        file = place / f"{signing.party()}-{row.sequence:06d}.egn"
        file.write_bytes(bytes(row.envelope or b""))
        written.append(file)
    return written
