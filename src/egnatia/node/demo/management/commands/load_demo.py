"""Load the synthetic region through the real actions: load_demo --people 300 --months 4. A node that is loaded already is left alone."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from egnatia.exchange import fetching, outbox
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.codes.countries import SEVEN
from egnatia.kernel.engine import timing
from egnatia.kernel.models import CaseFile
from egnatia.node.demo import answering, learning, library, pooling, returning, voluntary
from egnatia.node.demo.population import people
from egnatia.node.demo.story import Teller, accounts


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=300)
        parser.add_argument("--months", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EGNATIA_DEMO:
            raise CommandError("synthetic people are loaded in a demonstration only (EGNATIA_DEMO=1)")
        wanted, months = max(1, options["people"]), max(1, options["months"])
        with acting_as(SYSTEM):
            loaded = CaseFile.objects.filter(procedure="screening").exists()
        if not loaded:
            self._load(wanted, months)
        _report(wanted, wanted, done=True)

    def _load(self, wanted: int, months: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")  # a demonstration that a power cut interrupts is loaded again
        now = moment.now()
        seed = 20161 + SEVEN.index(settings.EGNATIA_COUNTRY)
        teller = Teller(accounts(), seed, random.Random(seed))  # noqa: S311  the same region every time
        first = (now.replace(day=1, hour=6, minute=0, second=0, microsecond=0) - timedelta(days=30 * (months - 1))).replace(day=1)
        library.fill(teller.staff)
        answering.tell(teller.staff)
        returning.tell(teller.staff)
        done, published = 0, f"{first:%Y-%m}"
        for group in people(seed, now.year):
            if done >= wanted:
                break
            at = _arrival(first, now, done, wanted, teller.draw)
            if f"{at:%Y-%m}" > published:
                published = self._publish_until(teller, published, at)
            with transaction.atomic():
                done += teller.group(group[: wanted - done], at, now)
            _report(done, wanted)
        self._publish_until(teller, published, now)
        timing.tick(now)
        fetching.fetch_all()
        voluntary.adopt(teller)
        pooling.enrol(teller)
        outbox.send_all()  # what is asked for is at premises that the pool knows by then
        pooling.ask(teller)
        learning.enrol(teller)
        outbox.send_all()
        fetching.fetch_all()

    def _publish_until(self, teller: Teller, period: str, at: datetime) -> str:
        """Publish every month before that of ``at``, on the fifth of the next; returns the month that runs now."""
        while period < f"{at:%Y-%m}":
            year, month = (int(part) for part in period.split("-"))
            following = at.replace(year=year + month // 12, month=month % 12 + 1, day=1)
            teller.publish(period, min(following + timedelta(days=4), moment.now()))
            period = f"{following:%Y-%m}"
        return period


def _arrival(first: datetime, now: datetime, done: int, wanted: int, draw: random.Random) -> datetime:
    """Spread over the time from ``first`` to now, in order, by day and night."""
    span = now - timedelta(minutes=50) - first
    return first + span * (done / wanted) + timedelta(minutes=draw.randint(0, 30))


def _report(at: int, of: int, *, done: bool = False) -> None:
    file = settings.EGNATIA_DATA / "progress.json"
    part = file.with_suffix(".part")
    part.write_text(json.dumps({"at": at, "of": of, "done": done}))
    part.rename(file)
