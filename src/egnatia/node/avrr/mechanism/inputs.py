from __future__ import annotations

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints

from egnatia.kernel import moment
from egnatia.kernel.codes.sop import DIFFERENCES
from egnatia.kernel.engine.fields import ComingDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.avrr.mechanism import selectors

Text500 = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Kind = Literal["OTHER_BODY", "OTHER_TERM", "OTHER_FORM", "MORE", "NOT_DONE"]


class Arrived(Input):
    """An edition came from the hub."""

    version: Annotated[int, Ask(_("Edition"), widget="hidden")]


class Begin(Input):
    """An edition that was adopted before, looked at again: its differences stand in it and can be changed."""

    version: Annotated[int, Ask(_("Edition"), choices=selectors.editions)]


class Prepare(Input):
    since: Annotated[ComingDay, Ask(_("We work by it from"))]


class Differ(Input):
    step: Annotated[str, StringConstraints(max_length=16), Ask(_("Step"))]
    kind: Annotated[Kind, Ask(_("How this country differs"), choices=lambda: list(DIFFERENCES.items()))]
    text: Annotated[
        Text500, Ask(_("In one or two sentences"), _("With its ground in national law. The region reads it: nothing about a person."), widget="textarea")
    ]


class Agree(Input):
    step: Annotated[str, StringConstraints(max_length=16), Ask(_("Step"))]


def _years() -> list[tuple[str, str]]:
    now = moment.today().year
    return [(str(year), str(year)) for year in (now, now - 1)]


class CountUse(Input):
    year: Annotated[int, Field(ge=2016, le=2100), Ask(_("Year"), choices=_years)]
