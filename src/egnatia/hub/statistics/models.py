from __future__ import annotations

from django.db import models

from egnatia.exchange.models import Incoming


class Revision(models.Model):
    """One country's month as sent. All revisions are kept; the highest is current (a max-revision register: order of arrival cannot matter)."""

    incoming = models.OneToOneField(Incoming, on_delete=models.PROTECT)
    node = models.CharField(max_length=3)
    period = models.CharField(max_length=7)
    revision = models.PositiveIntegerField()
    provisional = models.BooleanField()
    reason = models.CharField(max_length=200)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "period", "revision"], name="one_revision_per_number")]
        ordering = ("node", "period", "revision")


class Observation(models.Model):
    """One cell of a revision."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="observations")
    indicator = models.CharField(max_length=10)
    border = models.CharField(max_length=7)
    citizen = models.CharField(max_length=3)
    sex = models.CharField(max_length=3)
    age = models.CharField(max_length=6)
    uasc = models.CharField(max_length=3)
    value = models.PositiveIntegerField(null=True)
    conf = models.CharField(max_length=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "indicator", "border", "citizen", "sex", "age", "uasc"], name="one_observation_per_cell")]


class ImportedFile(models.Model):
    """A published file as read. A newer file of the same data set takes its place; the older rows are kept as a vintage."""

    source = models.CharField(max_length=20)
    dataset = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "sha256"], name="one_import_per_file")]


class HistoryPoint(models.Model):
    """One value of a published file: ``area`` is a country or a route, ``period`` a year or a month."""

    file = models.ForeignKey(ImportedFile, on_delete=models.CASCADE, related_name="points")
    area = models.CharField(max_length=60)
    citizen = models.CharField(max_length=40)
    detail = models.CharField(max_length=200, help_text="Other dimensions of the file, as published, in its order")
    period = models.CharField(max_length=7)
    value = models.BigIntegerField(null=True)
    flag = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [models.Index(fields=["file", "area", "period"])]
