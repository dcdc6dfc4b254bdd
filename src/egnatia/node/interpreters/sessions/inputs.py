from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.codes import pool
from egnatia.kernel.engine.fields import Line, PastMoment
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.interpreters import marks
from egnatia.node.interpreters.marks import Mark
from egnatia.node.interpreters.models import Decline


class Told(Input):
    """What the hub said, in its form; taken from the receiving side alone."""

    word: Annotated[pool.Word, Ask(_("Message of the pool"), widget="hidden")]
    interpreter: Annotated[UUID, Ask(_("Interpreter"), widget="hidden")]


class Accept(Input):
    """The interpreter knows language, place and time; whom it is for is asked before names are said, in the room."""

    no_conflict: Annotated[bool, Ask(_("I know of no conflict of interests with this place and these people's language"))] = False
    same_language: Annotated[bool, Ask(_("I speak this variety at this level"))] = False


class No(Input):
    why: Annotated[Decline, Ask(_("Why"), _("It stays here: the pool is told no more than no."), choices=lambda: Decline.choices, widget="radio")]


class Called(Input):
    why: Annotated[pool.Ended, Ask(_("Why"), widget="hidden")] = ""


class Tested(Input):
    works: Annotated[bool, Ask(_("Picture and sound were tried out together with the other side"))] = False


class Begin(Input):
    at: Annotated[PastMoment, Ask(_("Began at"), widget="datetime")]


class End(Input):
    at: Annotated[PastMoment, Ask(_("Ended at"), widget="datetime")]
    conditions: Annotated[Mark | None, Ask(_("How were the conditions for you?"), choices=marks.choices, widget="select")] = None
    note: Annotated[Line, Ask(_("What should be better next time"), _("Nothing about the person."))] = ""
