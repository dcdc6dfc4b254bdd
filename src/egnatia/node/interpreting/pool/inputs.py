from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from egnatia.kernel.codes import pool
from egnatia.kernel.engine.fields import NeededNote
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.interpreters.register import selectors as register

Time = Annotated[int, BeforeValidator(pool.minute_of), Field(ge=0, le=pool.DAY)]


class AskPool(Input):
    """What the pool is told. Nothing here says whom it is for."""

    premises: Annotated[str, Ask(_("Premises"), _("Where the session is."), "select", register.premises_choices)]
    level: Annotated[int, Field(ge=1, le=4), Ask(_("Level"), choices=lambda: list(pool.LEVELS.items()), widget="select")] = 3
    urgency: Annotated[
        int,
        Field(ge=1, le=4),
        Ask(_("How urgent"), _("For now, the best interpreter is asked at once, then the next one."), "radio", lambda: list(pool.URGENCY.items())),
    ] = 3
    earliest: Annotated[Time, Ask(_("Earliest beginning"), _("A wider window finds more interpreters; the session is then moved to the time that was found."))]
    latest: Annotated[Time, Ask(_("Latest end"))]
    modes: Annotated[list[pool.Mode], Field(min_length=1, max_length=2), Ask(_("How"), choices=lambda: list(pool.MODES.items()))]
    sex_is_hard: Annotated[bool, Ask(_("Nobody of another sex, in any case"), _("For children and survivors of gender-based violence."))] = False
    two: Annotated[bool, Ask(_("Two interpreters who relieve each other"), _("From three hours on always."))] = False

    @model_validator(mode="after")
    def in_order(self) -> AskPool:
        if self.earliest >= self.latest:
            raise ValueError(_now("The window ends before it begins: check the times."))
        return self


class Choose(Input):
    option: Annotated[int, Field(ge=0, le=2), Ask(_("Which"), widget="radio")]
    confirmed: Annotated[
        bool,
        Ask(
            _("The person was asked and understands this variety; a question at the beginning shows it once more"),
            _("Only where the interpreter speaks another variety than the one asked for."),
        ),
    ] = False
    link: Annotated[
        str, StringConstraints(max_length=300, pattern=r"^(https://\S+)?$"), Ask(_("Link of the call"), _("For a session by video: begins with https://."))
    ] = ""
    phone: Annotated[str, StringConstraints(max_length=30, pattern=r"^\+?[0-9 ]*$"), Ask(_("Telephone if the connection fails"))] = ""


class Told(Input):
    """What the hub said, in its form; taken from the receiving side alone."""

    word: Annotated[pool.Word, Ask(_("Message of the pool"), widget="hidden")]


class Refused(Input):
    """The pool did not take the request: a code, no text."""

    code: Annotated[str, StringConstraints(max_length=40), Ask(_("Code"), widget="hidden")]


class NotThisOne(Input):
    number: Annotated[int, Field(ge=1, lt=2**31), Ask(_("Number of the interpreter in the pool"))]
    why: Annotated[NeededNote, Ask(_("Why"), _("Stays here, sealed: the pool is told the number alone."), "textarea")]
