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
from egnatia.kernel.codes.countries import SEVEN, UnknownCode, alpha3
from egnatia.kernel.engine.spec import extra_gates, registry
from egnatia.kernel.models import (
    Authority,
    CalendarDay,
    Jurisdiction,
    ListRow,
    NationalDocument,
    NationalOutcome,
    NationalProgramme,
    NationalSource,
    NationalStep,
    RuleRow,
)
from egnatia.overlays.models import Instrument, Stage, Transposition

FOLDER = Path(__file__).parent / "data"
UNITS = (*Unit, "FLAG", "YEARS_OLD", "CHILDREN", "COUNT")


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
    documents: tuple[dict[str, str], ...]
    steps: dict[str, dict[str, Any]]
    outcomes: dict[str, list[dict[str, Any]]]
    sources: tuple[dict[str, Any], ...]
    instruments: tuple[dict[str, Any], ...]
    transposition: dict[str, dict[str, Any]]
    lists: tuple[dict[str, Any], ...]
    programmes: tuple[dict[str, str], ...]
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
    # A rule that changes on a day stands there twice, each with its own start.
    found = [(code, one) for code, fields in raw.get("rules", {}).items() for one in (fields if isinstance(fields, list) else [fields])]
    rules = tuple(_rule(path.name, code, {**raw.get("defaults", {}), **fields}) for code, fields in found)
    return Overlay(
        raw.get("code", ""),
        raw.get("name", ""),
        rules,
        tuple(raw.get("not_known", raw.get("no_figure", ()))),
        raw.get("authorities", {}),
        tuple(raw.get("borders", ())),
        tuple(_document(path.name, one) for one in raw.get("documents", ())),
        {action: _step(path.name, action, fields) for action, fields in raw.get("steps", {}).items()},
        raw.get("outcomes", {}),
        tuple(_source(path.name, one) for one in raw.get("sources", ())),
        tuple(raw.get("instruments", ())),
        {code: _transposition(path.name, code, fields) for code, fields in raw.get("transposition", {}).items()},
        tuple(_entry(path.name, name, code, fields) for name, entries in raw.get("lists", {}).items() for code, fields in entries.items()),
        tuple(_programme(path.name, one) for one in raw.get("programmes", ())),
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


def _document(file: str, fields: dict[str, Any]) -> dict[str, str]:
    wanted = {"code", "title", "title_en", "stage"}
    if not wanted <= set(fields) <= {*wanted, "valid_by"}:
        raise BadOverlay(f"{file}: documents: each has code, title, title_en and stage, and may have valid_by")
    return fields


def _source(file: str, fields: dict[str, Any]) -> dict[str, Any]:
    if set(fields) != {"code", "label", "kind", "available"} or fields["kind"] not in NationalSource.Kind.values:
        raise BadOverlay(f"{file}: sources: each has code, label, kind (one of {', '.join(NationalSource.Kind.values)}) and available")
    if fields["kind"] == NationalSource.Kind.EU and fields["available"]:
        raise BadOverlay(f"{file}: sources: {fields['code']} is a system of the EU: it is open to no third country, so it cannot be available")
    return fields


def _programme(file: str, fields: dict[str, str]) -> dict[str, str]:
    if set(fields) != {"code", "area", "title", "legal_ref", "confidence"}:
        raise BadOverlay(f"{file}: programmes: each has code, area, title, legal_ref and confidence")
    return fields


def _transposition(file: str, code: str, fields: dict[str, Any]) -> dict[str, Any]:
    wanted = {"stage", "confidence"}
    if not wanted <= set(fields) <= {*wanted, "act", "since", "modelled_on", "note"} or fields["stage"] not in Stage.values:
        raise BadOverlay(f"{file}: transposition: {code}: needs confidence and a stage ({', '.join(Stage.values)}); may have act, since, modelled_on, note")
    return fields


# Lists whose entries are countries; of the others they are letters of the law.
OF_COUNTRIES = frozenset({ListRow.Name.SAFE_ORIGIN, ListRow.Name.SAFE_THIRD, ListRow.Name.LOW_RATE})


def _entry(file: str, name: str, code: str, fields: dict[str, Any]) -> dict[str, Any]:
    wanted = {"legal_ref", "valid_from", "confidence"}
    if name not in ListRow.Name.values or not wanted <= set(fields) <= {*wanted, "valid_to", "note"}:
        raise BadOverlay(f"{file}: lists: {name}: {code}: needs legal_ref, valid_from and confidence, in one of {', '.join(ListRow.Name.values)}")
    try:
        known = name not in OF_COUNTRIES or alpha3(code) == code
    except UnknownCode:
        known = False
    if not known:
        raise BadOverlay(f"{file}: lists: {name}: {code} is no country code of three letters")
    return {"name": name, "code": code, **fields}


def _step(file: str, action: str, fields: dict[str, Any]) -> dict[str, Any]:
    """A national step. Where the procedure is known here, so must be the action, its roles, gates and clocks."""
    if not {"legal_ref", "confidence"} <= set(fields) <= {"enabled", "roles", "gates", "starts", "legal_ref", "confidence"}:
        raise BadOverlay(f"{file}: steps: {action}: needs legal_ref and confidence; may have enabled, roles, gates, starts")
    code, _dot, name = action.partition(".")
    if code not in registry:
        return fields
    try:
        found = registry[code].action(name)
    except LookupError:
        raise BadOverlay(f"{file}: steps: there is no action {action}") from None
    wrong = [
        *(one for one in fields.get("roles", ()) if one not in found.by),
        *(one for one in fields.get("gates", ()) if one not in extra_gates),
        *(one for one in fields.get("starts", ()) if one not in registry[code].clocks),
    ]
    if wrong:
        raise BadOverlay(f"{file}: steps: {action}: an overlay may not set {', '.join(wrong)} there")
    if found.exempt and (fields.get("gates") or (not found.national and (fields.get("roles") or not fields.get("enabled", True)))):
        raise BadOverlay(f"{file}: steps: {action} is in the person's favour: it is never turned off, kept from a role or given a gate")
    return fields


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
        _write_national(jurisdiction, one)
        _write_transposition(jurisdiction, one)
        _write_lists(jurisdiction, one, synthetic=False)
        for key, fields in one.authorities.items():
            Authority.objects.update_or_create(jurisdiction=jurisdiction, code=key, defaults=fields)
        for day in one.calendar:
            CalendarDay.objects.update_or_create(
                jurisdiction=jurisdiction,
                on=day["on"],
                defaults={"working": day["working"], "legal_ref": day["legal_ref"]},
            )
    if settings.EGNATIA_DEMO and settings.EGNATIA_COUNTRY:
        here, demo = Jurisdiction.objects.get(code=settings.EGNATIA_COUNTRY), read(FOLDER / "demo.toml")
        written += _write(here, demo.rules, synthetic=True)
        _write_lists(here, demo, synthetic=True)
    return written


def _write_national(jurisdiction: Jurisdiction, one: Overlay) -> None:
    """Steps, documents, outcomes and sources as the file has them; what it no longer has is gone."""
    NationalStep.objects.filter(jurisdiction=jurisdiction).delete()
    NationalDocument.objects.filter(jurisdiction=jurisdiction).delete()
    NationalOutcome.objects.filter(jurisdiction=jurisdiction).delete()
    NationalSource.objects.filter(jurisdiction=jurisdiction).delete()
    NationalProgramme.objects.filter(jurisdiction=jurisdiction).delete()
    NationalProgramme.objects.bulk_create(NationalProgramme(jurisdiction=jurisdiction, **fields) for fields in one.programmes)
    NationalSource.objects.bulk_create(NationalSource(jurisdiction=jurisdiction, place=place, **fields) for place, fields in enumerate(one.sources))
    NationalStep.objects.bulk_create(NationalStep(jurisdiction=jurisdiction, action=action, **fields) for action, fields in one.steps.items())
    NationalDocument.objects.bulk_create(NationalDocument(jurisdiction=jurisdiction, place=place, **fields) for place, fields in enumerate(one.documents))
    NationalOutcome.objects.bulk_create(
        NationalOutcome(jurisdiction=jurisdiction, step=step, place=place, **fields)
        for step, found in one.outcomes.items()
        for place, fields in enumerate(found)
    )


def _write_transposition(jurisdiction: Jurisdiction, one: Overlay) -> None:
    """Instruments of the EU file, stages of a country's; what people noted here is not changed back."""
    for place, fields in enumerate(one.instruments):
        Instrument.objects.update_or_create(code=fields["code"], defaults={**fields, "place": place})
    own = Transposition.objects.filter(jurisdiction=jurisdiction)
    own.filter(verified_by="").delete()
    kept = set(own.values_list("instrument_id", flat=True))
    rows = [Transposition(jurisdiction=jurisdiction, instrument_id=code, **fields) for code, fields in one.transposition.items() if code not in kept]
    Transposition.objects.bulk_create(rows)


def _write_lists(jurisdiction: Jurisdiction, one: Overlay, *, synthetic: bool) -> None:
    """Entries as the file has them; what two people verified here stays."""
    own = ListRow.objects.filter(jurisdiction=jurisdiction, synthetic=synthetic)
    own.filter(verified=False).delete()
    kept = set(own.values_list("name", "code", "valid_from"))
    rows = [ListRow(jurisdiction=jurisdiction, synthetic=synthetic, **each) for each in one.lists]
    ListRow.objects.bulk_create(row for row in rows if (row.name, row.code, row.valid_from) not in kept)


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
