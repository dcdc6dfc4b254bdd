"""The search for a child's family, only as far as the child and the guardian want it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Channel(models.TextChoices):
    """Ways to search. Police and the authorities of the country of origin have no code."""

    RED_CROSS = "RED_CROSS", _("Red Cross or Red Crescent: Restoring Family Links")
    CHILD_PROTECTION = "CHILD_PROT", _("Child protection of the other state, or International Social Service")


class Tracing(models.Model):
    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    whom = SealedTextField()
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    safety = SealedTextField(null=True, help_text="Why asking endangers neither the child nor the family")
    safe = models.BooleanField(default=False)
    begun_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    result = SealedTextField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="traced_through_protection_alone", condition=Q(channel__in=("", "RED_CROSS", "CHILD_PROT"))),
            models.CheckConstraint(name="traced_only_when_safe", condition=Q(begun_at=None) | (Q(safe=True) & ~Q(channel=""))),
        ]


class TracingConsent(models.Model):
    """What the child and the guardian said to it; the newest of each holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    who = models.CharField(max_length=8)
    given = models.BooleanField()
    language = models.CharField(max_length=3)
    interpreter_present = models.BooleanField()
    at = models.DateTimeField()
