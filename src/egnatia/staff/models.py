"""What is asked for an account or a unit, until a second administrator grants it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from egnatia.kernel.models import CaseFile, Unit, User


class StaffAccount(models.Model):
    """The record of one member of staff; ``wanted_*`` is what stands proposed."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True)
    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    wanted_unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    wanted_roles = ArrayField(models.CharField(max_length=40), default=list)
    wants_new_start = models.BooleanField(default=False, help_text="New start password, second factors removed")
    proposed_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=120, blank=True)


class UnitRecord(models.Model):
    """A unit that was asked for; it exists for hand-overs once it is granted."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, null=True)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Unit.Kind)
    border_section = models.CharField(max_length=7, blank=True)
    proposed_by = models.UUIDField(null=True)
