"""Returns walked to a stage, for the tests of returns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile
from egnatia.node.protection import actions as protection
from egnatia.node.returns import actions as returns
from egnatia.node.returns.decision import actions as deciding
from egnatia.node.returns.models import ReturnDecision, Returnee
from egnatia.node.returns.operations import actions as operations
from egnatia.node.returns.removal import actions as removal
from tests.node.conftest import ARRIVAL, do, state_of
from tests.node.examined import document
from tests.node.test_screening import closed

PERSON = {name: ARRIVAL[name] for name in ("family_name", "given_names", "birth", "sex", "citizenship", "language", "synthetic")}
STAY = {"ground": "OVERSTAY", "facts": "SYNTHETIC: visa-free days are over", "country": "PAK"}
HEARD = {"language": "prs", **dict.fromkeys(("heard", "family", "health", "child", "ties"), "SYNTHETIC: none told")}
DECIDED = {"country": "PAK", "legal_ground": "SYNTHETIC art. 74", "reasons": "SYNTHETIC: this person's own", "vd_days": 7, "legal_aid": "SYNTHETIC office"}
SERVED = {"language": "prs", "how": "HAND", "interpreter": "I-7", "remedy_told": True, "avrr_told": True}
FIT = {"result": "FIT", "mode": "AIR", "examiner": "SYNTHETIC doctor"}


def day(days: int) -> str:
    return (moment.today() + timedelta(days=days)).isoformat()


def refused(door: Callable[..., Any], actor: Actor, case: UUID | None = None, **data: Any) -> set[str]:
    with pytest.raises(refusals.GateClosed) as caught:
        do(door, actor, case, **data)
    return closed(caught)


def person_of(case: UUID) -> UUID:
    with seeing_all():
        found = CaseFile.objects.get(pk=case).subject
    assert found is not None
    return found


def source(staff: dict[str, Actor]) -> str:
    """Country information of today; made once."""
    from egnatia.node.coi.models import Document

    with acting_as(staff["asylum"]):
        known = Document.objects.values_list("pk", flat=True).first()
    return str(known or document(staff))


def opened(staff: dict[str, Actor], **changes: Any) -> UUID:
    return do(returns.begin, staff["foreigners"], **{**PERSON, **STAY, "detected_on": day(0), **changes})


def look(staff: dict[str, Actor], case: UUID, who: str = "social", **changes: Any) -> None:
    """The danger there, by a protection officer."""
    told = {"country": "PAK", "danger": "NO", "onward": "NO", "reasons": "SYNTHETIC: this person, this country", "sources": [source(staff)]}
    do(returns.check_danger, staff[who], case, **{**told, **changes})


def needs(staff: dict[str, Actor], case: UUID, **changes: Any) -> None:
    do(protection.record_check, staff["social"], person_id=person_of(case), **{"indicators": ["NONE_SEEN"], "stage": "RETURN", **changes})


def assessed(staff: dict[str, Actor], **changes: Any) -> UUID:
    case = opened(staff, **changes)
    needs(staff, case)
    look(staff, case)
    do(returns.tell_avrr, staff["foreigners"], case, language="prs", interpreter_present=True)
    do(returns.assess, staff["foreigners"], case, **HEARD)
    return case


def proposed(staff: dict[str, Actor], *, decision: dict[str, Any] | None = None, **changes: Any) -> UUID:
    case = assessed(staff, **changes)
    do(deciding.propose, staff["foreigners"], case, **{**DECIDED, **(decision or {})})
    return case


def decided(staff: dict[str, Actor], **changes: Any) -> UUID:
    case = proposed(staff, **changes)
    do(deciding.decide, staff["foreigners2"], case)
    return case


def served(staff: dict[str, Actor], **changes: Any) -> UUID:
    case = decided(staff, **changes)
    do(deciding.notify, staff["foreigners"], case, **SERVED)
    return case


def running(staff: dict[str, Actor], **changes: Any) -> UUID:
    case = served(staff, **changes)
    do(deciding.start_period, staff["foreigners"], case)
    return case


def later(days: int) -> Any:
    return moment.pretend(moment.now() + timedelta(days=days))


def enforceable(staff: dict[str, Actor], **changes: Any) -> UUID:
    """Served twenty days ago: the period and the time to appeal are over."""
    with moment.pretend(moment.now() - timedelta(days=20)):
        case = running(staff, **changes)
    do(deciding.enforce, staff["foreigners"], case)
    return case


def documenting(staff: dict[str, Actor], **changes: Any) -> UUID:
    case = enforceable(staff, **changes)
    do(removal.start_documenting, staff["foreigners"], case)
    return case


def documented(staff: dict[str, Actor], **changes: Any) -> UUID:
    case = documenting(staff, **changes)
    do(removal.identify, staff["foreigners"], case, nationality="PAK", how="DOCUMENT")
    do(removal.add_document, staff["foreigners"], case, kind="PASSPORT", issuer="PAK", number="SYN1", valid_until=day(90))
    return case


def ordered(staff: dict[str, Actor], *, fit: bool = True, **changes: Any) -> UUID:
    case = documented(staff, **changes)
    do(removal.order_removal, staff["foreigners2"], case, reasons="SYNTHETIC: nothing milder is left")
    if fit:
        do(removal.record_fitness, staff["foreigners"], case, **FIT, examined_on=day(0), valid_until=day(30))
    return case


def planned(staff: dict[str, Actor], hours: float = 72, **changes: Any) -> UUID:
    told = {"kind": "NATIONAL", "carriage": "CHARTER", "country": "PAK", "from_place": "SYNTHETIC airport", "seats": 10, "organiser": "SRB"}
    case = do(operations.plan, staff["foreigners"], **{**told, "departs_at": moment.now() + timedelta(hours=hours), **changes})
    do(operations.confirm, staff["foreigners"], case, authorised="SYNTHETIC 1/2026")
    do(operations.open_manifest, staff["foreigners"], case)
    return case


def row_of(return_case: UUID) -> UUID:
    with seeing_all():
        found = Returnee.objects.filter(return_case=return_case).order_by("-booked_at").first()
    assert found is not None
    return found.pk


def listed(staff: dict[str, Actor], *cases: UUID, **changes: Any) -> UUID:
    """An operation with these on its list, all that it takes but the lock."""
    one = planned(staff, **changes)
    for case in cases:
        look(staff, case)
        do(operations.add_returnee, staff["foreigners"], one, return_case=case)
        do(operations.assess_risk, staff["foreigners"], one, row=row_of(case), risk="LOW", reasons="SYNTHETIC: calm", escorts=1)
    for number, duty in enumerate(("LEADER", "ESCORT", "ESCORT")):
        told = {"duty": duty, "name": f"SYNTHETIC {number}", "woman": "YES", "trained_until": day(365), "rested": True}
        do(operations.add_escort, staff["foreigners"], one, **told)
    do(operations.tell_monitor, staff["foreigners"], one)
    do(operations.answer_rest, staff["foreigners"], one, read=True)
    return one


def locked(staff: dict[str, Actor], *cases: UUID, **changes: Any) -> UUID:
    one = listed(staff, *cases, **changes)
    do(operations.lock_manifest, staff["foreigners"], one)
    return one


def decision_of(case: UUID) -> ReturnDecision:
    with seeing_all():
        found = ReturnDecision.objects.filter(case=case).order_by("-proposed_at").first()
    assert found is not None
    return found


__all__ = ["state_of"]
