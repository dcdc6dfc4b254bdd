from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field, create_model, model_validator

from egnatia.kernel.engine.fields import Note, PastDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.asylum.models.quality import Mark
from egnatia.node.asylum.quality import indicators


class Draw(Input):
    """Which decisions are reviewed. Drawn by chance from each outcome; the seed is kept, so that anybody can draw them again."""

    since: Annotated[PastDay, Ask(_("Decided from"), widget="day")]
    until: Annotated[PastDay, Ask(_("Decided until"), widget="day")]
    share: Annotated[int, Field(ge=1, le=100), Ask(_("Percent of the decisions of each outcome"), _("At least one of each."))] = 10
    twice: Annotated[int, Field(ge=0, le=100), Ask(_("Percent of the sample that two colleagues review"), _("From them the agreement is computed."))] = 20
    blind: Annotated[bool, Ask(_("Reviewers do not see who interviewed and decided"))] = True
    seed: Annotated[int, Field(ge=0, le=2_000_000_000), Ask(_("Seed of the draw"), _("Any number."))] = 1

    @model_validator(mode="after")
    def it_is_a_time(self) -> Draw:
        if self.until < self.since:
            raise ValueError(str(_("It ends before it begins: check the days.")))
        return self


def _marks() -> list[tuple[str, object]]:
    return list(Mark.choices)


def _form(name: str, known: dict[str, tuple[Any, Any]]) -> type[Input]:
    """One question for each indicator, with the four marks."""
    asked: dict[str, Any] = {code: (Annotated[Mark, Ask(label, choices=_marks, widget="radio")], ...) for code, (label, _module) in known.items()}
    asked["remarks"] = (Annotated[Note, Ask(_("Remarks"), widget="textarea")], "")
    return create_model(name, __base__=Input, __module__=__name__, **asked)


MarkInterview = _form("MarkInterview", indicators.INTERVIEW)
MarkDecision = _form("MarkDecision", indicators.DECISION)


class Drawn(Input):
    sample: Annotated[UUID, Ask(_("Sample"), widget="hidden")]
    decision: Annotated[UUID, Ask(_("Decision"), widget="hidden")]
    turn: Annotated[int, Ask(_("Which of the reviews"), widget="hidden")]
