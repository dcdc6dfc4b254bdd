"""What the independent monitor keeps. The notebook is sealed to a key that only the monitor can open: not the authority, not whoever runs the database."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile, Unit


class MonitorKey(models.Model):
    """The monitor's own key: the recipient anybody may seal to, and the identity, locked with a passphrase that is kept nowhere here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.OneToOneField(Unit, on_delete=models.PROTECT)
    recipient = models.CharField(max_length=80)
    locked = models.BinaryField()
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=120)


class Phase(models.TextChoices):
    """Decision 2004/573/EC, annex; pre-return added as in the Frontex handbook."""

    PRE_RETURN = "PRE_RETURN", _("Pre-return")
    PRE_DEPARTURE = "PRE_DEPARTURE", _("Pre-departure")
    IN_FLIGHT = "IN_FLIGHT", _("On the way")
    TRANSIT = "TRANSIT", _("Transit")
    ARRIVAL = "ARRIVAL", _("Arrival and hand-over")


class Item(models.TextChoices):
    INFORMED = "INFORMED", _("Told when, where to and why, in a language understood")
    PREPARED = "PREPARED", _("Could prepare: luggage, calls, a lawyer")
    MEDICAL = "MEDICAL", _("Medical care and certificate")
    DIGNITY = "DIGNITY", _("Treated with dignity")
    FORCE = "FORCE", _("Force: necessary, proportionate, noted")
    RESTRAINTS_OFF = "RESTRAINTS", _("Restraints taken off before the hand-over")
    CHILDREN = "CHILDREN", _("Children and families cared for")
    FOOD = "FOOD", _("Food, water, toilet, temperature")
    BELONGINGS = "BELONGINGS", _("Belongings and luggage returned, unharmed")
    COMPLAINT = "COMPLAINT", _("Could complain")
    ASYLUM = "ASYLUM", _("A wish for asylum was heard")
    HANDOVER = "HANDOVER", _("Calm hand-over to the authorities there")


class Severity(models.TextChoices):
    NONE = "NONE", _("As it should be")
    MINOR = "MINOR", _("To be improved")
    MAJOR = "MAJOR", _("Serious")


class Monitoring(models.Model):
    """One operation under the monitor's eyes. It knows the operation by its number and day, and nobody on it by name."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    operation = models.UUIDField(unique=True)
    operation_number = models.CharField(max_length=20)
    departs_at = models.DateTimeField()
    from_place = models.CharField(max_length=120)
    persons = models.PositiveSmallIntegerField(default=0)
    children = models.BooleanField(default=False)
    told_at = models.DateTimeField()
    monitor = models.CharField(max_length=120, blank=True)
    trained_until = models.DateField(null=True)
    languages = ArrayField(models.CharField(max_length=3), default=list)
    declined_because = models.CharField(max_length=300, blank=True)
    report = models.TextField(blank=True, help_text="What the monitor publishes")
    reported_at = models.DateTimeField(null=True)


class Observation(models.Model):
    """One line of the notebook. Phase, item and severity are counted; the words are sealed to the monitor. Rows are added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()
    phase = models.CharField(max_length=13, choices=Phase)
    content = models.BinaryField(help_text="age, to the monitor's recipient: item, severity, words")
    previous = models.CharField(max_length=64, help_text="SHA-256 of the line before: a line that is missing is noticed")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_line_per_number")]


class Notice(models.Model):
    """What the program tells the monitor by itself, such as somebody taken off the list because they want asylum. No name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    code = models.CharField(max_length=10)
    at = models.DateTimeField()


class MonitorFinding(models.Model):
    """What the monitor addresses to an authority: a recommendation with a day, or a serious incident. The authority answers; it changes no word."""

    class Kind(models.TextChoices):
        RECOMMENDATION = "RECOMMENDATION", _("Recommendation")
        INCIDENT = "INCIDENT", _("Serious incident")

    class Answer(models.TextChoices):
        ACCEPTED = "ACCEPTED", _("Accepted")
        PARTLY = "PARTLY", _("Accepted in part")
        REJECTED = "REJECTED", _("Not accepted")

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    monitoring = models.UUIDField()
    operation_number = models.CharField(max_length=20)
    kind = models.CharField(max_length=14, choices=Kind)
    phase = models.CharField(max_length=13, choices=Phase)
    text = models.TextField()
    due_on = models.DateField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answer_text = models.TextField(blank=True)
    answered_by_name = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)
    done_text = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="answered_on_a_day", condition=Q(answer="") | Q(answered_at__isnull=False))]


class Module(models.TextChoices):
    """Modules of a return case management system, after what is public of RECAMAS; its criteria are not published, these are this project's."""

    DECISION = "DECISION", _("Return decision")
    VOLUNTARY = "VOLUNTARY", _("Voluntary departure")
    IDENTITY = "IDENTITY", _("Identification")
    READMISSION = "READMISSION", _("Readmission and travel documents")
    DETENTION = "DETENTION", _("Detention and alternatives")
    OPERATION = "OPERATION", _("Operations")
    MONITORING = "MONITORING", _("Monitoring")
    REINTEGRATION = "REINTEGRATION", _("Reintegration")
    INTERFACES = "INTERFACES", _("Interfaces: asylum, border exit")
    STATISTICS = "STATISTICS", _("Statistics")
    AUDIT = "AUDIT", _("Audit and access")


class GapAssessment(models.Model):
    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    title = models.CharField(max_length=200)
    made_on = models.DateField()


class GapLine(models.Model):
    """One criterion: how far it is met (0 not at all, 4 fully), by what evidence, and what is recommended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    module = models.CharField(max_length=13, choices=Module)
    criterion = models.CharField(max_length=200)
    level = models.PositiveSmallIntegerField()
    evidence = models.CharField(max_length=1000)
    recommendation = models.CharField(max_length=1000, blank=True)
    owner = models.CharField(max_length=160, blank=True)
    due_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="level_0_to_4", condition=Q(level__lte=4)),
            models.CheckConstraint(name="a_gap_has_a_recommendation", condition=Q(level=4) | (~Q(recommendation="") & ~Q(owner="") & Q(due_on__isnull=False))),
        ]
