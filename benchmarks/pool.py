"""Prints how fast the pool answers: ./dev manage --hub shell < benchmarks/pool.py   (a loaded demonstration; everything is rolled back)

A week of 30 interpreters with 200 requests of one day, half of them booked; then the time from a request that has arrived to its three best bookings,
of booking one of them, and of the board of the day. Medians and worst of thirty.
"""

import os
import platform
import statistics
import time
import uuid
from datetime import timedelta

from django.db import transaction

from egnatia.hub.pool import actions, selectors
from egnatia.hub.pool.booking import asking, offers, week
from egnatia.hub.pool.models import Interpreter, Participant, Premises, Request
from egnatia.hub.pool.planning import generator
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.codes import pool

now = moment.now()
day = week.monday_of(pool.now_here(now)[0] + timedelta(days=14))
made = generator.generate(interpreters=30, requests=200, seed=1)


def told(name, times):
    print(f"{name}: median {1000 * statistics.median(times):.0f} ms, worst {1000 * max(times):.0f} ms")


def timed(what):
    start = time.perf_counter()
    found = what()
    return time.perf_counter() - start, found


print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
with transaction.atomic():
    with acting_as(SYSTEM):
        key = Participant.objects.values_list("sealing_key", flat=True)[0]
        for country in {one.country for one in made.premises.values()}:
            Participant.objects.get_or_create(node=country, defaults={"sealing_key": key, "told_at": now})
        code = {one.code: f"{one.country}-X-{number}" for number, one in enumerate(made.premises.values())}
        for one in made.premises.values():
            Premises.objects.create(
                code=code[one.code], node=one.country, name="SYNTHETIC", latitude=one.latitude, longitude=one.longitude,
                rooms=one.rooms, opens=one.opens, closes=one.closes,
            )  # fmt: skip
        Interpreter.objects.update(offered=False)
        for one in made.interpreters.values():
            hours = {day.isoformat(): list(one.days[0])} if 0 in one.days else {}
            Interpreter.objects.create(
                node=one.country, reference=uuid.uuid4(), home_id=code[one.home], sex=one.sex, levels=dict(one.levels), modes=["site", "video"],
                cents_an_hour=2000, vetted_until=day + timedelta(days=99), oath_on=day, hours=hours,
            )  # fmt: skip
        actions.lock_week(day)
        asked = [
            Request.objects.create(
                reference=uuid.uuid4(), node=one.country, premises_id=code[one.premises], day=day, language=one.language, level=one.level, minutes=one.minutes,
                opens=one.window[0] // 15 * 15, closes=one.window[1] // 15 * 15, modes=[str(each) for each in one.modes], urgency=max(2, one.urgency),
                sex=one.sex or "", sex_is_hard=one.sex_is_hard, not_these=[], people=one.people, accepts="EXACT", asked_at=now,
            )
            for one in made.requests.values()
        ]  # fmt: skip
        booking = []
        for one in asked[:130]:
            found = [each for each in offers.find(one, now).options if each.match == "EXACT"]
            if found:
                took, _done = timed(lambda one=one, best=found[0]: asking.book(one, best.start, best.mode, [(x.number, x.premises) for x in best.seats], now))
                booking.append(took)
        finding = [timed(lambda one=one: offers.find(one, now))[0] for one in asked[130:160]]
        print(f"{len(booking)} booked of 200 requests, {len(made.interpreters)} interpreters")
        told("the three best for a request", finding)
        told("booking one, checked by the checker, and asking its host", booking[-30:])
        told("the lines of the board", [timed(lambda: selectors.lines(SYSTEM, day))[0] for _each in range(30)])
        told("what waits on the board, each with its best three", [timed(lambda: selectors.waiting(SYSTEM, day, day))[0] for _each in range(3)])
    transaction.set_rollback(True)
