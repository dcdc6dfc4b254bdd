"""Centres with their rooms; stays; incidents without names; limits that a law and two officers allow. What may never be taken is no choice here (FR-51)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Centre(models.Model):
    """A reception centre with what its self-audit needs. Holds nothing of a person."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    name = models.CharField(max_length=120)
    toilets = models.PositiveSmallIntegerField()
    showers = models.PositiveSmallIntegerField()
    meals = models.PositiveSmallIntegerField()
    meals_of_children = models.PositiveSmallIntegerField()
    km_to_services = models.PositiveSmallIntegerField()
    separate_by_sex = models.BooleanField()
    lockable = models.BooleanField(help_text="Rooms and toilets can be locked from inside")
    child_space = models.BooleanField(help_text="A safe place for children to play and learn")
    complaints = models.BooleanField(help_text="A way to complain that the centre does not see")


class Room(models.Model):
    """``kind`` says for whom; ``area`` in square metres."""

    class Kind(models.TextChoices):
        MEN = "MEN", _("Men alone")
        WOMEN = "WOMEN", _("Women alone")
        FAMILY = "FAMILY", _("Families")
        CHILDREN = "CHILDREN", _("Children alone, with staff day and night")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.CASCADE)
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kind)
    beds = models.PositiveSmallIntegerField()
    area = models.PositiveSmallIntegerField()
    step_free = models.BooleanField(default=False, help_text="Reached and used without steps")
    closed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="one_room_of_a_name")]


class Reception(models.Model):
    """One person's reception. ``seen_on`` is the last day that somebody saw them: no diary of comings and goings is kept."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    asked_at = models.DateTimeField()
    seen_on = models.DateField(null=True)


class Placement(models.Model):
    """A bed in a room, from a day to a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    room = models.ForeignKey(Room, on_delete=models.PROTECT)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    why_apart = SealedTextField(null=True, help_text="Why a family is not together, in its own interest")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], condition=Q(until=None), name="one_bed_at_a_time")]


class Incident(models.Model):
    """What happened in a centre, by kind and number: no names. Whoever was hurt has a case of their own."""

    class Kind(models.TextChoices):
        VIOLENCE = "VIOLENCE", _("Violence between residents")
        SEXUAL = "SEXUAL", _("Sexual or gender-based violence")
        STAFF = "STAFF", _("Violence by staff or guards")
        SELF_HARM = "SELF_HARM", _("Self-harm")
        HEALTH = "HEALTH", _("Illness or accident")
        HATE = "HATE", _("Attack from outside, hate")
        FIRE = "FIRE", _("Fire, flood, technical failure")
        CHILD = "CHILD", _("A child in danger")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    kind = models.CharField(max_length=9, choices=Kind)
    on = models.DateField()
    persons = models.PositiveSmallIntegerField()
    children = models.PositiveSmallIntegerField()
    measures = models.CharField(max_length=2000)
    by_name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.CheckConstraint(name="children_are_among_the_persons", condition=Q(children__lte=F("persons")))]


class Limit(models.TextChoices):
    """What may be limited (Directive (EU) 2024/1346 art. 23). Health care, food, a bed, clothes, hygiene, school and legal help are no choice."""

    WARNING = "WARNING", _("Written warning")
    POCKET = "POCKET", _("Pocket money reduced for a time")
    LEISURE = "LEISURE", _("Left out of leisure offers for a time")
    MOVED = "MOVED", _("Moved to another room or centre of the same standard")


class Sanction(models.Model):
    """One limit for one person, for a time, reasoned, decided by a second officer, with a remedy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    limit = models.CharField(max_length=8, choices=Limit)
    reasons = SealedTextField()
    until = models.DateField()
    proposed_by = models.UUIDField()
    proposed_by_name = models.CharField(max_length=120)
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    refused = models.BooleanField(default=False)
    language = models.CharField(max_length=3, blank=True)
    remedy_told = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # FR-51: the minimum is no matter of sanctions, whatever a program writes here.
            models.CheckConstraint(name="only_what_may_be_limited", condition=Q(limit__in=["WARNING", "POCKET", "LEISURE", "MOVED"])),
            models.CheckConstraint(
                name="a_limit_has_two_people_and_a_remedy",
                condition=Q(decided_by=None) | (~Q(decided_by=F("proposed_by")) & (Q(refused=True) | (Q(remedy_told=True) & ~Q(language="")))),
            ),
        ]
