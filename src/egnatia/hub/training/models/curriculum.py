"""What is taught: the modules in their versions, and the material they are taught with."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile


class Group(models.TextChoices):
    """As the European Asylum Curriculum groups its modules."""

    FOUNDATION = "FOUNDATION", _("Foundation")
    CORE = "CORE", _("Core")
    RECEPTION = "RECEPTION", _("Reception")
    SPECIALISED = "SPECIALISED", _("Specialised: vulnerability")
    MANAGEMENT = "MANAGEMENT", _("Management")
    TRAINERS = "TRAINERS", _("For trainers")


class Delivery(models.TextChoices):
    ONLINE = "ONLINE", _("Online")
    FACE = "FACE", _("Face to face")
    VIRTUAL = "VIRTUAL", _("Virtual classroom")
    BLENDED = "BLENDED", _("Online part, then face to face")


class Module(models.Model):
    """One version of a module of the curriculum. It gets its number when a second officer publishes it, and does not change after that."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    code = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=120)
    group = models.CharField(max_length=12, choices=Group)
    target_group = models.CharField(max_length=200)
    eqf = models.PositiveSmallIntegerField(null=True, help_text="European Qualifications Framework, 1 to 8; empty where nobody has said it")
    entry = models.CharField(max_length=200, blank=True)
    prerequisites = ArrayField(models.CharField(max_length=24), default=list)
    languages = ArrayField(models.CharField(max_length=3), default=list)
    outcomes = ArrayField(models.CharField(max_length=200), default=list)
    delivery = models.CharField(max_length=8, choices=Delivery)
    assessment = models.CharField(max_length=200, blank=True)
    hours = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=200)
    proposed_by = models.UUIDField(null=True)
    published_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_version_of_a_module"),
            models.CheckConstraint(
                name="module_numbered_when_published", condition=Q(version=None, published_on=None) | Q(version__isnull=False, published_on__isnull=False)
            ),
        ]


class Material(models.Model):
    """Slides, handbooks, exercises of a module. A new version makes every translation old."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    module = models.CharField(max_length=24)
    title = models.CharField(max_length=120)
    language = models.CharField(max_length=3)
    licence = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField(default=1)
    address = models.CharField(max_length=300, blank=True)


class Progress(models.TextChoices):
    """How far a translation is."""

    ASKED = "ASKED", _("Asked for")
    TRANSLATING = "TRANSLATING", _("Being translated")
    REVIEWING = "REVIEWING", _("Read by somebody who teaches it")
    READY = "READY", _("Ready")


class Translation(models.Model):
    """``version``: of the material that it translates; an older one is out of date."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE)
    language = models.CharField(max_length=3)
    version = models.PositiveSmallIntegerField()
    progress = models.CharField(max_length=11, choices=Progress)
    address = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["material", "language"], name="one_translation_of_a_material")]
