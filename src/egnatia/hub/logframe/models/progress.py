"""What was reported of an indicator in a period, with its categories and evidence. Only what is approved counts."""

from __future__ import annotations

import uuid

from django.db import models

from egnatia.hub.logframe.models.indicators import Period
from egnatia.kernel.models import CaseFile


class Progress(models.Model):
    """One report. Its state is that of its case: draft, pending, returned, approved, revoked, discarded."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    words = models.CharField(max_length=2000, blank=True)
    as_of = models.DateField()
    comment = models.CharField(max_length=2000, blank=True)
    incomplete = models.BooleanField(default=False, help_text="The categories do not cover everything, and the report says so")
    remarks = models.CharField(max_length=2000, blank=True, help_text="Of whoever returned or revoked it")
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)


class ProgressPart(models.Model):
    """One category of a dimension."""

    report = models.ForeignKey(Progress, on_delete=models.CASCADE, related_name="parts")
    dimension = models.CharField(max_length=40)
    category = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True)

    class Meta:
        ordering = ("dimension", "category")
        constraints = [models.UniqueConstraint(fields=["report", "dimension", "category"], name="one_part_of_a_category")]


class Evidence(models.Model):
    """A file that proves a report. Kept as it came, with its hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Progress, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
