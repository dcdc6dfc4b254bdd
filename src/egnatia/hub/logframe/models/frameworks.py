"""Who takes part, and the tree of results of one roadmap or contract."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile, Unit


class Kind(models.TextChoices):
    IMPLEMENTING = "IMPLEMENTING", _("Partner that implements")
    AUTHORITY = "AUTHORITY", _("National authority")
    FUNDING = "FUNDING", _("Who funds")
    OTHER = "OTHER", _("Another institution")


class Party(models.Model):
    """An institution. What it answers for is edited in its ``unit``; without one, the hub's officers do it."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind)
    country = models.CharField(max_length=3, blank=True, help_text="Of a national authority")
    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, null=True)
    iati = models.CharField(max_length=60, blank=True, help_text="Organisation identifier in IATI files")
    iati_type = models.PositiveSmallIntegerField(default=40, help_text="IATI codelist OrganisationType")

    class Meta:
        ordering = ("kind", "code")

    def __str__(self) -> str:
        return self.name


class Framework(models.Model):
    """The logframe of one roadmap or contract: the same id as the case of that."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    title = models.CharField(max_length=200)
    objective = models.TextField(blank=True)
    lead = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="leads")
    partners = models.ManyToManyField(Party, related_name="frameworks")
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    told = models.CharField(max_length=60, blank=True, help_text="The period in words, where no source gives days")
    # From the signature on, each change of the plan needs a reason and makes a version.
    signed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(name="a_framework_ends_after_it_starts", condition=Q(ends__gt=models.F("starts")))]

    def __str__(self) -> str:
        return self.title


class Result(models.Model):
    """One line of the results chain, with what it assumes."""

    class Level(models.TextChoices):
        AREA = "AREA", _("Priority area")
        OUTCOME = "OUTCOME", _("Outcome")
        OUTPUT = "OUTPUT", _("Output")

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="results")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    level = models.CharField(max_length=7, choices=Level)
    code = models.CharField(max_length=16)
    title = models.CharField(max_length=600)
    assumptions = models.CharField(max_length=1000, blank=True)
    added_value = models.CharField(max_length=1000, blank=True, help_text="Of a priority area: why support from outside adds something here")

    class Meta:
        ordering = ("code",)
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="one_result_of_a_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Change(models.Model):
    """What was changed in a plan: before and after by field, and why. Never changed itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE)
    version = models.PositiveIntegerField()
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    what = models.CharField(max_length=40)
    code = models.CharField(max_length=20)
    fields = models.JSONField(help_text="Field → [before, after] as texts")
    reason = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)

    class Meta:
        ordering = ("-at",)
        indexes = [models.Index(fields=["framework", "-at"])]
