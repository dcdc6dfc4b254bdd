"""Who teaches: certified trainers, and those who are on their way to it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile


class Level(models.IntegerChoices):
    """What somebody may do in a module."""

    CO_TRAINER = 1, _("Co-trainer")
    TRAINER = 2, _("Trainer")
    LEAD = 3, _("Lead trainer")


class Trainer(models.Model):
    """A certified trainer of the region, by number and country: the name stays with the country."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    number = models.PositiveIntegerField(unique=True)
    country = models.CharField(max_length=3)
    languages = ArrayField(models.CharField(max_length=3))
    most = models.PositiveSmallIntegerField(help_text="Sessions in a half-year at most")
    certified_until = models.DateField(null=True)
    person = models.UUIDField(null=True, db_index=True, help_text="Their country's reference of them, as on its nominations")
    proposed_by = models.UUIDField(null=True)
    certified_on = models.DateField(null=True)
    offered = models.UUIDField(null=True, unique=True, help_text="The reference under which the country offered them")


class TrainerSkill(models.Model):
    """One module that somebody teaches."""

    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE)
    module = models.CharField(max_length=24)
    level = models.PositiveSmallIntegerField(choices=Level)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trainer", "module"], name="one_level_in_a_module")]


class TrainerAway(models.Model):
    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE)
    since = models.DateField()
    until = models.DateField()
