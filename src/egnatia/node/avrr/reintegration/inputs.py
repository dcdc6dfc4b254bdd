from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, StringConstraints, create_model, model_validator

from egnatia.kernel.codes import languages
from egnatia.kernel.engine.fields import ComingDay, File, Language, NeededNote, RecentDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.kernel.models import Unit
from egnatia.kernel.units import choices
from egnatia.node.avrr import survey
from egnatia.node.avrr.models import Dimension, Item, Measure, When
from egnatia.node.referral.inputs import YesNo

Reason = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Euro = Annotated[Decimal, Field(ge=0, le=1_000_000, max_digits=10, decimal_places=2)]


def _partners() -> list[tuple[str, str]]:
    return choices(Unit.Kind.PARTNER)


def _paper(value: bytes) -> bytes:
    if not value.startswith((b"%PDF-", b"\xff\xd8\xff", b"\x89PNG")):
        raise ValueError(_("A proof is a PDF file or a photograph (JPEG or PNG)."))
    return value


class OpenPlan(Input):
    """A plan with a partner in the country of return, if the person agreed that the partner is told."""

    travel_case: Annotated[UUID, Ask(_("Voluntary return"), widget="hidden")]
    partner: Annotated[str, Ask(_("Partner"), choices=_partners)]
    dependants: Annotated[int, Field(ge=0, le=20), Ask(_("Dependants who return with the person"))] = 0
    goals: Annotated[NeededNote, Ask(_("What the person wants to build up, in their own words"), widget="textarea")]


class AddLine(Input):
    dimension: Annotated[Dimension, Ask(_("Dimension"), choices=lambda: Dimension.choices)]
    measure: Annotated[Measure, Ask(_("Kind of help"), choices=lambda: Measure.choices)]
    text: Annotated[Reason, Ask(_("What exactly"), _("Without names."))]
    budgeted: Annotated[Euro, Ask(_("Budget in EUR"))]


class DropLine(Input):
    number: Annotated[int, Ask(_("Line"))]


class AskValidation(Input):
    """The plan is complete; the counsellors who opened it look at it."""


class Validate(Input):
    approve: Annotated[YesNo, Ask(_("The plan is right"), choices=lambda: YesNo.choices, widget="radio")]
    reason: Annotated[Annotated[str, StringConstraints(max_length=300)], Ask(_("What must change"), _("If it goes back."), widget="textarea")] = ""

    @model_validator(mode="after")
    def says_what_must_change(self) -> Validate:
        if self.approve is YesNo.NO and not self.reason:
            raise ValueError(str(_("Say what must change.")))
        return self


class DeliverLine(Input):
    number: Annotated[int, Ask(_("Line"))]
    on: Annotated[RecentDay, Ask(_("Delivered on"))]
    spent: Annotated[Euro, Ask(_("Spent in EUR"))]
    proof: Annotated[File, AfterValidator(_paper), Ask(_("Proof: receipt or report"), widget="file")]


class Report(Input):
    report: Annotated[NeededNote, Ask(_("What was done, and how the person is getting on"), widget="textarea")]


class Confirm(Input):
    confirm: Annotated[YesNo, Ask(_("The report and its proofs are right"), choices=lambda: YesNo.choices, widget="radio")]
    outcome: Annotated[Reason, Ask(_("Outcome, or what must still be done"))]


class AgreeFollowUp(Input):
    items: Annotated[list[Item], Field(min_length=1), Ask(_("By what the person may be reached"), choices=lambda: Item.choices)]
    language: Annotated[Language, Ask(_("Language in which the person agreed"), choices=languages.choices)]
    until: Annotated[ComingDay, Ask(_("Until when"), _("Nothing about the person is recorded after this day."))]


class TakeBackFollowUp(Input):
    """Nobody needs a reason for it; what was answered before is erased with it."""


class Round(Input):
    """What is asked beside the questions themselves."""

    when: Annotated[When, Ask(_("Which round"), choices=lambda: When.choices)]
    on: Annotated[RecentDay, Ask(_("Day"))]
    reached: Annotated[YesNo, Ask(_("The person was reached and wanted to answer"), choices=lambda: YesNo.choices, widget="radio")]
    satisfaction: Annotated[int | None, Field(ge=1, le=5), Ask(_("Satisfied with the help, 1 to 5"))] = None


def _question(one: survey.Question) -> Any:
    """A field of the form for one question: one answer of its scale, or none."""
    answers = [(code, label) for code, (label, _score) in one.answers.items()]

    def known(value: str) -> str:
        if value and value not in one.answers:
            raise ValueError(_("Choose an answer of the list."))
        return value

    return Annotated[str, AfterValidator(known), Ask(one.text, choices=lambda: answers)], ""


# One field for each question of the instrument: a new version of it changes the form and nothing else.
RecordRound: type[Round] = create_model("RecordRound", __base__=Round, **{one.code: _question(one) for one in survey.instrument().questions})


class ImportWeights(Input):
    file: Annotated[File, Ask(_("Weight set (TOML)"), _("With code, source, [dimension] and [composite]; checked against the questions."), widget="file")]
