"""Sessions, their trainers and what came of them in sums."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.hub.training.models.trainers import Trainer
from egnatia.kernel.models import CaseFile


class Kind(models.TextChoices):
    TOT_REGIONAL = "TOT_REGIONAL", _("Regional training of trainers")
    NATIONAL = "NATIONAL", _("National roll-out")
    WORKSHOP = "WORKSHOP", _("Workshop")
    WEBINAR = "WEBINAR", _("Webinar")
    STUDY_VISIT = "STUDY_VISIT", _("Study visit")


class TrainingSession(models.Model):
    """One session. It may begin in the week of ``monday`` or up to ``flexible`` weeks later; ``week`` is the Monday that was given with its trainers."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind)
    module = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField(null=True, help_text="Of the module, as it was when the session was approved")
    language = models.CharField(max_length=3)
    country = models.CharField(max_length=3)
    place = models.CharField(max_length=120)
    monday = models.DateField()
    flexible = models.PositiveSmallIntegerField(default=0)
    priority = models.PositiveSmallIntegerField(default=2)
    places = models.PositiveSmallIntegerField(default=20)
    week = models.DateField(null=True)
    planned_by = models.UUIDField(null=True)
    requested = models.UUIDField(null=True, unique=True, help_text="The reference under which its country asked for it")
    reaction = models.DecimalField(max_digits=3, decimal_places=2, null=True, help_text="Kirkpatrick 1: mean of 1 to 5")
    before = models.PositiveSmallIntegerField(null=True, help_text="Kirkpatrick 2: mean of the test before, percent")
    after = models.PositiveSmallIntegerField(null=True, help_text="Kirkpatrick 2: mean of the test after, percent")
    lessons = models.CharField(max_length=1000, blank=True)

    @property
    def is_regional(self) -> bool:
        """Trainers of two countries."""
        return self.kind == Kind.TOT_REGIONAL


class TrainerSeat(models.Model):
    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE)
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "trainer"], name="one_seat_of_a_trainer")]


class Attendance(models.Model):
    """How many of a country took part and passed: sums alone."""

    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE)
    country = models.CharField(max_length=3)
    attended = models.PositiveSmallIntegerField()
    passed = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "country"], name="one_line_of_attendance"),
            models.CheckConstraint(name="who_passed_was_there", condition=Q(passed__lte=models.F("attended"))),
        ]
