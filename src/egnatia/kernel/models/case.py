"""Cases, who may see them, what happened, and what is due: the tables that every procedure shares."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class CaseNumber(models.Model):
    """The last number given in a series, such as 2026; one row each, locked while a number is taken."""

    series = models.CharField(max_length=12, primary_key=True)
    last = models.PositiveIntegerField(default=0)


class CaseFile(models.Model):
    """One run of one procedure. ``subject`` is the person or thing it is about, known to its room alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    procedure = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=0)
    subject = models.UUIDField(null=True, db_index=True)
    unit_id = models.UUIDField(db_index=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed = models.BooleanField(default=False)
    holder_id = models.UUIDField(null=True, help_text="Who of the unit works on it: its caseload")
    # Kept by the engine from clocks and tasks, so that the queue of a large unit is one walk along an index.
    due_at = models.DateTimeField(null=True, help_text="The next open time limit")
    late = models.BooleanField(default=False, help_text="A time limit has passed and nobody has acted on it yet")
    priority = models.BooleanField(default=False, help_text="The person needs to come first")
    waits_for = ArrayField(models.CharField(max_length=40), default=list, help_text="Safeguards that its next stage waits for, by code")

    class Meta:
        indexes = [
            models.Index(fields=["procedure", "state"]),
            models.Index(fields=["procedure", "opened_at"]),
            models.Index(
                "unit_id",
                F("late").desc(),
                F("priority").desc(),
                F("due_at").asc(nulls_last=True),
                F("opened_at").desc(),
                "number",
                condition=Q(closed=False),
                name="queue_of_a_unit",
            ),
            models.Index(fields=["holder_id"], condition=Q(closed=False), name="caseload"),
            # The figures on top of the queue, read from the index alone.
            models.Index(fields=["unit_id", "procedure"], include=["id", "late", "holder_id"], condition=Q(closed=False), name="figures_of_a_unit"),
        ]

    def __str__(self) -> str:
        return self.number


class Grant(models.Model):
    """A unit may see a case, and with it its subject. A hand-over is an insert here; row-level security reads this table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    unit_id = models.UUIDField()
    subject = models.UUIDField(null=True)
    basis = models.CharField(max_length=40)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "unit_id"], name="one_grant_per_unit_and_case")]
        indexes = [models.Index(fields=["unit_id", "subject"]), models.Index(fields=["unit_id", "case"])]


class Event(models.Model):
    """One action that was done. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=40)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=120)
    actor_unit = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "sequence"], name="one_event_per_sequence")]
        indexes = [models.Index(fields=["action", "at"])]


class GateRecord(models.Model):
    """What a safeguard answered when an action passed it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE)
    code = models.CharField(max_length=40)
    outcome = models.CharField(max_length=8)


class ClockRow(models.Model):
    """A legal time limit that runs or ran, with the rule row that it came from."""

    class State(models.TextChoices):
        OPEN = "OPEN"
        MET = "MET"
        EXPIRED = "EXPIRED"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    code = models.CharField(max_length=40)
    rule = models.ForeignKey("kernel.RuleRow", on_delete=models.PROTECT)
    anchor_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "code"], condition=Q(state="OPEN"), name="one_open_clock_per_code")]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="OPEN"), name="open_clocks_by_due")]


class Task(models.Model):
    """Something a human must do: opened by an expired clock or by a hand-over, closed by the action that does it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    unit_id = models.UUIDField(db_index=True)
    code = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "unit_id", "code"], condition=Q(done_at=None), name="one_open_task_per_code")]
        indexes = [models.Index(fields=["unit_id", "opened_at"], condition=Q(done_at=None), name="open_tasks_of_a_unit")]


class DoneAction(models.Model):
    """The answer to a form's key: the same form sent again gets it instead of a second effect."""

    key = models.UUIDField(primary_key=True)
    actor_id = models.UUIDField(null=True)
    action = models.CharField(max_length=81)
    asked_case = models.UUIDField(null=True)
    case_id = models.UUIDField()
    digest = models.BinaryField(max_length=16, help_text="Keyed hash of the answers: other answers under one key are refused")
    at = models.DateTimeField()
