"""What is done for an output, by whom, until when and for how much; and what may go wrong."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.models.frameworks import Framework, Party, Result
from egnatia.kernel.models import CaseFile


class Activity(models.Model):
    """One activity. Its status is the state of its case."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="activities")
    output = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="activities")
    code = models.CharField(max_length=16)
    title = models.CharField(max_length=300)
    lead = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="activities_led")
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True, help_text="EUR")
    spent = models.DecimalField(max_digits=12, decimal_places=2, default=0, help_text="EUR")
    deliverables = models.CharField(max_length=1000, blank=True)
    contingency = models.CharField(max_length=1000, blank=True, help_text="What is done instead if it cannot be held")
    acquis = ArrayField(models.CharField(max_length=40), default=list, help_text="Instruments of EU law that it helps to take over, by code")
    linked = models.CharField(max_length=200, blank=True, help_text="A training session by its number, a mission, a tool")
    note = models.CharField(max_length=2000, blank=True, help_text="Why its status is what it is")
    # The capacity check: "better match of objectives to delivery capacity" (evaluations, reference 6.1).
    days_needed = models.PositiveIntegerField(null=True, help_text="Of staff of the authority")
    days_there = models.PositiveIntegerField(null=True)
    checked_on = models.DateField(null=True)

    class Meta:
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="one_activity_of_a_code"),
            models.CheckConstraint(name="an_activity_does_not_end_before_it_starts", condition=Q(ends__gte=F("starts"))),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Part(models.TextChoices):
    RESPONSIBLE = "R", _("Responsible: does it")
    ACCOUNTABLE = "A", _("Accountable: answers for it")
    CONSULTED = "C", _("Consulted")
    INFORMED = "I", _("Informed")


class Involved(models.Model):
    """RACI of an activity: one accountable party, whoever else does, advises or hears of it."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="involved")
    party = models.ForeignKey(Party, on_delete=models.PROTECT)
    part = models.CharField(max_length=1, choices=Part)

    class Meta:
        ordering = ("part", "party")
        constraints = [
            models.UniqueConstraint(fields=["activity", "party", "part"], name="one_part_of_a_party"),
            models.UniqueConstraint(fields=["activity"], condition=Q(part="A"), name="one_accountable_party"),
        ]


class Scale(models.IntegerChoices):
    LOW = 1, _("low")
    MEDIUM = 2, _("medium")
    HIGH = 3, _("high")


class Risk(models.Model):
    """What may keep a framework from its results, and what is done about it."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="risks")
    text = models.CharField(max_length=300)
    likelihood = models.PositiveSmallIntegerField(choices=Scale)
    impact = models.PositiveSmallIntegerField(choices=Scale)
    response = models.CharField(max_length=1000)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT)
    note = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ("text",)
