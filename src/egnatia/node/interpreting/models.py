"""One request for an interpreter: what is needed, what the pool says to it, and what came of it. An interpreter stands here by number or pseudonym."""

from __future__ import annotations

import uuid

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
    """``during`` is the time that the interpreter is needed; without ``person`` for a session about nobody, such as a training."""

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True)
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
    remark = models.CharField(max_length=2200, blank=True, help_text="What the note is where it is about nobody: there is no key to seal it with")
    understood = models.BooleanField(null=True, help_text="Person and interpreter understood each other")
    officer_says = models.PositiveSmallIntegerField(null=True, help_text="How the officer found the interpreting, 1 to 5")
    person_says = models.PositiveSmallIntegerField(null=True, help_text="How the person found it, 1 to 5, if they wished to say")

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


def write(one: Request, text: str) -> None:
    """A note, sealed with the key of the person if there is one."""
    if one.person_id is None:
        one.remark = text
    else:
        one.note = text or None


class Asked(models.Model):
    """What the pool was asked for a request and what it said: under a reference that is used once, and not known to the case elsewhere."""

    class State(models.TextChoices):
        SENT = "SENT", _("Sent, no answer yet")
        OFFERED = "OFFERED", _("The pool offers interpreters: choose one")
        WAITING = "WAITING", _("Nobody yet: the pool goes on looking")
        CHOSEN = "CHOSEN", _("Asked, waits for the answer of interpreter and room")
        CONFIRMED = "CONFIRMED", _("Confirmed by interpreter and room")
        ENDED = "ENDED", _("Ended")
        REFUSED = "REFUSED", _("The pool did not take it")

    case = models.OneToOneField(CaseFile, on_delete=models.CASCADE, primary_key=True)
    reference = models.UUIDField(unique=True, default=uuid.uuid4)
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    day = models.DateField()
    need = models.JSONField(help_text="kernel.codes.pool.Need, as it was sent")
    told = models.JSONField(null=True, help_text="kernel.codes.pool.Word, the last one")
    asked_at = models.DateTimeField()


class NotThis(models.Model):
    """An interpreter who must not interpret for a person. Why stays sealed here; the pool is told the number alone."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()
    why = SealedTextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "number"], name="one_line_for_a_number")]
