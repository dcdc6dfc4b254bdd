"""Readmission: agreements as data, one request about one person, its evidence, and exactly what was told to the other state."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Stage(models.TextChoices):
    """How far the co-operation with a country has come."""

    SELECTED = "SELECTED", _("Selected for talks")
    TALKS = "TALKS", _("Talks")
    SIGNED = "SIGNED", _("Signed")
    IN_FORCE = "IN_FORCE", _("In force")
    ENDED = "ENDED", _("Ended")


class Agreement(models.Model):
    """One agreement and its terms. A term that nobody found is empty; nothing may be asked under an agreement that nobody verified."""

    code = models.CharField(max_length=40, primary_key=True)
    title = models.CharField(max_length=200)
    first = models.CharField(max_length=3, help_text="This side: alpha-3")
    second = models.CharField(max_length=3, help_text="The other side: alpha-3, or EU for its member states")
    stage = models.CharField(max_length=8, choices=Stage)
    in_force_on = models.DateField(null=True)
    third_country = models.BooleanField(default=False, help_text="Third-country nationals and stateless persons too, under its conditions")
    submit_days = models.PositiveSmallIntegerField(null=True, help_text="From knowledge, for third-country nationals")
    answer_days = models.PositiveSmallIntegerField(null=True, help_text="Calendar days from receipt")
    answer_fast = models.PositiveSmallIntegerField(null=True, help_text="Working days of the requested state, in the accelerated procedure")
    extension_days = models.PositiveSmallIntegerField(null=True, help_text="More calendar days on a reasoned request")
    silence_agrees = models.BooleanField(default=False)
    transfer_days = models.PositiveSmallIntegerField(null=True, help_text="From agreement")
    eu_document = models.BooleanField(null=True, help_text="Whether the other side accepts the European travel document for return")
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=1)
    verified = models.BooleanField(default=False)
    verified_by = models.CharField(max_length=250, blank=True)
    gazette = models.CharField(max_length=120, blank=True)
    synthetic = models.BooleanField(default=False)
    edited = models.BooleanField(default=False, help_text="Changed by people here: the file does not change it back")

    class Meta:
        constraints = [
            models.CheckConstraint(name="verified_agreement_names_people_and_gazette", condition=Q(verified=False) | (~Q(verified_by="") & ~Q(gazette=""))),
        ]


class Limb(models.TextChoices):
    NATIONALITY = "NATIONALITY", _("Nationality")
    TRANSIT = "TRANSIT", _("Stay in or transit through the requested state")
    ENTRY = "ENTRY", _("Unlawful entry")


class Strength(models.TextChoices):
    PROOF = "PROOF", _("Proof: binds the requested state")
    PRIMA_FACIE = "PRIMA_FACIE", _("Prima facie evidence: opens a verification")


class EvidenceType(models.Model):
    """What an agreement's annexes take as evidence of what."""

    code = models.CharField(max_length=20)
    limb = models.CharField(max_length=11, choices=Limb)
    strength = models.CharField(max_length=11, choices=Strength)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "limb"], name="one_strength_of_an_evidence")]


class Datum(models.TextChoices):
    """What a request may ever say: the common form, with nothing of a claim, of an interview, of a stay in asylum centres."""

    NAME = "NAME", _("Name, with earlier names")
    BIRTH = "BIRTH", _("Date and place of birth")
    SEX = "SEX", _("Sex")
    NATIONALITY = "NATIONALITY", _("Nationality")
    DOCUMENT = "DOCUMENT", _("Documents")
    LANGUAGE = "LANGUAGE", _("Language")
    PARENTS = "PARENTS", _("Father's name")
    EVIDENCE = "EVIDENCE", _("Means of evidence")
    CARE = "CARE", _("Special care that is needed")
    SECURITY = "SECURITY", _("Security measures, with their individual reasons")
    MINORS = "MINORS", _("Accompanied minors, by number")
    TRAVEL = "TRAVEL", _("Day, place and way of the transfer")


# The least by which a state can say whether somebody is its national: alone that, wherever somebody ever asked for protection (FR-05).
MINIMAL = frozenset({Datum.NAME, Datum.BIRTH, Datum.SEX, Datum.NATIONALITY, Datum.DOCUMENT})


class Track(models.TextChoices):
    ORDINARY = "ORDINARY", _("Ordinary procedure")
    ACCELERATED = "ACCELERATED", _("Accelerated procedure: apprehended in the border region, coming directly")


class Capacity(models.TextChoices):
    OWN = "OWN", _("National of the requested state")
    THIRD = "THIRD", _("National of a third country")
    STATELESS = "STATELESS", _("Stateless")


class Readmission(models.Model):
    """One request about one person to one state."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    return_case = models.UUIDField()
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT)
    requested = models.CharField(max_length=3)
    track = models.CharField(max_length=11, choices=Track)
    capacity = models.CharField(max_length=9, choices=Capacity)
    known_on = models.DateField()
    items = ArrayField(models.CharField(max_length=11, choices=Datum), default=list)
    care = SealedTextField(null=True)
    care_agreed = models.BooleanField(default=False)
    security = SealedTextField(null=True)
    minors = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    answer_due = models.DateTimeField(null=True)
    extended_because = models.CharField(max_length=300, blank=True)
    answered_on = models.DateField(null=True)
    answer_reasons = models.CharField(max_length=500, blank=True)
    deemed_by = models.UUIDField(null=True)
    deemed_by_name = models.CharField(max_length=120, blank=True)
    transfer_due = models.DateTimeField(null=True)
    transfer_on = models.DateField(null=True)
    transfer_place = models.CharField(max_length=120, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["return_case"], condition=Q(end_reason=""), name="one_open_readmission_of_a_return"),
        ]


class Evidence(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.ForeignKey(EvidenceType, on_delete=models.PROTECT)
    text = SealedTextField()
    at = models.DateTimeField()


class ToldAbroad(models.Model):
    """What left for another state about the person, as it left. A wish for asylum withdraws it from that moment."""

    class Kind(models.TextChoices):
        REQUEST = "REQUEST", _("Readmission application")
        DOCUMENT = "DOCUMENT", _("Request for a travel document")
        TRANSFER = "TRANSFER", _("Announcement of the transfer")
        WITHDRAWN = "WITHDRAWN", _("Withdrawal, without reasons")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=9, choices=Kind)
    country = models.CharField(max_length=3)
    items = ArrayField(models.CharField(max_length=11, choices=Datum), default=list)
    content = SealedTextField(help_text="JSON by field, as it left")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class ConsularInterview(models.Model):
    """An identification interview with officials of the requested state: the person may refuse, and is told that nothing else may be asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    on = models.DateField()
    observer = models.CharField(max_length=120, help_text="Of this state, in the room: no question about a claim")
    interpreter = models.CharField(max_length=120, blank=True)
    confirmed = models.BooleanField(null=True)
    at = models.DateTimeField()


class Cooperation(models.Model):
    """Work with one country of origin: why it was selected, and how it goes. Nobody's data."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    country = models.CharField(max_length=3)
    reasons = models.CharField(max_length=2000)
    human_rights = models.CharField(max_length=2000, help_text="What was looked at before talks: situation there, treatment of returned persons")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True)
    end_reason = models.CharField(max_length=500, blank=True)


class Milestone(models.Model):
    """Talks, an implementing protocol, a mission, a meeting of experts."""

    class Kind(models.TextChoices):
        TALKS = "TALKS", _("Talks")
        PROTOCOL = "PROTOCOL", _("Implementing protocol")
        MISSION = "MISSION", _("Identification mission")
        MEETING = "MEETING", _("Meeting of experts")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    kind = models.CharField(max_length=8, choices=Kind)
    on = models.DateField()
    text = models.CharField(max_length=2000)
    by_name = models.CharField(max_length=120)


class Contact(models.Model):
    """An office of the other state, and how it is reached: offices and duties, no private person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    office = models.CharField(max_length=160)
    duty = models.CharField(max_length=160)
    reached_by = models.CharField(max_length=160)
    checked_on = models.DateField()


class FactSheet(models.Model):
    """What counsellors tell of a country: each edition is a row, with its sources and its day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    country = models.CharField(max_length=3)
    text = models.TextField()
    sources = models.CharField(max_length=1000)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
