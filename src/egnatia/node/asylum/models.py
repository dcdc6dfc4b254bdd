"""Applications under examination: what was chosen, heard, decided, served and appealed. What must never be stored is a constraint here."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
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


class Outcome(models.TextChoices):
    REFUGEE = "REFUGEE", _("Refugee status")
    SUBSIDIARY = "SUBSIDIARY", _("Subsidiary protection")
    UNFOUNDED = "UNFOUNDED", _("Rejected as unfounded")
    MANIFEST = "MANIFEST", _("Rejected as manifestly unfounded")
    INADMISSIBLE = "INADMISSIBLE", _("Inadmissible")


NEGATIVE = (Outcome.UNFOUNDED, Outcome.MANIFEST, Outcome.INADMISSIBLE)


class Application(models.Model):
    """One application that was lodged."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    registration = models.OneToOneField(CaseFile, on_delete=models.CASCADE, related_name="+")
    registered_at = models.DateTimeField()
    lodged_at = models.DateTimeField()
    route = models.CharField(max_length=12, choices=Route, default=Route.REGULAR)
    extended = models.PositiveSmallIntegerField(default=0)
    counsel = SealedTextField(null=True)


class RouteChoice(models.Model):
    """Which route was chosen when, by whom and why; the newest holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    route = models.CharField(max_length=12, choices=Route)
    grounds = ArrayField(models.CharField(max_length=1, choices=Ground), default=list)
    reasons = SealedTextField(null=True)
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


class Interview(models.Model):
    """One interview, or why there was none. The report counts when it was read back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    planned_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=3, blank=True)
    wanted_sex = models.CharField(max_length=6, blank=True)
    held_at = models.DateTimeField(null=True)
    report = SealedTextField(null=True)
    comments = SealedTextField(null=True)
    read_back = models.BooleanField(default=False)
    guardian_present = models.BooleanField(default=False)
    omitted = models.CharField(max_length=8, blank=True)
    omitted_why = SealedTextField(null=True)
    by_name = models.CharField(max_length=120)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="a_held_interview_was_read_back", condition=Q(held_at=None) | Q(read_back=True))]


class Decision(models.Model):
    """One decision: refugee status first, subsidiary protection second. A court may send it back; then a further one stands beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    outcome = models.CharField(max_length=12, choices=Outcome)
    inadmissible = models.CharField(max_length=2, blank=True)
    refugee_reasons = SealedTextField(null=True)
    subsidiary_reasons = SealedTextField(null=True)
    considered_refugee = models.BooleanField(default=False)
    considered_subsidiary = models.BooleanField(default=False)
    proposed_by = models.UUIDField()
    proposed_by_name = models.CharField(max_length=120)
    returned = models.BooleanField(default=False)
    sent_back = SealedTextField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)
    served_language = models.CharField(max_length=3, blank=True)
    remedy = SealedTextField(null=True)
    remedy_told = models.BooleanField(default=False)
    legal_aid = models.CharField(max_length=120, blank=True)
    interpreter_present = models.BooleanField(default=False)
    guardian_told = models.BooleanField(default=False)
    counsel_served_at = models.DateTimeField(null=True)
    remedy_until = models.DateField(null=True)
    annulled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # FR-07, FR-09: who decides against somebody is not who proposed it.
            models.CheckConstraint(
                name="a_negative_decision_has_two_people",
                condition=Q(decided_at=None) | Q(outcome="REFUGEE") | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
            ),
            # Refugee status is considered before subsidiary protection, and that before a rejection (art. 39).
            models.CheckConstraint(
                name="refugee_status_first",
                condition=Q(outcome="INADMISSIBLE") | (Q(outcome="REFUGEE", considered_refugee=True) | Q(considered_refugee=True, considered_subsidiary=True)),
            ),
            # FR-32: nothing negative is served without remedy, language and legal help.
            models.CheckConstraint(
                name="served_with_remedy_and_language",
                condition=Q(served_at=None)
                | (Q(decided_at__isnull=False) & ~Q(served_language="") & (Q(outcome="REFUGEE") | (Q(remedy_told=True) & ~Q(legal_aid="")))),
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(annulled_at=None, returned=False), name="one_decision_that_stands"),
        ]


class Appeal(models.Model):
    """One remedy against a decision, and what the court or commission found."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE)
    lodged_on = models.DateField()
    # Art. 68: by law, or asked for; until a court has answered nobody is removed.
    remains = models.CharField(max_length=10)
    outcome = models.CharField(max_length=10, blank=True)
    outcome_on = models.DateField(null=True)


class Withdrawal(models.Model):
    """What somebody said who withdrew; it can be taken up again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    words = SealedTextField()
    language = models.CharField(max_length=3)
    interpreter_present = models.BooleanField()
    at = models.DateTimeField()
