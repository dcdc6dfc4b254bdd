"""What separates a country's law from the reference, instrument by instrument, and the next step for each: what a roadmap is made from."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.overlays.models import Instrument, Stage, Transposition
from egnatia.overlays.report import Line, Standing

# What is next after each stage.
_NEXT = {
    Stage.UNKNOWN: _("Find out which national act deals with this, and note it"),
    Stage.NONE: _("Draft a national act"),
    Stage.DRAFTED: _("Adopt the draft"),
    Stage.ADOPTED: _("Bring the act into force"),
    Stage.IN_FORCE: _("Verify that it is applied"),
    Stage.APPLIED: "",
}


@dataclass(frozen=True)
class Gap:
    """One step. ``urgent``: a guarantee that the person has less of than under the reference."""

    instrument: str
    subject: str
    found: Any
    step: Any
    urgent: bool


@dataclass(frozen=True)
class Taken:
    """One instrument with what is known of its transposition."""

    instrument: Instrument
    stage: Stage
    row: Transposition | None


def taken_over(country: str) -> list[Taken]:
    """Every instrument, in the order of the file; not known where no row says anything."""
    rows = {one.instrument_id: one for one in Transposition.objects.filter(jurisdiction=country)}
    found = []
    for one in Instrument.objects.order_by("place"):
        row = rows.get(one.code)
        found.append(Taken(one, Stage(row.stage) if row else Stage.UNKNOWN, row))
    return found


def plan(instruments: list[Taken], lines: list[Line]) -> list[Gap]:
    """The steps that are left: guarantees below the reference first, then stages, then what is missing or unverified."""
    found = []
    for one in instruments:
        code, row = one.instrument.code, one.row
        if step := _NEXT[one.stage]:
            told = f"{row.act} ({one.stage.label})" if row and row.act else str(one.stage.label)
            found.append(Gap(code, one.instrument.title, told, step, urgent=False))
        if row and row.modelled_on:
            found.append(
                Gap(
                    code,
                    one.instrument.title,
                    _("made for %(earlier)s") % {"earlier": row.modelled_on},
                    _("Compare with the present instrument and amend"),
                    urgent=False,
                )
            )
        for line in lines:
            if line.reference is not None and one.instrument.cited_as in line.reference.legal_ref:
                found += _of_rule(code, line)
    return sorted(found, key=lambda gap: not gap.urgent)


def _of_rule(code: str, line: Line) -> list[Gap]:
    assert line.reference is not None
    wanted = f"{line.reference.value} {line.reference.unit} ({line.reference.legal_ref})"
    if line.standing is Standing.MISSING:
        return [
            Gap(
                code,
                line.code,
                _("no national rule is known"),
                _("Find the national rule, or make one; the reference is %(rule)s") % {"rule": wanted},
                urgent=False,
            )
        ]
    assert line.national is not None
    here = f"{line.national.value} {line.national.unit} ({line.national.legal_ref})"
    if line.standing is Standing.LOOSER:
        return [Gap(code, line.code, here, _("Raise to the reference: %(rule)s") % {"rule": wanted}, urgent=line.reference.effect == "GUARANTEE")]
    return [Gap(code, line.code, here, _("Check against the gazette"), urgent=False)] if line.unverified else []


def as_rows(gaps: list[Gap]) -> list[dict[str, Any]]:
    """For a roadmap or a file: one mapping for each step."""
    return [{**asdict(one), "found": str(one.found), "step": str(one.step)} for one in gaps]
