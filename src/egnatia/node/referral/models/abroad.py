"""A referral on its way to another state's node, and one that came from there. What goes across is sealed to the other node's key; nothing passes the hub."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from egnatia.exchange.models import Outgoing
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.people.models import Person
from egnatia.node.referral.models.referral import DeclineReason, Priority


class Passage(models.Model):
    """Where a referral of ours went. The other node knows it by the reference alone."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    country = models.CharField(max_length=3)
    reference = models.UUIDField(unique=True, default=uuid.uuid4)
    envelope = models.ForeignKey(Outgoing, on_delete=models.PROTECT, related_name="+", help_text="The last one that was sent: its receipt says that it came")
    over = models.ForeignKey(Outgoing, on_delete=models.PROTECT, null=True, related_name="+", help_text="Word that it is over")


class OverBefore(models.Model):
    """Word that a referral is over which did not come yet: when it comes, it is not taken."""

    country = models.CharField(max_length=3)
    reference = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "reference"], name="over_before_it_came")]


class Arrived(models.Model):
    """A referral of another state. Its content stays sealed to this node's key, and is gone when it ends or is taken back."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    country = models.CharField(max_length=3, help_text="Whose node sent it")
    reference = models.UUIDField()
    priority = models.CharField(max_length=10, choices=Priority)
    until = models.DateField(help_text="The last day of the person's agreement")
    content = models.BinaryField(null=True, help_text="age")
    receiver = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True)
    declined_as = models.CharField(max_length=12, choices=DeclineReason, blank=True)
    delivered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "reference"], name="one_referral_of_a_reference"),
            models.CheckConstraint(name="declined_keeps_nothing", condition=Q(content=None) | Q(declined_as="")),
        ]
