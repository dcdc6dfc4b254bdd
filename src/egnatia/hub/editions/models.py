from __future__ import annotations

from django.db import models

from egnatia.exchange.models import Incoming


class SharedEdition(models.Model):
    """Country information as a node published it, to the byte. Who asked for it and who searches it, the hub never knows."""

    incoming = models.OneToOneField(Incoming, on_delete=models.PROTECT)
    node = models.CharField(max_length=3)
    number = models.CharField(max_length=20)
    edition = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    country = models.CharField(max_length=3, help_text="ISO 3166-1 alpha-3")
    language = models.CharField(max_length=3)
    published_on = models.DateField()
    content = models.BinaryField()
    paper = models.BinaryField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content, hexadecimal")
    received_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "number", "edition"], name="one_shared_edition_of_a_number")]
