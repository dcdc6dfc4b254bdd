from __future__ import annotations

from django.db import models

from egnatia.exchange.models import Incoming


class Call(models.Model):
    """A node needs seats: a part of the world, a quarter, a band. The newest word of a reference holds."""

    reference = models.UUIDField(primary_key=True)
    incoming = models.ForeignKey(Incoming, on_delete=models.PROTECT)
    node = models.CharField(max_length=3)
    region = models.CharField(max_length=12)
    quarter = models.CharField(max_length=7)
    band = models.CharField(max_length=6)
    open = models.BooleanField()


class Offer(models.Model):
    """A node offers seats to a call. The newest of a node holds."""

    incoming = models.OneToOneField(Incoming, on_delete=models.PROTECT)
    call = models.ForeignKey(Call, on_delete=models.CASCADE)
    node = models.CharField(max_length=3)
    band = models.CharField(max_length=6)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "node"], name="one_offer_to_a_call")]
