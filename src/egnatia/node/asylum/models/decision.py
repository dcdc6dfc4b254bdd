"""Decisions, their service, and what courts made of them. What must never be stored is a constraint here."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Outcome(models.TextChoices):
    REFUGEE = "REFUGEE", _("Refugee status")
    SUBSIDIARY = "SUBSIDIARY", _("Subsidiary protection")
    UNFOUNDED = "UNFOUNDED", _("Rejected as unfounded")
    MANIFEST = "MANIFEST", _("Rejected as manifestly unfounded")
    INADMISSIBLE = "INADMISSIBLE", _("Inadmissible")
    IMPLICIT = "IMPLICIT", _("Taken as withdrawn: did not come")
    STATUS_KEPT = "STATUS_KEPT", _("Status stays")
    STATUS_ENDED = "STATUS_ENDED", _("Status withdrawn")


NEGATIVE = (Outcome.UNFOUNDED, Outcome.MANIFEST, Outcome.INADMISSIBLE, Outcome.IMPLICIT, Outcome.STATUS_ENDED)
# Nothing in them is against the applicant: one officer decides, and there is nothing to appeal.
IN_FULL = (Outcome.REFUGEE, Outcome.STATUS_KEPT)
# Decided without looking at the claim itself.
WITHOUT_MERITS = (Outcome.INADMISSIBLE, Outcome.IMPLICIT, Outcome.STATUS_KEPT, Outcome.STATUS_ENDED)


class StatusGround(models.TextChoices):
    """Why a status is withdrawn (Reg. (EU) 2024/1347 art. 11, 12, 14, 16, 17, 19)."""

    CEASED = "CEASED", _("11, 16: the reasons have ceased, for good and beyond doubt")
    OWN_ACT = "OWN_ACT", _("11(1)(a) to (d): own free act, such as settling there again")
    EXCLUDED = "EXCLUDED", _("12, 17: should have been excluded")
    MISREPRESENTED = "MISREPRESENTED", _("14(1)(c), 19(3)(b): decisive facts were misrepresented")
    DANGER = "DANGER", _("14(1)(d), (e): danger to security, or convicted of a particularly serious crime")


class Decision(models.Model):
    """One decision: refugee status first, subsidiary protection second. A court may send it back; then a further one stands beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    outcome = models.CharField(max_length=12, choices=Outcome)
    inadmissible = models.CharField(max_length=2, blank=True)
    status_ground = models.CharField(max_length=14, choices=StatusGround, blank=True)
    merits_reasons = SealedTextField(null=True, help_text="Of a decision that is not about the claim itself")
    # What was decided on, as it stood: facts, evidence, citations, analysis and reasons (JSON). Later changes of the file do not change it.
    document = SealedTextField(null=True)
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
                condition=Q(decided_at=None) | Q(outcome__in=IN_FULL) | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
            ),
            # Refugee status is considered before subsidiary protection, and that before a rejection (art. 39).
            models.CheckConstraint(
                name="refugee_status_first",
                condition=Q(outcome__in=WITHOUT_MERITS)
                | (Q(outcome="REFUGEE", considered_refugee=True) | Q(considered_refugee=True, considered_subsidiary=True)),
            ),
            # FR-32: nothing negative is served without remedy, language and legal help.
            models.CheckConstraint(
                name="served_with_remedy_and_language",
                condition=Q(served_at=None)
                | (Q(decided_at__isnull=False) & ~Q(served_language="") & (Q(outcome__in=IN_FULL) | (Q(remedy_told=True) & ~Q(legal_aid="")))),
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(annulled_at=None, returned=False), name="one_decision_that_stands"),
        ]


class CourtOutcome(models.TextChoices):
    UPHELD = "UPHELD", _("Decision upheld")
    REMITTED = "REMITTED", _("Decision annulled, to be decided again")
    REFUGEE = "REFUGEE", _("Refugee status granted by the court")
    SUBSIDIARY = "SUBSIDIARY", _("Subsidiary protection granted by the court")
    QUASHED = "QUASHED", _("Withdrawal annulled: the status stays")
    MOOT = "MOOT", _("Without object: taken up again")


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
    noted_at = models.DateTimeField(null=True)
