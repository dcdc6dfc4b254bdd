"""One request for an interpreter: what is needed and what came of it. An interpreter stands here by number or pseudonym."""

from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.fields import SealedTextField
from egnatia.node.people.models import Person


class Sex(models.TextChoices):
    """Whom the person asks for (Reg. (EU) 2024/1348 art. 13)."""

    WOMAN = "WOMAN", _("A woman")
    MAN = "MAN", _("A man")
    ANY = "ANY", _("No wish, asked expressly")


class Mode(models.TextChoices):
    PRESENT = "PRESENT", _("In the room")
    VIDEO = "VIDEO", _("By video")
    PHONE = "PHONE", _("By telephone")


class Request(models.Model):
    """``during`` is the time that the interpreter is needed."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    asked_for = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=3)
    variety = models.CharField(max_length=120, blank=True)
    wanted_sex = models.CharField(max_length=6, choices=Sex)
    mode = models.CharField(max_length=8, choices=Mode)
    during = DateTimeRangeField()
    place = models.CharField(max_length=120)
    interpreter = models.CharField(max_length=60, blank=True)
    interpreter_sex = models.CharField(max_length=6, blank=True)
    agreed_to_other_sex = models.BooleanField(default=False)
    no_conflict = models.BooleanField(default=False)
    confidentiality_signed_on = models.DateField(null=True)
    holds = models.BooleanField(default=False, help_text="The interpreter is booked for this time")
    note = SealedTextField(null=True)

    class Meta:
        constraints = [
            # FR-30: nobody interprets before confidentiality is signed and the conflict check is done.
            models.CheckConstraint(
                name="an_interpreter_was_checked",
                condition=Q(holds=False) | (~Q(interpreter="") & Q(no_conflict=True, confidentiality_signed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="the_wish_for_a_sex_is_met",
                condition=Q(holds=False) | Q(wanted_sex="ANY") | Q(interpreter_sex=models.F("wanted_sex")) | Q(agreed_to_other_sex=True),
            ),
        ]
