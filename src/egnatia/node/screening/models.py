from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Reason(models.TextChoices):
    """Field 1c of the form; art. 5(1)(a), (b), 5(2) and 7."""

    UNAUTH_CROSSING = "UNAUTH_CROSSING", _("Found after an unauthorised crossing of the border")
    SAR = "SAR", _("Brought ashore after search and rescue")
    APPLIED_AT_BORDER = "APPLIED_AT_BORDER", _("Asked for protection at a crossing point")
    ILLEGAL_STAY = "ILLEGAL_STAY", _("Found in the country without permission to stay")


class Route(models.TextChoices):
    """Art. 18: to whom the person is referred."""

    REGISTRATION = "REGISTRATION", _("Registration of the asylum application")
    RETURN_RULES = "RETURN_RULES", _("Authority for return procedures (arrived at the border, no asylum wish)")
    RETURN_CONTINUES = "RETURN_CONTINUES", _("Return procedure that was already open (found in the country, no asylum wish)")
    OTHER_STATE = "OTHER_STATE", _("Authority of another state (relocation)")


class Step(models.TextChoices):
    """Art. 8(5) and 13: independent of each other, each with its own actor."""

    HEALTH = "HEALTH", _("Health check")
    VULN = "VULN", _("Vulnerability check")
    IDENT = "IDENT", _("Identification")
    BIOREG = "BIOREG", _("Biometric data")
    SECURITY = "SECURITY", _("Security check")
    FORM = "FORM", _("Screening form")
    MINOR = "MINOR", _("Child: adult or representative present")
    REFERRAL = "REFERRAL", _("Referral")


class Screening(models.Model):
    """One screening of one person."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    reason = models.CharField(max_length=20, choices=Reason)
    arrived_at = models.DateTimeField(help_text="Apprehension, disembarkation or presentation: the clock's anchor")
    held_over_72_hours = models.BooleanField(default=False)
    border_section = models.CharField(max_length=7, blank=True)
    place = models.CharField(max_length=120)
    restricted_at = models.DateTimeField(null=True)
    restriction_ended_at = models.DateTimeField(null=True)
    asylum_asked_at = models.DateTimeField(null=True)
    wishes_asylum = models.BooleanField(null=True)
    copy_offered_at = models.DateTimeField(null=True)
    copy_mode = models.CharField(max_length=12, blank=True)
    route = models.CharField(max_length=20, blank=True, choices=Route)

    class Meta:
        constraints = [
            models.CheckConstraint(name="an_answer_has_its_question", condition=Q(wishes_asylum=None) | Q(asylum_asked_at__isnull=False)),
            models.CheckConstraint(name="a_route_has_its_copy", condition=Q(route="") | Q(copy_offered_at__isnull=False)),
            models.CheckConstraint(
                name="no_return_route_with_a_wish",
                condition=~Q(route__in=("RETURN_RULES", "RETURN_CONTINUES")) | Q(wishes_asylum=False),
            ),
        ]


class StepDone(models.Model):
    """One step with its outcome. Outcomes are codes; a diagnosis has no field here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    step = models.CharField(max_length=10, choices=Step)
    outcome = models.CharField(max_length=24)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "step"], name="one_outcome_per_step")]


class ScreeningForm(models.Model):
    """Fields of art. 17 that no other table holds. ``confirmed`` lists the data that a document or check confirmed; the rest is declared."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    residence = models.CharField(max_length=3, blank=True, help_text="1b: country of residence before arrival")
    languages = ArrayField(models.CharField(max_length=3))
    confirmed = ArrayField(models.CharField(max_length=20))
    cooperated = models.BooleanField(help_text="1i")
    transit = ArrayField(models.CharField(max_length=3))
    destination = models.CharField(max_length=3, blank=True)
    reason_for_arrival = SealedTextField(null=True)
    family_elsewhere = SealedTextField(null=True)
    comments = SealedTextField(null=True)


class Remark(models.Model):
    """What the person says is wrong or missing (art. 17(3)). It travels with the form and never blocks the referral."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    text = SealedTextField()
    made_at = models.DateTimeField()


class Prescreening(models.Model):
    """Where a country screens before the screening: its own outcome, by code of the overlay."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    outcome = models.CharField(max_length=30)
    interpreter_present = models.BooleanField()
    at = models.DateTimeField()


class StayKind(models.TextChoices):
    """Art. 8(1) and (2): where somebody is while the screening lasts."""

    AT_BORDER = "AT_BORDER", _("At or near the border, free to go elsewhere in the country")
    CENTRE = "CENTRE", _("Reception or asylum centre")
    PRIVATE = "PRIVATE", _("Private address")
    HEALTH = "HEALTH", _("Hospital or health centre")
    KEPT = "KEPT", _("Kept by an order to stay available")


class Stay(models.Model):
    """Where the person stays; the newest holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=StayKind)
    place = models.CharField(max_length=120)
    since = models.DateTimeField()


class Consultation(models.Model):
    """One database that was asked, and whether it gave a hit (1h). What the hit says stays where it was found."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    source = models.CharField(max_length=30, help_text="Code of the country's table of sources")
    hit = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "source"], name="one_consultation_per_source")]


class FormVersion(models.Model):
    """The form as it left this authority. Never changed: what is changed afterwards is the next version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    version = models.PositiveSmallIntegerField()
    content = SealedTextField(help_text="What the paper says, as JSON")
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="one_form_per_version")]


class Beside(models.TextChoices):
    """Needs for which a service is reached beside the outcome, whatever that is."""

    CHILD_ALONE = "CHILD_ALONE", _("Child alone: guardianship authority")
    # One name for all that only some may know of, so that the name tells nobody which it is (FR-16).
    SPECIALISED = "SPECIALISED", _("Specialised service: trafficking, torture, violence, or another need that only some know of")
    HEALTH = "HEALTH", _("Urgent health care or isolation: health service")
    STATELESS = "STATELESS", _("Perhaps stateless: determination and legal help")


class ReferredBeside(models.Model):
    """A service was asked for one of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    need = models.CharField(max_length=12, choices=Beside)
    referral = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "need"], name="one_referral_beside_per_need")]
