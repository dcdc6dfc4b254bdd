"""Questions about a country and what was found on them: claims with the places they stand on, searches that found nothing, editions that never change."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.node.coi.models.library import Citation, Document


class Kind(models.TextChoices):
    RESPONSE = "RESPONSE", _("Answer to a question")
    REPORT = "REPORT", _("Report by terms of reference")


class Research(models.Model):
    """What is to be found out. It says for nobody: no case and no person stands here."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True, related_name="coi_research")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=200)
    country = models.CharField(max_length=3, help_text="ISO 3166-1 alpha-3")
    topics = models.CharField(max_length=200, help_text="Codes of topics, separated by a blank")
    language = models.CharField(max_length=3, help_text="ISO 639-3, in which it is written")
    questions = models.JSONField(help_text="The terms of reference, in order")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    needed_by = models.DateField(null=True)
    public = models.CharField(max_length=500, blank=True, help_text="Which person of public life it names, and why")
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_period_has_an_order", condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=models.F("until")))
        ]


class Claim(models.Model):
    """One thing that is said in answer to a question; it stands on at least one place in a document."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    research = models.ForeignKey(Research, on_delete=models.CASCADE)
    question = models.PositiveIntegerField(help_text="Number of the question, from 1")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=1500)
    struck = models.BooleanField(default=False)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["research", "number"], name="one_claim_of_a_number")]


class Support(models.Model):
    """A place in a document that bears on a claim: it says so, or says otherwise."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE)
    citation = models.OneToOneField(Citation, on_delete=models.PROTECT)
    otherwise = models.BooleanField(default=False)
    by = models.UUIDField(null=True)


class NothingFound(models.Model):
    """A search that found nothing: a result of its own, with what was looked for, where and when. It never says that something did not happen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    research = models.ForeignKey(Research, on_delete=models.CASCADE)
    question = models.PositiveIntegerField()
    terms = models.CharField(max_length=1000)
    looked_in = models.CharField(max_length=1000)
    on = models.DateField()
    struck = models.BooleanField(default=False)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)


class Remark(models.Model):
    """What somebody said about the work: sent back with, declined with, looked at again with."""

    class What(models.TextChoices):
        SENT_BACK = "SENT_BACK", _("Sent back")
        DECLINED = "DECLINED", _("Declined")
        LOOKED_AT = "LOOKED_AT", _("Looked at again")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    research = models.ForeignKey(Research, on_delete=models.CASCADE)
    what = models.CharField(max_length=10, choices=What)
    text = models.CharField(max_length=2000)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()


class Edition(models.Model):
    """What was published: bytes that never change, and the document by which it is found and cited like every other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    research = models.ForeignKey(Research, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    content = models.BinaryField(help_text="JSON, UTF-8, keys sorted")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content, hexadecimal")
    document = models.OneToOneField(Document, on_delete=models.PROTECT)
    published_at = models.DateTimeField()
    reviewed_by_name = models.CharField(max_length=200)
    shared_at = models.DateTimeField(null=True, help_text="When it was sent to the hub, for all nodes")
    shared_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["research", "number"], name="one_edition_of_a_number")]


class SharedEdition(models.Model):
    """An edition that another node published, as the hub passed it on. It is cited once somebody here took it into the library and confirmed it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    node = models.CharField(max_length=3)
    number = models.CharField(max_length=20)
    edition = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    country = models.CharField(max_length=3, help_text="ISO 3166-1 alpha-3")
    content = models.BinaryField()
    paper = models.BinaryField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content, hexadecimal")
    received_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    document = models.OneToOneField(Document, null=True, on_delete=models.SET_NULL)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "number", "edition"], name="one_shared_edition_of_a_node")]
