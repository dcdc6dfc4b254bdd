"""One person's way back, of their own will: what was told, agreed to, checked and arranged. Each step is a row; none is changed afterwards."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person
from egnatia.node.referral.pathways import TransferGround as Ground


class Topic(models.TextChoices):
    """What counselling covers before anybody applies (IOM AVRR Framework 2018; SOP step 2)."""

    ASYLUM = "ASYLUM", _("Asylum: the right to ask for it here, and what a return means for a claim")
    STAY = "STAY", _("Other ways to stay here lawfully")
    RIGHTS = "RIGHTS", _("Rights, legal advice and complaints")
    BANS = "BANS", _("Entry bans and later visas")
    RISKS = "RISKS", _("The situation in the country of return, and its risks")
    HELP = "HELP", _("What help there is, before, on the way and after")
    NO_PRICE = "NO_PRICE", _("Can be taken back until boarding, without a reason and without any harm")


class Resumes(models.TextChoices):
    """What goes on when somebody takes the application back: told before they agree."""

    ASYLUM = "ASYLUM", _("The asylum procedure goes on where it stood")
    RECEPTION = "RECEPTION", _("Reception goes on")
    STAY = "STAY", _("The permission to stay goes on until its date")
    RETURN = "RETURN", _("A return decision that was served before stands as it stood; nothing new begins by the withdrawal")
    DETENTION = "DETENTION", _("Detention and its review go on as ordered by the court")
    NOTHING = "NOTHING", _("Nothing: no procedure was open")


class Free(models.TextChoices):
    YES = "YES", _("Free, and knows what it means")
    DOUBT = "DOUBT", _("In doubt")
    NO = "NO", _("Not free")


class Mode(models.TextChoices):
    AIR = "AIR", _("By air")
    LAND = "LAND", _("By land")
    SEA = "SEA", _("By sea")


class Fit(models.TextChoices):
    """Council of Europe, Twenty Guidelines on Forced Return, 16: asked of voluntary journeys too."""

    FIT = "FIT", _("Fit to travel")
    CONDITIONS = "CONDITIONS", _("Fit under conditions")
    NOT_NOW = "NOT_NOW", _("Not fit for now")
    UNFIT = "UNFIT", _("Not fit")


class To(models.TextChoices):
    """Who may be told something, each by an agreement of its own."""

    CONSULATE = "CONSULATE", _("Consulate of the country of return, for a travel document")
    CARRIER = "CARRIER", _("Carrier")
    TRANSIT = "TRANSIT", _("Helpers in transit")
    MEDICAL = "MEDICAL", _("Doctors there")
    PARTNER = "PARTNER", _("Reintegration partner there")


class Item(models.TextChoices):
    NAME = "NAME", _("Name")
    BIRTH = "BIRTH", _("Date and place of birth")
    SEX = "SEX", _("Sex")
    NATIONALITY = "NATIONALITY", _("Nationality")
    DOCUMENT = "DOCUMENT", _("Number of a document")
    CONTACT = "CONTACT", _("Telephone there")
    NEEDS = "NEEDS", _("What is needed on the way and there")


# The least by which a consulate can issue a document; never a word of a claim (FR-05).
MINIMAL_IDENTITY = frozenset({Item.NAME, Item.BIRTH, Item.SEX, Item.NATIONALITY, Item.DOCUMENT})


class VoluntaryReturn(models.Model):
    """One person's return; adults of a family each have their own, since each decides alone."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    source_case = models.UUIDField(help_text="Where the person asked")
    detained = models.BooleanField(default=False)
    country = models.CharField(max_length=3, blank=True, help_text="Of return, ISO 3166-1 alpha-3")
    applied_at = models.DateTimeField(null=True)
    declared_in = models.CharField(max_length=3, blank=True, help_text="Language of the declaration")
    agreed_by = models.CharField(max_length=14, blank=True)
    eligible = models.BooleanField(null=True)
    eligibility_reason = models.CharField(max_length=500, blank=True)
    travel_on = models.DateField(null=True)
    mode = models.CharField(max_length=4, choices=Mode, blank=True)
    itinerary = models.CharField(max_length=300, blank=True)
    escort = models.CharField(max_length=120, blank=True, help_text="Who comes along: medical or for a child")
    departed_at = models.DateTimeField(null=True)
    arrived_on = models.DateField(null=True)
    met_by = models.CharField(max_length=120, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)
    # Where a withdrawal found it; the withdrawal itself opens nothing anywhere.
    withdrawn_from = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="applied_with_a_country_and_a_language", condition=Q(applied_at=None) | (~Q(country="") & ~Q(declared_in=""))),
            models.CheckConstraint(name="departed_only_if_eligible", condition=Q(departed_at=None) | ~(Q(eligible=None) | Q(eligible=False))),
            models.CheckConstraint(name="arrived_after_departure", condition=Q(arrived_on=None) | Q(departed_at__isnull=False)),
        ]


class Counselling(models.Model):
    """One session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    topics = ArrayField(models.CharField(max_length=8, choices=Topic))
    resumes = ArrayField(models.CharField(max_length=9, choices=Resumes))
    language = models.CharField(max_length=3)
    interpreter_present = models.BooleanField()
    alone = models.BooleanField(help_text="Nobody of an authority for detention or return was in the room")
    independent = models.BooleanField(help_text="By a unit that neither detains nor returns")
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class Voluntariness(models.Model):
    """A second look at the free will, by somebody other than the counsellor (FR-06)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    free = models.CharField(max_length=5, choices=Free)
    capacity = models.CharField(max_length=5, choices=Free)
    note = SealedTextField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class Sharing(models.Model):
    """An agreement that one recipient is told some items for one purpose, until a day. Taking it back is a day on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    to = models.CharField(max_length=9, choices=To)
    items = ArrayField(models.CharField(max_length=11, choices=Item))
    purpose = models.CharField(max_length=200)
    language = models.CharField(max_length=3)
    ground = models.CharField(max_length=10, choices=Ground)
    until = models.DateField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "to"], condition=Q(withdrawn_at=None), name="one_agreement_for_a_recipient")]


class DocumentRequest(models.Model):
    """Asking a consulate for a travel document: which items went, and what came back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    country = models.CharField(max_length=3)
    items = ArrayField(models.CharField(max_length=11, choices=Item))
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)
    issued = models.BooleanField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="an_issued_document_holds_for_a_time", condition=~Q(issued=True) | Q(valid_until__isnull=False))]


class Fitness(models.Model):
    """Fit-to-travel certificate; the newest counts, for its mode and until its day. The diagnosis stays with the doctor."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    result = models.CharField(max_length=10, choices=Fit)
    mode = models.CharField(max_length=4, choices=Mode)
    examined_on = models.DateField()
    valid_until = models.DateField()
    conditions = models.CharField(max_length=300, blank=True, help_text="Such as an escort or a supply of medicine; no diagnosis")
    examiner = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="valid_from_the_examination", condition=Q(valid_until__gte=F("examined_on")))]


class RiskCheck(models.Model):
    """Whether the person would be in danger there: by name, for this country, on what is known that day (non-refoulement)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    country = models.CharField(max_length=3)
    danger = models.BooleanField()
    specialist = models.BooleanField(help_text="By a protection officer: a danger that was found is cleared by one alone")
    new_facts = models.BooleanField()
    reasons = SealedTextField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class Safeguards(models.Model):
    """For somebody with signs of trafficking: time to reflect, the risk, the arrival, and whether authorities there may be asked anything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    reflection_until = models.DateField()
    risk = SealedTextField()
    safe_arrival = SealedTextField()
    contact_agreed = models.BooleanField(help_text="The person agreed that authorities of the country of return are asked for a document")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class FormalityKind(models.TextChoices):
    PERMIT = "PERMIT", _("Exit permit")
    BAN = "BAN", _("Entry ban lifted or not imposed")
    FEES = "FEES", _("Fees paid or waived")
    OTHER = "OTHER", _("Other")


class Formality(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    kind = models.CharField(max_length=6, choices=FormalityKind)
    on = models.DateField()
    note = models.CharField(max_length=200, blank=True)


class Complaint(models.Model):
    """What somebody complains of in their return, and what they were answered by a body other than the counsellors."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    text = SealedTextField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    answer = SealedTextField(null=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    person_told = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="complaint_answered_by_another", condition=Q(answered_by=None) | Q(by=None) | ~Q(answered_by=F("by"))),
            models.CheckConstraint(name="answered_with_the_person_told_or_not", condition=Q(answered_at=None) | Q(person_told__isnull=False)),
            models.UniqueConstraint(fields=["case"], condition=Q(answered_at=None), name="one_complaint_that_waits"),
        ]


class Outreach(models.Model):
    """One session for many: where, in which language, how many came. Nobody's name."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    site = models.CharField(max_length=120)
    on = models.DateField()
    language = models.CharField(max_length=3)
    reached = models.PositiveIntegerField()
    leaflets = models.PositiveIntegerField(default=0)
