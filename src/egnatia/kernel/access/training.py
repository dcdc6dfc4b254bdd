"""What somebody was trained for. A task that needs a training is given to those who have it (Reg. (EU) 2024/1356 art. 12(4); 2024/1348 art. 13, 20, 25)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Module(models.TextChoices):
    """Modules of the European Asylum Curriculum and their like, by what they are for here."""

    INTERVIEW = "INTERVIEW", _("Interview techniques")
    VULNERABLE = "VULNERABLE", _("Interviewing vulnerable persons")
    CHILDREN = "CHILDREN", _("Interviewing children")
    TRAFFICKING = "TRAFFICKING", _("Trafficking in human beings")
    AGE = "AGE", _("Age assessment")
    BEST_INTERESTS = "BEST_INTERESTS", _("Best interests of the child")
