from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints

from egnatia.hub.logframe.parties import selectors as parties
from egnatia.hub.logframe.parties.inputs import SeventhOrNone, seven
from egnatia.kernel.engine.fields import NeededNote, PastDay
from egnatia.kernel.engine.spec import Ask, Input


class PriorityFields(Input):
    title: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("What is needed"))]
    text: Annotated[str, StringConstraints(min_length=1, max_length=4000), Ask(_("Why, for whom, and what would be done"), "", "textarea", rows=5)]
    country: Annotated[SeventhOrNone, Ask(_("Country"), _("Empty: of the region."), "select", seven)] = ""
    voice: Annotated[
        str, StringConstraints(max_length=200), Ask(_("Asked for by"), _("If somebody outside the list asked: an EU Delegation, a service of the Commission."))
    ] = ""
    amount: Annotated[Decimal | None, Field(gt=0, max_digits=14, decimal_places=2), Ask(_("Estimated amount in EUR"))] = None


class Propose(PriorityFields):
    lead: Annotated[str, Ask(_("Who brings it in"), "", "select", parties.choices)]


def _grade(label: object, hint: object) -> Ask:
    return Ask(label, hint, "radio", lambda: [(str(one), str(one)) for one in range(1, 6)])


Grade = Annotated[int, Field(ge=1, le=5)]


class GiveScore(Input):
    """One to five each, of equal weight; the score of an office takes the place of its one before."""

    protection: Annotated[Grade, _grade(_("Protection"), _("How much it does for people who need protection: 1 little, 5 most."))]
    recommendation: Annotated[Grade, _grade(_("Recommendations"), _("How far it answers what the Commission's reports recommend."))]
    region: Annotated[Grade, _grade(_("Region"), _("How far several countries gain by it."))]
    capacity: Annotated[Grade, _grade(_("Capacity"), _("How well it can be done by those who are there."))]
    why: Annotated[str, StringConstraints(min_length=1, max_length=1000), Ask(_("Why"), _("Everybody reads it."), "textarea", rows=2)]


class Decide(Input):
    funding: Annotated[str, StringConstraints(min_length=1, max_length=200), Ask(_("Funding source"), _("Or where it was asked for in vain."))]
    decision: Annotated[NeededNote, Ask(_("Decision"), _("Who decided, by which document."), "textarea")]
    decided_on: Annotated[PastDay, Ask(_("Decided on"), "", "day")]
