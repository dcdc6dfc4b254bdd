"""An assessment of an age: doubts, consents, results with their margins, decisions."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class AgeMethod(models.TextChoices):
    """Ways to assess an age, by how far they intrude. What examines sexual maturity is forbidden and has no code."""

    DOCUMENTS = "DOCUMENTS", _("Documents")
    INTERVIEW = "INTERVIEW", _("Conversation about the person's life")
    PSYCHOSOCIAL = "PSYCHOSOCIAL", _("Psychological and social assessment")
    DENTAL_VIEW = "DENTAL_VIEW", _("Dental examination by eye, without radiation")
    MRI = "MRI", _("Magnetic resonance imaging, without radiation")
    XRAY_TEETH = "XRAY_TEETH", _("X-ray of the teeth")
    XRAY_HAND = "XRAY_HAND", _("X-ray of the hand")
    CT_COLLARBONE = "CT_COLLARBONE", _("Computed tomography of the collarbone")


RADIATION_FREE = (AgeMethod.DENTAL_VIEW, AgeMethod.MRI)
RADIATION = (AgeMethod.XRAY_TEETH, AgeMethod.XRAY_HAND, AgeMethod.CT_COLLARBONE)
MEDICAL = (*RADIATION_FREE, *RADIATION)


class AgeAssessment(models.Model):
    """One assessment: why there is doubt, and what it came to. Until it is decided the person counts as a child."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    direction = models.CharField(max_length=12)
    grounds = ArrayField(models.CharField(max_length=12))
    reasons = SealedTextField()
    documents_fail = models.BooleanField(default=False, help_text="Documents that were shown are proven false, or name no age")
    doubted_at = models.DateTimeField(help_text="Of the last doubt: what was agreed before does not count")
    dropped = models.BooleanField(default=False)
    ordered = models.CharField(max_length=14, blank=True, choices=AgeMethod, help_text="Medical method that is asked for or ordered, and not done yet")
    is_adult = models.BooleanField(null=True, help_text="As decided")
    recorded_age = models.DecimalField(max_digits=4, decimal_places=1, null=True, help_text="The lowest age of the margin, in years")
    decision_reasons = SealedTextField(null=True)
    proposed_by = models.UUIDField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    remedy_told = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(dropped=False), name="one_age_assessment_per_person"),
            # An inconclusive margin above 18 leaves a child without a recorded age.
            models.CheckConstraint(
                name="adult_only_from_eighteen", condition=Q(is_adult=None) | Q(is_adult=False) | Q(recorded_age__gte=18, recorded_age__isnull=False)
            ),
            models.CheckConstraint(
                name="no_child_recorded_as_grown", condition=Q(is_adult=None) | Q(is_adult=True) | Q(recorded_age=None) | Q(recorded_age__lt=18)
            ),
            models.CheckConstraint(
                name="a_decision_has_two_people_and_a_remedy",
                condition=Q(decided_at=None)
                | (Q(decided_by__isnull=False, proposed_by__isnull=False, is_adult__isnull=False, remedy_told=True) & ~Q(decided_by=F("proposed_by"))),
            ),
        ]


class AgeConsent(models.Model):
    """What the child and the guardian were told and said; the newest of each holds. A no counts against nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    who = models.CharField(max_length=8)
    method = models.CharField(max_length=14, blank=True, choices=AgeMethod, help_text="The medical method that was asked for; empty: the conversation")
    given = models.BooleanField()
    language = models.CharField(max_length=3)
    interpreter_present = models.BooleanField()
    at = models.DateTimeField()


class AgeOrder(models.Model):
    """A medical method that was asked for, and why nothing less could answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    method = models.CharField(max_length=14, choices=AgeMethod)
    why = SealedTextField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()


class AgeDecision(models.Model):
    """What was decided and served, as it was; a later one stands beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    is_adult = models.BooleanField()
    recorded_age = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    reasons = SealedTextField()
    language = models.CharField(max_length=3)
    proposed_by = models.UUIDField()
    decided_by = models.UUIDField()
    at = models.DateTimeField()


class AgeStep(models.Model):
    """One result, with its margin in years. Text of the examination itself stays with who made it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    methods = ArrayField(models.CharField(max_length=14, choices=AgeMethod))
    professions = ArrayField(models.CharField(max_length=20))
    low = models.DecimalField(max_digits=4, decimal_places=1)
    high = models.DecimalField(max_digits=4, decimal_places=1)
    doubt_remains = models.BooleanField()
    medical = models.BooleanField()
    replaced_by = models.UUIDField(null=True, help_text="The result with what the report really says; this one was typed wrongly")
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_margin_has_two_ends", condition=Q(low__lte=F("high")) & Q(low__gte=0)),
            # Forbidden methods have no code, and the database knows no other ones.
            models.CheckConstraint(name="age_methods_that_are_allowed", condition=Q(methods__contained_by=[str(one) for one in AgeMethod])),
        ]
