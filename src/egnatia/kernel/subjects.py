"""How the shell shows whom a case is about, and what a case holds, without knowing any room: rooms register here when they start."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import CaseFile

Summaries = Callable[[Actor, Collection[UUID]], dict[UUID, Any]]


@dataclass(frozen=True)
class Row:
    """One line of a section: label, value, a mark such as 'done' or 'warn' that is said in words too, and an address that the value leads to."""

    label: Any
    value: Any
    mark: str = ""
    address: str = ""


@dataclass(frozen=True)
class Section:
    """Part of a case page."""

    title: Any
    rows: list[Row] = field(default_factory=list)
    note: Any = ""


@dataclass(frozen=True)
class Appointment:
    """When and where somebody is expected."""

    at: datetime
    what: Any
    place: str
    case: UUID


Sections = Callable[[CaseFile, Actor], list[Section]]
Appointments = Callable[[Collection[UUID]], dict[UUID, list[Appointment]]]
_summaries: list[Summaries] = []
_sections: dict[str, Sections] = {}
_everywhere: list[Sections] = []
_appointments: list[Appointments] = []


def register_summaries(function: Summaries) -> None:
    """Set the room that knows persons; the last one wins."""
    _summaries[:] = [function]


def register_sections(procedure: str, function: Sections) -> None:
    _sections[procedure] = function


def register_everywhere(function: Sections) -> None:
    """A part of the page of every case that is about somebody."""
    _everywhere.append(function)


def register_appointments(function: Appointments) -> None:
    """Appointments of persons by id, that the actor may see."""
    if function not in _appointments:
        _appointments.append(function)


def appointments(ids: Collection[UUID]) -> dict[UUID, list[Appointment]]:
    """Of these persons, from all rooms, the next one first."""
    found: dict[UUID, list[Appointment]] = {}
    for function in _appointments:
        for person, ones in function(ids).items():
            found.setdefault(person, []).extend(ones)
    return {person: sorted(ones, key=lambda one: one.at) for person, ones in found.items()}


def summaries(actor: Actor, ids: Collection[UUID]) -> dict[UUID, Any]:
    return _summaries[0](actor, ids) if _summaries else {}


def summary(actor: Actor, case: CaseFile | None) -> Any:
    """Whom one case is about; None for a case about nobody."""
    return summaries(actor, [case.subject]).get(case.subject) if case and case.subject else None


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    own = _sections[case.procedure](case, actor) if case.procedure in _sections else []
    return own + [section for function in _everywhere if case.subject for section in function(case, actor)]
