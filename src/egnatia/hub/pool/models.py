"""The pool as the hub knows it: numbers, homes and hours; requests under references that are used once. A request is erased when it is settled."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from egnatia.kernel import moment
from egnatia.kernel.models import CaseFile

# A plan that waits for another one, or whose maker was stopped.
LOST_AFTER = timedelta(minutes=10)


class Participant(models.Model):
    """A node of the pool and the key that what is for it alone is sealed to."""

    node = models.CharField(max_length=3, primary_key=True)
    sealing_key = models.CharField(max_length=70)
    told_at = models.DateTimeField()


class Premises(models.Model):
    code = models.CharField(max_length=34, primary_key=True)
    node = models.CharField(max_length=3)
    name = models.CharField(max_length=120)
    latitude = models.FloatField()
    longitude = models.FloatField()
    rooms = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField(help_text="minute of the day")
    closes = models.PositiveSmallIntegerField(help_text="minute of the day")
    offered = models.BooleanField(default=True)


class Interpreter(models.Model):
    """By number, for good: a number is never given to somebody else. ``hours`` by day in ISO form: minutes from and until."""

    number = models.AutoField(primary_key=True)
    node = models.CharField(max_length=3)
    reference = models.UUIDField(unique=True)
    home = models.ForeignKey(Premises, on_delete=models.PROTECT)
    sex = models.CharField(max_length=1)
    levels = models.JSONField()
    modes = ArrayField(models.CharField(max_length=5))
    cents_an_hour = models.PositiveIntegerField()
    vetted_until = models.DateField()
    oath_on = models.DateField()
    hours = models.JSONField()
    offered = models.BooleanField(default=True)


class Absence(models.Model):
    """Somebody is ill or away: nothing is planned for them in that time, whatever their hours say."""

    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE)
    since = models.DateTimeField()
    until = models.DateTimeField()


class Request(models.Model):
    """What one node needs, as it said it. ``options``: what it was offered last."""

    class State(models.TextChoices):
        OPEN = "OPEN"
        ASKED = "ASKED"
        BOOKED = "BOOKED"

    id = models.BigAutoField(primary_key=True)
    reference = models.UUIDField(unique=True)
    node = models.CharField(max_length=3)
    premises = models.ForeignKey(Premises, on_delete=models.PROTECT)
    day = models.DateField()
    language = models.CharField(max_length=3)
    level = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()
    modes = ArrayField(models.CharField(max_length=5))
    urgency = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=1, blank=True)
    sex_is_hard = models.BooleanField()
    not_these = ArrayField(models.IntegerField())
    said_no = ArrayField(models.IntegerField(), default=list, help_text="Who was asked already and cannot")
    people = models.PositiveSmallIntegerField()
    accepts = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    options = models.JSONField(default=list)
    link = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        indexes = [models.Index(fields=["day"])]


class Booking(models.Model):
    """One request with who does it. ``confirmed_at``: everybody who was asked said yes."""

    request = models.OneToOneField(Request, on_delete=models.CASCADE)
    start = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=5)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    accepts = models.CharField(max_length=10, help_text="How far the variety may be in this booking, as an officer answered for it")


class Seat(models.Model):
    """One interpreter in a booking. ``during`` ends with the rest that follows. Two at one time do not go in, whoever asks."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField()
    interpreter = models.ForeignKey(Interpreter, on_delete=models.PROTECT)
    premises = models.ForeignKey(Premises, on_delete=models.PROTECT)
    during = DateTimeRangeField()
    interpreter_says = models.BooleanField(null=True)
    room_says = models.BooleanField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_place_at_a_time",
                expressions=[
                    (Func(F("interpreter_id"), F("interpreter_id"), Value("[]"), function="int4range"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            )
        ]


class Proposal(models.Model):
    """What a plan or a repair would change; a coordinator accepts it or not. ``seats``: number and premises of each; none: to end the booking."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    request = models.OneToOneField(Request, on_delete=models.CASCADE)
    start = models.PositiveSmallIntegerField(default=0)
    mode = models.CharField(max_length=5, blank=True)
    seats = models.JSONField(default=list)
    made_at = models.DateTimeField()


class Released(models.Model):
    """That a coordinator let a booking go, and why: numbers alone."""

    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    number = models.BigIntegerField(help_text="of the request")
    why = models.CharField(max_length=120)
    at = models.DateTimeField()


class Run(models.Model):
    """A plan being made: how far it is. Values in points of the plan (urgency and minutes served)."""

    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    asked_at = models.DateTimeField()
    seconds = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    served = models.PositiveIntegerField(default=0)
    wanted = models.PositiveIntegerField(default=0)
    value = models.FloatField(default=0)
    bound = models.FloatField(null=True)
    failed = models.BooleanField(default=False)

    @property
    def is_lost(self) -> bool:
        """Whoever made it is gone: it is not waited for."""
        return self.ended_at is None and moment.now() > self.asked_at + timedelta(seconds=self.seconds) + LOST_AFTER


class Week(models.Model):
    """The planning of one week, from its Monday."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    monday = models.DateField(unique=True)


class Demand(models.Model):
    """How much was asked for and how much of it was held, by month, country and language: all that stays of requests."""

    month = models.DateField()
    node = models.CharField(max_length=3)
    language = models.CharField(max_length=3)
    asked = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "node", "language"], name="one_line_of_demand")]


class Account(models.Model):
    """What one country's interpreters did for another in a month, in minutes and cents: what the two settle."""

    month = models.DateField()
    of = models.CharField(max_length=3, help_text="whose interpreters")
    to = models.CharField(max_length=3, help_text="who was served")
    sessions = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)
    cents = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "of", "to"], name="one_account_of_a_month"),
            models.CheckConstraint(name="account_of_a_month", condition=Q(month__day=1)),
        ]
