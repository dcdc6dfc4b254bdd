from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import CaseFile
from egnatia.node.demo.story import accounts
from egnatia.node.information.items import MANDATORY, Step
from egnatia.node.screening import actions as screening

ARRIVAL = {
    "family_name": "Karimi",
    "given_names": "Nasir",
    "original_script": "نصیر کریمی",
    "birth": {"year": "1990", "month": "5", "day": "3"},
    "sex": 1,
    "citizenship": "AFG",
    "language": "prs",
    "place_of_birth": "SYNTHETIC town",
    "reason": "UNAUTH_CROSSING",
    "place": "Border stone 12",
    "synthetic": True,
}

# Registering somebody of whom nothing or little is known: the reasons for what is missing; a reason for what is there is passed over.
REGISTERED = {
    "read_back": True,
    "language": "prs",
    "interpreter_present": True,
    "address": "SYNTHETIC centre",
    **{f"why_no_{datum}": "NOT_KNOWN" for datum in ("name", "birth", "birthplace", "nationality", "papers")},
}


# What somebody agreed to be told about them; answers may be changed.
AGREED = {
    "basis": "CONSENT",
    "scope": ["NAME", "LANGUAGE", "MESSAGE"],
    "consent_language": "prs",
    "interpreter_present": True,
    "way": "SIGNED",
}
# An emergency goes out at once, and a second person looks at it afterwards.
AT_ONCE = {"basis": "DANGER_TO_LIFE", "priority": "EMERGENCY", "scope": ["NAME", "LANGUAGE"], "reason": "SYNTHETIC: cannot wait"}


@pytest.fixture
def staff(db: None) -> dict[str, Actor]:
    return accounts()


@pytest.fixture
def children(staff: dict[str, Actor]) -> dict[str, Actor]:
    """Child protection officers of the border unit, which has opened the case, and of the service: two who may decide."""
    return {"first": staff["protection"], "second": replace(staff["protection"], id=uuid.uuid4(), name="Another")}


def arrive(staff: dict[str, Actor], who: str = "officer", **changes: Any) -> UUID:
    """A new screening; answers may be changed."""
    data = {**ARRIVAL, "arrived_at": moment.now() - timedelta(hours=1), **changes}
    return screening.register_arrival(data, actor=staff[who], key=uuid.uuid4()).case_id


def do(door: Callable[..., Any], actor: Actor, case: UUID | None = None, **data: Any) -> UUID:
    """One action with a fresh key."""
    return door(data, actor=actor, key=uuid.uuid4(), case_id=case).case_id


def told(step: str = "SCREENING", **changes: Any) -> dict[str, Any]:
    """All mandatory items of a step, understood through an interpreter; answers may be changed."""
    return {"items": list(MANDATORY[Step(step)]), "language": "prs", "interpreter_present": True, "answer": "OWN_WORDS", **changes}


def all_steps(staff: dict[str, Actor], case: UUID, *, wish: str = "NO", biometrics: str = "TAKEN") -> None:
    """Everything that comes before a referral, for an adult."""
    do(screening.inform, staff["officer"], case, **told())
    do(screening.ask_asylum, staff["protection"], case, wishes_asylum=wish)
    do(screening.record_vulnerability, staff["protection"], case, indicators=["NONE_SEEN"])
    do(screening.record_health, staff["medic"], case, outcome="NO_NEED")
    do(screening.record_identification, staff["officer"], case, outcome="DECLARED")
    do(screening.record_biometrics, staff["officer"], case, outcome=biometrics)
    do(screening.record_security, staff["officer"], case, sources=["NATIONAL"])
    do(screening.complete_form, staff["officer"], case, confirmed=[], spoken=["prs"], transit=["TUR"], cooperated=True)
    do(screening.offer_copy, staff["officer"], case, mode="PAPER")


def state_of(case: UUID) -> str:
    from egnatia.kernel.access.actor import seeing_all

    with seeing_all():
        return CaseFile.objects.get(pk=case).state


@pytest.fixture
def hub(db: None) -> Any:
    from tests.node.interpreters import Hub

    return Hub()


@pytest.fixture
def home(staff: dict[str, Actor]) -> str:
    from tests.node.interpreters import premises

    return premises(staff)
