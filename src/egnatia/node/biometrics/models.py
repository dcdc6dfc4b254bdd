"""Containers as the device made them, sealed. No template is made or kept here."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedBytesField, SealedTextField
from egnatia.node.people.models import Person

# Reg. (EU) 2024/1358 art. 14: below it, or in doubt, nothing is taken anywhere.
NEVER_BELOW = 6


class Standard(models.TextChoices):
    """The container's form. Never opened further than its head."""

    ANSI_NIST_ITL = "ANSI_NIST_ITL", "ANSI/NIST-ITL 1-2011, Type-14"
    ISO_39794_4 = "ISO_39794_4", "ISO/IEC 39794-4"
    ISO_39794_5 = "ISO_39794_5", "ISO/IEC 39794-5"


class Finger(models.IntegerChoices):
    """Positions of ANSI/NIST-ITL 1-2011, table 8."""

    RIGHT_THUMB = 1, _("Right thumb")
    RIGHT_INDEX = 2, _("Right index finger")
    RIGHT_MIDDLE = 3, _("Right middle finger")
    RIGHT_RING = 4, _("Right ring finger")
    RIGHT_LITTLE = 5, _("Right little finger")
    LEFT_THUMB = 6, _("Left thumb")
    LEFT_INDEX = 7, _("Left index finger")
    LEFT_MIDDLE = 8, _("Left middle finger")
    LEFT_RING = 9, _("Left ring finger")
    LEFT_LITTLE = 10, _("Left little finger")


class MissingReason(models.TextChoices):
    """Why a finger is not in the container."""

    AMPUTATED = "AMPUTATED", _("Finger is missing")
    BANDAGED = "BANDAGED", _("Finger is bandaged or hurt: to be taken again when healed")
    UNPRINTABLE = "UNPRINTABLE", _("Finger gives no print")
    DEVICE = "DEVICE", _("Device out of order: to be taken again")


class Container(models.Model):
    """One file of one capture. Never changed; erased with its case or at the end of its period."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    standard = models.CharField(max_length=16, choices=Standard)
    content = SealedBytesField()
    size = models.PositiveIntegerField(help_text="Bytes")
    digest = models.BinaryField(max_length=32, help_text="SHA-256 of the file as it was given")
    quality = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(100)], help_text="Of the poorest image, 0 to 100 (NFIQ 2 for fingers)")
    device = models.CharField(max_length=80)
    taken_at = models.DateTimeField()
    age = models.PositiveSmallIntegerField(help_text="Lowest age that the person may have had; without one nothing can be stored")
    minimum_age = models.PositiveSmallIntegerField(help_text="That held here on that day")

    class Meta:
        constraints = [
            models.CheckConstraint(name="no_biometrics_below_six", condition=Q(age__gte=NEVER_BELOW)),
            models.CheckConstraint(name="no_biometrics_below_the_national_age", condition=Q(age__gte=F("minimum_age"))),
            models.CheckConstraint(name="biometric_quality_in_range", condition=Q(quality=None) | Q(quality__lte=100)),
        ]


class FingerState(models.Model):
    """Of each finger: in the container, or the reason why not."""

    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    container = models.ForeignKey(Container, on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField(choices=Finger)
    quality = models.PositiveSmallIntegerField(null=True)
    missing = models.CharField(max_length=12, blank=True, choices=MissingReason)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["container", "position"], name="one_state_per_finger"),
            models.CheckConstraint(name="a_missing_finger_has_no_quality", condition=Q(missing="") | Q(quality=None)),
        ]


class NotTaken(models.Model):
    """Why nothing could be taken. The duty stays: it is tried again."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    reason = models.CharField(max_length=12, choices=MissingReason)
    at = models.DateTimeField()


class Likeness(models.Model):
    """What matching software found: a question for a human, with no effect of its own (Reg. (EU) 2019/818 art. 28-30: YELLOW, FR-29)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(help_text="As the matcher says, 0 to 1")
    matcher = models.CharField(max_length=80)
    colour = models.CharField(max_length=6, default="YELLOW")
    found_at = models.DateTimeField()
    number = models.PositiveSmallIntegerField(help_text="As the page counts them")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="one_likeness_per_pair"),
            models.CheckConstraint(name="software_finds_yellow_only", condition=Q(colour="YELLOW")),
            models.CheckConstraint(name="nobody_is_like_themselves", condition=~Q(person=F("other"))),
        ]


class LikenessAnswer(models.Model):
    """What a human found: links of Reg. (EU) 2019/818 art. 31 to 33."""

    class Colour(models.TextChoices):
        GREEN = "GREEN", _("Two different persons")
        WHITE = "WHITE", _("The same person, and there is a good reason for two records")
        RED = "RED", _("The same person under different identities without a reason")

    likeness = models.OneToOneField(Likeness, on_delete=models.CASCADE, primary_key=True)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    colour = models.CharField(max_length=5, choices=Colour)
    reason = SealedTextField()
    told_person = models.BooleanField(help_text="The person was told that the records are linked")
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="a_link_is_told_to_the_person", condition=Q(colour="GREEN") | Q(told_person=True))]
