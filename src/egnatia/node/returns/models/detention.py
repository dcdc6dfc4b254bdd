"""Detention for return, and what is tried instead. No row can exist without ground, necessity, alternatives, order, review and a last day (FR-13)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Alternative(models.TextChoices):
    """Measures that come first (Return Directive art. 15(1))."""

    REPORTING = "REPORTING", _("Regular reporting")
    ADDRESS = "ADDRESS", _("Stay at a certain address")
    DOCUMENTS = "DOCUMENTS", _("Hand in documents")
    GUARANTEE = "GUARANTEE", _("Deposit of a guarantee")


class DetentionGround(models.TextChoices):
    """Return Directive art. 15(1): in particular these; the law of the country names them."""

    ABSCONDING = "ABSCONDING", _("Risk of absconding, by a criterion of law")
    HAMPERS = "HAMPERS", _("Avoids or hampers the preparation of return")


class Facility(models.TextChoices):
    SPECIALISED = "SPECIALISED", _("Specialised detention facility")
    FAMILY = "FAMILY", _("Separate accommodation for families")
    PRISON = "PRISON", _("Prison accommodation")
    POLICE = "POLICE", _("Police station")


class Release(models.TextChoices):
    NOT_NEEDED = "NOT_NEEDED", _("No longer needed or not proportionate")
    NO_PROSPECT = "NO_PROSPECT", _("No reasonable prospect of removal")
    LIMIT = "LIMIT", _("The limit was reached")
    COURT = "COURT", _("Order of a court")
    ASYLUM = "ASYLUM", _("Wants asylum")
    CHILD = "CHILD", _("Child, or family with a child")
    HEALTH = "HEALTH", _("Health")
    RETURNED = "RETURNED", _("Returned")


class Detention(models.Model):
    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    return_case = models.UUIDField()
    alternative = models.CharField(max_length=9, choices=Alternative, blank=True)
    alternative_since = models.DateTimeField(null=True)
    ground = models.CharField(max_length=10, choices=DetentionGround, blank=True)
    criterion = models.CharField(max_length=200, blank=True, help_text="Where the law names it")
    necessity = SealedTextField(null=True)
    considered = ArrayField(models.CharField(max_length=9, choices=Alternative), default=list)
    why_not = SealedTextField(null=True, help_text="Why each less coercive measure is not enough")
    reasoned_at = models.DateTimeField(
        null=True, help_text="When necessity and alternatives were written down: sealed texts cannot be asked for by the database"
    )
    order_number = models.CharField(max_length=80, blank=True)
    facility = models.CharField(max_length=11, choices=Facility, blank=True)
    separated = models.BooleanField(null=True, help_text="Apart from prisoners, where there is nothing but a prison (art. 16(1))")
    proposed_by = models.UUIDField(null=True)
    proposed_by_name = models.CharField(max_length=120, blank=True)
    ordered_by = models.UUIDField(null=True)
    ordered_by_name = models.CharField(max_length=120, blank=True)
    ordered_at = models.DateTimeField(null=True)
    child_signed_by = models.UUIDField(null=True, help_text="For a child: a protection officer who signed that nothing else is possible")
    review_on = models.DateField(null=True)
    max_on = models.DateField(null=True, help_text="Last day by the rule of law; an order for longer is another act")
    extended_at = models.DateTimeField(null=True)
    extension_ground = models.CharField(max_length=11, blank=True, choices=[("COOPERATION", _("Lack of cooperation")), ("DOCUMENTS", _("Delay of documents"))])
    no_prospect_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    release = models.CharField(max_length=11, choices=Release, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="no_detention_without_all_that_it_takes",
                condition=Q(ordered_at=None)
                | (
                    ~Q(ground="")
                    & Q(reasoned_at__isnull=False)
                    & ~Q(considered=[])
                    & ~Q(order_number="")
                    & Q(review_on__isnull=False)
                    & Q(max_on__isnull=False)
                    & Q(ordered_by__isnull=False)
                ),
            ),
            models.CheckConstraint(name="a_detention_order_has_two_officers", condition=Q(ordered_at=None) | ~Q(ordered_by=F("proposed_by"))),
            models.CheckConstraint(name="extended_for_a_ground_alone", condition=Q(extended_at=None) | ~Q(extension_ground="")),
        ]


class DetentionReview(models.Model):
    """A review of the detention: by a judge, or by the authority in between. What it says is written down; saying nothing keeps nobody."""

    class Kind(models.TextChoices):
        JUDICIAL = "JUDICIAL", _("Judicial review")
        REGULAR = "REGULAR", _("Regular review by the authority")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=8, choices=Kind)
    lawful = models.BooleanField()
    prospect = models.BooleanField()
    reasons = SealedTextField()
    next_on = models.DateField(null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class ConditionsCheck(models.Model):
    """Return Directive art. 16 and 17 as a list of yes and no."""

    class Item(models.TextChoices):
        CONTACT = "CONTACT", _("Contact with lawyer, family and consulate on request")
        HEALTH = "HEALTH", _("Emergency health care and essential treatment")
        RULES = "RULES", _("Told the rules, rights and duties there")
        VISITS = "VISITS", _("Organisations and the monitor may visit")
        FAMILY = "FAMILY", _("Families have rooms of their own")
        PLAY = "PLAY", _("Children play, have leisure and go to school")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    met = ArrayField(models.CharField(max_length=7, choices=Item), default=list)
    note = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
