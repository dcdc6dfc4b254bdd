"""Ways into the national referral mechanisms, the help that can be asked for, and what each way may ever be told.

Pathways: OSCE/ODIHR, National Referral Mechanisms, 2nd ed. 2022; kinds of help: IASC inter-agency referral form. What a pathway may be told is its purpose
profile (GDPR art. 5(1)(b) and (c)): the person's agreement can narrow it and never widen it.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Pathway(TextChoices):
    ASYLUM = "ASYLUM", _("Asylum authority")
    CHILD = "CHILD", _("Child protection")
    TRAFFICKING = "TRAFFICKING", _("Victims of trafficking")
    GBV = "GBV", _("Gender-based violence")
    TORTURE = "TORTURE", _("Torture, mental health and psychosocial support")
    HEALTH = "HEALTH", _("Health")
    STATELESS = "STATELESS", _("Statelessness")
    LEGAL_AID = "LEGAL_AID", _("Legal aid")
    RECEPTION = "RECEPTION", _("Reception")
    INTEGRATION = "INTEGRATION", _("Integration")
    AVRR = "AVRR", _("Assisted voluntary return and reintegration")


class Help(TextChoices):
    PSYCHOSOC = "PSYCHOSOC", _("Mental health and psychosocial support")
    CHILD_CARE = "CHILD_CARE", _("Care of a child")
    TRACING = "TRACING", _("Family tracing")
    WOMEN = "WOMEN", _("Services for women")
    DISABILITY = "DISABILITY", _("Services for persons with a disability")
    LEGAL = "LEGAL", _("Legal help")
    SAFETY = "SAFETY", _("Safe shelter")
    HOUSING = "HOUSING", _("Housing")
    ITEMS = "ITEMS", _("Clothes and other items")
    CASH = "CASH", _("Cash")
    HEALTH = "HEALTH", _("Health and nutrition")
    FOOD = "FOOD", _("Food")
    LIVELIHOOD = "LIVELIHOOD", _("Work and education")
    DOCUMENTS = "DOCUMENTS", _("Documents and nationality")
    RETURN = "RETURN", _("Counselling on voluntary return")
    OTHER = "OTHER", _("Other")


class Field(TextChoices):
    """Fields that an agreement names one by one."""

    NAME = "NAME", _("Name")
    BIRTH = "BIRTH", _("Date of birth")
    SEX = "SEX", _("Sex")
    NATIONALITY = "NATIONALITY", _("Nationality")
    LANGUAGE = "LANGUAGE", _("Language")
    CONTACT = "CONTACT", _("Telephone, and when a call is safe")
    WHEREABOUTS = "WHEREABOUTS", _("Where the person is")
    HOUSEHOLD = "HOUSEHOLD", _("Size of the household")
    CAREGIVER = "CAREGIVER", _("Who cares for the child")
    DOCUMENTS = "DOCUMENTS", _("Numbers of documents")
    NEEDS = "NEEDS", _("Special needs")
    MESSAGE = "MESSAGE", _("Message to the service")


class TransferGround(TextChoices):
    """Why data may go to another state (GDPR art. 45, 46 and 49; FR-47)."""

    ADEQUACY = "ADEQUACY", _("Adequate protection there (art. 45)")
    SAFEGUARDS = "SAFEGUARDS", _("Appropriate safeguards, such as contract clauses (art. 46)")
    CONSENT = "CONSENT", _("Explicit agreement after being told the risks (art. 49(1)(a))")


_CONTACT = frozenset({Field.NAME, Field.LANGUAGE, Field.CONTACT, Field.WHEREABOUTS, Field.MESSAGE})
_CARE = _CONTACT | {Field.BIRTH, Field.SEX, Field.CAREGIVER, Field.NEEDS}
PROFILES: dict[str, frozenset[str]] = {
    Pathway.ASYLUM: _CONTACT | {Field.BIRTH, Field.SEX, Field.NATIONALITY, Field.HOUSEHOLD, Field.CAREGIVER, Field.NEEDS},
    Pathway.CHILD: _CARE | {Field.NATIONALITY, Field.HOUSEHOLD},
    Pathway.TRAFFICKING: _CARE | {Field.NATIONALITY},
    Pathway.GBV: _CARE,
    Pathway.TORTURE: _CARE,
    Pathway.HEALTH: _CARE,
    Pathway.STATELESS: _CONTACT | {Field.BIRTH, Field.NATIONALITY, Field.DOCUMENTS},
    Pathway.LEGAL_AID: _CONTACT | {Field.BIRTH, Field.NATIONALITY, Field.DOCUMENTS},
    Pathway.RECEPTION: _CONTACT | {Field.BIRTH, Field.SEX, Field.HOUSEHOLD, Field.CAREGIVER, Field.NEEDS},
    Pathway.INTEGRATION: _CONTACT | {Field.BIRTH, Field.SEX, Field.NATIONALITY, Field.HOUSEHOLD},
    Pathway.AVRR: _CONTACT | {Field.BIRTH, Field.SEX, Field.NATIONALITY, Field.HOUSEHOLD},
}
# The name of the pathway alone would tell what only some may know of (FR-16).
SENSITIVE = frozenset({Pathway.TRAFFICKING, Pathway.GBV, Pathway.TORTURE})
# Nothing but the person's own agreement leads there.
CONSENT_ALONE = frozenset({Pathway.AVRR})
