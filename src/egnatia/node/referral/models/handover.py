from __future__ import annotations

from django.db import models

from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.people.models import Person


class HandOver(models.Model):
    """A person's case moves to the authority of a screening's outcome: by law, whole, and never taken back."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    sender = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="handed_over")
    receiver = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="taken_over")
    source_case = models.UUIDField(help_text="The case that the hand-over comes from; granted to the receiver on acceptance")
    outcome = models.CharField(max_length=200)
    decline_reason = models.CharField(max_length=300, blank=True)
