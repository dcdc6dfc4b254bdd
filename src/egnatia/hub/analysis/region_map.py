"""The map of the seven with their neighbours: shapes of Natural Earth as built at set-up, shaded by a month's figures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from egnatia.kernel.codes.countries import name


@dataclass(frozen=True)
class Shape:
    """One country of the map. ``shade`` is a class of the style sheet: q0 nothing came, q1 to q4 quarters of the largest value, qs suppressed."""

    code: str
    name: str
    path: str
    at: tuple[int, int] | None
    shade: str
    label: str


@cache
def _drawn() -> dict[str, Any]:
    file = next((folder / "region-map.json" for folder in [*settings.STATICFILES_DIRS, settings.STATIC_ROOT] if (folder / "region-map.json").exists()), None)
    return json.loads(file.read_text()) if file else {"width": 960, "height": 480, "countries": []}


def shaded(values: dict[str, int | None]) -> dict[str, Any]:
    """The map's size and shapes for values by country (None: suppressed; absent: nothing came)."""
    drawn = _drawn()
    largest = max((one for one in values.values() if one), default=0)

    def shade(code: str) -> tuple[str, str]:
        if code not in values:
            return "q0", "–"
        value = values[code]
        if value is None:
            return "qs", "<5"
        return f"q{1 + min(3, (4 * value - 1) // largest) if largest and value else 1}", f"{value:,}"

    shapes = []
    for one in drawn["countries"]:
        style, label = shade(one["code"]) if one["code"] else ("", "")
        shapes.append(Shape(one["code"], name(one["code"]) if one["code"] else "", one["d"], tuple(one["at"]) if one["at"] else None, style, label))
    # The seven above their neighbours, so that their borders are drawn whole.
    return {"width": drawn["width"], "height": drawn["height"], "shapes": sorted(shapes, key=lambda one: bool(one.code))}
