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


class Level(models.IntegerChoices):
    """What somebody may do in a module."""

    CO_TRAINER = 1, _("Co-trainer")
    TRAINER = 2, _("Trainer")
    LEAD = 3, _("Lead trainer")


class Trainer(models.Model):
    """A certified trainer of the region, by number and country: the name stays with the country."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    number = models.PositiveIntegerField(unique=True)
    country = models.CharField(max_length=3)
    languages = ArrayField(models.CharField(max_length=3))
    most = models.PositiveSmallIntegerField(help_text="Sessions in a half-year at most")
    certified_until = models.DateField()


class TrainerSkill(models.Model):
    """One module that somebody teaches."""

    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE)
    module = models.CharField(max_length=24)
    level = models.PositiveSmallIntegerField(choices=Level)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trainer", "module"], name="one_level_in_a_module")]


class TrainerAway(models.Model):
    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE)
    since = models.DateField()
    until = models.DateField()


class Kind(models.TextChoices):
    TOT_REGIONAL = "TOT_REGIONAL", _("Regional training of trainers")
    NATIONAL = "NATIONAL", _("National roll-out")
    WORKSHOP = "WORKSHOP", _("Workshop")
    WEBINAR = "WEBINAR", _("Webinar")
    STUDY_VISIT = "STUDY_VISIT", _("Study visit")


class TrainingSession(models.Model):
    """One session. It may begin in the week of ``monday`` or up to ``flexible`` weeks later; ``week`` is the Monday that was given with its trainers."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind)
    module = models.CharField(max_length=24)
    language = models.CharField(max_length=3)
    country = models.CharField(max_length=3)
    place = models.CharField(max_length=120)
    monday = models.DateField()
    flexible = models.PositiveSmallIntegerField(default=0)
    priority = models.PositiveSmallIntegerField(default=2)
    week = models.DateField(null=True)
    planned_by = models.UUIDField(null=True)
    reaction = models.DecimalField(max_digits=3, decimal_places=2, null=True, help_text="Kirkpatrick 1: mean of 1 to 5")
    before = models.PositiveSmallIntegerField(null=True, help_text="Kirkpatrick 2: mean of the test before, percent")
    after = models.PositiveSmallIntegerField(null=True, help_text="Kirkpatrick 2: mean of the test after, percent")
    lessons = models.CharField(max_length=1000, blank=True)

    @property
    def is_regional(self) -> bool:
        """Trainers of two countries."""
        return self.kind == Kind.TOT_REGIONAL


class TrainerSeat(models.Model):
    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE)
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "trainer"], name="one_seat_of_a_trainer")]


class Attendance(models.Model):
    """How many of a country took part and passed: sums alone."""

    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE)
    country = models.CharField(max_length=3)
    attended = models.PositiveSmallIntegerField()
    passed = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "country"], name="one_line_of_attendance"),
            models.CheckConstraint(name="who_passed_was_there", condition=Q(passed__lte=models.F("attended"))),
        ]
