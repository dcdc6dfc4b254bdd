"""What changes how long data are kept, and the record of what was erased."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile, RuleRow
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Keeping(models.Model):
    """One event in the life of a person's data: a mark, a hold, or citizenship."""

    class Kind(models.TextChoices):
        PROTECTION = "PROTECTION", _("Protection was granted: the data are marked")
        RESIDENCE = "RESIDENCE", _("A residence document was issued: the data are marked")
        HOLD = "HOLD", _("Kept longer for a stated reason")
        CITIZENSHIP = "CITIZENSHIP", _("The person became a citizen: the data are erased")

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=12, choices=Kind)
    since = models.DateField(help_text="Day of the decision, or first day of the hold")
    until = models.DateField(null=True, help_text="Last day of a hold; day of the withdrawal of what was granted")
    reference = SealedTextField(help_text="Number of the decision, or the reason of a hold")
    by = models.UUIDField(null=True)
    # Here and not in the case alone: other units of the person see the mark, but not its case.
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="a_hold_has_an_end", condition=~Q(kind="HOLD") | Q(until__isnull=False))]


class Erasure(models.Model):
    """That a case was erased, when and by which rule. It holds nothing of the person. Rows are only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_id = models.UUIDField(unique=True)
    category = models.CharField(max_length=24, help_text="Of the record; WITH_PERSON for what went with the person's last record")
    recorded_on = models.DateField(null=True, help_text="The day from which the period ran")
    rule = models.ForeignKey(RuleRow, on_delete=models.PROTECT, null=True)
    because = models.CharField(max_length=12, choices=[("PERIOD", _("End of the period")), ("CITIZENSHIP", _("Citizenship")), ("PERSON", _("With the person"))])
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"])]
