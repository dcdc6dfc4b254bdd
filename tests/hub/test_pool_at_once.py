"""Many at once for one place: one gets it, the others are told what else there is."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import connection

from egnatia.hub.pool.booking import asking, offers
from egnatia.hub.pool.models import Booking, Request, Seat
from egnatia.hub.pool.receiving import lock_week
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, acting_as
from tests.hub.pooling import interpreter, monday, nodes

MANY = 100


def asked_for_one_place() -> list[int]:
    """One interpreter with one hour, and a hundred requests for it."""
    region = nodes()
    hours = [{"day": monday(), "begins": 540, "ends": 600}]
    assert region["SRB"].offers(interpreter(uuid.uuid4(), hours=hours)) == "accepted"
    with acting_as(SYSTEM):
        lock_week(monday())
    told = {"node": "SRB", "premises_id": "SRB-BEG", "day": monday(), "language": "prs", "level": 3, "minutes": 60, "opens": 540, "closes": 600}
    more = {"modes": ["site"], "urgency": 3, "sex_is_hard": False, "not_these": [], "people": 1, "accepts": "EXACT", "asked_at": moment.now()}
    Request.objects.bulk_create(Request(reference=uuid.uuid4(), **told, **more) for _number in range(MANY))
    return list(Request.objects.values_list("pk", flat=True))


def race(requests: list[int], *, hold: bool = True) -> tuple[list[int], list[Exception]]:
    """(who got it, what else went wrong) when all choose the same place side by side."""
    won: list[int] = []
    wrong: list[Exception] = []
    with acting_as(SYSTEM):
        best = offers.find(Request.objects.get(pk=requests[0]), moment.now()).options[0]
    seats = [(each.number, each.premises) for each in best.seats]

    def choose(request: int) -> None:
        try:
            with acting_as(SYSTEM):
                if hold:
                    lock_week(monday())
                asking.book(Request.objects.get(pk=request), best.start, best.mode, seats, moment.now())
            won.append(request)
        except asking.CannotBe:
            pass
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    for start in range(0, MANY, 25):
        threads = [threading.Thread(target=choose, args=(one,)) for one in requests[start : start + 25]]
        [one.start() for one in threads]
        [one.join() for one in threads]
    return won, wrong


@pytest.mark.committing
def test_a_hundred_for_one_place_one_gets_it(committed_db: str) -> None:
    won, wrong = race(asked_for_one_place())
    assert (len(won), wrong) == (1, [])
    assert (Seat.objects.count(), Booking.objects.count()) == (1, 1)
    assert Request.objects.filter(state="ASKED").count() == 1


@pytest.mark.committing
def test_broken_twin_without_holding_the_week_the_database_still_gives_it_once(committed_db: str) -> None:
    """Whoever forgets to hold the week meets the constraint: an error, never two in one place."""
    won, _wrong = race(asked_for_one_place(), hold=False)
    assert len(won) == 1
    assert Seat.objects.count() == 1
