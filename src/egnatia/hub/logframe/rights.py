"""Whose row is whose. Partners read everything of the programme, and each edits its own rows alone."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from egnatia.hub.logframe.models import Framework, Party
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.run import grant
from egnatia.kernel.models import CaseFile, Grant, Unit
from egnatia.kernel.units import first_of

OFFICERS = frozenset({Role.PROGRAMME_OFFICER})
TEAM = OFFICERS | {Role.PROGRAMME_PARTNER}
# Who opens cases of the programme. Lists of the region are for analysts too.
READERS = TEAM
LISTS = TEAM | {Role.ANALYST}
# Procedures whose cases carry a framework: rooms that have one say so when they start.
owners: set[str] = set()
# Procedures whose cases every partner reads.
shared: set[str] = {"party", "result", "risk", "indicator", "progress", "activity"}
_BASIS = "PROGRAMME"


def unit_of(party: Party) -> UUID:
    """The unit that answers for a party: its own, or the hub's."""
    return party.unit_id or first_of(Unit.Kind.HUB).pk


def hub() -> UUID:
    return first_of(Unit.Kind.HUB).pk


def place(case: CaseFile, party: Party | None) -> None:
    """Put a case where its party answers for it, and show it to all partners."""
    case.unit_id = unit_of(party) if party else hub()
    units = {case.unit_id, hub(), *Party.objects.exclude(unit=None).values_list("unit_id", flat=True)}
    for unit in units:
        grant(case, unit, _BASIS)


def show_all(unit: UUID) -> None:
    """A unit that joins sees what there is already."""
    seen = Grant.objects.filter(unit_id=unit).values("case")
    for case in CaseFile.objects.filter(procedure__in=shared).exclude(pk__in=seen):
        grant(case, unit, _BASIS)


def framework_of(case: CaseFile) -> Framework | None:
    """The framework that a case carries or belongs to."""
    known = Framework.objects.select_related("lead")
    if case.procedure in owners:
        return known.filter(pk=case.pk).first()
    related = {"result": "results", "risk": "risks", "indicator": "indicators", "activity": "activities", "progress": "indicators__periods__reports"}
    name = related.get(case.procedure)
    return known.filter(**{name: case.pk}).first() if name else None


def hand_over(party: Party) -> None:
    """The open rows that a party answers for go to its office."""
    rows = CaseFile.objects.filter(closed=False).filter(
        Q(activity__lead=party) | Q(risk__owner=party) | Q(indicator__responsible=party) | Q(framework__lead=party) | Q(result__framework__lead=party)
    )
    CaseFile.objects.filter(pk__in=rows.values("pk")).update(unit_id=unit_of(party), holder_id=None)
