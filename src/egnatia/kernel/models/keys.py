"""One data key per person, wrapped with the root key. Destroying the row makes all sealed fields of that person unreadable."""

from __future__ import annotations

from django.db import models


class SubjectKey(models.Model):
    subject = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
    root_version = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()
