from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from egnatia.kernel.codes import languages
from egnatia.kernel.engine.fields import ComingDay, Language, NeededLine
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.training import selectors


class Request(Input):
    module: Annotated[str, Ask(_("Module"), "", "select", selectors.module_choices)]
    language: Annotated[Language, Ask(_("Language"), "", "select", languages.choices)]
    place: Annotated[NeededLine, Ask(_("Place"), _("Town and building: participants and trainers see it."))]
    monday: Annotated[ComingDay, Ask(_("Earliest week"), _("Any day of it."), "day")]
    flexible: Annotated[int, Field(ge=0, le=12), Ask(_("Weeks that it may wait"))] = 4
    places: Annotated[int, Field(ge=1, le=500), Ask(_("Places"))] = 20
