from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.engine.fields import RecentDay
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.referral.models import DeclineReason, Priority


class Received(Input):
    """As its envelope said; the content stays sealed."""

    country: Annotated[str, Ask(_("State"), widget="hidden")]
    reference: Annotated[UUID, Ask(_("Known there as"), widget="hidden")]
    priority: Annotated[Priority, Ask(_("How soon"), widget="hidden")]
    until: Annotated[date, Ask(_("Until when"), widget="hidden")]
    content: Annotated[bytes, Ask(_("Sealed content"), widget="hidden")]


class HandTo(Input):
    unit: Annotated[str, Ask(_("Which service sees to it"), _("Those that fit what the person agreed to."))]


class DeclineAbroad(Input):
    declined_as: Annotated[
        DeclineReason, Ask(_("Why"), _("The other state is told this reason and nothing else."), choices=lambda: DeclineReason.choices, widget="radio")
    ]


class GiveHelp(Input):
    on: Annotated[RecentDay, Ask(_("Day on which the help was given"))]
