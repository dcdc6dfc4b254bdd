"""A return operation: who is on its manifest, who comes along, what was used of force, and each removal from the list with its reason."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person
from egnatia.node.returns.models.case import FitToTravel


class Kind(models.TextChoices):
    NATIONAL = "NATIONAL", _("National return operation")
    JOINT = "JOINT", _("Joint return operation of several states")
    COLLECTING = "COLLECTING", _("Collecting return operation: the state of return sends carrier and escorts")


class Carriage(models.TextChoices):
    CHARTER = "CHARTER", _("Charter flight")
    SCHEDULED = "SCHEDULED", _("Scheduled flight")
    LAND = "LAND", _("By land")
    SEA = "SEA", _("By sea")


MODE_OF = {
    Carriage.CHARTER: FitToTravel.Mode.AIR,
    Carriage.SCHEDULED: FitToTravel.Mode.AIR,
    Carriage.LAND: FitToTravel.Mode.LAND,
    Carriage.SEA: FitToTravel.Mode.SEA,
}


class Operation(models.Model):
    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind)
    carriage = models.CharField(max_length=9, choices=Carriage)
    country = models.CharField(max_length=3, help_text="Of return; it never leaves this node with a day")
    departs_at = models.DateTimeField()
    from_place = models.CharField(max_length=120)
    carrier = models.CharField(max_length=120, blank=True)
    authorised = models.CharField(max_length=200, blank=True, help_text="Transit and destination authorisations, by reference")
    seats = models.PositiveSmallIntegerField()
    organiser = models.CharField(max_length=3)
    reference = models.UUIDField(null=True, help_text="Of the call at the hub")
    called = models.JSONField(null=True, help_text="The call as it is told when it ends")
    monitor_told_at = models.DateTimeField(null=True)
    monitoring = models.UUIDField(null=True, help_text="The monitor's own case; its content is closed to this authority")
    locked_at = models.DateTimeField(null=True)
    departed_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    debrief = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="no_departure_without_monitor", condition=Q(departed_at=None) | Q(monitor_told_at__isnull=False)),
            models.CheckConstraint(name="arrived_after_departed", condition=Q(arrived_at=None) | Q(departed_at__isnull=False)),
        ]


class Status(models.TextChoices):
    BOOKED = "BOOKED", _("On the list")
    REMOVED = "REMOVED", _("Taken off the list")
    BOARDED = "BOARDED", _("Boarded")
    HANDED_OVER = "HANDED_OVER", _("Handed over")
    RETURNED_BACK = "RETURNED_BACK", _("Came back")


class Off(models.TextChoices):
    """Why somebody was taken off: the wish for asylum first."""

    ASYLUM = "ASYLUM", _("Wants asylum")
    COURT = "COURT", _("Order of a court or remedy")
    MEDICAL = "MEDICAL", _("Medical reason")
    SAFEGUARD = "SAFEGUARD", _("A safeguard is not met")
    DOCUMENT = "DOCUMENT", _("Document")
    ABSENT = "ABSENT", _("Did not appear")
    VOLUNTARY = "VOLUNTARY", _("Chose assisted voluntary return")
    FAMILY = "FAMILY", _("Unity of the family")
    REFUSED = "REFUSED", _("Refused by the carrier or the captain")
    RESISTANCE = "RESISTANCE", _("Resistance")
    OTHER = "OTHER", _("Other")


class Returnee(models.Model):
    """One person on one manifest."""

    class Risk(models.TextChoices):
        LOW = "LOW", _("Low")
        MEDIUM = "MEDIUM", _("Medium")
        HIGH = "HIGH", _("High")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    return_case = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    status = models.CharField(max_length=13, choices=Status, default=Status.BOOKED)
    off = models.CharField(max_length=10, choices=Off, blank=True)
    risk = models.CharField(max_length=6, choices=Risk, blank=True)
    risk_reasons = SealedTextField(null=True)
    escorts = models.PositiveSmallIntegerField(null=True, help_text="By the individual assessment; there is no fixed ratio")
    booked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    belongings = models.BooleanField(null=True, help_text="Belongings and luggage went along")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["return_case"], condition=Q(status__in=("BOOKED", "BOARDED")), name="on_one_manifest_at_a_time"),
            models.CheckConstraint(name="taken_off_for_a_reason", condition=~Q(status="REMOVED") | ~Q(off="")),
        ]


class Escort(models.Model):
    class Duty(models.TextChoices):
        LEADER = "LEADER", _("Escort leader")
        ESCORT = "ESCORT", _("Escort")
        BACKUP = "BACKUP", _("Back-up")
        MEDIC = "MEDIC", _("Doctor or nurse")
        INTERPRETER = "INTERPRETER", _("Interpreter")
        REPRESENTATIVE = "REPRESENTATIVE", _("Representative of a participating state")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    duty = models.CharField(max_length=14, choices=Duty)
    name = models.CharField(max_length=120)
    username = models.CharField(max_length=60, blank=True, help_text="Of an account here, if there is one: who decided does not escort")
    woman = models.BooleanField()
    trained_until = models.DateField(null=True)
    rested = models.BooleanField(help_text="Has rested as the rules of service ask")


class Force(models.TextChoices):
    """Means of coercion that may be used at all (Council of Europe, Twenty Guidelines, 19). What is not here has no code: no sedation, nothing at
    the airway."""

    HOLD = "HOLD", _("Holding by hand")
    HANDCUFFS = "HANDCUFFS", _("Handcuffs")
    BELT = "BELT", _("Body belt")
    HELMET = "HELMET", _("Protective helmet")


class Coercion(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    returnee = models.ForeignKey(Returnee, on_delete=models.CASCADE)
    force = models.CharField(max_length=9, choices=Force)
    reason = SealedTextField()
    at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    officer = models.CharField(max_length=120)
    medical_after = models.BooleanField()
    monitor_present = models.BooleanField()
    noted_at = models.DateTimeField()


class GuidelineAnswer(models.Model):
    """The Twenty Guidelines on Forced Return (Council of Europe, CM(2005)40) as a checklist of one operation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    guideline = models.PositiveSmallIntegerField()
    met = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="one_of_twenty", condition=Q(guideline__gte=1, guideline__lte=20))]


class Call(models.Model):
    """A call for seats of another node, as the hub told it: a part of the world, a quarter of a year, a band of seats."""

    reference = models.UUIDField(primary_key=True)
    country = models.CharField(max_length=3, help_text="Of the node that calls")
    region = models.CharField(max_length=12)
    quarter = models.CharField(max_length=7)
    band = models.CharField(max_length=6)
    open = models.BooleanField(default=True)
    told_at = models.DateTimeField()


class SeatsOffered(models.Model):
    """Seats that another node offers to a call of this one."""

    id = models.BigAutoField(primary_key=True)
    reference = models.UUIDField()
    country = models.CharField(max_length=3)
    band = models.CharField(max_length=6)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reference", "country"], name="one_offer_of_a_node")]
