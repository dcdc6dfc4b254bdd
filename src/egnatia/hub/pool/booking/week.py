"""One week of the pool as a problem for the planners, with what stands in it already."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from egnatia.hub.pool.models import Absence, Booking, Interpreter, Premises, Request
from egnatia.hub.pool.planning import problem
from egnatia.hub.pool.planning.problem import Instance, Mode, Plan, Rules, Sex
from egnatia.kernel.codes import pool, varieties
from egnatia.kernel.codes.varieties import Match

RULES = Rules(second_from=pool.SECOND_FROM)
# From what was asked for outwards; a macro-language match comes last.
REACH = (Match.EXACT, Match.UNDERSTOOD, Match.MACRO)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def key(language: str, accepts: Match) -> str:
    """The language of a request as the planners see it: what was asked for, and how far from it an interpreter may be."""
    return f"{language}/{accepts}"


def spoken(levels: dict[str, int], language: str, accepts: Match, level: int = 1) -> tuple[str, int, Match] | None:
    """The nearest variety in which an interpreter has the level that is needed: (variety, level, how far it is); None if there is none."""
    allowed = REACH[: REACH.index(accepts) + 1]
    found = [(REACH.index(how), -has, code) for code, has in levels.items() if has >= level and (how := varieties.match(language, code)) in allowed]
    if not found:
        return None
    far, has, code = min(found)
    return code, -has, REACH[far]


def _days(one: Interpreter, monday: date, absences: Iterable[Absence]) -> dict[int, tuple[int, int]]:
    """Offered hours by day of the week, up to the end of vetting, less absences: of a day that is cut in two the longer part is left."""
    found = {}
    for number in range(problem.WEEK):
        day = monday + timedelta(days=number)
        if day > one.vetted_until or day.isoformat() not in one.hours:
            continue
        begins, ends = one.hours[day.isoformat()]
        for away in absences:
            (first, since), (last, until) = pool.now_here(away.since), pool.now_here(away.until)
            gone = (0 if first < day else since if first == day else problem.DAY, problem.DAY if last > day else until if last == day else 0)
            parts = (begins, min(ends, gone[0])), (max(begins, gone[1]), ends)
            if gone[0] < gone[1]:
                begins, ends = max(parts, key=lambda part: part[1] - part[0])
        if begins < ends:
            found[number] = (begins, ends)
    return found


def _asked(one: Request, monday: date, accepts: Match) -> problem.Request:
    return problem.Request(
        number=one.pk,
        premises=one.premises_id,
        country=one.node,
        day=(one.day - monday).days,
        language=key(one.language, accepts),
        level=one.level,
        minutes=one.minutes,
        window=(one.opens, one.closes),
        modes=frozenset(map(Mode, one.modes)),
        urgency=one.urgency,
        sex=Sex(one.sex) if one.sex else None,
        sex_is_hard=one.sex_is_hard,
        excluded=frozenset(one.not_these) | frozenset(one.said_no),
        asked_at=one.asked_at.timestamp(),
        people=one.people,
    )


def load(monday: date, *, only: Collection[int] | None = None, now: datetime | None = None) -> tuple[Instance, Plan]:
    """(problem, what is booked or asked in it). ``only``: of requests without a booking these alone. Nothing new begins before ``now``."""
    sunday = monday + timedelta(days=problem.WEEK - 1)
    requests = list(Request.objects.filter(day__range=(monday, sunday)))
    booked = {one.request_id: one for one in Booking.objects.filter(request__in=requests).prefetch_related("seat_set")}
    accepts = {one.pk: Match(booked[one.pk].accepts if one.pk in booked else one.accepts) for one in requests}
    asked = {
        one.pk: _from(_asked(one, monday, accepts[one.pk]), one.pk in booked, monday, now)
        for one in requests
        if one.pk in booked or only is None or one.pk in only
    }
    wanted = {one.language for one in asked.values()} | {key(one.language, far) for one in requests if only and one.pk in only for far in REACH}
    plan = {number: plan_of(one) for number, one in booked.items()}
    absences: dict[int, list[Absence]] = {}
    for away in Absence.objects.all():
        absences.setdefault(away.interpreter_id, []).append(away)
    sitting = {who for one in plan.values() for who in one.interpreters}
    rows = [one for one in Interpreter.objects.all() if one.offered or one.pk in sitting]
    days = {one.pk: _days(one, monday, absences.get(one.pk, ())) if one.offered else {} for one in rows}
    gone = _stand(days, plan, asked)
    people = {
        one.pk: problem.Interpreter(
            one.pk,
            one.home_id,
            one.node,
            Sex(one.sex),
            _levels(one.levels, wanted),
            days[one.pk],
            round(one.cents_an_hour / 100),
            frozenset(map(Mode, one.modes)),
        )
        for one in rows
    }
    for number, one in asked.items():
        others = gone.get(one.day, frozenset()) - frozenset(plan[number].interpreters if number in plan else ())
        asked[number] = replace(one, excluded=one.excluded | others) if others else one
    places = {
        one.pk: problem.Premises(one.pk, one.latitude, one.longitude, one.node, one.rooms if one.offered else 0, one.opens, one.closes)
        for one in Premises.objects.all()
    }
    return Instance(places, people, asked, RULES), plan


def _stand(days: dict[int, dict[int, tuple[int, int]]], plan: Plan, asked: dict[int, problem.Request]) -> dict[int, frozenset[int]]:
    """Hours may have been taken back since: what stands stands, and the planners must not stumble over it. Returns who does nothing new, by day."""
    gone: dict[int, set[int]] = {}
    for number, booking in plan.items():
        day, end = asked[number].day, min(problem.DAY, booking.start + asked[number].minutes + RULES.long_over)
        for who in booking.interpreters:
            if day not in days[who] or who in gone.get(day, ()):
                begins, ends = days[who].get(day, (booking.start, end))
                days[who][day] = min(begins, booking.start), max(ends, end)
                gone.setdefault(day, set()).add(who)
    return {day: frozenset(who) for day, who in gone.items()}


def _levels(levels: dict[str, int], wanted: Collection[str]) -> dict[str, int]:
    found = {}
    for one in wanted:
        language, accepts = one.split("/")
        near = REACH[: REACH.index(Match(accepts)) + 1]
        best = max((level for code, level in levels.items() if varieties.match(language, code) in near), default=0)
        if best:
            found[one] = best
    return found


def _from(one: problem.Request, stands: bool, monday: date, now: datetime | None) -> problem.Request:
    if stands or now is None:
        return one
    today, minute = pool.now_here(now)
    day = (today - monday).days
    begins = one.window[1] if one.day < day else max(one.window[0], minute) if one.day == day else one.window[0]
    return replace(one, window=(begins, one.window[1]))


def plan_of(one: Booking) -> problem.Booking:
    seats = sorted(one.seat_set.all(), key=lambda seat: seat.position)
    return problem.Booking(one.start, Mode(one.mode), tuple((seat.interpreter_id, seat.premises_id) for seat in seats))
