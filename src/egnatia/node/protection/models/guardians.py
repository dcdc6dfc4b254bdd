"""Who stands beside a child alone, and the search for a child who is missing."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class TemporaryGuardian(models.Model):
    """Who stands beside a child alone from the first hours on, until a guardian is appointed for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    name = SealedTextField()
    authority = models.CharField(max_length=120)
    named_at = models.DateTimeField()

    class Meta:
        # It stood in the registration room first; the sealed names are bound to their table.
        db_table = "registration_temporaryguardian"


class Guardian(models.Model):
    """Somebody who may be appointed. Staff of an authority or an organisation, independent of those who decide."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120)
    languages = ArrayField(models.CharField(max_length=3))
    vetted_on = models.DateField()
    unit = models.OneToOneField("kernel.Unit", on_delete=models.PROTECT, null=True, help_text="The guardian's own queue in this program, if there is one")


class Guardianship(models.Model):
    """One child and the guardian who was appointed for it."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    guardian = models.ForeignKey(Guardian, on_delete=models.PROTECT, null=True)
    requested_at = models.DateTimeField()
    appointed_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True, help_text="First meeting with the child: time limits of the child run from here (APR art. 33)")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="one_guardianship_per_child"),
            models.CheckConstraint(name="appointed_is_somebody", condition=Q(appointed_at=None) | Q(guardian__isnull=False)),
        ]


class GuardianTerm(models.Model):
    """From when on which guardian stood beside the child; none is changed when another one comes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    guardian = models.ForeignKey(Guardian, on_delete=models.PROTECT)
    since = models.DateTimeField()


class GuardianStrain(models.Model):
    """A time in which so many children alone apply that a guardian may have more of them, and later (APR art. 23). One officer declares it, a legal officer
    confirms it, and it ends by itself."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    reason = models.CharField(max_length=2000)
    until = models.DateField()
    declared_by = models.UUIDField(null=True)
    confirmed_by = models.UUIDField(null=True)
    ended = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(name="strain_confirmed_by_another", condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("declared_by")))]


class MissingChild(models.Model):
    """An alert for a child who is missing. It is never told to the authorities of the country of origin."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    last_seen_at = models.DateTimeField()
    last_seen_where = SealedTextField()
    circumstances = SealedTextField(null=True)
    found_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)


class SearchStep(models.Model):
    """What was done to find a child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=12)
    text = SealedTextField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
