"""Applications under examination: how each came here, which route was chosen, what gives it more time, and what ends it without a decision."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Route(models.TextChoices):
    REGULAR = "REGULAR", _("Regular")
    ACCELERATED = "ACCELERATED", _("Accelerated")
    BORDER = "BORDER", _("Border")


class Ground(models.TextChoices):
    """Reasons for the accelerated route (Reg. (EU) 2024/1348 art. 42(1))."""

    A = "A", _("a: only what is not relevant for protection was raised")
    B = "B", _("b: clearly inconsistent, false or contradicting country information")
    C = "C", _("c: misled the authorities, after a full chance to explain")
    D = "D", _("d: only to delay or frustrate a removal")
    E = "E", _("e: safe country of origin, by a list in force")
    F = "F", _("f: danger to security, or expelled for it before")
    G = "G", _("g: subsequent application that is not inadmissible")
    H = "H", _("h: irregular entry and late without good reason")
    I = "I", _("i: regular entry and late without good reason")  # noqa: E741  the letter of the law
    J = "J", _("j: nationality with a recognition rate of 20 % or less")


class Kind(models.TextChoices):
    """What is examined."""

    FIRST = "FIRST", _("Application")
    SUBSEQUENT = "SUBSEQUENT", _("Subsequent application")
    REVIEW = "REVIEW", _("Whether a status is withdrawn")


class Application(models.Model):
    """One application that was lodged."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FIRST)
    registration = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="+")
    # The case that was decided before: of a subsequent application, or of the status under review.
    previous = models.UUIDField(null=True)
    # Of a subsequent application: whether it holds anything new (art. 55), as somebody found.
    new_elements = models.BooleanField(null=True)
    new_elements_why = SealedTextField(null=True)
    taken_up_at = models.DateTimeField(null=True, help_text="After a withdrawal: attempts to reach the person before it count no more")
    registered_at = models.DateTimeField()
    lodged_at = models.DateTimeField()
    route = models.CharField(max_length=12, choices=Route, default=Route.REGULAR)
    extended = models.PositiveSmallIntegerField(default=0)
    counsel = SealedTextField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration"], condition=~Q(kind="REVIEW"), name="one_examination_of_a_registration"),
            models.CheckConstraint(name="only_the_first_has_none_before", condition=Q(kind="FIRST") | Q(previous__isnull=False)),
        ]


class RouteChoice(models.Model):
    """Which route was chosen when, by whom and why; the newest holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    route = models.CharField(max_length=12, choices=Route)
    grounds = ArrayField(models.CharField(max_length=1, choices=Ground), default=list)
    reasons = SealedTextField(null=True)
    by_time = models.BooleanField(default=False, help_text="The program: the time of the border route was over")
    by_need = models.BooleanField(default=False, help_text="The program: a special need was identified, and only the regular route meets it")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="another_route_has_grounds", condition=Q(route="REGULAR") | ~Q(grounds=[]))]


class Extension(models.Model):
    """A longer time to decide, told to the applicant."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    ground = models.CharField(max_length=12)
    reasons = SealedTextField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class Withdrawal(models.Model):
    """What somebody said who withdrew; it can be taken up again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    words = SealedTextField()
    language = models.CharField(max_length=3)
    interpreter_present = models.BooleanField()
    at = models.DateTimeField()


class Ground38(models.TextChoices):
    """Inadmissible applications (Reg. (EU) 2024/1348 art. 38)."""

    FIRST_COUNTRY = "1a", _("38(1)(a): first country of asylum")
    SAFE_THIRD = "1b", _("38(1)(b): safe third country")
    PROTECTED = "1c", _("38(1)(c): protected by another state of the system")
    COURT = "1d", _("38(1)(d): safe relocation by an international court")
    LATE = "1e", _("38(1)(e): after a return decision, without anything new")
    SUBSEQUENT = "2", _("38(2): subsequent application without new elements")


class Connection(models.TextChoices):
    """Why a safe third country may be asked to examine (art. 59 after Reg. (EU) 2026/463)."""

    CONNECTION = "CONNECTION", _("A connection: family there, stayed or settled there, other links")
    TRANSIT = "TRANSIT", _("Passed through, and could have asked for effective protection there")
    AGREEMENT = "AGREEMENT", _("An agreement under which the application is examined there")


class Admissibility(models.Model):
    """One question whether an application is examined here at all; the newest stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    ground = models.CharField(max_length=2, choices=Ground38)
    country = models.CharField(max_length=3, blank=True)
    connection = models.CharField(max_length=10, choices=Connection, blank=True)
    reasons = SealedTextField()
    answer = SealedTextField(null=True)
    extended = models.BooleanField(default=False)
    admitted_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="another_country_is_named", condition=~Q(ground__in=("1a", "1b", "1c", "1d")) | ~Q(country="")),
            models.CheckConstraint(name="a_third_country_has_its_connection", condition=~Q(ground="1b") | ~Q(connection="")),
        ]


class Postponement(models.Model):
    """The situation in the country of origin is uncertain for a time (art. 35(7)). Looked at again and again, never beyond the longest time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    reasons = SealedTextField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class ContactAttempt(models.Model):
    """What was done to reach somebody who did not come, before anything follows from it (art. 41)."""

    class Kind(models.TextChoices):
        SUMMONS = "SUMMONS", _("Summons to an appointment")
        EFFORT = "EFFORT", _("Another way to reach the person")
        EXPLAIN = "EXPLAIN", _("Asked to explain, with a last day")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=8, choices=Kind)
    on = models.DateField()
    # Of a summons the day of the appointment, of the question to explain the last day to answer.
    until = models.DateField(null=True)
    language = models.CharField(max_length=3)
    text = SealedTextField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="a_summons_names_its_day", condition=Q(kind="EFFORT") | Q(until__isnull=False))]


class Superseded(models.Model):
    """What stood somewhere before it was written anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    what = models.CharField(max_length=120)
    content = SealedTextField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
