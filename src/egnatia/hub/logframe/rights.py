"""Whose row is whose. Partners read everything of the programme, and each edits its own rows alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from egnatia.hub.logframe.models import Activity, Framework, Indicator, Party, Progress, Result, Risk
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.run import grant
from egnatia.kernel.models import CaseFile, Grant, Task, Unit
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
# Which rows a party answers for, by room.
answered_by: list[Callable[[Party], QuerySet[Any]]] = [
    lambda party: Framework.objects.filter(lead=party),
    lambda party: Result.objects.filter(framework__lead=party),
    lambda party: Risk.objects.filter(owner=party),
    lambda party: Indicator.objects.filter(responsible=party),
    lambda party: Activity.objects.filter(lead=party),
    lambda party: Progress.objects.filter(period__indicator__responsible=party),
]
# Tasks that are for whoever answers for the row.
own_tasks: set[str] = {"RETURNED"}
# States in which a plan that was signed changes no more, though its case takes evaluations and lessons.
ended: set[str] = set()
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
    known = Framework.objects.select_related("lead", "case")
    if case.procedure in owners:
        return known.filter(pk=case.pk).first()
    related = {"result": "results", "risk": "risks", "indicator": "indicators", "activity": "activities", "progress": "indicators__periods__reports"}
    name = related.get(case.procedure)
    return known.filter(**{name: case.pk}).first() if name else None


def hand_over(party: Party) -> None:
    """The rows that a party answers for go to its office, with what they ask for."""
    for rows in answered_by:
        cases = CaseFile.objects.filter(pk__in=rows(party).values("pk"))
        Task.objects.filter(case__in=cases, code__in=own_tasks, done_at=None, unit_id=hub()).update(unit_id=unit_of(party))
        cases.update(unit_id=unit_of(party), holder_id=None)


def is_over(framework: Framework) -> bool:
    """Whether a plan changes no more. One that was only put on record can be completed from better sources."""
    case = framework.case
    return case.closed or (case.state in ended and framework.signed_on is not None)
