"""What the hub told of the regional mechanism, how this country adopted it, and what it tells of its share of the budget."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from egnatia.kernel.codes.sop import DIFFERENCES
from egnatia.kernel.models import CaseFile


class Edition(models.Model):
    """An edition of the harmonised procedure, exactly as the hub published it."""

    version = models.PositiveIntegerField(primary_key=True)
    content = models.JSONField(help_text="egnatia.kernel.codes.sop")
    changes = models.CharField(max_length=500)
    published_on = models.DateField()
    received_at = models.DateTimeField()


class BudgetShare(models.Model):
    """A year's assistance budget of the region and this country's part of it; the highest revision holds."""

    year = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    total = models.DecimalField(max_digits=12, decimal_places=2, help_text="EUR, of all countries")
    amount = models.DecimalField(max_digits=12, decimal_places=2, help_text="EUR, of this country")
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "revision"], name="one_share_of_a_revision")]


class SopAdoption(models.Model):
    """That this country works by an edition from a day on. The last one that was adopted holds."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT)
    since = models.DateField(null=True)
    proposed_by = models.UUIDField(null=True)
    adopted_by = models.UUIDField(null=True)
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="edition_adopted_by_another", condition=Q(adopted_at=None) | (Q(adopted_by__isnull=False) & ~Q(adopted_by=F("proposed_by")))
            ),
            models.CheckConstraint(name="edition_adopted_from_a_day", condition=Q(adopted_at=None) | Q(since__isnull=False)),
        ]


class NationalDifference(models.Model):
    """How this country differs from one step of an edition."""

    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    step = models.CharField(max_length=16)
    kind = models.CharField(max_length=10, choices=DIFFERENCES)
    text = models.CharField(max_length=500, help_text="It is told to the region: about the procedure, never about a person")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "step"], name="one_difference_of_a_step")]


class BudgetUse(models.Model):
    """What is committed and spent of the share, counted for the region by one and approved by another."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    year = models.PositiveSmallIntegerField()
    plans = models.PositiveIntegerField(help_text="Approved in that year; it does not leave this node")
    spending = models.PositiveIntegerField(help_text="Those of them that spent anything; it does not leave this node")
    real_persons = models.PositiveIntegerField()
    committed = models.DecimalField(max_digits=12, decimal_places=2, help_text="EUR")
    spent = models.DecimalField(max_digits=12, decimal_places=2, help_text="EUR")
    as_of = models.DateField()
    counted_by = models.UUIDField(null=True)
    approved_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="use_approved_by_another", condition=Q(approved_by=None) | Q(counted_by=None) | ~Q(approved_by=F("counted_by")))
        ]
