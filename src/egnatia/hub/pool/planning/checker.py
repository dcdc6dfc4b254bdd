"""Verifies a whole plan anew, from the problem's data alone: lengths, rests, ways and hours are reckoned here, not with the planners' functions.

A violation names the rule, the request and the interpreter; ``measure`` then tells what a plan that holds is worth.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from math import asin, cos, dist, radians, sin
from typing import Any

from egnatia.hub.pool.planning.problem import DETOUR, ENTRY, KM_AN_HOUR, SLOT, Booking, Instance, Mode, Plan, Request


def violations(instance: Instance, plan: Plan) -> list[str]:
    """Every hard rule that the plan breaks; empty for a plan that may be used."""
    found: list[str] = []
    by_day: dict[tuple[int, int], list[tuple[int, int, int, str]]] = defaultdict(list)
    by_week: dict[int, int] = defaultdict(int)
    by_video: dict[tuple[int, int], int] = defaultdict(int)
    minutes: dict[tuple[int, int], int] = defaultdict(int)
    rooms: dict[tuple[str, int, int], set[tuple[int, int]]] = defaultdict(set)
    for number, booking in sorted(plan.items()):
        request = instance.requests[number]
        found += [f"request {number}: {why}" for why in _request(instance, request, booking)]
        length = _length(instance, request, booking.mode)
        for who, where in booking.seats:
            by_day[who, request.day].append((booking.start, booking.start + length, request.minutes, where))
            by_week[who] += request.minutes
            minutes[who, request.day] += request.minutes
            if booking.mode is Mode.VIDEO:
                by_video[who, request.day] += request.minutes
            for minute in range(booking.start, booking.start + length, SLOT):
                rooms[where, request.day, minute // SLOT].add((number, who if booking.mode is Mode.VIDEO else -1))
    rules = instance.rules
    found += [f"interpreter {who}: more than a day's hours on day {day}" for (who, day), sum_ in minutes.items() if sum_ > rules.most_a_day]
    found += [f"interpreter {who}: more than a day's hours by video on day {day}" for (who, day), sum_ in by_video.items() if sum_ > rules.most_by_video]
    found += [f"interpreter {who}: more than a week's hours" for who, sum_ in by_week.items() if sum_ > rules.most_a_week]
    full = [(place, day, slot) for (place, day, slot), there in rooms.items() if len(there) > instance.premises[place].rooms]
    found += [f"premises {place}: more sessions than rooms on day {day} in quarter {slot}" for place, day, slot in full]
    for (who, day), sessions in by_day.items():
        found += [f"interpreter {who}, day {day}: {why}" for why in _day(instance, who, day, sorted(sessions))]
    return found


def _length(instance: Instance, request: Request, mode: Mode) -> int:
    """Session with its breaks: ten minutes for each full hour on site (45 minutes by video) before the last, if one interpreter is alone for over two hours."""
    rules = instance.rules
    alone_and_long = request.people == 1 and request.minutes > rules.long_over
    breaks = (request.minutes - 1) // rules.break_every[mode] if alone_and_long else 0
    return request.minutes if not breaks else (request.minutes + breaks * rules.break_minutes + SLOT - 1) // SLOT * SLOT


def _way(instance: Instance, one: str, other: str) -> int:
    """Minutes from door to door, by the unit vectors of both places and the angle between them (the planners use haversines)."""
    if one == other:
        return 0
    a, b = (
        (cos(radians(at.latitude)) * cos(radians(at.longitude)), cos(radians(at.latitude)) * sin(radians(at.longitude)), sin(radians(at.latitude)))
        for at in (instance.premises[one], instance.premises[other])
    )
    kilometres = 6371 * 2 * asin(min(1.0, dist(a, b) / 2))
    return int(round(ENTRY + kilometres * DETOUR / KM_AN_HOUR * 60, 6))


def _request(instance: Instance, request: Request, booking: Booking) -> list[str]:
    found = []
    if len(set(booking.interpreters)) != request.people or len(booking.seats) != request.people:
        found.append("not as many interpreters as it needs")
    if request.minutes >= instance.rules.second_from and len(booking.seats) < 2:
        found.append("too long for one interpreter")
    if booking.mode not in request.modes:
        found.append("not in a way that was asked for")
    ends = booking.start + _length(instance, request, booking.mode)
    if booking.start % SLOT or booking.start < request.window[0] or ends > request.window[1]:
        found.append("outside its window")
    for who, where in booking.seats:
        one, place = instance.interpreters[who], instance.premises[where]
        if one.levels.get(request.language, 0) < request.level:
            found.append(f"interpreter {who} has not the language at its level")
        if request.sex_is_hard and request.sex and one.sex != request.sex:
            found.append(f"interpreter {who} is not of the sex that must be met")
        if booking.mode not in one.modes:
            found.append(f"interpreter {who} does not work that way")
        if who in request.excluded:
            found.append(f"interpreter {who} is excluded")
        if booking.mode is Mode.SITE and (where != request.premises or one.country != request.country):
            found.append(f"interpreter {who} is not on site, or works across a border")
        if booking.mode is Mode.SITE and _way(instance, one.home, where) > instance.rules.furthest:
            found.append(f"interpreter {who} travels too far")
        if booking.start < place.opens or ends > place.closes:
            found.append(f"premises {where} are closed")
        if place.country != one.country:
            found.append(f"interpreter {who} sits in another country")
    return found


def _day(instance: Instance, who: int, day: int, sessions: list[tuple[int, int, int, str]]) -> list[str]:
    one = instance.interpreters[who]
    if day not in one.days:
        return ["did not offer that day"]
    begins, ends = one.days[day]
    found = []
    at, ready, left = one.home, begins, begins
    for rank, (start, end, minutes, where) in enumerate(sessions):
        way = _way(instance, at, where)
        if start < ready or start < left + way + (ENTRY if way and rank else 0):
            found.append(f"has no rest or not the time to get there before minute {start}")
        rest = instance.rules.rest_after_long if minutes > instance.rules.long_over else instance.rules.rest
        at, ready, left = where, end + rest, end
    if left + _way(instance, at, one.home) > ends:
        found.append("is not home in time")
    return found


def measure(instance: Instance, plan: Plan) -> dict[str, Any]:
    """What a plan is worth. ``gini`` is of utilisation (hours of hours that somebody could do), 0 for equal; travel in hours; cost in euro."""
    requests = instance.requests
    load: dict[int, int] = dict.fromkeys(instance.interpreters, 0)
    stops: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for number, booking in plan.items():
        for who, where in booking.seats:
            load[who] += requests[number].minutes
            stops[who, requests[number].day].append((booking.start, where))
    way = 0
    for (who, _day), seen in stops.items():
        route = [instance.interpreters[who].home, *(where for _start, where in sorted(seen)), instance.interpreters[who].home]
        way += sum(_way(instance, a, b) for a, b in pairwise(route))
    value = sum(instance.value(requests[number]) for number in plan)
    used = sorted(load[one.number] / instance.most_of(one) for one in instance.interpreters.values() if instance.most_of(one))
    weighed = sum((2 * rank - len(used) - 1) * share for rank, share in enumerate(used, 1))
    wished = [number for number in plan if requests[number].sex and not requests[number].sex_is_hard]
    met = sum(all(instance.interpreters[who].sex == requests[number].sex for who in plan[number].interpreters) for number in wished)
    urgent: dict[int, float] = {}
    for urgency in sorted(instance.rules.weights):
        asked = [number for number, one in requests.items() if one.urgency == urgency]
        urgent[urgency] = round(sum(number in plan for number in asked) / max(1, len(asked)), 3)
    return {
        "served": len(plan),
        "value": value,
        "value_share": round(value / max(1, sum(instance.value(one) for one in requests.values())), 4),
        "by_urgency": urgent,
        "travel_hours": round(way / 60, 1),
        "gini": round(weighed / (len(used) * sum(used)), 3) if sum(used) else 0.0,
        "soft_wishes_met": round(met / max(1, len(wished)), 3),
        "cost_euro": round(sum(load[who] * instance.interpreters[who].rate for who in load) / 60),
    }
