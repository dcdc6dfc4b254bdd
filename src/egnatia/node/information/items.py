"""What must be told at each step. Texts of the items for persons stand in ``leaflets/``, one file for each language."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step(TextChoices):
    """A step of a procedure that somebody must understand before it goes on."""

    SCREENING = "SCREENING", _("Screening")
    BORDER = "BORDER", _("Refusal of entry or hand-back")
    ASYLUM = "ASYLUM", _("Asylum procedure")
    AGE = "AGE", _("Age assessment")
    GUARDIAN = "GUARDIAN", _("Guardianship")


class Item(TextChoices):
    """One thing to be told (Reg. (EU) 2024/1356 art. 11; 2024/1348 art. 8, 25; Directive (EU) 2024/1346 art. 5; Reg. (EU) 2016/399 art. 14)."""

    PURPOSE = "PURPOSE", _("Purpose, duration and steps of the screening")
    OUTCOMES = "OUTCOMES", _("Possible outcomes")
    ASYLUM = "ASYLUM", _("The right to ask for asylum")
    DUTIES = "DUTIES", _("Duties, and what follows if they are not met")
    DATA = "DATA", _("Data protection rights")
    HELP = "HELP", _("Where to get help: legal advice, organisations, complaints")
    ACT = "ACT", _("What is considered, and that reasons against it count")
    REMEDY = "REMEDY", _("Decision in writing, and how to appeal")
    STEPS = "STEPS", _("The steps that follow")
    STAY = "STAY", _("The right to stay meanwhile")
    INTERVIEW = "INTERVIEW", _("The interview: interpreter, sex of the staff, confidentiality")
    LEGAL = "LEGAL", _("Legal counselling free of charge, lawyer, UNHCR")
    RECEPTION = "RECEPTION", _("Housing, food, health care, school")
    PRESENCE = "PRESENCE", _("Appointments and address, and what follows if they are missed")
    NEEDS = "NEEDS", _("Special needs: more time and support")
    AGE_WHY = "AGE_WHY", _("Why the age is asked about; a child until it is decided")
    AGE_HOW = "AGE_HOW", _("How it is assessed, and what is never done")
    AGE_NO = "AGE_NO", _("The right to say no")
    AGE_RESULT = "AGE_RESULT", _("Doubt counts for the child; remedy")
    GUARDIAN = "GUARDIAN", _("Who the guardian is, and for whom the guardian does not work")
    GUARDIAN_HELP = "GUARDIAN_HELP", _("What the guardian does")
    GUARDIAN_CHANGE = "GUARDIAN_CHANGE", _("How to ask for another guardian")
    FAMILY = "FAMILY", _("Looking for the family, only with consent")
    VIEWS = "VIEWS", _("The child is asked before anything is decided")


MANDATORY: dict[Step, tuple[Item, ...]] = {
    Step.SCREENING: (Item.PURPOSE, Item.OUTCOMES, Item.ASYLUM, Item.DUTIES, Item.DATA, Item.HELP),
    Step.BORDER: (Item.ACT, Item.ASYLUM, Item.REMEDY, Item.DATA, Item.HELP),
    Step.ASYLUM: (Item.STEPS, Item.STAY, Item.INTERVIEW, Item.LEGAL, Item.RECEPTION, Item.PRESENCE, Item.NEEDS, Item.DATA),
    Step.AGE: (Item.AGE_WHY, Item.AGE_HOW, Item.AGE_NO, Item.AGE_RESULT, Item.GUARDIAN),
    Step.GUARDIAN: (Item.GUARDIAN, Item.GUARDIAN_HELP, Item.GUARDIAN_CHANGE, Item.FAMILY, Item.VIEWS),
}
