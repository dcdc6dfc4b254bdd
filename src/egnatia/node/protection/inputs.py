from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, StringConstraints, model_validator

from egnatia.kernel import moment
from egnatia.kernel.engine.fields import NeededNote, Note
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.protection.models import Category, Indicator, Measure, Need


def seen(value: list[Indicator]) -> list[Indicator]:
    """Nothing seen and something seen cannot both be true. Raises ValueError."""
    if Indicator.NONE_SEEN in value and len(value) > 1:
        raise ValueError(_("Choose either what you see, or that nothing is seen."))
    return value


def _findings() -> list[tuple[Any, Any]]:
    return [
        (Need.Status.IDENTIFIED, _("Identified")),
        (Need.Status.EXCLUDED, _("Looked at and not found")),
        (Need.Status.ENDED, _("Ended: the need is met or passed")),
    ]


def _not_past(value: date | None) -> date | None:
    if value is not None and value < moment.today():
        raise ValueError(_("This day lies in the past."))
    return value


class RecordCheck(Input):
    """Quick indicators and the needs that they point to."""

    person_id: Annotated[UUID, Ask(_("Person"), widget="hidden")]
    stage: Annotated[str, StringConstraints(pattern=r"^[A-Z_]{1,16}$"), Ask(_("Stage"), widget="hidden")] = "SCREENING"
    indicators: Annotated[
        list[Indicator], Ask(_("What do you see or hear?"), _("Ask about nothing that is not needed now."), choices=lambda: Indicator.choices)
    ]
    categories: Annotated[
        list[Category], Ask(_("Which special needs may there be?"), _("A suspicion is enough; a specialist confirms it."), choices=lambda: Category.choices)
    ] = []
    urgent: Annotated[bool, Ask(_("Needs help at once"))] = False
    note: Annotated[Note, Ask(_("Note for the specialist"), widget="textarea")] = ""


class DecideNeed(Input):
    """A specialist's finding about one need. There is no answer that says “not vulnerable”."""

    category: Annotated[Category, Ask(_("Which need"), choices=lambda: Category.choices)]
    status: Annotated[
        Literal[Need.Status.IDENTIFIED, Need.Status.EXCLUDED, Need.Status.ENDED],
        Ask(_("What was found"), _("Excluded or ended can be taken up again at any time."), choices=_findings, widget="radio"),
    ]
    measures: Annotated[list[Measure], Ask(_("What it changes"), choices=lambda: Measure.choices)] = []
    reason: Annotated[NeededNote, Ask(_("How this was found"), _("No diagnosis: it stays in the medical record."), widget="textarea")]
    review_on: Annotated[date | None, AfterValidator(_not_past), Ask(_("Look again on"), widget="day")] = None

    @model_validator(mode="after")
    def an_identified_need_changes_something(self) -> DecideNeed:
        if self.status == Need.Status.IDENTIFIED and not self.measures:
            raise ValueError(str(_("Say what the need changes: a need that changes nothing helps nobody.")))
        return self
