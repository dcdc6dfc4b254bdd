"""Interoperability profiles as rows, and what a readiness report found, files that were asked for. No table here holds a person."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from egnatia.kernel.models import CaseFile


class ProfileElement(models.Model):
    """One element of a profile: where our record holds it and what makes it valid. ``verified`` until now nobody's work."""

    profile = models.CharField(max_length=20)
    version = models.CharField(max_length=12)
    place = models.PositiveSmallIntegerField()
    element = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    path = models.CharField(max_length=60)
    transform = models.CharField(max_length=20)
    mandatory = models.BooleanField()
    categories = ArrayField(models.CharField(max_length=24))
    purpose = models.CharField(max_length=60)
    verified = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "version", "place"], name="one_element_per_place")]


class ReadinessRun(models.Model):
    """A report: how many records of each category are valid under a profile, and what the others lack. Counts alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.CharField(max_length=20)
    version = models.CharField(max_length=12)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    failed = models.BooleanField(default=False)
    results = models.JSONField(default=list, help_text="(category, counts) in the order of the profile")


class ProfileExport(models.Model):
    """A file on this node's own disk, asked for by one and approved by another. Nothing here can carry it further."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    profile = models.CharField(max_length=20)
    version = models.CharField(max_length=12)
    category = models.CharField(max_length=24)
    reason = models.CharField(max_length=300)
    asked_by = models.UUIDField(null=True)
    asked_name = models.CharField(max_length=120)
    records = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file")
    written_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True)
