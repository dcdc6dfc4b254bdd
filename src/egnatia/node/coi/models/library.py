"""Sources as they were assessed, documents as they were when they were read, and the places in them that are cited. Nothing here says for whom."""

from __future__ import annotations

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
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
    SOCIAL = "SOCIAL", _("Social media, together with other sources")


class Made(models.TextChoices):
    """Who wrote the words that stand here."""

    ORIGINAL = "ORIGINAL", _("As its source wrote it")
    TRANSLATED = "TRANSLATED", _("Translated by a person")
    MACHINE = "MACHINE", _("Translated or summed up by a machine: to read, never to cite")


class Closed(models.TextChoices):
    """On which ground of Reg. (EU) 2024/1348 art. 18(2) an applicant is given a summary instead of the file."""

    SECURITY = "SECURITY", _("National security")
    SOURCES = "SOURCES", _("Safety of the organisations or persons who gave the information")
    PERSONS = "PERSONS", _("Safety of the persons whom it is about")
    INVESTIGATION = "INVESTIGATE", _("An examination or investigation by authorities")
    RELATIONS = "RELATIONS", _("International relations")


class Topic(models.TextChoices):
    """What information is about, by the terms of reference that reports share."""

    SECURITY = "SECURITY", _("Security situation")
    HUMAN_RIGHTS = "HUMAN_RIGHTS", _("Human rights")
    PROTECTION = "PROTECTION", _("State protection, police and courts")
    INTERNAL = "INTERNAL", _("Internal alternative: travel, admittance, settling")
    ACTORS = "ACTORS", _("State and non-state actors")
    GENDER = "GENDER", _("Women and gender-based violence")
    CHILDREN = "CHILDREN", _("Children")
    RELIGION = "RELIGION", _("Religion and ethnicity")
    LGBTI = "LGBTI", _("Sexual orientation and gender identity")
    POLITICS = "POLITICS", _("Political opinion, media and protest")
    HEALTH = "HEALTH", _("Health care")
    LIVING = "LIVING", _("Living conditions")
    LAW = "LAW", _("Law and custom")


class Source(models.Model):
    """Whoever publishes or says something, known by how it was assessed."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True, related_name="coi_source")
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=12, choices=SourceKind)


class Assessment(models.Model):
    """The five questions about a source, answered by a person; never changed, only followed by a newer one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    version = models.PositiveIntegerField()
    who = models.TextField(help_text="Identity, mandate, reputation")
    what = models.TextField(help_text="Scope and content")
    why = models.TextField(help_text="Motivation, funding, interest")
    how = models.TextField(help_text="Method, wording, naming of its own sources")
    when = models.TextField(help_text="Of the events, of the research, of publication")
    criticism = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "version"], name="one_assessment_of_a_version")]


class Document(models.Model):
    """One version of one document, kept whole: what is cited can be read again after the publisher changed it or took it down."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, help_text="None of documents from before there was a register")
    assessed = models.ForeignKey(Assessment, null=True, on_delete=models.PROTECT, help_text="How the source was assessed when the document was confirmed")
    kind = models.CharField(max_length=12, choices=SourceKind)
    countries = models.CharField(max_length=60, help_text="ISO 3166-1 alpha-3, separated by a blank")
    topics = models.CharField(max_length=200, blank=True, help_text="Codes of topics, separated by a blank")
    language = models.CharField(max_length=3)
    made = models.CharField(max_length=10, choices=Made, default=Made.ORIGINAL)
    translator = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True)
    accessed_on = models.DateField()
    cut_off = models.DateField(null=True, help_text="Day up to which the information reaches, where the document names one")
    address = models.CharField(max_length=500, blank=True)
    assessment = models.CharField(max_length=2000, blank=True, help_text="What is particular about this document; of older ones the source too")
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file, hexadecimal")
    text = models.TextField(blank=True, help_text="What was read from the file; places are counted in it")
    pages = models.PositiveIntegerField(default=0)
    doubtful = models.JSONField(default=list, help_text="Pages whose text is missing or garbled")
    proposed = models.JSONField(default=dict, help_text="What the program proposed, until somebody confirms")
    follows = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="newer")
    confirmed = models.BooleanField(default=True)
    confirmed_at = models.DateTimeField(null=True)
    withdrawn = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=2000, blank=True)
    indexed_at = models.DateTimeField(null=True)
    compared = models.BooleanField(default=False, help_text="With the searches that are kept")
    closed = models.CharField(max_length=12, choices=Closed, blank=True, help_text="Why applicants are given a summary and not the file")
    closed_why = models.CharField(max_length=2000, blank=True, help_text="For courts; not for the applicant")
    summary = models.CharField(max_length=4000, blank=True, help_text="What applicants are given instead")

    class Meta:
        constraints = [
            models.CheckConstraint(name="what_is_closed_is_summed_up", condition=Q(closed="") | (~Q(summary="") & ~Q(closed_why=""))),
            models.UniqueConstraint(fields=["digest"], condition=Q(withdrawn=False), name="one_document_of_a_file"),
            models.CheckConstraint(name="a_source_is_assessed", condition=Q(confirmed=False) | Q(assessed__isnull=False) | ~Q(assessment="")),
            models.CheckConstraint(name="a_translation_has_its_translator", condition=~Q(made="TRANSLATED") | ~Q(translator="")),
            models.CheckConstraint(name="a_document_has_its_day", condition=Q(confirmed=False) | Q(published_on__isnull=False)),
        ]


class CountryEvent(models.Model):
    """Something after which older information may not hold any more: a change of power, a ceasefire, a new law."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True, related_name="coi_event")
    country = models.CharField(max_length=3, help_text="ISO 3166-1 alpha-3")
    day = models.DateField()
    what = models.CharField(max_length=300)
    topics = models.CharField(max_length=200, blank=True, help_text="Codes of topics, separated by a blank; none means all")
    withdrawn = models.BooleanField(default=False)
    noted_at = models.DateTimeField()


class Passage(models.Model):
    """A part of a document that is found and opened: ``document.text[start:end]``."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()
    page = models.PositiveIntegerField(default=0)
    headings = models.CharField(max_length=500, blank=True)
    first = models.PositiveIntegerField(help_text="Number of its first paragraph")
    last = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    terms = SearchVectorField(help_text="Stems, for the search while the index is built anew")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_passage_of_a_number")]
        indexes = [GinIndex(fields=["terms"], name="coi_passage_terms")]


class Citation(models.Model):
    """One place in one document (W3C Web Annotation: text quote and text position). ``found``: None where the program cannot read the place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT)
    pinpoint = models.CharField(max_length=120)
    quote = models.CharField(max_length=2000)
    found = models.BooleanField(null=True)
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    page = models.PositiveIntegerField(default=0)
    passage = models.PositiveIntegerField(default=0, help_text="Number of the passage, 0 where none is known")
    translation = models.CharField(max_length=4000, blank=True)
    translated_by = models.CharField(max_length=200, blank=True, help_text="A person, with the function")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="a_translated_quotation_has_its_translator", condition=Q(translation="") | ~Q(translated_by=""))]


class Held(models.TextChoices):
    """What a court or guidance made of a passage."""

    RELIED = "RELIED", _("Relied on it")
    DOUBTED = "DOUBTED", _("Did not follow it")
    LIMITED = "LIMITED", _("Followed it in part")


class PassageNote(models.Model):
    """What a court or country guidance said of a passage: whose decision, and what it held of the information; no case of this node."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE)
    passage = models.PositiveIntegerField(help_text="Its number")
    who = models.CharField(max_length=200)
    held = models.CharField(max_length=8, choices=Held)
    said = models.CharField(max_length=1000)
    on = models.DateField()
    by_name = models.CharField(max_length=200)
