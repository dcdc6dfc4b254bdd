from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator

from egnatia.kernel import moment
from egnatia.kernel.engine.fields import NeededLine, NeededNote, PastDay
from egnatia.kernel.engine.spec import Ask, Input

LONGEST_HOLD = timedelta(days=366)


def _end_of_hold(value: date) -> date:
    if not moment.today() <= value <= moment.today() + LONGEST_HOLD:
        raise ValueError(_("A hold ends within a year from today; it can be ordered again for a reason that still stands."))
    return value


Decided = Annotated[PastDay, Ask(_("Day of the decision"), widget="day")]
Person = Annotated[UUID, Ask(_("Person"), widget="hidden")]


class Mark(Input):
    person_id: Person
    kind: Annotated[
        Literal["PROTECTION", "RESIDENCE"],
        Ask(
            _("What was granted"),
            choices=lambda: [("PROTECTION", _("Refugee status, subsidiary or humanitarian protection")), ("RESIDENCE", _("A residence document"))],
            widget="radio",
        ),
    ]
    decided_on: Decided
    reference: Annotated[NeededLine, Ask(_("Number of the decision"))]


class Unmark(Input):
    decided_on: Decided
    reference: Annotated[NeededLine, Ask(_("Number of the decision that withdrew it"))]


class Citizen(Input):
    person_id: Person
    decided_on: Decided
    reference: Annotated[NeededLine, Ask(_("Number of the decision on citizenship"))]


class EndKeeping(Input):
    reason: Annotated[NeededNote, Ask(_("Why it ends"), widget="textarea")]


class Hold(Input):
    person_id: Person
    until: Annotated[date, AfterValidator(_end_of_hold), Ask(_("Kept until and with"), widget="day")]
    reason: Annotated[NeededNote, Ask(_("Why it must be kept"), _("Such as a court case or a complaint that is not decided."), widget="textarea")]
