"""Roadmaps with their reviews, the Commission's recommendations, missions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.models import Activity, Framework, Party
from egnatia.kernel.models import CaseFile


class Roadmap(models.Model):
    """What makes a framework a roadmap. The same id as its framework and its case."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    framework = models.OneToOneField(Framework, on_delete=models.CASCADE, related_name="roadmap")
    country = models.CharField(max_length=3)
    generation = models.PositiveSmallIntegerField(help_text="1 is the first; 0 where no source says it")
    advanced = models.BooleanField(default=False, help_text="Grew out of an advanced cooperation framework")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="next")
    source = models.CharField(max_length=300, blank=True, help_text="Where what is on record was read")
    facts = models.CharField(max_length=2000, blank=True, help_text="What that source says beyond the fields here")
    needs = models.TextField(blank=True, help_text="The needs assessment")
    options = models.TextField(blank=True)
    agreement = models.TextField(blank=True)
    evaluation = models.TextField(blank=True, help_text="The final evaluation")


class Review(models.Model):
    """A look back at a roadmap, and what it came to."""

    class Kind(models.TextChoices):
        QUARTERLY = "QUARTERLY", _("Quarterly update")
        STEERING = "STEERING", _("Steering committee")
        MID_TERM = "MID_TERM", _("Mid-term review")

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=9, choices=Kind)
    on = models.DateField()
    conclusions = models.TextField()
    version = models.PositiveIntegerField(help_text="Of the plan that was looked at")

    class Meta:
        ordering = ("-on", "-pk")


class Recommendation(models.Model):
    """What a report of the Commission recommends to one country."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    country = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    chapter = models.PositiveSmallIntegerField(default=24)
    reference = models.CharField(max_length=120, help_text="Document and place in it")
    text = models.TextField()
    activities = models.ManyToManyField(Activity, related_name="recommendations")

    class Meta:
        ordering = ("country", "-year", "reference")
        constraints = [models.UniqueConstraint(fields=["country", "year", "reference"], name="one_recommendation_of_a_reference")]


class State(models.IntegerChoices):
    """State of play, on the Commission's scale."""

    EARLY = 1, _("early stage")
    SOME = 2, _("some level of preparation")
    MODERATE = 3, _("moderately prepared")
    GOOD = 4, _("good level of preparation")
    WELL = 5, _("well advanced")


class Step(models.IntegerChoices):
    """Progress in the year, on the Commission's scale."""

    BACK = -1, _("backsliding")
    NONE = 0, _("no progress")
    LIMITED = 1, _("limited progress")
    SOME = 2, _("some progress")
    GOOD = 3, _("good progress")
    VERY_GOOD = 4, _("very good progress")


class Status(models.Model):
    """What a later report says of a recommendation."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="statuses")
    year = models.PositiveSmallIntegerField()
    state = models.SmallIntegerField(choices=State, null=True)
    progress = models.SmallIntegerField(choices=Step, null=True)
    reference = models.CharField(max_length=120)
    note = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ("year",)
        constraints = [models.UniqueConstraint(fields=["recommendation", "year"], name="one_status_of_a_year")]


class Mission(models.Model):
    """Experts who go somewhere for an activity: an institution and a profile, no names."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="missions")
    sends = models.ForeignKey(Party, on_delete=models.PROTECT)
    profile = models.CharField(max_length=200)
    experts = models.PositiveSmallIntegerField()
    country = models.CharField(max_length=3)
    place = models.CharField(max_length=120)
    starts = models.DateField()
    ends = models.DateField()
    purpose = models.CharField(max_length=1000)
    outcome = models.CharField(max_length=2000, blank=True)
    planned_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("starts",)
        constraints = [models.CheckConstraint(name="a_mission_does_not_end_before_it_starts", condition=Q(ends__gte=F("starts")))]
