"""Editions for other nodes and from them: packages, searched at home. This room sends nothing (FR-05): ``node.release`` carries what is handed over here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import editions
from egnatia.kernel.codes.countries import SEVEN
from egnatia.node.coi import where_used
from egnatia.node.coi.models import Document, Edition, SharedEdition

# (type of message, digest, package) → on its way to the hub. Raises TooLong for what no envelope holds.
carriers: list[Callable[[str, str, bytes], None]] = []


def send(edition: UUID, actor: Actor) -> None:
    """Raises TooLong."""
    one = Edition.objects.select_related("document").get(pk=edition)
    for carry in carriers:
        carry("coi_edition", one.digest, editions.pack(bytes(one.content), bytes(one.document.content)))
    one.shared_at, one.shared_by_name = moment.now(), actor.name
    one.save(update_fields=["shared_at", "shared_by_name"])


def tell_withdrawn(document: Document) -> None:
    """A document that was withdrawn here may be an edition that others hold."""
    one = Edition.objects.filter(document=document, shared_at__isnull=False).only("digest").first()
    if one is not None:
        for carry in carriers:
            carry("coi_edition_withdrawn", one.digest, b"")


def _of(body: dict[str, Any]) -> str:
    node = body.get("node")
    if set(body) != {"node", "sha256"} or node not in SEVEN:
        raise editions.BadEdition("an edition names the node that it is of, and its digest")
    return str(node)


def received(body: dict[str, Any], payload: bytes, at: datetime) -> None:
    """Kept beside the library until somebody takes it in. Raises BadEdition for anything else."""
    node = _of(body)
    content, paper, told = editions.unpack(payload, body["sha256"], node)
    if node == settings.EGNATIA_COUNTRY:
        return  # Our own, come back.
    kept = {"title": told.title, "country": told.country, "content": content, "paper": paper, "digest": body["sha256"], "received_at": at}
    SharedEdition.objects.get_or_create(node=node, number=told.number, edition=told.edition, defaults=kept)


def withdrawn(body: dict[str, Any], at: datetime) -> None:
    """Every case that uses it gets a task, whether or not somebody here withdraws it too. Raises BadEdition for what names no edition."""
    one = SharedEdition.objects.select_related("document").filter(node=_of(body), digest=str(body["sha256"]), withdrawn_at=None).first()
    if one is None:
        return
    one.withdrawn_at = at
    one.save(update_fields=["withdrawn_at"])
    if one.document is not None:
        where_used.ask_for_review(one.document)
