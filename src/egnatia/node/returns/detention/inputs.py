from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from egnatia.kernel.engine.fields import ComingDay, Line, NeededLine, NeededNote
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.referral.inputs import YesNo
from egnatia.node.returns.models import Alternative, ConditionsCheck, DetentionGround, DetentionReview, Facility, Release


class OpenMeasure(Input):
    return_case: Annotated[UUID, Ask(_("Case"), widget="hidden")]
    alternative: Annotated[Alternative, Ask(_("Alternative to detention"), _("Always tried or considered first."), choices=lambda: Alternative.choices)]


class ProposeDetention(Input):
    """Without each of these there is no detention (FR-13)."""

    ground: Annotated[DetentionGround, Ask(_("Ground in law"), choices=lambda: DetentionGround.choices)]
    criterion: Annotated[NeededLine, Ask(_("Article of the law that names it"))]
    necessity: Annotated[NeededNote, Ask(_("Why it is necessary and proportionate for this person"), widget="textarea")]
    considered: Annotated[list[Alternative], Field(min_length=1), Ask(_("Less coercive measures that were considered"), choices=lambda: Alternative.choices)]
    why_not: Annotated[NeededNote, Ask(_("Why none of them is enough"), widget="textarea")]
    facility: Annotated[Facility, Ask(_("Where"), choices=lambda: Facility.choices)]
    separated: Annotated[bool, Ask(_("Apart from prisoners"))] = False

    @model_validator(mode="after")
    def all_considered(self) -> ProposeDetention:
        if set(self.considered) != set(Alternative):
            raise ValueError(str(_("Consider each of the less coercive measures, and say why none is enough.")))
        return self


class SignForChild(Input):
    reason: Annotated[NeededNote, Ask(_("Why nothing else is possible for this child, and for how short a time"), widget="textarea")]


class OrderDetention(Input):
    order_number: Annotated[NeededLine, Ask(_("Number of the written order"))]
    review_on: Annotated[ComingDay, Ask(_("Day of the judicial review"))]
    until: Annotated[ComingDay, Ask(_("Last day of this order"), _("Never later than the rule allows."))]


class NoteReview(Input):
    kind: Annotated[DetentionReview.Kind, Ask(_("Review"), choices=lambda: DetentionReview.Kind.choices, widget="radio")]
    lawful: Annotated[YesNo, Ask(_("The detention is lawful"), choices=lambda: YesNo.choices, widget="radio")]
    prospect: Annotated[YesNo, Ask(_("There is a reasonable prospect of removal"), choices=lambda: YesNo.choices, widget="radio")]
    reasons: Annotated[NeededNote, Ask(_("Reasons"), widget="textarea")]
    next_on: Annotated[ComingDay | None, Ask(_("Day of the next review"), _("Needed if the person stays detained."))] = None


class Extend(Input):
    """A new order, for one of two grounds (art. 15(6)); it never happens by itself."""

    ground: Annotated[
        str,
        Field(pattern="^(COOPERATION|DOCUMENTS)$"),
        Ask(
            _("Ground"), choices=lambda: [("COOPERATION", _("Lack of cooperation")), ("DOCUMENTS", _("Delay of documents from another state"))], widget="radio"
        ),
    ]
    reasons: Annotated[NeededNote, Ask(_("Reasons, of this person"), widget="textarea")]
    order_number: Annotated[NeededLine, Ask(_("Number of the court's order"))]
    until: Annotated[ComingDay, Ask(_("Last day of this order"))]
    review_on: Annotated[ComingDay, Ask(_("Day of the next review"))]


class CheckConditions(Input):
    met: Annotated[list[ConditionsCheck.Item], Ask(_("What is so"), choices=lambda: ConditionsCheck.Item.choices)] = []
    note: Annotated[Line, Ask(_("Remark"))] = ""


class NoteRelease(Input):
    release: Annotated[Release, Ask(_("Why"), choices=lambda: Release.choices)]
