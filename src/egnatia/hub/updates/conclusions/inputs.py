from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import StringConstraints

from egnatia.hub.logframe.parties import selectors as parties
from egnatia.hub.updates.models import Conclusion
from egnatia.kernel.engine.fields import ComingDay, NeededNote
from egnatia.kernel.engine.spec import Ask, Input

Due = Annotated[ComingDay, Ask(_("Until"), "", "day")]


class Note(Input):
    event: Annotated[UUID, Ask(_("Event"), widget="hidden")]
    text: Annotated[NeededNote, Ask(_("What was concluded"), "", "textarea")]
    owner: Annotated[str, Ask(_("Who sees to it"), "", "select", parties.choices)]
    due: Due
    target: Annotated[Conclusion.Target, Ask(_("What it changes"), choices=lambda: Conclusion.Target.choices, widget="radio")] = Conclusion.Target.NONE


class Postpone(Input):
    due: Due
    reason: Annotated[NeededNote, Ask(_("Reason"), "", "textarea", rows=2)]


class CarryOut(Input):
    number: Annotated[
        str, StringConstraints(max_length=20), Ask(_("Number of the case that came of it"), _("Of the change of a rule, the material, the activity."))
    ] = ""
    outcome: Annotated[NeededNote, Ask(_("What came of it"), "", "textarea")]


class Drop(Input):
    outcome: Annotated[NeededNote, Ask(_("Why it is dropped"), "", "textarea")]
