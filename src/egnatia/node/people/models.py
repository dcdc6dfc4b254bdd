"""Persons as they present themselves: claimed identities are kept apart and never overwritten; a person is what joins them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.codes.dates import Calendar, PartialDate
from egnatia.kernel.store.fields import SealedTextField


class Person(models.Model):
    """The anchor of one human being's records. What is readable here is what work lists and counts need, no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citizenship = models.CharField(max_length=3, help_text="ISO 3166-1 alpha-3 as claimed; XXA stateless, XXX not known")
    sex = models.PositiveSmallIntegerField(help_text="ISO 5218")
    year_of_birth = models.PositiveSmallIntegerField(null=True)
    is_minor_presumed = models.BooleanField(default=False, help_text="Under 18 by the lowest age that the claimed date allows")
    unaccompanied = models.BooleanField(default=False)
    language = models.CharField(max_length=3, help_text="ISO 639-3, the language the person understands best")
    synthetic = models.BooleanField(help_text="SYNTHETIC: made for a demonstration or a test, no real person")
    recorded_at = models.DateTimeField()


class ClaimedIdentity(models.Model):
    """One identity as stated or read from a document at one moment. Never changed; a correction is a further row."""

    class Source(models.TextChoices):
        DECLARED = "DECLARED"
        DOCUMENT = "DOCUMENT"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    source = models.CharField(max_length=8, choices=Source)
    family_name = SealedTextField()
    given_names = SealedTextField()
    father_name = SealedTextField(null=True)
    original_script = SealedTextField(null=True)
    script = models.CharField(max_length=4, blank=True, help_text="ISO 15924 of the name in original script")
    date_of_birth = SealedTextField(null=True)
    birth_precision = models.CharField(max_length=3)
    birth_calendar = models.CharField(max_length=12)
    birth_told = SealedTextField(null=True)
    place_of_birth = SealedTextField(null=True)
    citizenship = models.CharField(max_length=3)
    sex = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "recorded_at"])]

    @property
    def full_name(self) -> str:
        """Family name first; either may be missing."""
        return f"{self.family_name}, {self.given_names}".strip(", ")

    @property
    def birth(self) -> PartialDate:
        """The date as told, in its calendar: the stored Gregorian text alone would lose how much of it is known."""
        return PartialDate.parse(self.birth_told or "", Calendar(self.birth_calendar))


class TravelDocument(models.Model):
    """A document that was shown, with what its machine-readable zone told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    mrz_format = models.CharField(max_length=6)
    issuer = models.CharField(max_length=3)
    number = SealedTextField()
    number_index = models.BinaryField(max_length=16, db_index=True)
    expires = models.DateField(null=True)
    check_digits_hold = models.BooleanField()
    recorded_at = models.DateTimeField()


class FamilyLink(models.Model):
    """``person`` is ``relation`` of ``relative``, as declared until somebody confirms it."""

    class Relation(models.TextChoices):
        SPOUSE = "SPOUSE", _("Spouse")
        CHILD = "CHILD", _("Child")
        PARENT = "PARENT", _("Parent")
        SIBLING = "SIBLING", _("Brother or sister")
        OTHER = "OTHER", _("Other family member")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relatives")
    relative = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relative_of")
    relation = models.CharField(max_length=8, choices=Relation)
    confirmed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "relative"], name="one_link_per_pair"),
            models.CheckConstraint(condition=~Q(person=F("relative")), name="nobody_is_their_own_relative"),
        ]


class NameKey(models.Model):
    """Blind index of one word of a name, folded across scripts: equal words are found, nothing can be read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    key = models.BinaryField(max_length=16)
    recorded_at = models.DateTimeField(help_text="When the identity was recorded: a search walks from the newest and stops")

    class Meta:
        indexes = [models.Index(fields=["key", "person"]), models.Index(fields=["key", "-recorded_at"], include=["person"], name="newest_of_a_name")]
