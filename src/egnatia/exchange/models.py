"""Outbox and inbox of a deployment, the keys that it trusts, and where other nodes are. What is about a person is here only as sealed to another node's key."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class TrustedKey(models.Model):
    """A public key bound to one party. A key rotated out keeps verifying the numbers before ``until_sequence``."""

    kid = models.CharField(max_length=40, primary_key=True)
    party = models.CharField(max_length=3, help_text="alpha-3 of a node, HUB for the hub")
    public_key = models.BinaryField(max_length=32)
    from_sequence = models.PositiveIntegerField(default=1)
    until_sequence = models.PositiveIntegerField(null=True)


class Peer(models.Model):
    """Another node, as its operators handed it over: where it is, and the key by which things are sealed to it."""

    party = models.CharField(max_length=3, primary_key=True)
    address = models.URLField()
    sealing_key = models.CharField(max_length=70, help_text="age recipient (X25519), bech32")


class Outgoing(models.Model):
    """A message on its way. Written with the approval, numbered and sealed by the packer, closed by a verified receipt alone.

    What the hub tells all nodes is never closed: each node fetches it by its number.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()
    to = models.CharField(max_length=3, default="HUB", help_text="HUB, alpha-3 of a node, or ALL: from the hub to every node")
    message = models.JSONField(help_text="Manifest fields that the sender decides; the packer adds number, chain and time")
    payload = models.BinaryField()
    sequence = models.PositiveIntegerField(null=True)
    envelope = models.BinaryField(null=True)
    envelope_hash = models.CharField(max_length=64, blank=True)
    packed_at = models.DateTimeField(null=True)
    receipt = models.BinaryField(null=True)
    receipt_status = models.CharField(max_length=12, blank=True)
    receipt_reasons = models.CharField(max_length=400, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    void_at = models.DateTimeField(null=True, help_text="What allowed it ended before it was sent: it never is")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="closed_by_a_receipt", condition=Q(closed_at=None) | Q(receipt__isnull=False)),
            models.CheckConstraint(name="sealed_with_its_number", condition=Q(sequence=None) | Q(envelope__isnull=False)),
            models.UniqueConstraint(fields=["to", "sequence"], name="one_message_per_number"),
        ]


class Numbering(models.Model):
    """One row for each addressee, locked while a number is given: sequence numbers have no holes and no doubles."""

    to = models.CharField(max_length=3, primary_key=True)
    last_sequence = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="")


class Incoming(models.Model):
    """An accepted envelope, exactly as it came."""

    id = models.BigAutoField(primary_key=True)
    node = models.CharField(max_length=3)
    sequence = models.PositiveIntegerField()
    envelope_hash = models.CharField(max_length=64)
    envelope = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "sequence"], name="one_envelope_per_number")]


class Alarm(models.Model):
    """Something that should never come: codes only, nothing of the message."""

    at = models.DateTimeField()
    node = models.CharField(max_length=3)
    sequence = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
