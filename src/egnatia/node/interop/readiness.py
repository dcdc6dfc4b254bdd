"""How ready the records are: valid or not under a profile, category by category, and what is missing. Counts leave this file, values never."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.node.interop import canonical, profiles
from egnatia.node.interop.models import ProfileElement
from egnatia.node.interop.values import TRANSFORMS


@dataclass
class Found:
    """Of one category."""

    records: int = 0
    valid: int = 0
    lacks: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        return {"records": self.records, "valid": self.valid, "lacks": [list(one) for one in self.lacks.most_common()]}


def categories_of(elements: list[ProfileElement]) -> list[str]:
    return list(dict.fromkeys(category for one in elements for category in one.categories))


def faults(record: canonical.Record, elements: list[ProfileElement]) -> list[str]:
    """Elements that this record does not have as the profile wants them; what is 'if available' may be absent, but not wrong."""
    found = []
    for one in elements:
        value = record.get(one.path)
        absent = TRANSFORMS["present"](value) is None
        if (one.mandatory or not absent) and TRANSFORMS[one.transform](value) is None:
            found.append(f"{one.element} {one.name}")
    return found


def examine(profile: str, tell: Callable[[int, int], None] = lambda done, total: None) -> dict[str, dict[str, Any]]:
    """Category → counts. ``tell`` hears (done, total) after each batch, outside its transaction. As the system: it reads all units."""
    elements = profiles.elements(profile)
    with acting_as(SYSTEM):
        total = sum(canonical.count(category) for category in categories_of(elements))
    done, results = 0, {}
    for category in categories_of(elements):
        own, found = [one for one in elements if category in one.categories], Found()
        after: UUID | None = None
        while True:
            # A transaction for each batch: the opened keys are forgotten with it, and what is told is seen at once.
            with acting_as(SYSTEM):
                batch, after = canonical.batch(category, after)
                for record in batch:
                    wrong = faults(record, own)
                    found.records += 1
                    found.valid += not wrong
                    found.lacks.update(wrong)
            if after is None:
                break
            done += len(batch)
            tell(done, total)
        results[category] = found.as_json()
    tell(total, total)
    return results
