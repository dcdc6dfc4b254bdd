from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from egnatia.exchange.models import Incoming
from egnatia.kernel.models import CaseFile


class Edition(models.Model):
    """One edition of the harmonised procedure. It gets its number when a second officer publishes it, and never changes after that."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    version = models.PositiveIntegerField(null=True, unique=True)
    content = models.JSONField(help_text="egnatia.kernel.codes.sop")
    changes = models.CharField(max_length=500, help_text="What is new in it")
    proposed_by = models.UUIDField(null=True)
    published_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="numbered_when_published", condition=Q(version=None, published_on=None) | Q(version__isnull=False, published_on__isnull=False)
            )
        ]


class Adoption(models.Model):
    """That a country works by an edition, as its node said. All are kept; the newest is current."""

    incoming = models.OneToOneField(Incoming, on_delete=models.PROTECT)
    node = models.CharField(max_length=3)
    version = models.PositiveIntegerField()
    since = models.DateField()
    differences = models.JSONField()


class Budget(models.Model):
    """The assistance budget of a year. A change is a further revision; the highest approved one holds."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    year = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=200, help_text="Where the money comes from")
    total = models.DecimalField(max_digits=12, decimal_places=2, help_text="EUR")
    proposed_by = models.UUIDField(null=True)
    approved_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "revision"], name="one_budget_of_a_number"),
            models.CheckConstraint(name="budget_approved_by_another", condition=Q(approved_by=None) | Q(proposed_by=None) | ~Q(approved_by=F("proposed_by"))),
        ]


class Share(models.Model):
    """One country's part of a budget."""

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE)
    country = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=12, decimal_places=2, help_text="EUR")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["budget", "country"], name="one_share_of_a_country"),
            models.CheckConstraint(name="share_not_negative", condition=Q(amount__gte=0)),
        ]


class Use(models.Model):
    """What a country has committed and spent of its share, as its node said; the newest is current."""

    incoming = models.OneToOneField(Incoming, on_delete=models.PROTECT)
    node = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    # Empty where so few plans stand behind it that an amount could be somebody's.
    committed = models.PositiveIntegerField(null=True, help_text="EUR, rounded to hundreds")
    spent = models.PositiveIntegerField(null=True, help_text="EUR, rounded to hundreds")
    as_of = models.DateField()
