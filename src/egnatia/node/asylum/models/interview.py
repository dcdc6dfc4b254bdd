"""Interviews: planned, held in the stages of the dialogical method, recorded, read back, commented on."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedBytesField, SealedTextField
from egnatia.node.people.models import Person


class Interview(models.Model):
    """One interview, or why there was none. The report counts when it was read back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    about_admissibility = models.BooleanField(default=False)
    planned_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=120)
    place = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=3, blank=True)
    variety = models.CharField(max_length=120, blank=True)
    interviewer_id = models.UUIDField(null=True)
    interviewer = models.CharField(max_length=120, blank=True)
    # Who interpreted, by number or pseudonym; empty where all speak one language.
    interpreter = models.CharField(max_length=80, blank=True)
    without_interpreter = models.BooleanField(default=False)
    support_told = models.BooleanField(default=False, help_text="Guardian and lawyer know the appointment")
    wanted_sex = models.CharField(max_length=6, blank=True)
    held_at = models.DateTimeField(null=True)
    report = SealedTextField(null=True)
    comments = SealedTextField(null=True)
    read_back = models.BooleanField(default=False)
    guardian_present = models.BooleanField(default=False)
    omitted = models.CharField(max_length=8, blank=True)
    omitted_why = SealedTextField(null=True)
    by_name = models.CharField(max_length=120)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="a_held_interview_was_read_back", condition=Q(held_at=None) | Q(read_back=True))]


class Stage(models.TextChoices):
    """Stages of the dialogical communication method (EUAA interview modules), and what interrupts it."""

    PREPARATION = "PREPARATION", _("Preparation")
    CONTACT = "CONTACT", _("Making contact")
    FORMAL = "FORMAL", _("Roles, confidentiality and rules of the talk")
    THEME = "THEME", _("Introducing the theme")
    NARRATIVE = "NARRATIVE", _("Free narrative")
    PROBING = "PROBING", _("Questions: open, then clarifying, closed last; never leading")
    CLOSURE = "CLOSURE", _("Closing: what happens next")
    BREAK = "BREAK", _("Break")
    INTERRUPTED = "INTERRUPTED", _("Interrupted until another day")


class StageMark(models.Model):
    """When a stage of an interview began."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE)
    stage = models.CharField(max_length=12, choices=Stage)
    note = SealedTextField(null=True)
    at = models.DateTimeField()


class Recording(models.Model):
    """Audio of an interview, sealed. Heard by those who examine, and by the applicant and counsel when they ask; every opening is logged."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE)
    part = models.PositiveSmallIntegerField()
    media_type = models.CharField(max_length=12)
    content = SealedBytesField()
    size = models.PositiveIntegerField(help_text="Bytes")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file, hexadecimal")
    added_by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interview", "part"], name="one_recording_of_a_part")]


class Comment(models.Model):
    """What the applicant said about the report after it was read back: kept beside it, never in its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE)
    text = SealedTextField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
