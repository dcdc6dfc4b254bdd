"""A proposed change of a rule row, with what stood there before: the history of the law table."""

from __future__ import annotations

from django.db import models

from egnatia.kernel.models import CaseFile, RuleRow


class RuleChange(models.Model):
    """One proposal; ``row`` is what it became once granted."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    country = models.CharField(max_length=3)
    code = models.CharField(max_length=40)
    value = models.IntegerField()
    unit = models.CharField(max_length=12)
    roll = models.CharField(max_length=8)
    legal_ref = models.CharField(max_length=200)
    valid_from = models.DateField()
    verified = models.BooleanField(default=False)
    gazette = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    before = models.CharField(max_length=300, help_text="The row that held until then, in words")
    proposed_by = models.UUIDField(null=True)
    proposed_name = models.CharField(max_length=120)
    row = models.ForeignKey(RuleRow, on_delete=models.PROTECT, null=True)
