"""Evidence assessment: material facts, what bears on each, how credible it is, and what the law makes of it (Reg. (EU) 2024/1347 art. 4)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.asylum.models.codes import (
    Act,
    ActorOfHarm,
    Available,
    Bears,
    Benefit,
    Exclusion,
    FactKind,
    Factor,
    FactOutcome,
    Function,
    Harm,
    Indicator,
    PieceKind,
    Reason,
    Rests,
)
from egnatia.node.asylum.models.interview import Interview
from egnatia.node.people.models import Person


def _codes(choices: type[models.TextChoices]) -> ArrayField:
    return ArrayField(models.CharField(max_length=14, choices=choices), default=list)


class Fact(models.Model):
    """One material fact. Nobody finds it credible or not but a person, with reasons (FR-07)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=FactKind)
    statement = SealedTextField()
    struck = SealedTextField(null=True, help_text="Why it is no fact of this case after all")
    is_struck = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=FactOutcome, blank=True)
    reasons = SealedTextField(null=True)
    has_reasons = models.BooleanField(default=False)
    factors = _codes(Factor)
    explained = models.BooleanField(default=False, help_text="The applicant could explain what was missing or did not fit")
    benefit = _codes(Benefit)
    assessed_by = models.UUIDField(null=True)
    assessed_by_name = models.CharField(max_length=120, blank=True)
    assessed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_fact_of_a_number"),
            models.CheckConstraint(
                name="a_person_finds_with_reasons", condition=Q(outcome="") | (Q(assessed_by__isnull=False, has_reasons=True) & ~Q(factors=[]))
            ),
            models.CheckConstraint(name="rejected_after_a_chance_to_explain", condition=~Q(outcome="REJECTED") | Q(explained=True)),
            models.CheckConstraint(
                name="benefit_of_the_doubt_by_all_conditions", condition=~Q(outcome="BENEFIT") | Q(benefit__contains=["a", "b", "c", "d", "e"])
            ),
        ]


class Piece(models.Model):
    """What bears on a fact: words of the report with their paragraph, a paper, a citation, another person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    fact = models.ForeignKey(Fact, on_delete=models.CASCADE)
    kind = models.CharField(max_length=9, choices=PieceKind)
    bears = models.CharField(max_length=8, choices=Bears)
    pinpoint = models.CharField(max_length=120)
    text = SealedTextField(null=True)
    # Of the room of country information: kept there, read through its selectors.
    citation = models.UUIDField(null=True)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, null=True)
    despite = SealedTextField(null=True, help_text="Why country information is relied on that may not hold any more")
    despite_by_name = models.CharField(max_length=120, blank=True)
    despite_at = models.DateTimeField(null=True)
    taken_back = SealedTextField(null=True, help_text="Why nothing rests on it any more")
    is_taken_back = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="country_information_is_cited", condition=~Q(kind="COI") | Q(citation__isnull=False)),
            models.CheckConstraint(name="words_are_of_an_interview", condition=~Q(kind="STATEMENT") | Q(interview__isnull=False)),
            models.CheckConstraint(name="evidence_has_its_place", condition=~Q(pinpoint="")),
        ]


class Weighing(models.Model):
    """How one use of country information was weighed: nine questions (IARLJ 2006), on whom it rests, what else was read. Words, and no number."""

    piece = models.OneToOneField(Piece, on_delete=models.CASCADE, primary_key=True)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    function = models.CharField(max_length=12, choices=Function)
    answers = models.JSONField(help_text="Answer by question")
    rests = models.CharField(max_length=8, choices=Rests)
    roots = ArrayField(models.UUIDField(), default=list, help_text="Registered sources that the passage names as its own")
    weight = SealedTextField()
    shown = models.JSONField(help_text="Passages that were shown beside the quotation")
    otherwise = models.JSONField(help_text="Those of them that say otherwise, with their words")
    otherwise_why = SealedTextField(null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class Finding(models.Model):
    """One credibility indicator of one fact."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    fact = models.ForeignKey(Fact, on_delete=models.CASCADE)
    indicator = models.CharField(max_length=9, choices=Indicator)
    bears = models.CharField(max_length=8, choices=Bears)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "indicator"], name="one_finding_of_an_indicator")]


class Analysis(models.Model):
    """Risk on return and what the law makes of it. One of a case; each decision keeps it as it stood then."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    risk = SealedTextField()
    acts = _codes(Act)
    reasons = _codes(Reason)
    actors = _codes(ActorOfHarm)
    protection = models.CharField(max_length=4, choices=Available)
    alternative = models.CharField(max_length=4, choices=Available)
    harms = _codes(Harm)
    exclusion = _codes(Exclusion)
    text = SealedTextField()
    few_sources = SealedTextField(null=True, help_text="Why the risk rests on fewer than two independent sources of two kinds")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
