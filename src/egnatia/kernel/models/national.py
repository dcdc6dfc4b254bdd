"""What a country's overlay sets beside its rules: steps, documents and outcomes. Read at run time; the files only fill these tables."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models.rules import Jurisdiction


class NationalStep(models.Model):
    """How one action stands in a country: on or off, for whom, with which further safeguards and time limits. It can remove no safeguard."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE)
    action = models.CharField(max_length=81, help_text="Such as registration.send_on")
    enabled = models.BooleanField(default=True)
    roles = ArrayField(models.CharField(max_length=40), default=list, help_text="Who may take it; empty: as everywhere")
    gates = ArrayField(models.CharField(max_length=40), default=list, help_text="Further safeguards by code")
    starts = ArrayField(models.CharField(max_length=40), default=list, help_text="Further time limits by code")
    legal_ref = models.CharField(max_length=200)
    confidence = models.CharField(max_length=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "action"], name="one_national_step_per_action")]


class NationalDocument(models.Model):
    """A document that the country's law gives to a person."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE)
    code = models.CharField(max_length=30)
    title = models.CharField(max_length=160, help_text="In the language and script of the law")
    title_en = models.CharField(max_length=160)
    stage = models.CharField(max_length=40, help_text="The action that it is given with")
    valid_by = models.CharField(max_length=40, blank=True, help_text="Code of the rule that limits it")
    place = models.PositiveSmallIntegerField(help_text="Its place in the file")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "code"], name="one_national_document_per_code")]


class NationalOutcome(models.Model):
    """A possible outcome of a national step, and what follows from it."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE)
    step = models.CharField(max_length=81)
    code = models.CharField(max_length=30)
    label = models.CharField(max_length=160)
    against_person = models.BooleanField(help_text="Needs the safeguards of a return route")
    leads_to = models.CharField(max_length=81, blank=True, help_text="The action that may follow, which has its own safeguards")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "step", "code"], name="one_national_outcome_per_code")]


class NationalSource(models.Model):
    """A database that may be asked about a person. Systems of the EU stand there too, and cannot be made available."""

    class Kind(models.TextChoices):
        NATIONAL = "NATIONAL", _("National database")
        INTERPOL = "INTERPOL", _("Interpol")
        EU = "EU", _("System of the EU")

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE)
    code = models.CharField(max_length=30)
    label = models.CharField(max_length=160)
    kind = models.CharField(max_length=8, choices=Kind)
    available = models.BooleanField()
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "code"], name="one_national_source_per_code"),
            # Reg. (EU) 2024/1358 art. 49 and its like: none of these is open to a third country.
            models.CheckConstraint(name="no_system_of_the_eu_is_available", condition=~Q(kind="EU") | Q(available=False)),
        ]


class NationalProgramme(models.Model):
    """What a country offers to persons with a status, in one area of integration."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE)
    code = models.CharField(max_length=40)
    area = models.CharField(max_length=8)
    title = models.CharField(max_length=160)
    legal_ref = models.CharField(max_length=200)
    confidence = models.CharField(max_length=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "code"], name="one_programme_of_a_code")]
