"""The service directory: who helps with what, where, and whether there is room. It holds nothing of a person who is helped."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.referral.pathways import Help, Pathway


class Status(models.TextChoices):
    """As in HSDS 3.0 ``service.status``."""

    ACTIVE = "active", _("Active")
    INACTIVE = "inactive", _("Not active")
    DEFUNCT = "defunct", _("Does not exist any more")
    CLOSED = "temporarily closed", _("Closed for now")


class Service(models.Model):
    """One service of one organisation at one place, in the terms of HSDS 3.0 (Open Referral)."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200)
    # The account here that answers; none: the service gets a sealed package, for which it has given its public key.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True)
    public_key = models.CharField(max_length=70, blank=True, help_text="age recipient (X25519), bech32")
    country = models.CharField(max_length=3, blank=True, help_text="Of another state; empty: here")
    peer = models.BooleanField(default=False, help_text="The node of that state answers: what goes there is sealed to its key")
    pathway = models.CharField(max_length=12, choices=Pathway)
    helps = ArrayField(models.CharField(max_length=10, choices=Help))
    description = models.CharField(max_length=2000, blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.ACTIVE)
    place = models.CharField(max_length=120, help_text="Municipality")
    address = models.CharField(max_length=200, blank=True)
    confidential = models.BooleanField(default=False, help_text="Such as a shelter: stands in no export and on no page for others")
    eligibility = models.CharField(max_length=500, blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True)
    maximum_age = models.PositiveSmallIntegerField(null=True)
    fees = models.CharField(max_length=200, blank=True)
    how_to_apply = models.CharField(max_length=500, blank=True)
    interpretation = models.CharField(max_length=200, blank=True)
    languages = ArrayField(models.CharField(max_length=3), default=list)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    hours = models.CharField(max_length=200, blank=True)
    places = models.PositiveIntegerField(null=True, help_text="Maximum; empty: not counted")
    free = models.PositiveIntegerField(null=True)
    capacity_at = models.DateTimeField(null=True)
    assured_on = models.DateField(null=True, help_text="When somebody last checked the entry")

    class Meta:
        constraints = [
            models.CheckConstraint(name="free_of_places", condition=Q(free=None) | (Q(places__isnull=False) & Q(free__lte=F("places")))),
            models.CheckConstraint(name="a_node_is_in_a_state", condition=Q(peer=False) | ~Q(country="")),
            models.CheckConstraint(name="no_account_here_abroad", condition=Q(country="") | Q(unit=None)),
            models.CheckConstraint(name="ages_in_order", condition=Q(minimum_age=None) | Q(maximum_age=None) | Q(minimum_age__lte=F("maximum_age"))),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def can_be_asked(self) -> bool:
        """With an account here, through the node of its state, or by a key to seal to."""
        return bool(self.unit_id or self.peer or self.public_key)
