from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.engine.fields import Note
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.protection.models import Category, Indicator


def seen(value: list[Indicator]) -> list[Indicator]:
    """Nothing seen and something seen cannot both be true. Raises ValueError."""
    if Indicator.NONE_SEEN in value and len(value) > 1:
        raise ValueError(_("Choose either what you see, or that nothing is seen."))
    return value


class RecordCheck(Input):
    """Quick indicators and the needs that they point to."""

    person_id: Annotated[UUID, Ask(_("Person"), widget="hidden")]
    stage: Annotated[str, Ask(_("Stage"), widget="hidden")] = "SCREENING"
    indicators: Annotated[
        list[Indicator], Ask(_("What do you see or hear?"), _("Ask about nothing that is not needed now."), choices=lambda: Indicator.choices)
    ]
    categories: Annotated[
        list[Category], Ask(_("Which special needs may there be?"), _("A suspicion is enough; a specialist confirms it."), choices=lambda: Category.choices)
    ] = []
    urgent: Annotated[bool, Ask(_("Needs help at once"))] = False
    note: Annotated[Note, Ask(_("Note for the specialist"), widget="textarea")] = ""
