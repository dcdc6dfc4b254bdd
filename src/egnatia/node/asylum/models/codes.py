"""Code lists of the Qualification Regulation (EU) 2024/1347 and of the EUAA's evidence assessment. Letters and numbers are of the law."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FactKind(models.TextChoices):
    IDENTITY = "IDENTITY", _("Who the person is and where from")
    PAST = "PAST", _("What happened")
    FEAR = "FEAR", _("What is feared on return")
    OTHER = "OTHER", _("Another material fact")


class PieceKind(models.TextChoices):
    STATEMENT = "STATEMENT", _("Words of the interview")
    DOCUMENT = "DOCUMENT", _("A document that was handed in")
    COI = "COI", _("Country information")
    OTHER = "OTHER", _("Another person, or an expert")


class Bears(models.TextChoices):
    SUPPORTS = "SUPPORTS", _("speaks for it")
    AGAINST = "AGAINST", _("speaks against it")
    NEUTRAL = "NEUTRAL", _("neither")


class Function(models.TextChoices):
    """What country information is used for in a case."""

    CREDIBILITY = "CREDIBILITY", _("Whether the account is credible")
    RISK = "RISK", _("Risk on return")
    PROTECTION = "PROTECTION", _("Protection by the state")
    ALTERNATIVE = "ALTERNATIVE", _("Protection in another part of the country")
    EXCLUSION = "EXCLUSION", _("Exclusion")


class Answered(models.TextChoices):
    YES = "YES", _("yes")
    PARTLY = "PARTLY", _("partly")
    NO = "NO", _("no")
    UNKNOWN = "UNKNOWN", _("cannot be said")


class Rests(models.TextChoices):
    """Where a passage has it from: five reports that quote one organisation are one source."""

    OWN = "OWN", _("on what its publisher saw or heard itself")
    NAMED = "NAMED", _("on others, whom it names")
    BOTH = "BOTH", _("on both")
    UNSAID = "UNSAID", _("it does not say")


class Indicator(models.TextChoices):
    """Credibility indicators of a fact."""

    DETAIL = "DETAIL", _("Sufficiency of detail and specificity")
    INTERNAL = "INTERNAL", _("Internal consistency")
    EXTERNAL = "EXTERNAL", _("Consistency with other evidence")
    PLAUSIBLE = "PLAUSIBLE", _("Plausibility")


class Factor(models.TextChoices):
    """What may distort what somebody tells."""

    TRAUMA = "TRAUMA", _("Trauma, memory")
    AGE = "AGE", _("Age, maturity")
    CULTURE = "CULTURE", _("Culture, education")
    GENDER = "GENDER", _("Sex, gender, shame, stigma")
    INTERPRETING = "INTERPRETING", _("Interpreting")
    TIME = "TIME", _("Time passed")
    HEALTH = "HEALTH", _("Health on the day")
    NONE = "NONE", _("Considered: none in this case")


class Benefit(models.TextChoices):
    """Conditions of art. 4(5), all of them together."""

    EFFORT = "a", _("4(5)(a): a genuine effort was made")
    SUBMITTED = "b", _("4(5)(b): everything at hand was submitted, and what is missing explained")
    COHERENT = "c", _("4(5)(c): coherent and plausible, and not against country information")
    EARLY = "d", _("4(5)(d): applied as early as possible, or good reason why not")
    GENERAL = "e", _("4(5)(e): credible in general")


class FactOutcome(models.TextChoices):
    ACCEPTED = "ACCEPTED", _("Accepted")
    BENEFIT = "BENEFIT", _("Accepted, by the benefit of the doubt")
    REJECTED = "REJECTED", _("Not accepted")


class Act(models.TextChoices):
    """Acts of persecution (art. 9)."""

    VIOLENCE = "9.2.a", _("9(2)(a): physical, mental or sexual violence")
    MEASURES = "9.2.b", _("9(2)(b): discriminatory measures")
    PROSECUTION = "9.2.c", _("9(2)(c): disproportionate or discriminatory prosecution")
    REDRESS = "9.2.d", _("9(2)(d): denial of redress")
    SERVICE = "9.2.e", _("9(2)(e): refusal of military service that includes crimes")
    SPECIFIC = "9.2.f", _("9(2)(f): specific to gender or to children")


class Reason(models.TextChoices):
    """Reasons for persecution (art. 10); imputed ones suffice."""

    RACE = "10.a", _("10(1)(a): race")
    RELIGION = "10.b", _("10(1)(b): religion")
    NATIONALITY = "10.c", _("10(1)(c): nationality")
    GROUP = "10.d", _("10(1)(d): particular social group")
    OPINION = "10.e", _("10(1)(e): political opinion")


class ActorOfHarm(models.TextChoices):
    """Actors of persecution or serious harm (art. 6)."""

    STATE = "6.a", _("6(a): the state")
    PARTIES = "6.b", _("6(b): parties that control the state or a part of it")
    OTHERS = "6.c", _("6(c): others, where nobody protects")


class Available(models.TextChoices):
    NO = "NO", _("not available")
    YES = "YES", _("available, effective and lasting")
    OPEN = "OPEN", _("does not arise")


class Exclusion(models.TextChoices):
    """Exclusion (art. 12, 17)."""

    UN = "12.1.a", _("12(1)(a): protected by other organs of the United Nations")
    RIGHTS = "12.1.b", _("12(1)(b): rights like a citizen elsewhere")
    CRIMES = "12.2.a", _("12(2)(a): crimes against peace, war crimes, crimes against humanity")
    SERIOUS = "12.2.b", _("12(2)(b): serious non-political crime")
    PURPOSES = "12.2.c", _("12(2)(c): acts against the purposes of the United Nations")


class Harm(models.TextChoices):
    """Serious harm (art. 15)."""

    DEATH = "15.a", _("15(a): death penalty or execution")
    TORTURE = "15.b", _("15(b): torture, inhuman or degrading treatment")
    CONFLICT = "15.c", _("15(c): serious and individual threat by indiscriminate violence")
