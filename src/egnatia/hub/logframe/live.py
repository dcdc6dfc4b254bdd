"""Figures that the hub computes by itself. Rooms say which when they start; an indicator names one by its code, and its page shows the query."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from egnatia.hub.logframe.aggregate import Value
from egnatia.kernel.access.actor import seeing_all


@dataclass(frozen=True)
class Found:
    """A value with the queries that it stands on, and the page where its source can be read."""

    value: Value | None
    queries: tuple[str, ...]
    address: str = ""


@dataclass(frozen=True)
class Figure:
    """``compute(first day, last day)``: sums of the region, about no person. ``found`` gives every reader the same, whatever cases their office sees."""

    code: str
    label: Any
    measure: str
    compute: Callable[[date, date], Found]

    def found(self, first: date, last: date) -> Found:
        with seeing_all():
            return self.compute(first, last)


_figures: dict[str, Figure] = {}


def register(figure: Figure) -> None:
    _figures[figure.code] = figure


def find(code: str) -> Figure | None:
    return _figures.get(code)


def choices() -> list[tuple[str, Any]]:
    return [(one.code, one.label) for one in _figures.values()]


def shown(*rows: QuerySet[Any]) -> tuple[str, ...]:
    """Queries as the database is asked them."""
    return tuple(str(one.query) for one in rows)
