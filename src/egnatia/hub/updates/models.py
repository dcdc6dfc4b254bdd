"""Events with who came, documents and conclusions."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe.models import Framework, Party
from egnatia.kernel.models import CaseFile


class Event(models.Model):
    """A workshop or meeting. Whoever ``leads`` it changes it; others may organise it too, also from outside the four partners."""

    class Kind(models.TextChoices):
        WORKSHOP = "WORKSHOP", _("Workshop")
        MEETING = "MEETING", _("Meeting")
        STEERING = "STEERING", _("Steering committee")
        STUDY_VISIT = "STUDY_VISIT", _("Study visit")
        CONFERENCE = "CONFERENCE", _("Conference")

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True, related_name="programme_event")
    kind = models.CharField(max_length=11, choices=Kind)
    title = models.CharField(max_length=200)
    topic = models.CharField(max_length=120, help_text="Such as age assessment, training methodology")
    matters = models.CharField(max_length=2000, blank=True, help_text="Why it matters, in a sentence for outsiders")
    leads = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="events_led")
    organisers = models.ManyToManyField(Party, related_name="events")
    others = models.CharField(max_length=500, blank=True, help_text="Organisers that are not on the list")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    country = models.CharField(max_length=3, blank=True, help_text="Empty: held online alone")
    place = models.CharField(max_length=200, blank=True)
    link = models.CharField(max_length=300, blank=True, help_text="Where it is joined from afar: for participants, never in the public feed")
    agenda = models.TextField(blank=True)
    plan = models.ForeignKey(Framework, on_delete=models.PROTECT, null=True, related_name="events")
    public = models.BooleanField(default=False, help_text="Stands in the public feed once it is announced")

    class Meta:
        ordering = ("starts",)
        constraints = [models.CheckConstraint(name="an_event_ends_after_it_starts", condition=Q(ends__gt=F("starts")))]

    def __str__(self) -> str:
        return self.title


class Delegation(models.Model):
    """How many an institution sends and sent: numbers, no names."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="delegations")
    institution = models.CharField(max_length=200)
    expected = models.PositiveSmallIntegerField(default=0)
    came = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("institution",)
        constraints = [models.UniqueConstraint(fields=["event", "institution"], name="one_delegation_of_an_institution")]


class EventDocument(models.Model):
    """An agenda, a presentation, minutes: kept as it came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()


class Conclusion(models.Model):
    """What was concluded, who sees to it until when, and what it changes."""

    class Target(models.TextChoices):
        NONE = "NONE", _("Nothing that is kept here")
        RULE = "RULE", _("A rule of law or a time limit")
        TOOL = "TOOL", _("A tool or material")
        ACTIVITY = "ACTIVITY", _("An activity of a roadmap or contract")

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="conclusions")
    text = models.CharField(max_length=2000)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT)
    due = models.DateField()
    target = models.CharField(max_length=8, choices=Target)
    # What was opened or changed by it.
    changed = models.ForeignKey(CaseFile, on_delete=models.PROTECT, null=True, related_name="concluded_by")
    outcome = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ("due",)


class Post(models.Model):
    """A piece of news, or the cooperation update of a period."""

    class Kind(models.TextChoices):
        NEWS = "NEWS", _("News")
        UPDATE = "UPDATE", _("Cooperation update")

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    kind = models.CharField(max_length=6, choices=Kind)
    slug = models.SlugField(max_length=80, unique=True)
    topic = models.CharField(max_length=80)
    party = models.ForeignKey(Party, on_delete=models.PROTECT)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    public = models.BooleanField(default=True)
    published_at = models.DateTimeField(null=True)
    remarks = models.CharField(max_length=2000, blank=True)
    about = models.ManyToManyField(CaseFile, related_name="told_in", help_text="Events, trainings and roadmaps that it tells of")

    class Meta:
        ordering = ("-published_at",)

    def __str__(self) -> str:
        return self.slug


class PostText(models.Model):
    """Its words in one language. English is what the others are translated from."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=3)
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=400)
    body = models.TextField()
    # Of a translation: the version of the English words that it was made from.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "language"], name="one_text_of_a_language")]


class PostFigure(models.Model):
    """A number of the text with what it was counted from: a line for each part, and the query."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="figures")
    code = models.SlugField(max_length=30)
    label = models.CharField(max_length=160)
    value = models.PositiveIntegerField()
    of = models.PositiveIntegerField(null=True, help_text="Of how many, where it is a share")
    rows = models.JSONField(default=list, help_text="[label, number] of each part")
    query = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["post", "code"], name="one_figure_of_a_code")]


class Subscriber(models.Model):
    """An address that asked for updates. Until it is confirmed, nothing but one letter goes there; who leaves is erased."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True, max_length=200)
    language = models.CharField(max_length=3, default="eng")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)


class Letter(models.Model):
    """That an update went to an address: none gets it twice."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE)
    post = models.ForeignKey(Post, on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscriber", "post"], name="one_letter_of_a_post")]
