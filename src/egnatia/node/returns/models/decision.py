"""The return decision and what follows from it. What may never be stored is a constraint here, whatever the rule tables say."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class NoPeriod(models.TextChoices):
    """Return Directive art. 7(4): alone for these, no period or one under seven days."""

    ABSCONDING = "ABSCONDING", _("Risk of absconding, by a criterion of law")
    MANIFEST = "MANIFEST", _("Application to stay was manifestly unfounded or fraudulent")
    THREAT = "THREAT", _("Risk to public policy, public security or national security")


class Condition(models.TextChoices):
    """Return Directive art. 7(3): for the time of the period, and no more than are needed."""

    REPORTING = "REPORTING", _("Regular reporting")
    ADDRESS = "ADDRESS", _("Stay at a certain place")
    DOCUMENTS = "DOCUMENTS", _("Hand in documents")
    GUARANTEE = "GUARANTEE", _("Deposit of a guarantee")


class Served(models.TextChoices):
    HAND = "HAND", _("By hand, explained orally")
    COUNSEL = "COUNSEL", _("Through the lawyer")
    POST = "POST", _("By post with proof of receipt")


class ReturnDecision(models.Model):
    """One decision about one person. A decision that was revoked or annulled stays on record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    country = models.CharField(max_length=3)
    legal_ground = models.CharField(max_length=300)
    reasons = SealedTextField(help_text="In fact and in law, of this person")
    vd_days = models.PositiveSmallIntegerField(null=True)
    vd_ground = models.CharField(max_length=10, choices=NoPeriod, blank=True)
    vd_reasons = SealedTextField(null=True)
    conditions = ArrayField(models.CharField(max_length=9, choices=Condition), default=list)
    ban_months = models.PositiveSmallIntegerField(default=0)
    ban_threat = models.BooleanField(default=False, help_text="A serious threat: alone then longer than five years (art. 11(2))")
    ban_reasons = SealedTextField(null=True)
    ban_scope = models.CharField(max_length=120, blank=True)
    ban_lifted_at = models.DateTimeField(null=True)
    ban_lifted_because = models.CharField(max_length=200, blank=True)
    separation = SealedTextField(null=True, help_text="Why members of a family are not returned together (FR-12)")
    remedy_body = models.CharField(max_length=160)
    remedy_until = models.DateField(null=True)
    suspensive = models.BooleanField()
    legal_aid = models.CharField(max_length=200)
    regime = models.CharField(max_length=200)
    assessment = models.UUIDField()
    proposed_by = models.UUIDField()
    proposed_by_name = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    returned = models.BooleanField(default=False, help_text="Sent back by the second officer")
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)
    served_language = models.CharField(max_length=3, blank=True)
    served_how = models.CharField(max_length=7, choices=Served, blank=True)
    interpreter = models.CharField(max_length=120, blank=True)
    annulled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_period_of_7_to_30_days_or_a_ground",
                condition=Q(vd_days__isnull=False, vd_days__gte=7, vd_days__lte=30) | (~Q(vd_ground="") & (Q(vd_days=None) | Q(vd_days__lte=30))),
            ),
            models.CheckConstraint(name="a_ban_of_5_years_at_most", condition=Q(ban_months__lte=60) | Q(ban_threat=True)),
            models.CheckConstraint(
                name="a_return_decision_has_two_officers", condition=Q(decided_at=None) | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")))
            ),
            models.CheckConstraint(
                name="served_with_language_and_remedy",
                condition=Q(served_at=None) | (Q(decided_at__isnull=False) & ~Q(served_language="") & Q(remedy_until__isnull=False)),
            ),
        ]


class Remedy(models.Model):
    """An appeal against the decision, and what the body said."""

    class Outcome(models.TextChoices):
        UPHELD = "UPHELD", _("The decision stands")
        ANNULLED = "ANNULLED", _("The decision is annulled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    decision = models.ForeignKey(ReturnDecision, on_delete=models.CASCADE)
    lodged_on = models.DateField()
    suspensive = models.BooleanField()
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    outcome_on = models.DateField(null=True)
    reference = models.CharField(max_length=120, blank=True)


class CourtStay(models.Model):
    """A stay ordered by a court, or an interim measure under Rule 39 of the European Court of Human Rights. It ends by the court's word alone."""

    class Court(models.TextChoices):
        NATIONAL = "NATIONAL", _("National court")
        ECTHR = "ECTHR", _("European Court of Human Rights, Rule 39")
        OTHER = "OTHER", _("Other international body")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    court = models.CharField(max_length=8, choices=Court)
    reference = models.CharField(max_length=120)
    ordered_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_reference = models.CharField(max_length=120, blank=True)
