"""Phases, contracts, money, evaluations, lessons, priorities."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.models import Framework, Party
from egnatia.kernel.models import CaseFile


class Phase(models.Model):
    """One phase of the programme. Days are empty where no source gives them."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    title = models.CharField(max_length=200)
    told = models.CharField(max_length=60, help_text="The period in the words of its source")
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, help_text="EUR")
    funder = models.ForeignKey(Party, on_delete=models.PROTECT, null=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.CheckConstraint(name="a_phase_ends_after_it_starts", condition=Q(ends__gt=models.F("starts")))]

    def __str__(self) -> str:
        return self.title


class Contract(models.Model):
    """A component of a phase, led by one partner. The same id as its framework and its case."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    framework = models.OneToOneField(Framework, on_delete=models.CASCADE, related_name="contract")
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="contracts")
    component = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("phase", "component")


class Money(models.Model):
    """One amount in EUR, on a day: what was planned, committed, paid out to a partner, spent."""

    class Kind(models.TextChoices):
        BUDGET = "BUDGET", _("Budget")
        REVISED = "REVISED", _("Budget, revised")
        COMMITMENT = "COMMITMENT", _("Commitment")
        DISBURSEMENT = "DISBURSEMENT", _("Disbursement")
        EXPENDITURE = "EXPENDITURE", _("Expenditure")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="money")
    kind = models.CharField(max_length=12, choices=Kind)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    on = models.DateField()
    year = models.PositiveSmallIntegerField(null=True, help_text="Of a budget: the year that it is for")
    party = models.ForeignKey(Party, on_delete=models.PROTECT)
    what = models.CharField(max_length=200)
    activity = models.CharField(max_length=16, blank=True, help_text="Code of the activity that it was for")

    class Meta:
        ordering = ("on", "pk")


class Evaluation(models.Model):
    """By the criteria of OECD-DAC: what was found under each, what is recommended, what is done about it."""

    class Kind(models.TextChoices):
        MID_TERM = "MID_TERM", _("Mid-term")
        FINAL = "FINAL", _("Final")
        EX_POST = "EX_POST", _("Ex post")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="evaluations")
    kind = models.CharField(max_length=8, choices=Kind)
    on = models.DateField()
    by = models.CharField(max_length=200)
    relevance = models.TextField()
    coherence = models.TextField()
    effectiveness = models.TextField()
    efficiency = models.TextField()
    impact = models.TextField()
    sustainability = models.TextField()
    recommendations = models.TextField()
    response = models.TextField(blank=True)

    class Meta:
        ordering = ("-on",)


class Lesson(models.Model):
    """What to do otherwise next time, and where it was learned."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="lessons")
    text = models.CharField(max_length=2000)
    learned_from = models.CharField(max_length=200)
    on = models.DateField()

    class Meta:
        ordering = ("-on",)


class Priority(models.Model):
    """What somebody asks the next programming to hold."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True, related_name="programming_priority")
    title = models.CharField(max_length=200)
    text = models.TextField()
    country = models.CharField(max_length=3, blank=True, help_text="Empty: of the region")
    voice = models.CharField(max_length=200, blank=True, help_text="Who outside the list asked for it, such as an EU Delegation")
    party = models.ForeignKey(Party, on_delete=models.PROTECT)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, help_text="EUR, as estimated")
    funding = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=2000, blank=True)
    decided_on = models.DateField(null=True)

    class Meta:
        ordering = ("title",)


class Score(models.Model):
    """What one office gives a priority, by criterion, 1 to 5. Everybody sees everybody's."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="scores")
    unit = models.ForeignKey("kernel.Unit", on_delete=models.PROTECT)
    protection = models.PositiveSmallIntegerField()
    recommendation = models.PositiveSmallIntegerField()
    region = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["priority", "unit"], name="one_score_of_an_office"),
            models.CheckConstraint(
                name="scores_go_from_1_to_5",
                condition=Q(protection__range=(1, 5)) & Q(recommendation__range=(1, 5)) & Q(region__range=(1, 5)) & Q(capacity__range=(1, 5)),
            ),
        ]
