from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints, model_validator

from egnatia.kernel.codes import training
from egnatia.kernel.engine.fields import ComingDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.training import selectors

Count = Annotated[int, Field(ge=0, le=100_000)]


class _Numbers(Input):
    posts: Annotated[int, Field(ge=1, le=100_000), Ask(_("People who need it for their post"))]
    elsewhere: Annotated[Count, Ask(_("Have it without a certificate of the region"), _("Trained before, or by others."))] = 0
    by: Annotated[ComingDay, Ask(_("Needed by"), widget="day")]

    @model_validator(mode="after")
    def no_more_than_all(self) -> _Numbers:
        if self.elsewhere > self.posts:
            raise ValueError(_now("More have it than need it: check both numbers."))
        return self


class NoteNeed(_Numbers):
    institution: Annotated[training.Institution, Ask(_("Institution"), choices=training.institutions, widget="select")]
    module: Annotated[str, Ask(_("Module"), "", "select", selectors.module_choices)]


class ChangeNeed(_Numbers):
    pass


class NoteCheck(Input):
    """Files looked at in a half-year (Kirkpatrick 4)."""

    indicator: Annotated[str, Ask(_("What was looked at"), choices=lambda: list(training.INDICATORS.items()), widget="radio")]
    half: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-[12]$"), Ask(_("Half-year"), _("Such as 2026-1 for January to June 2026."))]
    seen: Annotated[int, Field(ge=1, le=1_000_000), Ask(_("Looked at"))]
    met: Annotated[int, Field(ge=0, le=1_000_000), Ask(_("Of these, as they should be"))]

    @model_validator(mode="after")
    def no_more_than_all(self) -> NoteCheck:
        if self.met > self.seen or self.indicator not in training.INDICATORS:
            raise ValueError(_now("No more can be as they should be than were looked at."))
        return self
