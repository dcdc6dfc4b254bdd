"""Reads the TOML files and seeds the rule tables. A row that a person verified or changed in the table is never overwritten by a file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from egnatia.kernel.clocks.term import Binds, Roll, Unit
from egnatia.kernel.codes.countries import SEVEN
from egnatia.kernel.models import Authority, CalendarDay, Jurisdiction, RuleRow

FOLDER = Path(__file__).parent / "data"
UNITS = (*Unit, "FLAG", "YEARS_OLD")


class BadOverlay(ValueError):
    """An overlay file is not as it must be; the message names the file, the rule and what is wrong."""


@dataclass(frozen=True)
class Rule:
    """One rule of a file, checked."""

    code: str
    value: int
    unit: str
    anchor: str
    binds: str
    effect: str
    roll: str
    legal_ref: str
    valid_from: date
    valid_to: date | None
    confidence: str
    note: str


@dataclass(frozen=True)
class Overlay:
    """One file, checked."""

    code: str
    name: str
    rules: tuple[Rule, ...]
    not_known: tuple[str, ...]
    authorities: dict[str, dict[str, str]]
    borders: tuple[str, ...]
    documents: tuple[str, ...]
    languages: tuple[str, ...]
    calendar: tuple[dict[str, Any], ...]
    roll_for_person: bool
    roll_for_authority: bool


def read(path: Path) -> Overlay:
    """Parse and check a file. Raises BadOverlay."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise BadOverlay(f"{path.name}: {problem}") from None
    roll = raw.get("roll", {})
    rules = tuple(_rule(path.name, code, {**raw.get("defaults", {}), **fields}) for code, fields in raw.get("rules", {}).items())
    return Overlay(
        raw.get("code", ""),
        raw.get("name", ""),
        rules,
        tuple(raw.get("not_known", raw.get("no_figure", ()))),
        raw.get("authorities", {}),
        tuple(raw.get("borders", ())),
        tuple(raw.get("documents", ())),
        tuple(raw.get("languages", ())),
        tuple(raw.get("calendar", ())),
        bool(roll.get("person", True)),
        bool(roll.get("authority", False)),
    )


def _rule(file: str, code: str, fields: dict[str, Any]) -> Rule:
    allowed = {
        "unit": UNITS,
        "binds": set(Binds),
        "roll": set(Roll),
        "effect": set(RuleRow.Effect.values),
        "confidence": {"H", "M", "L"},
    }
    try:
        rule = Rule(code, **{"note": "", "valid_to": None, **fields})
    except TypeError as problem:
        raise BadOverlay(f"{file}: {code}: {str(problem).removeprefix('Rule.__init__() ')}") from None
    for name, values in allowed.items():
        if getattr(rule, name) not in values:
            raise BadOverlay(f"{file}: {code}: {name} is “{getattr(rule, name)}”; it must be one of {', '.join(sorted(values))}")
    if not isinstance(rule.value, int) or rule.value < 0:
        raise BadOverlay(f"{file}: {code}: value must be a whole number")
    if not isinstance(rule.valid_from, date):
        raise BadOverlay(f"{file}: {code}: valid_from must be a date such as 2018-06-03")
    return rule


def overlay(country: str) -> Overlay:
    """The file of one of the seven, or 'EU'."""
    return read(FOLDER / f"{country.lower()}.toml")


@transaction.atomic
def seed() -> int:
    """Load all files into the tables; returns the number of rule rows written. Safe to run again."""
    written = 0
    for code in ("EU", *SEVEN):
        one = overlay(code)
        jurisdiction, _new = Jurisdiction.objects.update_or_create(
            code=code,
            defaults={"name": one.name, "roll_for_person": one.roll_for_person, "roll_for_authority": one.roll_for_authority},
        )
        written += _write(jurisdiction, one.rules, synthetic=False)
        for key, fields in one.authorities.items():
            Authority.objects.update_or_create(jurisdiction=jurisdiction, code=key, defaults=fields)
        for day in one.calendar:
            CalendarDay.objects.update_or_create(
                jurisdiction=jurisdiction,
                on=day["on"],
                defaults={"working": day["working"], "legal_ref": day["legal_ref"]},
            )
    if settings.EGNATIA_DEMO and settings.EGNATIA_COUNTRY:
        written += _write(Jurisdiction.objects.get(code=settings.EGNATIA_COUNTRY), read(FOLDER / "demo.toml").rules, synthetic=True)
    return written


def _write(jurisdiction: Jurisdiction, rules: tuple[Rule, ...], *, synthetic: bool) -> int:
    touched = RuleRow.objects.filter(jurisdiction=jurisdiction, synthetic=synthetic) & RuleRow.objects.filter(Q(verified=True) | Q(edited=True))
    kept = set(touched.values_list("code", "valid_from"))
    rows = [
        RuleRow(
            jurisdiction=jurisdiction,
            code=rule.code,
            value=rule.value,
            unit=rule.unit,
            anchor=rule.anchor,
            binds=rule.binds,
            effect=rule.effect,
            roll=rule.roll,
            legal_ref=rule.legal_ref,
            valid_from=rule.valid_from,
            valid_to=rule.valid_to,
            confidence=rule.confidence,
            note=rule.note,
            synthetic=synthetic,
        )
        for rule in rules
        if (rule.code, rule.valid_from) not in kept
    ]
    RuleRow.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["jurisdiction", "code", "valid_from", "synthetic"],
        update_fields=["value", "unit", "anchor", "binds", "effect", "roll", "legal_ref", "valid_to", "confidence", "note"],
    )
    return len(rows)
