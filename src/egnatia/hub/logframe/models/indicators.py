"""Indicators with their periods (reference 6.2, 6.3)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.models.frameworks import Framework, Party, Result
from egnatia.kernel.models import CaseFile


class Measure(models.TextChoices):
    NUMBER = "NUMBER", _("Number")
    PERCENT = "PERCENT", _("Percentage, by numerator and denominator")
    WORDS = "WORDS", _("In words")


class Direction(models.TextChoices):
    UP = "UP", _("More is better")
    DOWN = "DOWN", _("Less is better")


class Level(models.TextChoices):
    OUTPUT = "OUTPUT", _("Output")
    OUTCOME = "OUTCOME", _("Outcome")
    IMPACT = "IMPACT", _("Impact")


class Frequency(models.TextChoices):
    QUARTER = "QUARTER", _("Each quarter")
    HALF = "HALF", _("Each half-year")
    YEAR = "YEAR", _("Each year")
    WHOLE = "WHOLE", _("Once, over the whole period")


class Indicator(models.Model):
    """What is measured of a result. Of the framework itself (its overall objective) where ``result`` is empty."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="indicators")
    result = models.ForeignKey(Result, on_delete=models.PROTECT, null=True, related_name="indicators")
    code = models.CharField(max_length=16)
    title = models.CharField(max_length=300)
    definition = models.CharField(max_length=1000, blank=True)
    measure = models.CharField(max_length=7, choices=Measure)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.UP)
    cumulative = models.BooleanField(default=False, help_text="Each value counts from the beginning, so the latest one holds")
    baseline = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    baseline_year = models.PositiveSmallIntegerField(null=True)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    source = models.CharField(max_length=300, blank=True, help_text="Source of verification")
    frequency = models.CharField(max_length=7, choices=Frequency, default=Frequency.HALF)
    responsible = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="answers_for")
    dimensions = models.JSONField(default=dict, help_text="Dimension → its categories")
    multiple = models.BooleanField(default=False, help_text="One person may stand in several categories, so they need not sum to the value")
    corporate = models.BooleanField(default=False, help_text="An indicator of the EU's corporate results framework (GERF)")
    live = models.CharField(max_length=40, blank=True, help_text="Code of the figure that the hub computes by itself")
    counts_for = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="parts", help_text="The indicator that this one adds to")

    class Meta:
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="one_indicator_of_a_code"),
            models.CheckConstraint(name="an_indicator_is_no_part_of_itself", condition=Q(counts_for=None) | ~Q(counts_for=F("pk"))),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Period(models.Model):
    """A stretch of time with its milestone. Closed for reports until an officer of the hub opens it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="periods")
    starts = models.DateField()
    ends = models.DateField()
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    locked = models.BooleanField(default=True)

    class Meta:
        ordering = ("starts",)
        constraints = [
            models.UniqueConstraint(fields=["indicator", "starts"], name="one_period_from_a_day"),
            models.CheckConstraint(name="a_period_ends_after_it_starts", condition=Q(ends__gt=F("starts"))),
        ]

    def __str__(self) -> str:
        return f"{self.starts} – {self.ends}"
