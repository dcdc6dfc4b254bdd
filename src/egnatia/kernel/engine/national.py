"""How an action stands in this country: the table of the code with what the overlay's rows set. No row removes a safeguard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from egnatia.kernel.access.roles import Role
from egnatia.kernel.clocks.rules import EU
from egnatia.kernel.engine.spec import Action, Clock, Gate, extra_gates
from egnatia.kernel.models import NationalDocument, NationalOutcome, NationalSource, NationalStep
from egnatia.kernel.reading import remembered


@dataclass(frozen=True)
class Here:
    """One action as this country has it."""

    exists: bool
    by: frozenset[Role]
    gates: tuple[Gate, ...]
    starts: tuple[Clock, ...]

    def for_roles(self, roles: frozenset[Role]) -> bool:
        """Whether somebody with these roles may take it here."""
        return self.exists and bool(roles & self.by)


@remembered
def _rows(country: str) -> dict[str, NationalStep]:
    return {one.action: one for one in NationalStep.objects.filter(jurisdiction=country)}


def here(action: Action[Any]) -> Here:
    """Steps in the person's favour that exist everywhere are never turned off and never get a gate, whatever a row says."""
    row = _rows(settings.EGNATIA_COUNTRY).get(action.full_name) if settings.EGNATIA_COUNTRY else None
    if row is None:
        return Here(not action.national, action.by, action.gates, action.starts)
    always = action.exempt and not action.national
    # A role that the code does not let near the step stays away from it: a row can only narrow.
    by = frozenset(one for one in action.by if one in row.roles) if row.roles and not always else action.by
    more = () if action.exempt else tuple(extra_gates[code] for code in row.gates if code in extra_gates)
    clocks = tuple(action.procedure.clocks[code] for code in row.starts if code in action.procedure.clocks)
    return Here(row.enabled or always, by, (*action.gates, *(one for one in more if one not in action.gates)), (*action.starts, *clocks))


@remembered
def documents(stage: str = "") -> list[NationalDocument]:
    """Documents of this country, in the order of its file; those of one stage if it is named."""
    found = NationalDocument.objects.filter(jurisdiction=settings.EGNATIA_COUNTRY).order_by("place")
    return [one for one in found if not stage or one.stage == stage]


def outcomes(step: str) -> list[NationalOutcome]:
    return list(NationalOutcome.objects.filter(jurisdiction=settings.EGNATIA_COUNTRY, step=step).order_by("place"))


@remembered
def _sources(country: str) -> list[NationalSource]:
    found = NationalSource.objects.filter(jurisdiction__in=(country, EU))
    return sorted(found, key=lambda one: (one.jurisdiction_id == EU, one.place))


def sources(*, available: bool = True) -> list[NationalSource]:
    """Databases that may be asked about a person here; with ``available=False`` those that stand in the table and may not."""
    return [one for one in _sources(settings.EGNATIA_COUNTRY) if one.available is available]
