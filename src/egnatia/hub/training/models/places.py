"""Who takes part, under references: places, certificates, and what was said of it afterwards."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.hub.training.models.sessions import TrainingSession
from egnatia.kernel.models import CaseFile


class Country(models.Model):
    """Where people are nominated from, and the key that is sealed to."""

    node = models.CharField(max_length=3, primary_key=True)
    sealing_key = models.CharField(max_length=70)


class Place(models.Model):
    """A nomination, and the place that it became. ``reference`` and ``person`` are the node's; the name is sealed (``name_seal``), not here."""

    class State(models.TextChoices):
        ASKED = "ASKED", _("Nominated")
        WAITING = "WAITING", _("On the waiting list")
        GIVEN = "GIVEN", _("Has a place")
        DECLINED = "DECLINED", _("Not taken")
        WITHDRAWN = "WITHDRAWN", _("Does not come")

    reference = models.UUIDField(primary_key=True)
    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="nominations")
    node = models.CharField(max_length=3)
    person = models.UUIDField(db_index=True)
    sex = models.CharField(max_length=1)
    institution = models.CharField(max_length=10)
    languages = ArrayField(models.CharField(max_length=3))
    done = ArrayField(models.CharField(max_length=24), default=list)
    name_seal = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    number = models.PositiveSmallIntegerField(null=True, help_text="On lists, in tests and in the learning platform")
    online_on = models.DateField(null=True)
    attended = models.BooleanField(null=True)
    before = models.PositiveSmallIntegerField(null=True, help_text="Test before, percent")
    after = models.PositiveSmallIntegerField(null=True, help_text="Test after, percent")
    passed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_number_of_a_place"),
            models.UniqueConstraint(fields=["session", "person"], condition=~Q(state__in=["WITHDRAWN", "DECLINED"]), name="one_place_of_a_person"),
            models.CheckConstraint(name="passed_who_was_there", condition=~Q(passed=True) | Q(attended=True)),
        ]


class Certificate(models.Model):
    """Somebody passed a module. ``badge`` is the signed credential; ``index`` its place in the list of what was revoked."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    place = models.OneToOneField(Place, on_delete=models.PROTECT)
    code = models.CharField(max_length=20, unique=True)
    index = models.PositiveIntegerField(unique=True)
    module = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    issued_on = models.DateField()
    badge = models.TextField()
    asked_by = models.UUIDField(null=True, help_text="Who asked to revoke it")
    why = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True)


class Question(models.TextChoices):
    """Kirkpatrick 1 after the session; 3 some months later, from both sides."""

    REACTION = "REACTION", _("After the session")
    SELF = "SELF", _("Months later, by who was trained")
    SUPERVISOR = "SUPERVISOR", _("Months later, by who leads them")


class Invitation(models.Model):
    """A link that answers once. What is answered is not kept with it: nobody can tell who said what."""

    token_hash = models.CharField(max_length=64, primary_key=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    question = models.CharField(max_length=10, choices=Question)
    until = models.DateField()
    used = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "question"], name="one_invitation_of_a_kind")]


class Opinion(models.Model):
    """What somebody answered, each mark from 1 to 5; without person, country or day."""

    # In no order: who answered when cannot be seen either.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE)
    question = models.CharField(max_length=10, choices=Question)
    marks = ArrayField(models.PositiveSmallIntegerField())
    remark = models.CharField(max_length=1000, blank=True)


class Need(models.Model):
    """People of a kind of institution who need a module, as their country says."""

    node = models.CharField(max_length=3)
    institution = models.CharField(max_length=10)
    module = models.CharField(max_length=24)
    posts = models.PositiveIntegerField()
    trained = models.PositiveIntegerField()
    by = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "institution", "module"], name="one_need_of_a_module")]


class QualityFigure(models.Model):
    """Kirkpatrick 4, by country, module and half-year: numerator and denominator, so that regions are summed and not averaged."""

    node = models.CharField(max_length=3)
    module = models.CharField(max_length=24)
    indicator = models.CharField(max_length=24)
    half = models.CharField(max_length=6)
    met = models.PositiveIntegerField()
    seen = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "module", "indicator", "half"], name="one_figure_of_a_half_year")]
