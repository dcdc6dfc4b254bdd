"""What is recorded of training here: the hub's programme, learners, nominations with what came of them, needs."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from egnatia.kernel.models import CaseFile, User


class KnownModule(models.Model):
    """A module of the regional curriculum, as the hub published it."""

    code = models.CharField(max_length=24, primary_key=True)
    title = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField()
    before = ArrayField(models.CharField(max_length=24), default=list)
    listed = models.BooleanField(default=True)


class KnownSession(models.Model):
    """A session of the region. One that the hub does not list any more stays for those who were nominated."""

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=60)
    module = models.CharField(max_length=24)
    before = ArrayField(models.CharField(max_length=24), default=list, help_text="Modules that come first, in the version that is taught")
    language = models.CharField(max_length=3)
    country = models.CharField(max_length=3)
    place = models.CharField(max_length=120)
    monday = models.DateField()
    week = models.DateField(null=True)
    places = models.PositiveSmallIntegerField()
    takes = models.BooleanField()
    listed = models.BooleanField(default=True)
    moved = models.PositiveSmallIntegerField(default=0, help_text="How often its week or place changed: what a calendar goes by")


class Learner(models.Model):
    """Somebody of an institution who is trained. ``reference`` is what the hub knows; ``account`` if they work with this program."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    reference = models.UUIDField(unique=True, default=uuid.uuid4)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    leader_email = models.EmailField(blank=True, help_text="Of who leads them: asked some months later what training changed")
    sex = models.CharField(max_length=1)
    institution = models.CharField(max_length=10)
    office = models.CharField(max_length=120)
    languages = ArrayField(models.CharField(max_length=3))
    passed_elsewhere = ArrayField(models.CharField(max_length=24), default=list)
    account = models.OneToOneField(User, on_delete=models.SET_NULL, null=True)
    offered = models.UUIDField(null=True, unique=True, help_text="The reference under which they were offered as a trainer")
    trainer_number = models.PositiveIntegerField(null=True)
    trainer_until = models.DateField(null=True)


class Nomination(models.Model):
    """Somebody for a session. ``salt`` goes on the paper alone: with it the name on a certificate can be checked, without it nobody can guess it."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    reference = models.UUIDField(unique=True, default=uuid.uuid4)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT)
    session = models.ForeignKey(KnownSession, on_delete=models.PROTECT)
    why = models.CharField(max_length=500)
    name = models.CharField(max_length=120, help_text="As it was sealed: it stands on the certificate")
    salt = models.CharField(max_length=32)
    number = models.PositiveSmallIntegerField(null=True)
    attended = models.BooleanField(null=True)
    passed = models.BooleanField(null=True)
    links = models.JSONField(default=dict, help_text="By question: its address, and the last day")
    code = models.CharField(max_length=20, blank=True)
    badge = models.TextField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    version = models.PositiveSmallIntegerField(null=True)
    certified_on = models.DateField(null=True)
    revoked_on = models.DateField(null=True)
    told = models.CharField(max_length=200, blank=True, help_text="Why it was refused or revoked")


class Wanted(models.Model):
    """A national session that the region's trainers are asked for."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    reference = models.UUIDField(unique=True, default=uuid.uuid4)
    module = models.CharField(max_length=24)
    language = models.CharField(max_length=3)
    place = models.CharField(max_length=120)
    monday = models.DateField()
    flexible = models.PositiveSmallIntegerField()
    places = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True, help_text="Of the session at the hub")
    told = models.CharField(max_length=40, blank=True)


class Need(models.Model):
    """People of an institution who need a module for their post."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    institution = models.CharField(max_length=10)
    module = models.CharField(max_length=24)
    posts = models.PositiveIntegerField()
    elsewhere = models.PositiveIntegerField(default=0, help_text="Who has it without a certificate of the region")
    by = models.DateField()


class Checked(models.Model):
    """A figure of the work itself in a half-year: how many files met what training is meant to change, of all that were looked at."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE)
    indicator = models.CharField(max_length=24)
    half = models.CharField(max_length=6)
    met = models.PositiveIntegerField()
    seen = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "indicator", "half"], name="one_check_of_a_half_year")]
