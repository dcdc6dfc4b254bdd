"""Searches that somebody keeps, and the documents that came since and answer them. What is looked for stays in this node."""

from __future__ import annotations

import uuid

from django.db import models

from egnatia.kernel.models import CaseFile
from egnatia.node.coi.models.library import Document


class KeptSearch(models.Model):
    """Words and what they are narrowed to; either may be missing."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True, related_name="coi_search")
    text = models.CharField(max_length=500, blank=True)
    countries = models.CharField(max_length=200, blank=True, help_text="ISO 3166-1 alpha-3, separated by a blank")
    topics = models.CharField(max_length=200, blank=True, help_text="Codes of topics, separated by a blank")
    languages = models.CharField(max_length=100, blank=True, help_text="ISO 639-3, separated by a blank")
    kinds = models.CharField(max_length=100, blank=True, help_text="Kinds of sources, separated by a blank")
    by_name = models.CharField(max_length=200)
    ended = models.BooleanField(default=False)


class Alert(models.Model):
    """A document that answers a kept search, told once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    search = models.ForeignKey(KeptSearch, on_delete=models.CASCADE)
    document = models.ForeignKey(Document, on_delete=models.CASCADE)
    at = models.DateTimeField()
    seen = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "document"], name="one_alert_of_a_document")]
