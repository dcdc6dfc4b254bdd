"""A session with people of two countries, as the hub hears of them, and what it says to each."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from egnatia.exchange import signing
from egnatia.hub.training.sessions import actions
from egnatia.hub.training.trainers import actions as trainers
from egnatia.hub.training.trainers import half_year
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import training
from tests.exchanging import Sender
from tests.hub.conftest import do, officer
from tests.hub.pooling import Node

PLANNED: dict[str, Any] = {"kind": "NATIONAL", "module": "SYNTHETIC-A", "language": "eng", "country": "SRB", "place": "SYNTHETIC town", "flexible": 2}


def week(number: int = 2) -> date:
    return half_year.first_monday(moment.today()) + timedelta(weeks=number)


def then(number: int = 2) -> Any:
    """In the middle of a week ahead."""
    return moment.pretend(moment.now() + (week(number) + timedelta(days=3) - moment.today()))


def planned(who: Actor, **changes: Any) -> uuid.UUID:
    return do(actions.plan, who, **{**PLANNED, "monday": week(), **changes})


def enrolled(who: Actor, country: str = "SRB", level: int = 2, **changes: Any) -> uuid.UUID:
    """A trainer of the module in English."""
    told = {"country": country, "languages": ["eng"], "certified_until": moment.today() + timedelta(days=400)}
    case = do(trainers.enrol, who, **{**told, **changes})
    return teaches(who, case, "SYNTHETIC-A", level)


def teaches(who: Actor, case: uuid.UUID, module: str, level: int = 2) -> uuid.UUID:
    """Noted by one officer, confirmed by another."""
    do(trainers.teach, who, case, module=module, level=level)
    do(trainers.confirm, next(one for one in (officer("programme"), officer("programme2")) if one.id != who.id), case)
    return case


def opened(first: Actor, second: Actor, number: int = 2, pair: tuple[int, int] = (1, 2), **changes: Any) -> uuid.UUID:
    """A session that takes nominations; its trainers are there."""
    case = planned(first, **{"kind": "TOT_REGIONAL", "monday": week(number), **changes})
    do(actions.approve, second, case)
    do(actions.give_trainers, first, case, week=week(number), first=pair[0], second=pair[1])
    do(actions.open_session, first, case)
    return case


@dataclass
class Country(Node):
    """A node that nominates."""

    def nominates(self, session: uuid.UUID, person: uuid.UUID | None = None, **changes: Any) -> uuid.UUID:
        reference = uuid.uuid4()
        assert self.nominated(session, reference, person or uuid.uuid4(), **changes) == "accepted"
        return reference

    def nominated(self, session: uuid.UUID, reference: uuid.UUID, person: uuid.UUID, **changes: Any) -> str:
        told = {
            "session": session,
            "person": person,
            "sex": "F",
            "institution": "ASYLUM",
            "languages": ["eng"],
            "name_seal": training.name_seal("SYNTHETIC Learner", "00ff"),
            "sealing_key": str(self.identity.to_public()),
        }
        return self.says("training_nomination", training.Nomination.model_validate({**told, **changes}), reference)

    def hears_of_training(self) -> list[training.Word]:
        return [training.Word.model_validate_json(one) for one in self.opened("training")]


def country(code: str) -> Country:
    return Country(code, Sender(code, signing.HUB).trusted_here())


def decided(who: Actor, session: uuid.UUID, **states: list[uuid.UUID]) -> None:
    """``GIVEN=[…], WAITING=[…], DECLINED=[…]``."""
    do(actions.decide_nominations, who, session, decisions=[{"reference": one, "state": state} for state, ones in states.items() for one in ones])


def held(who: Actor, session: uuid.UUID, passed: dict[int, bool], number: int = 2, **others: int) -> None:
    """The session runs and is closed; ``passed`` by number of the place."""
    with then(number):
        do(actions.begin, who, session)
        results = [{"number": place, "attended": True, "before": 40, "after": 80, "passed": won} for place, won in passed.items()]
        if results:
            do(actions.note_results, who, session, results=results)
        do(actions.deliver, who, session, **others)
