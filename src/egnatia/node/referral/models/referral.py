"""A referral to a service: what is asked, what allows it, what left, how it ended."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person
from egnatia.node.referral.models.directory import Service
from egnatia.node.referral.pathways import Field, Help, Pathway, TransferGround


class Priority(models.TextChoices):
    """IASC inter-agency referral form: the term to answer hangs on it."""

    EMERGENCY = "EMERGENCY", _("Emergency: within 24 hours")
    URGENT = "URGENT", _("Urgent: within 72 hours")
    NORMAL = "NORMAL", _("Normal: within two weeks")


class Basis(models.TextChoices):
    """Why data may be handed over."""

    CONSENT = "CONSENT", _("The person agreed")
    LEGAL_DUTY = "LEGAL_DUTY", _("The law requires it")
    BEST_INTERESTS = "BEST_INTERESTS", _("Best interests of the child")
    DANGER_TO_LIFE = "DANGER_TO_LIFE", _("Danger to life")


class GivenBy(models.TextChoices):
    SELF = "SELF", _("The person")
    GUARDIAN = "GUARDIAN", _("The guardian, with the child heard")
    PARENT = "PARENT", _("A parent, with the child heard")
    REPRESENTATIVE = "REPRESENTATIVE", _("A representative, with the person heard")


class Way(models.TextChoices):
    SIGNED = "SIGNED", _("Signed")
    SPOKEN = "SPOKEN", _("Said before a witness")


class DeclineReason(models.TextChoices):
    NO_CAPACITY = "NO_CAPACITY", _("No place is free")
    NOT_ELIGIBLE = "NOT_ELIGIBLE", _("Not for this person: age, sex or status")
    NO_LANGUAGE = "NO_LANGUAGE", _("No language in common and no interpreter")
    NO_MANDATE = "NO_MANDATE", _("Another body is responsible")
    UNSAFE = "UNSAFE", _("Not safe for this person here")
    OTHER = "OTHER", _("Other, as written")


class Closing(models.TextChoices):
    DELIVERED = "DELIVERED", _("Help was given")
    PARTLY = "PARTLY", _("Help was given in part")
    NOT_NEEDED = "NOT_NEEDED", _("Not needed any more")
    REFUSED = "REFUSED", _("The person did not want it")
    CONSENT_ENDED = "CONSENT_ENDED", _("The agreement had ended")
    NOT_GIVEN = "NOT_GIVEN", _("Help was not given")
    BEFORE = "BEFORE", _("Closed before outcomes were recorded")


class Referral(models.Model):
    """One need of one person, and the one service that is asked. Without a service it is a need that nobody meets yet."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    sender = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sent_referrals")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True)
    # The unit that answers for the service; it stays when the service moves to another account later.
    receiver = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="received_referrals")
    source_case = models.UUIDField(help_text="The case that the referral comes from: never granted to the receiver")
    pathway = models.CharField(max_length=12, choices=Pathway, blank=True)
    helps = ArrayField(models.CharField(max_length=10, choices=Help), default=list)
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.NORMAL)
    place = models.CharField(max_length=120, blank=True)
    need = models.CharField(max_length=200)
    # The rest of the minimum data set (IASC inter-agency referral form).
    message = SealedTextField(null=True)
    contact = SealedTextField(null=True)
    whereabouts = SealedTextField(null=True)
    caregiver = SealedTextField(null=True)
    household = models.PositiveSmallIntegerField(null=True)
    accompanied = models.BooleanField(null=True)
    provided = models.CharField(max_length=300, blank=True, help_text="What was given already")
    sent_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    declined_as = models.CharField(max_length=12, choices=DeclineReason, blank=True)
    decline_reason = models.CharField(max_length=300, blank=True)
    begun_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    satisfaction = models.PositiveSmallIntegerField(null=True, help_text="1 to 5 by the person; empty: not asked or not answered")
    outcome = models.CharField(max_length=14, choices=Closing, blank=True)
    person_told = models.BooleanField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="From then on nothing is shown, whatever was agreed to")

    class Meta:
        constraints = [
            models.CheckConstraint(name="sent_to_somebody", condition=Q(sent_at=None) | Q(service__isnull=False) | Q(receiver__isnull=False)),
            models.CheckConstraint(name="satisfaction_of_five", condition=Q(satisfaction=None) | Q(satisfaction__range=(1, 5))),
            models.CheckConstraint(name="closed_with_the_person_told_or_not", condition=Q(outcome__in=("", "BEFORE")) | Q(person_told__isnull=False)),
        ]


class Consent(models.Model):
    """What the person agreed to, once: which fields, for whom, in which language, until when. Taking it back is a day on it, never a deletion."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True)
    scope = ArrayField(models.CharField(max_length=12, choices=Field))
    transfer = models.CharField(max_length=10, choices=TransferGround, blank=True, help_text="Why it may go to another state, if it does")
    language = models.CharField(max_length=3)
    interpreter_present = models.BooleanField()
    given_by = models.CharField(max_length=14, choices=GivenBy)
    way = models.CharField(max_length=6, choices=Way)
    until = models.DateField()
    at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    recorder = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], condition=Q(withdrawn_at=None), name="one_consent_that_stands")]


class Override(models.Model):
    """A basis other than the person's agreement: its ground, who proposed it, and who approved or refused it as a second person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    ground = models.CharField(max_length=16, choices=[one for one in Basis.choices if one[0] != "CONSENT"])
    reason = SealedTextField(null=True, help_text="Missing of those alone that were recorded before a reason was asked for")
    scope = ArrayField(models.CharField(max_length=12, choices=Field))
    until = models.DateField()
    # In an emergency it goes out at once and is looked at by a second person afterwards.
    at_once = models.BooleanField(default=False)
    proposed_by = models.UUIDField(null=True)
    proposer = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decider = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="override_decided_by_another",
                condition=Q(approved=None) | (Q(decided_by__isnull=False) & (Q(proposed_by=None) | ~Q(decided_by=F("proposed_by")))),
            ),
            models.UniqueConstraint(fields=["case"], condition=~Q(approved=False), name="one_override_that_stands"),
        ]


class Package(models.Model):
    """What a service without an account gets: sealed to its own key, so that nobody here can open it again; fetched once, by a link."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    token_index = models.BinaryField(max_length=16, unique=True)
    token = SealedTextField(null=True, help_text="Until it is fetched, so that the sender can pass the link on")
    receipt_index = models.BinaryField(max_length=16, help_text="Of the code inside: who knows it has opened the package")
    content = models.BinaryField(null=True, help_text="age; empty once fetched, taken back or over")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True, help_text="The code inside came back")


class WithdrawalNotice(models.Model):
    """Tells a receiver that an agreement ended: its number alone, since the receiver sees the case no longer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE)
    number = models.CharField(max_length=20)
    at = models.DateTimeField()
