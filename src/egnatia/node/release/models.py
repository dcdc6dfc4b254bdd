from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from egnatia.kernel.models import CaseFile


class Release(models.Model):
    """One count of one month. Approving sends it; a later count of the month is the next revision."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    period = models.CharField(max_length=7)
    provisional = models.BooleanField(help_text="The month was not over when it was counted")
    real_persons = models.PositiveIntegerField(help_text="Counted records that are not marked SYNTHETIC")
    prepared_by = models.UUIDField()
    approved_by = models.UUIDField(null=True)
    revision = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(name="approved_by_a_second_person", condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by"))),
            models.CheckConstraint(name="only_synthetic_data_leave", condition=Q(approved_by=None) | Q(real_persons=0)),
            models.UniqueConstraint(fields=["period", "revision"], name="one_release_per_revision"),
        ]


class ReleaseCell(models.Model):
    """One cell of the template. ``count`` stays here; ``published`` is what leaves, empty where ``conf`` says that it is suppressed."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="cells")
    indicator = models.CharField(max_length=10)
    border = models.CharField(max_length=7)
    citizen = models.CharField(max_length=3)
    sex = models.CharField(max_length=3)
    age = models.CharField(max_length=6)
    uasc = models.CharField(max_length=3)
    count = models.PositiveIntegerField()
    published = models.PositiveIntegerField(null=True)
    conf = models.CharField(max_length=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "indicator", "border", "citizen", "sex", "age", "uasc"], name="one_value_per_cell"),
            models.CheckConstraint(
                name="suppressed_cells_are_empty", condition=(Q(conf="F") & Q(published__isnull=False)) | (~Q(conf="F") & Q(published__isnull=True))
            ),
        ]
