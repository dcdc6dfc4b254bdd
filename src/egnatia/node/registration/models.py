"""Intention and registration are records of their own: about 93 % of arrivals in one country expressed one, 5 % lodged an application."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Intention(models.Model):
    """A wish for asylum as it was expressed (APR art. 26: any expression counts)."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    expressed_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    words = SealedTextField(null=True)
    told_to_unit = models.UUIDField(null=True)


class Registration(models.Model):
    """The authority's registration of the application (APR art. 27)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    registered_at = models.DateTimeField()
    read_back = models.BooleanField()
    language = models.CharField(max_length=3)
    interpreter_present = models.BooleanField()
    address = SealedTextField(null=True)
    document_issued = models.CharField(max_length=120, help_text="Code of the country's document, or NONE")
    telephone = SealedTextField(null=True)
    email = SealedTextField(null=True)
    family_elsewhere = SealedTextField(null=True, help_text="In a state of the region or the EU; of a child also brothers, sisters and relatives")


class Datum(models.TextChoices):
    """Data of the registration (APR art. 27(1)) that a person may not be able to give."""

    NAME = "NAME", _("Name")
    BIRTH = "BIRTH", _("Date of birth")
    BIRTHPLACE = "BIRTHPLACE", _("Place of birth")
    NATIONALITY = "NATIONALITY", _("Nationality or statelessness")
    PAPERS = "PAPERS", _("Travel or identity document")
    CONTACT = "CONTACT", _("Address, telephone or e-mail")


class WhyMissing(models.TextChoices):
    """Why a datum is missing. None of them counts against the person."""

    NOT_KNOWN = "NOT_KNOWN", _("The person does not know it")
    NOT_TOLD = "NOT_TOLD", _("The person does not want to say it now")
    LOST = "LOST", _("Lost, taken away or left behind")
    NEVER_HAD = "NEVER_HAD", _("Never had one")
    UNDER_EXAMINATION = "UNDER_EXAMINATION", _("To be examined, such as a statelessness that is not determined")
    NOT_ASKED = "NOT_ASKED", _("Could not be asked: no interpreter, illness, too young")


class MissingDatum(models.Model):
    """A datum that the registration does not have, and why. Gone once the person gives it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    datum = models.CharField(max_length=12, choices=Datum)
    reason = models.CharField(max_length=18, choices=WhyMissing)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "datum"], name="one_reason_per_missing_datum")]


class IssuedDocument(models.Model):
    """A document that was given to the person. Never changed; printed again it is the same."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=30)
    number = models.CharField(max_length=40, unique=True)
    name = SealedTextField(help_text="As printed: a later correction does not change it")
    birth = SealedTextField(null=True)
    original_script = SealedTextField(null=True)
    citizenship = models.CharField(max_length=3)
    issued_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    issued_by = models.CharField(max_length=120)

    @property
    def last_day(self) -> date | None:
        """The last day that it is valid: the period ends at the midnight after it."""
        return timezone.localtime(self.valid_until - timedelta(seconds=1)).date() if self.valid_until else None


class Address(models.Model):
    """An address as the person told it; the newest holds, the others stay as they were."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    text = SealedTextField()
    since = models.DateField()
    told_at = models.DateTimeField()


class Appointment(models.Model):
    """When and where the person is to lodge; the newest holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    at = models.DateTimeField()
    place = models.CharField(max_length=120)
    told_in = models.CharField(max_length=3)


class SentOn(models.Model):
    """The person was sent to another authority to register."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    to = models.CharField(max_length=120)
    proof_given = models.BooleanField(help_text="The person carries a paper that proves the wish")
    at = models.DateTimeField()


class FinalEnd(models.Model):
    """How the procedure ended, as the deciding authority says it."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    decision = SealedTextField()
    noted_at = models.DateTimeField()


class Lapse(models.Model):
    """Noted by a human with what was done to reach the person. The person may take the application up again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    efforts = SealedTextField()
    proposed_by = models.UUIDField(null=True)
    proposed_at = models.DateTimeField()
    noted_at = models.DateTimeField(null=True, help_text="When a second officer noted it")


class TemporaryProtection(models.Model):
    """Protection of a group as a regime of its own, beside international protection."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    group = models.CharField(max_length=120)
    province = models.CharField(max_length=120)
    document_issued = models.CharField(max_length=120)
    end_reason = SealedTextField(null=True)
