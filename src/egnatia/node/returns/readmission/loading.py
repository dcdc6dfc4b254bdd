"""Takes the agreements of the file into the table. What people verified or changed here is never overwritten."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

from egnatia.kernel.codes.countries import SEVEN
from egnatia.node.returns.models import Agreement, EvidenceType

_FILE = Path(__file__).parent / "agreements.toml"
_ANNEXES = "Annexes 1 to 5 of the agreement with North Macedonia, COM(2007) 432"
# States of the demonstration's agreements: where its synthetic people come from, and the neighbours of the mechanism.
_DEMO = ("PAK", "IND", "BGD", "MAR", "TUN", "DZA", "EGY", "TUR", *(one for one in SEVEN if one != "TUR"))


def seed() -> None:
    """Those of this country. Safe to run again."""
    raw: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    for code, fields in raw["evidence"].items():
        EvidenceType.objects.update_or_create(code=code, limb=fields["limb"], defaults={**fields, "source": _ANNEXES})
    edited = set(Agreement.objects.filter(edited=True).values_list("code", flat=True))
    for code, fields in raw["agreements"].items():
        if fields["first"] == settings.EGNATIA_COUNTRY and code not in edited:
            Agreement.objects.update_or_create(code=code, defaults=fields)
    if settings.EGNATIA_DEMO:
        for second in _DEMO:
            if second != settings.EGNATIA_COUNTRY:
                told = {**raw["synthetic"], "first": settings.EGNATIA_COUNTRY, "second": second, "synthetic": True}
                Agreement.objects.update_or_create(code=f"SYNTHETIC-{settings.EGNATIA_COUNTRY}-{second}", defaults=told)
