"""The interpreters whom this node has vetted and contracted. Their names stay here; the pool knows a number."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile, Unit


class Direction(models.TextChoices):
    BOTH = "BOTH", _("Both ways")
    FROM = "FROM", _("Out of it only")
    INTO = "INTO", _("Into it only")


class Domain(models.TextChoices):
    ASYLUM = "ASYLUM", _("Asylum interviews")
    MEDICAL = "MEDICAL", _("Medical")
    CHILDREN = "CHILDREN", _("Children")
    VIOLENCE = "VIOLENCE", _("Gender-based violence")
    COURT = "COURT", _("Court")
    RETURN = "RETURN", _("Voluntary return")


class Premises(models.Model):
    """Rooms where somebody can be interpreted for, or interpret by video."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    code = models.CharField(max_length=34, unique=True)
    name = models.CharField(max_length=120)
    latitude = models.FloatField()
    longitude = models.FloatField()
    rooms = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField(help_text="minute of the day")
    closes = models.PositiveSmallIntegerField(help_text="minute of the day")
    given_unasked = models.BooleanField(help_text="A free room is given without asking, so that nobody waits for an office that is closed")


class Interpreter(models.Model):
    """``reference`` is what the hub knows; ``number`` is the pool's. ``unit`` is the interpreter's own queue."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    reference = models.UUIDField(unique=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(null=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    sex = models.CharField(max_length=1)
    home = models.ForeignKey(Premises, on_delete=models.PROTECT)
    modes = ArrayField(models.CharField(max_length=5))
    cents_an_hour = models.PositiveIntegerField()
    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, null=True)
    vetted_until = models.DateField(null=True)
    oath_on = models.DateField(null=True)
    conduct_on = models.DateField(null=True)
    trained_on = models.DateField(null=True)
    calendar = models.PositiveSmallIntegerField(default=1, help_text="Version of the calendar's address: a new one ends the old one")


class Skill(models.Model):
    """One variety (ISO 639-3) with the level that was tested, 1 to 4."""

    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE)
    language = models.CharField(max_length=3)
    level = models.PositiveSmallIntegerField()
    direction = models.CharField(max_length=4, choices=Direction)
    domains = ArrayField(models.CharField(max_length=8, choices=Domain), default=list)
    tested_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interpreter", "language"], name="one_level_of_a_variety")]


class Hours(models.Model):
    """Hours of a day that an interpreter offered, in the pool's zone."""

    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE)
    day = models.DateField()
    begins = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interpreter", "day"], name="one_line_of_hours")]


class Remark(models.Model):
    """A complaint about an interpreter's work, or what a spot check found. It says nothing of whom was interpreted for."""

    class Kind(models.TextChoices):
        COMPLAINT = "COMPLAINT", _("Complaint")
        SPOT_CHECK = "SPOT_CHECK", _("Spot check")

    class Outcome(models.TextChoices):
        NO_FAULT = "NO_FAULT", _("No fault found")
        TALKED = "TALKED", _("Talked over")
        TRAINING = "TRAINING", _("Training needed")
        PAUSED = "PAUSED", _("Not asked until it is cleared")

    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    what = models.CharField(max_length=500)
    outcome = models.CharField(max_length=8, choices=Outcome)


class Heard(models.Model):
    """A complaint of an office that an interpreter worked for, as it came: to be heard from both sides."""

    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE)
    on = models.DateField()
    country = models.CharField(max_length=3)
    what = models.CharField(max_length=12)


class Conflict(models.Model):
    """Whom or what an interpreter must not interpret for, in their own words. It never leaves this node."""

    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE)
    declared_on = models.DateField()
    what = models.CharField(max_length=500)
