"""What happens at a border, person by person: refusals of entry and hand-backs, false documents, suspected facilitators."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Kind(models.TextChoices):
    REFUSAL = "REFUSAL", _("Refusal of entry")
    HAND_BACK = "HAND_BACK", _("Hand-back under a border agreement")
    INFORMAL_RETURN = "INFORMAL_RETURN", _("Informal return that was offered or asked for")


class Ground(models.TextChoices):
    """Standard form of Annex V part B to Regulation (EU) 2016/399; several may hold at once, so reasons are counted apart from persons."""

    A = "A", _("A: no valid travel document")
    B = "B", _("B: false, counterfeit or forged travel document")
    C = "C", _("C: no valid visa or residence permit")
    D = "D", _("D: false, counterfeit or forged visa or residence permit")
    E = "E", _("E: purpose and conditions of stay not documented")
    F = "F", _("F: has stayed the days that are allowed already")
    G = "G", _("G: no sufficient means of subsistence")
    H = "H", _("H: alert for refusing entry")
    I = "I", _("I: threat to public policy, security, health or international relations")  # noqa: E741  the form's own letter


class BorderAct(models.Model):
    """One act against one person. The gates stand in the procedure; what must never be stored is a constraint here."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=16, choices=Kind)
    place = models.CharField(max_length=120)
    border_section = models.CharField(max_length=7, blank=True)
    to_country = models.CharField(max_length=3, help_text="Where the person would have to go")
    asylum_asked_at = models.DateTimeField(null=True)
    wishes_asylum = models.BooleanField(null=True)
    risk = models.BooleanField(null=True, help_text="A real risk at the destination; empty until somebody assessed it")
    risk_reasons = SealedTextField(null=True)
    risk_assessed_by = models.UUIDField(null=True)
    risk_assessed_at = models.DateTimeField(null=True)
    grounds = ArrayField(models.CharField(max_length=1, choices=Ground), default=list)
    reasons = SealedTextField(null=True)
    proposed_by = models.UUIDField(null=True)
    proposed_by_name = models.CharField(max_length=120, blank=True)
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    served_language = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="no_act_with_a_wish", condition=Q(decided_at=None) | Q(wishes_asylum__isnull=False, wishes_asylum=False)),
            models.CheckConstraint(name="no_act_with_a_risk", condition=Q(decided_at=None) | Q(risk__isnull=False, risk=False)),
            models.CheckConstraint(
                name="an_act_has_two_officers",
                condition=Q(decided_at=None) | (Q(proposed_by__isnull=False, decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
            ),
            models.CheckConstraint(name="a_refusal_has_grounds", condition=Q(decided_at=None) | ~Q(kind="REFUSAL") | ~Q(grounds=[])),
        ]


class Paper(models.TextChoices):
    """Kinds of document in indicator 6."""

    PASSPORT = "PASSPORT", _("Passport")
    ID_CARD = "ID_CARD", _("Identity card")
    RESIDENCE = "RESIDENCE", _("Residence permit")
    VISA = "VISA", _("Visa")
    STAMP = "STAMP", _("Border stamp")
    OTHER = "OTHER", _("Other document")


class Falsity(models.TextChoices):
    COUNTERFEIT = "COUNTERFEIT", _("Counterfeit: made as a whole")
    FORGED = "FORGED", _("Forged: a true document that was changed")
    IMPOSTOR = "IMPOSTOR", _("A true document of somebody else")
    STOLEN_BLANK = "STOLEN_BLANK", _("Stolen blank")
    FANTASY = "FANTASY", _("Document of an issuer that does not exist")


class FalseDocument(models.Model):
    """A false document and who used it. A report to the prosecutor waits while the person's asylum claim is open (1951 Convention art. 31)."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    paper = models.CharField(max_length=12, choices=Paper)
    issuer = models.CharField(max_length=3)
    falsity = models.CharField(max_length=14, choices=Falsity)
    found_at = models.CharField(max_length=120)
    border_section = models.CharField(max_length=7, blank=True)


class Place(models.TextChoices):
    """Places of detection in indicator 2."""

    LAND = "LAND", _("At the land border")
    SEA = "SEA", _("At sea")
    AIR = "AIR", _("At an airport")
    INLAND = "INLAND", _("In the country")


class Facilitation(models.Model):
    """Somebody suspected of facilitating the crossing of others for a benefit. Who was smuggled is never one (Protocol against Smuggling art. 5)."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    place = models.CharField(max_length=6, choices=Place)
    border_section = models.CharField(max_length=7, blank=True)
    persons_helped = models.PositiveSmallIntegerField()
    benefit = SealedTextField(null=True)
