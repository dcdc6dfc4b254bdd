"""What somebody with a status is given and does: papers, steps by area, family reunification. Outcomes are counted, never somebody's score."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Integration(models.Model):
    """One person's integration, from one grant on."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    status = models.CharField(max_length=12, help_text="REFUGEE or SUBSIDIARY")
    granted_in = models.UUIDField(help_text="Case in which the status was given")
    granted_at = models.DateTimeField()
    mentor = SealedTextField(null=True)
    goals = SealedTextField(null=True)
    planned_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["granted_in"], name="one_integration_of_a_grant")]


class PaperKind(models.TextChoices):
    PERMIT = "PERMIT", _("Residence permit")
    TRAVEL = "TRAVEL", _("Travel document")


class Paper(models.Model):
    """A permit or travel document that was handed over; the newest of a kind holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=6, choices=PaperKind)
    number = SealedTextField()
    issued_on = models.DateField()
    valid_until = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(name="a_paper_holds_for_a_time", condition=Q(valid_until__gt=models.F("issued_on")))]


class Area(models.TextChoices):
    """Rights that follow from a status (Reg. (EU) 2024/1347 art. 28 to 35)."""

    HOUSING = "HOUSING", _("Housing")
    LANGUAGE = "LANGUAGE", _("Language course")
    SCHOOL = "SCHOOL", _("School and training")
    WORK = "WORK", _("Work")
    HEALTH = "HEALTH", _("Health care")
    SOCIAL = "SOCIAL", _("Social assistance")
    SKILLS = "SKILLS", _("Recognition of qualifications")
    CIVIC = "CIVIC", _("Life in the country, naturalisation")


class StepState(models.TextChoices):
    OFFERED = "OFFERED", _("Offered")
    STARTED = "STARTED", _("Under way")
    REACHED = "REACHED", _("Reached")
    DECLINED = "DECLINED", _("The person does not want it")
    NO_PLACE = "NO_PLACE", _("There is no offer here")


class Step(models.Model):
    """What happened in one area; the newest of an area is how it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    area = models.CharField(max_length=8, choices=Area)
    state = models.CharField(max_length=8, choices=StepState)
    programme = models.CharField(max_length=40, blank=True, help_text="Code of a national programme")
    text = SealedTextField(null=True)
    on = models.DateField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class Reunification(models.Model):
    """A wish to bring the family here; its day decides over the conditions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    who = SealedTextField()
    asked_on = models.DateField()
    favourable = models.BooleanField(help_text="Asked in time for the easier conditions")
    outcome = models.CharField(max_length=9, blank=True)
    outcome_on = models.DateField(null=True)
