"""The profiles of the files, as rows. A profile describes; nothing here or beside it can send."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.db import transaction

from egnatia.node.interop.models import ProfileElement
from egnatia.node.interop.values import TRANSFORMS

FOLDER = Path(__file__).parent / "data"


class BadProfile(ValueError):
    """A profile's file is not as it must be; the message names the file and the element."""


def read(path: Path) -> list[ProfileElement]:
    """The elements of a file. Raises BadProfile."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    found = []
    for place, fields in enumerate(raw["elements"]):
        if fields.get("transform") not in TRANSFORMS:
            raise BadProfile(f"{path.name}: {fields.get('element')}: there is no transform {fields.get('transform')}")
        found.append(ProfileElement(profile=raw["profile"], version=raw["version"], place=place, **fields))
    return found


def titles() -> dict[str, str]:
    """Profile → its title."""
    raw = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
    return {one["profile"]: one["title"] for one in raw}


@transaction.atomic
def seed() -> int:
    """Rows as the files have them; a version that a file no longer holds stays readable. Returns how many were written."""
    written = 0
    for path in sorted(FOLDER.glob("*.toml")):
        rows = read(path)
        ProfileElement.objects.filter(profile=rows[0].profile, version=rows[0].version, verified=False).delete()
        written += len(ProfileElement.objects.bulk_create(rows, ignore_conflicts=True))
    return written


def elements(profile: str) -> list[ProfileElement]:
    """The newest version of a profile, in its order. Empty for a profile that does not exist."""
    rows = list(ProfileElement.objects.filter(profile=profile).order_by("version", "place"))
    return [one for one in rows if one.version == rows[-1].version] if rows else []
