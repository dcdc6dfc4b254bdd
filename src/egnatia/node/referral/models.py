from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Basis(models.TextChoices):
    """Why data may be handed over."""

    CONSENT = "CONSENT", _("The person agreed")
    LEGAL_DUTY = "LEGAL_DUTY", _("The law requires it")
    BEST_INTERESTS = "BEST_INTERESTS", _("Best interests of the child")
    DANGER_TO_LIFE = "DANGER_TO_LIFE", _("Danger to life")


class Referral(models.Model):
    """One hand-over to one unit."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    sender = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sent_referrals")
    receiver = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="received_referrals")
    source_case = models.UUIDField(help_text="The case that the hand-over comes from; granted to the receiver on acceptance")
    basis = models.CharField(max_length=16, choices=Basis)
    consent_language = models.CharField(max_length=3, blank=True)
    need = models.CharField(max_length=200)
    message = SealedTextField(null=True)
    is_handover = models.BooleanField(default=False, help_text="To the authority of a screening's outcome: it cannot be withdrawn")
    decline_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="consent_names_its_language", condition=~models.Q(basis="CONSENT") | ~models.Q(consent_language=""))]
