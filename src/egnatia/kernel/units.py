"""Finding the unit that a hand-over goes to."""

from __future__ import annotations

from uuid import UUID

from egnatia.kernel.codes.sorting import sort_key
from egnatia.kernel.models import Unit


class NoUnit(LookupError):
    """No unit of that kind is set up in this deployment."""


def first_of(kind: Unit.Kind) -> Unit:
    """The unit of a kind that takes hand-overs, by code. Raises NoUnit."""
    unit = Unit.objects.filter(kind=kind).order_by("code").first()
    if unit is None:
        raise NoUnit(f"no unit of the kind {kind} is set up: an administrator must add it")
    return unit


def border_section(unit: UUID) -> str:
    """The section of the template that a unit works at; empty inland."""
    return Unit.objects.values_list("border_section", flat=True).get(pk=unit)


def choices(kind: Unit.Kind) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in sorted(Unit.objects.filter(kind=kind), key=lambda one: sort_key(one.name))]
