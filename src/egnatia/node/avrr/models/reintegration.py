"""The plan for a new start: what is budgeted, what was done and proved, and what the person says of it, as long as they agree to be asked."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.store.fields import SealedBytesField, SealedTextField
from egnatia.node.avrr.models.travel import Item
from egnatia.node.people.models import Person


class Dimension(models.TextChoices):
    """IOM, Integrated approach to reintegration (2017): economic, social, psychosocial; individual, community or structural level."""

    ECONOMIC = "ECONOMIC", _("Economic")
    SOCIAL = "SOCIAL", _("Social")
    PSYCHOSOCIAL = "PSYCHOSOCIAL", _("Psychosocial")
    COMMUNITY = "COMMUNITY", _("Community")


class Measure(models.TextChoices):
    JOB = "JOB", _("Finding work")
    TRAINING = "TRAINING", _("Vocational training")
    BUSINESS = "BUSINESS", _("Small business")
    EQUIPMENT = "EQUIPMENT", _("Equipment")
    HOUSING = "HOUSING", _("Housing")
    DOCUMENTS = "DOCUMENTS", _("Documents")
    EDUCATION = "EDUCATION", _("School")
    HEALTH = "HEALTH", _("Health care")
    LEGAL = "LEGAL", _("Legal help")
    CHILDCARE = "CHILDCARE", _("Child care")
    COUNSELLING = "COUNSELLING", _("Counselling")
    PEERS = "PEERS", _("Support among peers")
    PROJECT = "PROJECT", _("Project of a community")
    OTHER = "OTHER", _("Other")


class Reintegration(models.Model):
    """One person's plan with one partner in the country of return."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    travel_case = models.UUIDField(unique=True, help_text="The voluntary return; never granted to the partner")
    counsellors = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans_validated")
    partner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans_delivered")
    country = models.CharField(max_length=3)
    dependants = models.PositiveSmallIntegerField(default=0)
    limit = models.DecimalField(max_digits=10, decimal_places=2, help_text="EUR, by the rule table on the day of opening")
    goals = SealedTextField(null=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    returned_because = models.CharField(max_length=300, blank=True)
    report = SealedTextField(null=True)
    satisfaction = models.PositiveSmallIntegerField(null=True)
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="plan_approved_by_another", condition=Q(approved_by=None) | Q(asked_by=None) | ~Q(approved_by=F("asked_by"))),
            models.CheckConstraint(name="plan_satisfaction_of_five", condition=Q(satisfaction=None) | Q(satisfaction__range=(1, 5))),
        ]


class LineStatus(models.TextChoices):
    PLANNED = "PLANNED", _("planned")
    DELIVERED = "DELIVERED", _("delivered")
    DROPPED = "DROPPED", _("dropped")


class Line(models.Model):
    """One line of the budget: what is planned for how much, and what it came to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    number = models.PositiveSmallIntegerField()
    dimension = models.CharField(max_length=12, choices=Dimension)
    measure = models.CharField(max_length=11, choices=Measure)
    text = models.CharField(max_length=200)
    budgeted = models.DecimalField(max_digits=10, decimal_places=2, help_text="EUR")
    status = models.CharField(max_length=9, choices=LineStatus, default=LineStatus.PLANNED)
    spent = models.DecimalField(max_digits=10, decimal_places=2, null=True, help_text="EUR")
    delivered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_line_of_a_number"),
            models.CheckConstraint(name="amounts_not_negative", condition=Q(budgeted__gte=0) & (Q(spent=None) | Q(spent__gte=0))),
            models.CheckConstraint(
                name="delivered_with_day_and_amount", condition=~Q(status="DELIVERED") | (Q(delivered_on__isnull=False) & Q(spent__isnull=False))
            ),
        ]


class Proof(models.Model):
    """A receipt or report for a line, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    line = models.ForeignKey(Line, on_delete=models.CASCADE)
    content = SealedBytesField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file, hexadecimal")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class FollowUpConsent(models.Model):
    """That the person may be asked again after the return, until a day. Without it there is no field to write anything about them (FR-44)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    items = ArrayField(models.CharField(max_length=11, choices=Item))
    language = models.CharField(max_length=3)
    until = models.DateField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], condition=Q(withdrawn_at=None), name="one_follow_up_agreement")]


class WeightSetFile(models.Model):
    """A further weight set of the survey, exactly as it was imported. Nothing of a person."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    code = models.CharField(max_length=20, unique=True)
    source = models.CharField(max_length=300)
    content = models.TextField(help_text="TOML")


class When(models.TextChoices):
    BASELINE = "BASELINE", _("At the start")
    MONTHS_12 = "MONTHS_12", _("After 12 months")
    MONTHS_18 = "MONTHS_18", _("After 18 months")


class SurveyRound(models.Model):
    """Answers of one day; scores are computed from them anew with any weight set and are never stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    consent = models.ForeignKey(FollowUpConsent, on_delete=models.PROTECT)
    agreed_until = models.DateField(help_text="Of the agreement, as it was")
    when = models.CharField(max_length=9, choices=When)
    on = models.DateField()
    reached = models.BooleanField()
    answers = SealedTextField(null=True, help_text="JSON: question → answer")
    instrument = models.CharField(max_length=12)
    by_name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "when"], name="one_round_at_a_time"),
            models.CheckConstraint(name="asked_while_it_was_agreed", condition=Q(on__lte=F("agreed_until"))),
        ]
