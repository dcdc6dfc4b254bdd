"""The end of a request at the hub: it is counted, and erased. Months, countries, languages and sums stay."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import F

from egnatia.hub.pool.booking import saying
from egnatia.hub.pool.models import Absence, Account, Booking, Demand, Interpreter, Request
from egnatia.kernel.codes import pool

# A requester who never says what came of it: the hub does not keep it for ever.
KEPT_AFTER = timedelta(days=14)


def _month(day: date) -> date:
    return day.replace(day=1)


def asked(one: Request) -> None:
    Demand.objects.get_or_create(month=_month(one.day), node=one.node, language=one.language)
    Demand.objects.filter(month=_month(one.day), node=one.node, language=one.language).update(asked=F("asked") + 1)


def withdrawn(one: Request) -> None:
    """It was asked for in error, or is not needed: it does not count as asked."""
    Demand.objects.filter(month=_month(one.day), node=one.node, language=one.language, asked__gt=0).update(asked=F("asked") - 1)
    one.delete()


def settle(one: Request, told: pool.Settled, now: datetime) -> None:
    """Count what was held and what it costs whom, then erase the request with its booking and its options.

    What nobody had confirmed, or what has not begun yet, was not held by the pool: it costs nobody anything.
    """
    made = Booking.objects.filter(request=one, confirmed_at__isnull=False).first()
    if told.outcome is pool.Outcome.DONE and made is not None and pool.moment_of(one.day, made.start) <= now:
        minutes = min(told.minutes, pool.MOST_TIMES * one.minutes)
        Demand.objects.filter(month=_month(one.day), node=one.node, language=one.language).update(held=F("held") + 1, minutes=F("minutes") + minutes)
        for who in Interpreter.objects.filter(seat__booking=made):
            kept, _new = Account.objects.get_or_create(month=_month(one.day), of=who.node, to=one.node)
            cents = round(who.cents_an_hour * minutes / 60)
            Account.objects.filter(pk=kept.pk).update(sessions=F("sessions") + 1, minutes=F("minutes") + minutes, cents=F("cents") + cents)
    if told.complaint is not None and made is not None and pool.moment_of(one.day, made.start) <= now:
        for who in Interpreter.objects.filter(seat__booking=made, number=told.about or 0):
            word = pool.Word(kind="complaint", reference=one.reference, number=who.number or 0, day=one.day, country=one.node, complaint=told.complaint)
            saying.say(who.node, word)
    one.delete()


def purge(now: datetime) -> int:
    """Requests whose day is long over, and absences; returns how many requests."""
    last = pool.now_here(now)[0] - KEPT_AFTER
    Absence.objects.filter(until__lt=now - KEPT_AFTER).delete()
    return Request.objects.filter(day__lt=last).delete()[1].get("pool.Request", 0)
