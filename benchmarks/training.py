"""Prints how fast a large session is handled: ./dev manage --hub shell < benchmarks/training.py   (a loaded demonstration; everything is rolled back)

A session of 100 places with 140 nominations of seven countries: the list with its proposal, the decision with a word to each country, and the end of the
session with 100 certificates, each signed and told.
"""

import os
import platform
import time
import uuid
from datetime import timedelta

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from egnatia.exchange import sealed
from egnatia.hub.training.models import Certificate, Country, Place, TrainingSession
from egnatia.hub.training.sessions import actions, inputs, places
from egnatia.kernel import moment
from egnatia.kernel.access.actor import acting_as
from egnatia.kernel.access.middleware import actor_of
from egnatia.kernel.codes import countries
from egnatia.kernel.engine import run
from egnatia.kernel.models import User

now = moment.now()
who = actor_of(User.objects.get(username="programme"), confirmed_at=now)


def timed(name, what):
    with CaptureQueriesContext(connection) as asked:
        start = time.perf_counter()
        found = what()
        took = time.perf_counter() - start
    print(f"{name}: {1000 * took:.0f} ms, {len(asked)} statements")
    return found


def both_ways(name, what):
    """Each word numbered and signed by itself, which is undone; then all of them together, as the program does it."""
    with transaction.atomic():
        timed(f"{name}, word by word", what)
        transaction.set_rollback(True)

    def together():
        with sealed.together():
            what()

    timed(f"{name}, together", together)


def close(case):
    token = run._inside.set(True)  # as from inside the step that closes a session
    try:
        places.close(TrainingSession.objects.get(pk=case), {}, who)
    finally:
        run._inside.reset(token)


print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
with acting_as(who), transaction.atomic():
    key = Country.objects.values_list("sealing_key", flat=True)[0]
    for code in countries.SEVEN:
        Country.objects.get_or_create(node=code, defaults={"sealing_key": key})
    told = {
        "kind": "TOT_REGIONAL",
        "module": "WITH-INTERPRETER",
        "language": "eng",
        "country": "MKD",
        "place": "SYNTHETIC",
        "monday": now.date(),
        "places": 100,
    }
    case = actions.plan({**told, "places": 100}, actor=who, key=uuid.uuid4()).case_id
    one = TrainingSession.objects.get(pk=case)
    for number in range(140):
        Place.objects.create(
            reference=uuid.uuid4(), session=one, node=countries.SEVEN[number % 7], person=uuid.uuid4(), sex="F", institution="ASYLUM", languages=["eng"],
            name_seal="0" * 64, asked_at=now + timedelta(seconds=number),
        )  # fmt: skip
    listed = timed("the list with its proposal", lambda: places.asked(one))
    decisions = [inputs.Decision(reference=each.place.pk, state=each.proposed) for each in listed]
    both_ways("100 places, each told to its country", lambda: places.decide(one, decisions))
    Place.objects.filter(session=one, state="GIVEN").update(attended=True, before=40, after=80, passed=True, online_on=now.date())
    TrainingSession.objects.filter(pk=case).update(week=now.date() - timedelta(days=now.weekday()))
    both_ways("the end of it, 100 certificates", lambda: close(case))
    print(f"{Certificate.objects.filter(place__session=one).count()} certificates")
    transaction.set_rollback(True)
