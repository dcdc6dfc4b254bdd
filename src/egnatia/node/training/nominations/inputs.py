from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import StringConstraints

from egnatia.kernel.codes import training
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.training import selectors

WHY_NOT = [("CANNOT_COME", _("Cannot come")), ("NOT_NEEDED", _("Does not need it any more")), ("LEFT", _("Does not work here any more"))]


class Nominate(Input):
    session: Annotated[UUID, Ask(_("Session"), "", "select", selectors.session_choices)]
    learner: Annotated[UUID, Ask(_("Learner"), _("Enrol whoever is not in the list first."), "select", selectors.learner_choices)]
    why: Annotated[
        str, StringConstraints(min_length=1, max_length=500), Ask(_("Why this person"), _("What they need it for in their post. It stays here."), "textarea")
    ]


class Withdraw(Input):
    why: Annotated[Literal["CANNOT_COME", "NOT_NEEDED", "LEFT"], Ask(_("Why"), choices=lambda: list(WHY_NOT), widget="radio")]


class Told(Input):
    """A word of the hub."""

    word: Annotated[training.Word, Ask(_("Word of the hub"), widget="hidden")]


class Refused(Input):
    why: Annotated[str, StringConstraints(max_length=40), Ask(_("Said by the hub"))]
