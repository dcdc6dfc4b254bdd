"""The one place where access is decided: role × unit × purpose × case state. Pure, so that the whole table can be tested."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.roles import Role


class Purpose(StrEnum):
    """Why personal data is used (GDPR art. 5(1)(b), LED art. 4). Each action and page declares one."""

    BORDER = "BORDER"
    CRIME = "CRIME"
    SCREENING = "SCREENING"
    PROTECTION = "PROTECTION"
    ASYLUM = "ASYLUM"
    REFERRAL = "REFERRAL"
    RECEPTION = "RECEPTION"
    INTEGRATION = "INTEGRATION"
    VOLUNTARY_RETURN = "VOLUNTARY_RETURN"
    RETURN = "RETURN"
    MONITORING = "MONITORING"
    DATA_PROTECTION = "DATA_PROTECTION"
    INTERPRETING = "INTERPRETING"
    STATISTICS = "STATISTICS"
    REGIONAL_ANALYSIS = "REGIONAL_ANALYSIS"
    ADMINISTRATION = "ADMINISTRATION"


PURPOSES = {
    Purpose.BORDER: _("Border checks"),
    Purpose.CRIME: _("Prevention and prosecution of crime"),
    Purpose.SCREENING: _("Screening"),
    Purpose.PROTECTION: _("Protection of vulnerable persons"),
    Purpose.ASYLUM: _("Asylum procedure"),
    Purpose.REFERRAL: _("Referral to a service"),
    Purpose.RECEPTION: _("Reception of applicants"),
    Purpose.INTEGRATION: _("Integration of persons with a status"),
    Purpose.VOLUNTARY_RETURN: _("Voluntary return and reintegration"),
    Purpose.RETURN: _("Return procedures"),
    Purpose.MONITORING: _("Independent monitoring of returns"),
    Purpose.DATA_PROTECTION: _("Data protection: keeping and erasure"),
    Purpose.INTERPRETING: _("Interpreting"),
    Purpose.STATISTICS: _("Statistics"),
    Purpose.REGIONAL_ANALYSIS: _("Regional analysis"),
    Purpose.ADMINISTRATION: _("Administration"),
}


class Denied(StrEnum):
    ROLE = "role"
    UNIT = "unit"
    STATE = "state"
    PURPOSE = "purpose"


@dataclass(frozen=True)
class Decision:
    allowed: bool
    reasons: tuple[Denied, ...] = ()


def decide(
    *,
    roles: Collection[Role],
    may: Collection[Role],
    unit: UUID | None,
    case_units: Collection[UUID] | None,
    state: str | None,
    states: Collection[str | None],
    purpose: Purpose,
    purposes: Collection[Purpose],
) -> Decision:
    """May somebody with ``roles`` in ``unit`` do what is for ``may`` in ``states``, to a case granted to ``case_units`` (None: a new case)?

    The system role acts in every unit: its actions are only those in the person's favour, and counting.
    """
    reasons = []
    if not set(roles) & set(may):
        reasons.append(Denied.ROLE)
    if case_units is not None and unit not in case_units and Role.SYSTEM not in roles:
        reasons.append(Denied.UNIT)
    if state not in states:
        reasons.append(Denied.STATE)
    if purpose not in purposes:
        reasons.append(Denied.PURPOSE)
    return Decision(not reasons, tuple(reasons))
