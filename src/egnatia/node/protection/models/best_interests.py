"""Best interests of a child: assessments at any time, and determinations by a panel (UNHCR Best Interests Procedure Guidelines, 2021)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Trigger(models.TextChoices):
    """What may only follow a determination."""

    SEPARATION = "SEPARATION", _("Separation from parents against their will")
    SOLUTION = "SOLUTION", _("Return, family reunion or another lasting solution for a child alone")
    CUSTODY = "CUSTODY", _("Custody is disputed or not clear")
    CARE = "CARE", _("Exceptional care, or a danger in the present one")


class Outcome(models.TextChoices):
    STAY = "STAY", _("Stays here, with protection and care")
    FAMILY_HERE = "FAMILY_HERE", _("Lives with family here")
    FAMILY_ELSEWHERE = "FAMILY_ELSEWHERE", _("Joins family in another state that protects the child")
    CARE = "CARE", _("Other care here")
    RETURN = "RETURN", _("Returns to parents or care that were found adequate")


class BestInterests(models.Model):
    """The procedure of one child; assessments and determinations stand beside it, none is changed."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.OneToOneField(Person, on_delete=models.CASCADE)
    risk = models.CharField(max_length=6)
    review_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=8, blank=True)


class Assessment(models.Model):
    """One assessment (BIA), short or full: what the child said, and what is best meanwhile."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    full = models.BooleanField()
    language = models.CharField(max_length=3)
    interpreter_present = models.BooleanField()
    views = SealedTextField(null=True)
    not_heard = SealedTextField(null=True, help_text="Why the child could not be heard; empty if it was")
    permits = models.BooleanField(default=False, help_text="With its family: what the authorities plan for all of them is not against the child")
    review_on = models.DateField()
    findings = SealedTextField()
    plan = SealedTextField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class Determination(models.Model):
    """One determination (BID): asked for, reported on, decided by a panel. An earlier one stays as it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    trigger = models.CharField(max_length=10, choices=Trigger)
    asked_at = models.DateTimeField()
    reported_by = models.UUIDField(null=True)
    sits_at = models.DateTimeField(null=True)
    sits_where = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    reasons = SealedTextField(null=True)
    to_country = models.CharField(max_length=3, blank=True, help_text="Of a return: to which state, and to no other one")
    reception = SealedTextField(null=True, help_text="Of a return: who takes the child in, and how this was confirmed")
    reception_confirmed = models.BooleanField(default=False)
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    holds_until = models.DateField(null=True)
    taken_up_why = SealedTextField(null=True)
    taken_up_at = models.DateTimeField(null=True, help_text="Something new came: it does not hold any more")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="determined_by_another_than_reported",
                condition=Q(decided_at=None)
                | (
                    Q(decided_by__isnull=False, reported_by__isnull=False, holds_until__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(decided_by=F("reported_by"))
                    & (~Q(outcome="RETURN") | (Q(reception_confirmed=True) & ~Q(to_country="")))
                ),
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(decided_at=None), name="one_open_determination"),
        ]


class Report(models.Model):
    """What the panel was given to read. One that was sent back stays as it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    determination = models.ForeignKey(Determination, on_delete=models.CASCADE)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    text = SealedTextField()
    views = SealedTextField()
    guardian_views = SealedTextField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    sent_back = SealedTextField(null=True, help_text="What was missing in it")


class PanelMember(models.Model):
    """Somebody of the panel, who signed to keep what is heard there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    determination = models.ForeignKey(Determination, on_delete=models.CASCADE)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120)
    chairs = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["determination", "name"], name="one_seat_for_a_member"),
            models.UniqueConstraint(fields=["determination"], condition=Q(chairs=True), name="one_chair"),
        ]
