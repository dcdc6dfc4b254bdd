"""Steps of what stands beside a return: detention, readmission, an operation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings

from egnatia.node.demo.histories.world import World
from egnatia.node.returns.detention import actions as detention
from egnatia.node.returns.models import MINIMAL, Alternative, EvidenceType
from egnatia.node.returns.operations import actions as operations
from egnatia.node.returns.readmission import actions as readmission


def _measure(world: World) -> bool:
    made = world.take(detention.open_measure, "foreigners", return_case=str(world.ids.get("return")), alternative="REPORTING")
    if made:
        world.ids["detention"] = made
    return made is not None


def _propose_detention(world: World) -> bool:
    told = {"ground": "ABSCONDING", "criterion": "SYN", "necessity": "SYNTHETIC", "considered": list(Alternative), "why_not": "SYN", "facility": "SPECIALISED"}
    return world.take(detention.propose, "foreigners", "detention", **told) is not None


def _order_detention(world: World, days: int = 60) -> bool:
    told = {"order_number": "SYN", "review_on": world.day(min(7, days)), "until": world.day(days)}
    return world.take(detention.order, "foreigners2", "detention", **told) is not None


def _review(world: World, lawful: str = "YES") -> bool:
    told = {"kind": "JUDICIAL", "lawful": lawful, "prospect": "YES", "reasons": "SYN", "next_on": world.day(20)}
    return world.take(detention.note_review, "foreigners", "detention", **told) is not None


def _extend(world: World, days: int = 200) -> bool:
    told = {"ground": "DOCUMENTS", "reasons": "SYN", "order_number": "SYN 2", "until": world.day(days), "review_on": world.day(20)}
    done = world.take(detention.extend, "foreigners", "detention", **told) is not None
    if done:
        world.book.extensions += 1
    return done


def _release(world: World) -> bool:
    return world.take(detention.release, "foreigners", "detention", release="NOT_NEEDED") is not None


def _draft(world: World) -> bool:
    told = {"agreement": f"SYNTHETIC-{settings.EGNATIA_COUNTRY}-PAK", "requested": "PAK", "track": "ORDINARY", "capacity": "OWN", "known_on": world.day(0)}
    made = world.take(readmission.open_request, "foreigners", return_case=str(world.ids.get("return")), **told)
    if made:
        world.ids["readmission"] = made
        kind = EvidenceType.objects.values_list("pk", flat=True).get(code="ID_CARD")
        world.take(readmission.add_evidence, "foreigners", "readmission", kind=kind, text="SYNTHETIC")
    return made is not None


def _send(world: World, more: bool = False) -> bool:
    items = [*sorted(MINIMAL), *(["LANGUAGE", "EVIDENCE"] if more else [])]
    return world.take(readmission.send, "foreigners", "readmission", items=items) is not None


def _receipt(world: World) -> bool:
    return world.take(readmission.note_receipt, "foreigners", "readmission", received_at=world.now()) is not None


def _answer(world: World, accepted: str = "YES") -> bool:
    return world.take(readmission.note_answer, "foreigners", "readmission", accepted=accepted, on=world.day(0)) is not None


def _deemed(world: World) -> bool:
    return world.take(readmission.confirm_deemed, "foreigners", "readmission", looked="SYNTHETIC") is not None


def _announce(world: World) -> bool:
    world.take(readmission.note_document, "foreigners", "readmission", number="SYN", valid_until=world.day(100))
    return world.take(readmission.announce, "foreigners", "readmission", on=world.day(5), place="SYNTHETIC") is not None


def _plan(world: World) -> bool:
    told: dict[str, Any] = {"kind": "NATIONAL", "carriage": "CHARTER", "country": "PAK", "from_place": "SYN", "seats": 5, "organiser": settings.EGNATIA_COUNTRY}
    made = world.take(operations.plan, "foreigners", departs_at=world.now() + timedelta(hours=72), **told)
    if made is None:
        return False
    world.ids["operation"] = made
    world.take(operations.confirm, "foreigners", "operation", authorised="SYN")
    return world.take(operations.open_manifest, "foreigners", "operation") is not None


def _add(world: World) -> bool:
    done = world.take(operations.add_returnee, "foreigners", "operation", return_case=str(world.ids.get("return"))) is not None
    row = world.row()
    if done and row is not None:
        world.take(operations.assess_risk, "foreigners", "operation", row=str(row.pk), risk="LOW", reasons="SYN", escorts=0)
    return done


def _monitor(world: World) -> bool:
    done = world.take(operations.tell_monitor, "foreigners", "operation") is not None
    if done:
        world.book.monitor_told |= {world.ids["operation"]}
    return done


def _lock(world: World) -> bool:
    world.take(operations.answer_rest, "foreigners", "operation", read=True)
    return world.take(operations.lock_manifest, "foreigners", "operation") is not None


def _boarding(world: World) -> bool:
    return world.take(operations.begin_boarding, "foreigners", "operation") is not None


def _board(world: World) -> bool:
    row = world.row()
    return row is not None and world.take(operations.board, "foreigners", "operation", row=str(row.pk)) is not None


def _depart(world: World) -> bool:
    return world.take(operations.depart, "foreigners", "operation") is not None


def _hand_over(world: World) -> bool:
    world.take(operations.arrive, "foreigners", "operation")
    row = world.row()
    told = {"received_by": "SYN", "belongings": "YES", "restraints_off": True}
    return row is not None and world.take(operations.hand_over, "foreigners", "operation", row=str(row.pk), **told) is not None


STEPS: dict[str, Callable[..., bool]] = {
    "measure": _measure,
    "propose_detention": _propose_detention,
    "order_detention": _order_detention,
    "review": _review,
    "extend": _extend,
    "release": _release,
    "draft": _draft,
    "send": _send,
    "receipt": _receipt,
    "answer": _answer,
    "confirm_deemed": _deemed,
    "announce": _announce,
    "plan": _plan,
    "add": _add,
    "monitor": _monitor,
    "lock_manifest": _lock,
    "begin_boarding": _boarding,
    "board": _board,
    "depart": _depart,
    "hand_over": _hand_over,
}
CHOICES: dict[str, dict[str, list[Any]]] = {
    "order_detention": {"days": [20, 60, 150, 400]},
    "review": {"lawful": ["YES", "YES", "NO"]},
    "extend": {"days": [100, 300, 900]},
    "send": {"more": [False, True]},
    "answer": {"accepted": ["YES", "YES", "NO"]},
}
