"""The side bar: rooms add their pages when they start; a page is listed for those who may open it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.roles import Role


@dataclass(frozen=True)
class Item:
    url_name: str
    label: Any
    roles: frozenset[Role]
    order: int = 50


_items: list[Item] = []


def add(item: Item) -> None:
    if item not in _items:
        _items.append(item)


def items(actor: Actor) -> list[Item]:
    """What this actor can open, in order."""
    return sorted((one for one in _items if actor.roles & one.roles), key=lambda one: one.order)
