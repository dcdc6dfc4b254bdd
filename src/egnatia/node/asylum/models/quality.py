"""Quality assurance: samples of decided cases, reviews by somebody else than the author, and marks by indicator (EUAA quality tool)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.asylum.models.decision import Decision
from egnatia.node.people.models import Person


class Mark(models.TextChoices):
    """Exactly one of an indicator."""

    CORRECT = "CORRECT", _("Correct")
    MINOR = "MINOR", _("Minor error")
    SIGNIFICANT = "SIGNIFICANT", _("Significant error")
    NA = "NA", _("Not applicable")


class Part(models.TextChoices):
    INTERVIEW = "INTERVIEW", _("Interview")
    DECISION = "DECISION", _("Decision")


class Sample(models.Model):
    """How cases were drawn: the same seed draws the same cases. Holds nothing of a person."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    since = models.DateField()
    until = models.DateField()
    share = models.PositiveSmallIntegerField(help_text="Percent of the decisions of each outcome, at least one")
    twice = models.PositiveSmallIntegerField(help_text="Percent of the sample that two colleagues review")
    blind = models.BooleanField(help_text="Reviewers do not see who interviewed and decided")
    seed = models.PositiveIntegerField()
    drawn_from = models.PositiveIntegerField()
    drawn = models.PositiveIntegerField()


class Review(models.Model):
    """One review of one decision by one colleague."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    sample = models.ForeignKey(Sample, on_delete=models.CASCADE)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE)
    turn = models.PositiveSmallIntegerField()
    blind = models.BooleanField()
    reviewer = models.UUIDField(null=True)
    reviewer_name = models.CharField(max_length=120, blank=True)
    # Copied, so that the database itself keeps an author from reviewing their own work.
    author = models.UUIDField()
    second_author = models.UUIDField(null=True)
    remarks = SealedTextField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "decision", "turn"], name="one_review_of_a_turn"),
            models.CheckConstraint(
                name="nobody_reviews_their_own_work",
                condition=Q(reviewer=None) | (~Q(reviewer=F("author")) & (Q(second_author=None) | ~Q(reviewer=F("second_author")))),
            ),
        ]


class Marked(models.Model):
    """The mark of one indicator."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    review = models.ForeignKey(Review, on_delete=models.CASCADE)
    part = models.CharField(max_length=9, choices=Part)
    indicator = models.CharField(max_length=24)
    mark = models.CharField(max_length=11, choices=Mark)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "part", "indicator"], name="one_mark_of_an_indicator")]
