from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from egnatia.kernel.codes import languages
from egnatia.kernel.engine.fields import ComingDay, Language, LenientNote, Line, NeededLine, NeededLong, NeededNote, RecentDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.returns.models import Item, Module, MonitorFinding, Phase, Severity


class BeTold(Input):
    """From the operation: its number, day, place and how many; no name, no nationality."""

    operation: Annotated[UUID, Ask(_("Operation"), widget="hidden")]


class Deploy(Input):
    monitor: Annotated[NeededLine, Ask(_("Who goes along"))]
    trained_until: Annotated[date, Ask(_("Training valid until"))]
    languages: Annotated[list[Language], Field(min_length=1), Ask(_("Languages"), choices=languages.choices)]


class Decline(Input):
    because: Annotated[NeededLine, Ask(_("Why nobody goes along"))]


class Observe(Input):
    """A line of the notebook: the words leave this form sealed, and are kept in no draft."""

    phase: Annotated[Phase, Ask(_("Phase"), choices=lambda: Phase.choices)]
    item: Annotated[Item, Ask(_("What"), choices=lambda: Item.choices)]
    severity: Annotated[Severity, Ask(_("How it was"), choices=lambda: Severity.choices, widget="radio")]
    notebook: Annotated[NeededNote, Ask(_("Your note"), _("Sealed to your key: the authority cannot read it. It is not kept as a draft."), widget="textarea")]


class Find(Input):
    """To the authority, in the clear: what you address to it."""

    source: Annotated[UUID, Ask(_("Case"), widget="hidden")]
    kind: Annotated[MonitorFinding.Kind, Ask(_("What"), choices=lambda: MonitorFinding.Kind.choices, widget="radio")]
    phase: Annotated[Phase, Ask(_("Phase"), choices=lambda: Phase.choices)]
    text: Annotated[NeededNote, Ask(_("What the authority is told"), _("No name of any person."), widget="textarea")]
    due_on: Annotated[ComingDay, Ask(_("Answer until"))]


class Publish(Input):
    report: Annotated[
        NeededLong, Ask(_("Report on this operation"), _("What is published. No name, nothing by which somebody can be known."), widget="textarea", rows=12)
    ]


class HearWish(Input):
    place: Annotated[int, Field(ge=1, le=400), Ask(_("Number on the list"), _("As the escort leader calls it, or as on the manifest that you were shown."))]
    words: Annotated[LenientNote, Ask(_("In the person's own words, if possible"), widget="textarea")] = ""


class Answer(Input):
    answer: Annotated[MonitorFinding.Answer, Ask(_("Answer"), choices=lambda: MonitorFinding.Answer.choices, widget="radio")]
    text: Annotated[NeededNote, Ask(_("Reasons, and what changes"), widget="textarea")]


class NoteDone(Input):
    text: Annotated[NeededNote, Ask(_("What was done"), widget="textarea")]


class BeginGaps(Input):
    title: Annotated[NeededLine, Ask(_("Title of the assessment"))]
    made_on: Annotated[RecentDay, Ask(_("As of"))]


class AddGap(Input):
    module: Annotated[Module, Ask(_("Module"), choices=lambda: Module.choices)]
    criterion: Annotated[NeededLine, Ask(_("Criterion"))]
    level: Annotated[
        int,
        Field(ge=0, le=4),
        Ask(
            _("How far it is met"),
            choices=lambda: [(0, _("0: not at all")), (1, _("1: begun")), (2, _("2: in part")), (3, _("3: mostly")), (4, _("4: fully"))],
            widget="radio",
        ),
    ]
    evidence: Annotated[NeededNote, Ask(_("Evidence"), widget="textarea")]
    recommendation: Annotated[LenientNote, Ask(_("Recommendation"), widget="textarea")] = ""
    owner: Annotated[Line, Ask(_("Who sees to it"))] = ""
    due_on: Annotated[ComingDay | None, Ask(_("Until when"))] = None

    @model_validator(mode="after")
    def a_gap_has_an_owner(self) -> AddGap:
        if self.level < 4 and not (self.recommendation and self.owner and self.due_on):
            raise ValueError(str(_("Below 4: recommend something, name who sees to it, and until when.")))
        return self
