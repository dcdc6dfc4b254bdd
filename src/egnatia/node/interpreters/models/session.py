"""One session that an interpreter of this node is asked for, by whichever node of the pool. It knows no person."""

from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.node.interpreters.models.register import Interpreter


class Decline(models.TextChoices):
    """Why an interpreter does not come: it stays here, the pool is told no more than no."""

    NO_TIME = "NO_TIME", _("No time")
    ILL = "ILL", _("Ill")
    CONFLICT = "CONFLICT", _("A conflict of interests")
    LANGUAGE = "LANGUAGE", _("Not my variety, or not at this level")
    OTHER = "OTHER", _("Something else")


class Session(models.Model):
    """``during`` as it was asked for; ``began_at`` and ``ended_at`` as it was. ``says``: what the interpreter and the room answered."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    reference = models.UUIDField()
    booking = models.BigIntegerField(help_text="the pool's number of what was asked")
    interpreter = models.ForeignKey(Interpreter, on_delete=models.PROTECT)
    during = DateTimeRangeField()
    language = models.CharField(max_length=3)
    spoken = models.CharField(max_length=3)
    level = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=5)
    site = models.CharField(max_length=120, help_text="where the session is")
    country = models.CharField(max_length=3, help_text="whose session it is")
    seat = models.CharField(max_length=120, help_text="where the interpreter is")
    urgent = models.BooleanField(default=False)
    room_asked = models.BooleanField()
    interpreter_says = models.BooleanField(null=True)
    room_says = models.BooleanField(null=True)
    declined = models.CharField(max_length=8, choices=Decline, blank=True)
    link = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    connection_tested = models.BooleanField(default=False)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    late_cancelled = models.BooleanField(default=False, help_text="Called off less than a day before: part of it is paid")
    conditions = models.PositiveSmallIntegerField(null=True, help_text="How the interpreter found it, 1 to 5")
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["reference"])]
