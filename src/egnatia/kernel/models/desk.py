"""What a member of staff keeps at their desk: answers not sent yet, and filters of the queue."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """What was typed into a form and not saved yet, sealed; one for each user and form."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    form = models.CharField(max_length=400, help_text="Address of the form")
    sealed = models.BinaryField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "form"], name="one_draft_per_form")]


class SavedFilter(models.Model):
    """A view of the queue that somebody uses again: codes only, no search text."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="one_filter_per_name")]
        ordering = ("name",)
