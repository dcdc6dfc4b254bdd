"""Law as data: time limits and conditions by country, each with its source and whether somebody checked it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Jurisdiction(models.Model):
    """EU (the reference) or one of the seven, with its own rule about a last day that is no working day."""

    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(max_length=60)
    roll_for_person = models.BooleanField(default=True)
    roll_for_authority = models.BooleanField(default=False)


class RuleRow(models.Model):
    """One rule in force for a time. ``value`` and ``unit`` are empty where a rule is a yes or no (then value is 0 or 1, unit FLAG)."""

    class Effect(models.TextChoices):
        GUARANTEE = "GUARANTEE", "in the person's favour or binding the authority"
        DUTY = "DUTY", "binds the person"
        RESTRICTION = "RESTRICTION", "allows something against the person"

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE)
    code = models.CharField(max_length=40)
    value = models.IntegerField()
    unit = models.CharField(max_length=12)
    anchor = models.CharField(max_length=80)
    binds = models.CharField(max_length=9)
    effect = models.CharField(max_length=11, choices=Effect)
    roll = models.CharField(max_length=8)
    legal_ref = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    confidence = models.CharField(max_length=1)
    verified = models.BooleanField(default=False)
    verified_by = models.CharField(max_length=120, blank=True)
    verified_on = models.DateField(null=True)
    gazette = models.CharField(max_length=120, blank=True)
    synthetic = models.BooleanField(default=False, help_text="For demonstrations and tests only")
    note = models.CharField(max_length=300, blank=True)
    edited = models.BooleanField(default=False, help_text="Changed by people here: the files do not change it back")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "code", "valid_from", "synthetic"], name="one_rule_per_start"),
            models.CheckConstraint(
                name="verified_names_a_person_and_a_gazette",
                condition=Q(verified=False) | (~Q(verified_by="") & ~Q(gazette="") & Q(verified_on__isnull=False)),
            ),
        ]


class ListRow(models.Model):
    """One entry of a dated list of law: a ground that may be used, or a country that is designated."""

    class Name(models.TextChoices):
        ACCELERATED = "ACCELERATED", _("Grounds of the accelerated route")
        INADMISSIBLE = "INADMISSIBLE", _("Grounds of inadmissibility")
        SAFE_ORIGIN = "SAFE_ORIGIN", _("Safe countries of origin")
        SAFE_THIRD = "SAFE_THIRD", _("Safe third countries")
        LOW_RATE = "LOW_RATE", _("Nationalities with a recognition rate of 20 % or less")

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE)
    name = models.CharField(max_length=12, choices=Name)
    code = models.CharField(max_length=4, help_text="Letter of the ground, or ISO 3166-1 alpha-3")
    legal_ref = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    confidence = models.CharField(max_length=1)
    verified = models.BooleanField(default=False)
    verified_by = models.CharField(max_length=250, blank=True)
    gazette = models.CharField(max_length=120, blank=True)
    synthetic = models.BooleanField(default=False, help_text="For demonstrations and tests only")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "name", "code", "valid_from", "synthetic"], name="one_entry_per_start"),
            models.CheckConstraint(name="verified_entry_names_people_and_gazette", condition=Q(verified=False) | (~Q(verified_by="") & ~Q(gazette=""))),
        ]


class Authority(models.Model):
    """An authority as the overlay names it."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "code"], name="one_authority_per_code")]


class CalendarDay(models.Model):
    """A correction of the public holidays: a day that is, or is not, worked."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE)
    on = models.DateField()
    working = models.BooleanField()
    legal_ref = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "on"], name="one_correction_per_day")]
