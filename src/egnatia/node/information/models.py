"""What was told to whom, and the library: materials, their versions by language, who read the translation, where it was delivered and used."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.information.items import Item, Step
from egnatia.node.people.models import Person


class Answer(models.TextChoices):
    """How the person answered."""

    OWN_WORDS = "OWN_WORDS", _("Said it back in their own words")
    YES = "YES", _("Said that they understood")
    SIGNED = "SIGNED", _("Signed that they understood")
    REFUSED = "REFUSED", _("Did not want to listen; the leaflet was left with them")
    NOT_UNDERSTOOD = "NOT_UNDERSTOOD", _("Did not understand")
    BEFORE = "BEFORE", _("Recorded before the answer was asked for")


class Told(models.Model):
    """One time that somebody was informed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    step = models.CharField(max_length=10, choices=Step)
    items = ArrayField(models.CharField(max_length=16, choices=Item))
    language = models.CharField(max_length=3)
    interpreter_present = models.BooleanField()
    answer = models.CharField(max_length=14, choices=Answer)
    # Which translation was handed over, as it was; empty: told by voice alone.
    leaflet = models.ForeignKey("information.Translation", on_delete=models.PROTECT, null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="refused_with_a_leaflet", condition=~Q(answer="REFUSED") | Q(leaflet__isnull=False))]


class Urgency(models.TextChoices):
    MEDICAL = "MEDICAL", _("Needs medical help at once")
    DANGER = "DANGER", _("Danger to life or safety here")
    CHILD = "CHILD", _("A child must be brought to safety")


class NotToldYet(models.Model):
    """Why a step in the person's favour could not wait for the information. It is made good later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    step = models.CharField(max_length=10, choices=Step)
    reason = models.CharField(max_length=8, choices=Urgency)
    text = SealedTextField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class Kind(models.TextChoices):
    LEAFLET = "LEAFLET", _("Leaflet for persons")
    TOOL = "TOOL", _("Tool or checklist for staff")
    GUIDE = "GUIDE", _("Guide for staff")
    FORM = "FORM", _("Form")


class Material(models.Model):
    """A leaflet, tool, guide or form; its content stands in its translations. Holds nothing of a person."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    number = models.CharField(max_length=20, help_text="Of its case, which not everybody who reads the material sees")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind)
    step = models.CharField(max_length=10, choices=Step, blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="Who made it, and where the original is")
    version = models.PositiveIntegerField(default=1)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step"], condition=Q(kind="LEAFLET", withdrawn=False), name="one_leaflet_for_a_step"),
            models.CheckConstraint(name="a_leaflet_has_its_step", condition=~Q(kind="LEAFLET") | ~Q(step="")),
        ]


class Translation(models.Model):
    """One version of a material in one language. A text that changes is a further version."""

    class Status(models.TextChoices):
        WANTED = "WANTED", _("wanted")
        UNREVIEWED = "UNREVIEWED", _("unreviewed")
        REVIEWED = "REVIEWED", _("reviewed")
        SENT_BACK = "SENT_BACK", _("sent back")

    class MadeBy(models.TextChoices):
        MACHINE = "MACHINE", _("Machine")
        HUMAN = "HUMAN", _("Human translator")
        ORIGINAL = "ORIGINAL", _("Original text")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    material = models.ForeignKey(Material, on_delete=models.CASCADE)
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=3)
    status = models.CharField(max_length=10, choices=Status)
    made_by = models.CharField(max_length=8, choices=MadeBy, blank=True)
    translator = models.CharField(max_length=120, blank=True)
    content = models.BinaryField(null=True, help_text="TOML of a leaflet, else PDF")
    entered_by = models.UUIDField(null=True)
    entered_at = models.DateTimeField()
    reviewed_by = models.UUIDField(null=True)
    reviewer = models.CharField(max_length=250, blank=True, help_text="Name and qualification of who read it against the original")
    remark = models.CharField(max_length=2000, blank=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="wanted_has_no_content", condition=Q(status="WANTED", content=None) | (~Q(status="WANTED") & Q(content__isnull=False))),
            models.CheckConstraint(
                name="reviewed_by_another_one",
                condition=~Q(status="REVIEWED") | (Q(reviewed_by__isnull=False) & ~Q(reviewer="") & (Q(entered_by=None) | ~Q(reviewed_by=F("entered_by")))),
            ),
            models.UniqueConstraint(
                fields=["material", "version", "language"], condition=Q(status__in=("UNREVIEWED", "REVIEWED", "WANTED")), name="one_translation_in_a_language"
            ),
        ]

    @property
    def can_be_read(self) -> bool:
        """Whether it may be handed to somebody: there is a text, and nobody sent it back."""
        return self.status in {self.Status.REVIEWED, self.Status.UNREVIEWED}


class Delivery(models.Model):
    """Copies that went to a unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    translation = models.ForeignKey(Translation, on_delete=models.CASCADE)
    unit_name = models.CharField(max_length=200)
    copies = models.PositiveIntegerField()
    on = models.DateField()
    by_name = models.CharField(max_length=120)


class Opening(models.Model):
    """Somebody of a unit opened a material: its use, counted by unit. Leaflets that persons were given are counted from ``Told``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    translation = models.ForeignKey(Translation, on_delete=models.CASCADE)
    unit_id = models.UUIDField()
    at = models.DateTimeField()
