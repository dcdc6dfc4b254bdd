"""Documents about countries, as they were when they were read, and the places in them that are cited. Nothing here says for whom."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile


class SourceKind(models.TextChoices):
    """Who speaks (EUAA COI Report Methodology): which weight a source has is written, never counted."""

    EUAA = "EUAA", _("EUAA report or country guidance")
    INTERGOVERNMENTAL = "IGO", _("Intergovernmental organisation")
    GOVERNMENT = "GOVERNMENT", _("Government authority")
    NGO = "NGO", _("Non-governmental organisation")
    ACADEMIC = "ACADEMIC", _("Academic work")
    MEDIA = "MEDIA", _("Media, together with other sources")
    ORAL = "ORAL", _("Oral source, noted")


class Document(models.Model):
    """One published document, kept whole: what is cited can be read again after the publisher took it down."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=SourceKind)
    countries = models.CharField(max_length=60, help_text="ISO 3166-1 alpha-3, separated by a blank")
    language = models.CharField(max_length=3)
    published_on = models.DateField()
    accessed_on = models.DateField()
    address = models.CharField(max_length=500, blank=True)
    assessment = models.CharField(max_length=2000, help_text="Who, what, why, how and when of the source, in words")
    media_type = models.CharField(max_length=40)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file, hexadecimal")
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=Q(withdrawn=False), name="one_document_of_a_file"),
            models.CheckConstraint(name="a_source_is_assessed", condition=~Q(assessment="")),
        ]


class Citation(models.Model):
    """One place in one document. ``found``: the quotation stands in it word by word; None where the program cannot read the file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT)
    pinpoint = models.CharField(max_length=120)
    quote = models.CharField(max_length=2000)
    found = models.BooleanField(null=True)
    at = models.DateTimeField()
