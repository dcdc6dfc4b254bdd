"""What coordinators see of the pool: the week by interpreter and hour, what waits and why, plans and proposals, demand and accounts. No person is in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.hub.pool.booking import offers, week
from egnatia.hub.pool.models import Account, Booking, Demand, Interpreter, Proposal, Released, Request, Run, Week
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.roles import Role
from egnatia.kernel.codes import countries, languages, pool
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section

# Fewer than this are told as "fewer than": a cell of one language, country and month could be about somebody.
LEAST = 5


def days_of(case: CaseFile) -> tuple[date, date]:
    monday = Week.objects.values_list("monday", flat=True).get(case=case.pk)
    return monday, monday + timedelta(days=6)


def name_of(one: Request) -> str:
    """A request as a coordinator reads it."""
    two = " · 2" if one.people == 2 else ""
    window = f"{pool.clock(one.opens)}–{pool.clock(one.closes)}"
    return f"{one.pk} · {countries.name(one.node)} · {languages.name(one.language)} · {one.day:%d.%m.} {window} · {one.minutes} min{two}"


def who(one: Interpreter) -> str:
    spoken = ", ".join(languages.name(code) for code in sorted(one.levels))
    return f"{one.pk} · {one.home.name} · {spoken}"


def picks(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    asked = list(Request.objects.filter(day__range=days_of(case)).order_by("urgency", "day", "opens"))
    people = [(one.pk, who(one)) for one in Interpreter.objects.filter(offered=True).select_related("home").order_by("pk")]
    waiting = [(one.pk, name_of(one)) for one in asked if one.state == Request.State.OPEN]
    booked = [(one.pk, name_of(one)) for one in asked if one.state != Request.State.OPEN]
    proposals = [(str(one.pk), change(one)) for one in _proposals(case)]
    return {"request": waiting, "booking": booked, "interpreter": people, "second": people, "proposals": proposals}


def _proposals(case: CaseFile) -> list[Proposal]:
    return list(Proposal.objects.filter(case=case).select_related("request__booking").order_by("request__day", "start"))


def change(one: Proposal) -> str:
    made: Any = one.request.booking  # there as long as the proposal is: a booking that falls takes it along
    before = ", ".join(str(seat.interpreter_id) for seat in made.seat_set.order_by("position"))
    after = ", ".join(str(number) for number, _place in one.seats)
    return f"{name_of(one.request)}: {pool.clock(made.start)} ({before}) → {pool.clock(one.start)} ({after})"


def has_proposals(case: CaseFile, actor: Actor) -> bool:
    return Proposal.objects.filter(case=case).exists()


@dataclass(frozen=True)
class Bar:
    """One booking in the line of an interpreter, in minutes of the day; ``free_at``: after the rest that follows."""

    request: Request
    start: int
    end: int
    free_at: int
    mode: str
    confirmed: bool
    said: str


@dataclass(frozen=True)
class Cell:
    """A stretch of a line: so many quarters of an hour from ``start`` on, with a booking, at rest, free, or not offered."""

    kind: str
    start: int
    quarters: int
    bar: Bar | None = None


# From when until when a day is shown, in minutes.
SHOWN = (6 * 60, 22 * 60)


@dataclass(frozen=True)
class Line:
    interpreter: Interpreter
    languages: list[str]
    hours: tuple[int, int]
    bars: list[Bar]

    @property
    def minutes(self) -> int:
        return sum(bar.request.minutes for bar in self.bars)

    def cells(self) -> list[Cell]:
        """The whole shown day, without holes."""
        found, at = [], SHOWN[0]

        def until(end: int, kind: str, bar: Bar | None = None) -> None:
            nonlocal at
            end = min(max(end, at), SHOWN[1])
            if end > at:
                found.append(Cell(kind, at, (end - at) // pool.QUARTER, bar))
            at = end

        def gap(end: int) -> None:
            begins, ends = (-(-self.hours[0] // pool.QUARTER) * pool.QUARTER, self.hours[1] // pool.QUARTER * pool.QUARTER)
            until(min(end, begins), "off")
            until(min(end, ends), "free")
            until(end, "off")

        for bar in self.bars:
            gap(bar.start)
            until(bar.end, "busy", bar)
            until(bar.free_at, "rest")
        gap(SHOWN[1])
        return found


SHOWN_WAITING = 50


@dataclass(frozen=True)
class Waiting:
    request: Request
    found: offers.Found


def open_weeks(actor: Actor) -> list[Week]:
    return list(Week.objects.filter(case__closed=False).select_related("case").order_by("monday"))


def lines(actor: Actor, day: date) -> list[Line]:
    """The day of every interpreter who offered hours or has something to do."""
    bars: dict[int, list[Bar]] = defaultdict(list)
    for made in Booking.objects.filter(request__day=day).select_related("request__premises").prefetch_related("seat_set"):
        for seat in made.seat_set.all():
            free_at = made.start + round((seat.during.upper - seat.during.lower).total_seconds() / 60)
            bars[seat.interpreter_id].append(Bar(made.request, made.start, made.end, free_at, made.mode, made.confirmed_at is not None, _said(made, seat)))
    found = []
    for one in Interpreter.objects.select_related("home").order_by("home__node", "pk"):
        hours = one.hours.get(day.isoformat()) if one.offered and day <= one.vetted_until else None
        if hours or one.pk in bars:
            spoken = [f"{languages.name(code)} {level}" for code, level in sorted(one.levels.items())]
            found.append(Line(one, spoken, tuple(hours or (0, 0)), sorted(bars[one.pk], key=lambda bar: bar.start)))
    return found


def _said(made: Booking, seat: Any) -> str:
    if made.confirmed_at:
        return str(_("confirmed"))
    if not seat.interpreter_says:
        return str(_("the interpreter has not answered yet"))
    return str(_("the room is not given yet")) if not seat.room_says else str(_("waits for the other interpreter"))


def waiting(actor: Actor, monday: date, day: date | None = None) -> list[Waiting]:
    """Requests of a week (or a day) without anybody, the most urgent first, each with what could be done now."""
    asked = Request.objects.filter(day__range=(monday, monday + timedelta(days=6)), state=Request.State.OPEN).select_related("premises")
    if day is not None:
        asked = asked.filter(day=day)
    shown = list(asked.order_by("urgency", "day", "opens")[:SHOWN_WAITING])
    found = offers.find_all(shown, moment.now())
    return [Waiting(one, found[one.pk]) for one in shown]


@dataclass(frozen=True)
class Load:
    """One interpreter's week: minutes by day."""

    interpreter: Interpreter
    days: list[int]
    offered: int

    @property
    def percent(self) -> int:
        return round(100 * sum(self.days) / self.offered) if self.offered else 0


def loads(actor: Actor, monday: date) -> list[Load]:
    done: dict[tuple[int, date], int] = defaultdict(int)
    for made in Booking.objects.filter(request__day__range=(monday, monday + timedelta(days=6))).select_related("request").prefetch_related("seat_set"):
        for seat in made.seat_set.all():
            done[seat.interpreter_id, made.request.day] += made.request.minutes
    days = [monday + timedelta(days=number) for number in range(7)]
    found = []
    for one in Interpreter.objects.filter(offered=True).select_related("home").order_by("home__node", "pk"):
        hours = [one.hours[day.isoformat()] for day in days if day.isoformat() in one.hours]
        found.append(Load(one, [done[one.pk, day] for day in days], sum(ends - begins for begins, ends in hours)))
    return found


def counts(actor: Actor, monday: date) -> dict[tuple[date, str], int]:
    """Requests of a week by day and state."""
    rows = Request.objects.filter(day__range=(monday, monday + timedelta(days=6))).values_list("day", "state").annotate(number=Count("pk"))
    return {(day, state): number for day, state, number in rows}


def newest_run(actor: Actor, case: CaseFile) -> Run | None:
    return Run.objects.filter(case=case).order_by("-asked_at").first()


@dataclass(frozen=True)
class Missed:
    """Demand of one language in one country and month. None: so few asked, or were missed, that it could be about somebody."""

    asked: int | None
    missed: int | None

    @property
    def percent(self) -> int | None:
        return round(100 * self.missed / self.asked) if self.asked and self.missed is not None else None


def demand(actor: Actor, month: date) -> tuple[list[str], list[tuple[str, list[Missed | None]]]]:
    """(countries, rows by language): what was asked for and not held in a month."""
    rows: dict[str, dict[str, Missed]] = defaultdict(dict)
    for one in Demand.objects.filter(month=month):
        few = one.asked < LEAST
        missed = max(0, one.asked - one.held)
        rows[one.language][one.node] = Missed(None if few else one.asked, None if few or 0 < missed < LEAST else missed)
    return list(countries.SEVEN), [(code, [rows[code].get(node) for node in countries.SEVEN]) for code in sorted(rows, key=languages.name)]


@dataclass(frozen=True)
class Expected:
    """Requests of a language expected in a month: the mean of the last whole months, and the fewest and most of them."""

    language: str
    mean: int
    fewest: int
    most: int


# Whole months that an expectation stands on; fewer say nothing.
FORECAST_MONTHS = 6
FORECAST_FROM = 3


def forecast(actor: Actor) -> list[Expected]:
    """For the next month, over all countries; a language that few ask for is not told. A mean with its range, no more: so few months carry no season."""
    this = pool.now_here(moment.now())[0].replace(day=1)
    whole = sorted({one for one in months(actor) if one < this}, reverse=True)[:FORECAST_MONTHS]
    if len(whole) < FORECAST_FROM:
        return []
    sums: dict[str, dict[date, int]] = defaultdict(lambda: dict.fromkeys(whole, 0))
    for month, language, asked in Demand.objects.filter(month__in=whole).values_list("month", "language").annotate(sum_=Sum("asked")):
        sums[language][month] = asked
    found = [Expected(code, round(sum(each.values()) / len(whole)), min(each.values()), max(each.values())) for code, each in sums.items()]
    return sorted((one for one in found if one.fewest >= LEAST), key=lambda one: -one.mean)


def months(actor: Actor) -> list[date]:
    return list(Demand.objects.order_by("-month").values_list("month", flat=True).distinct())


def accounts(actor: Actor, month: date) -> list[Account]:
    """Between countries alone: what an own interpreter did for the own country is nobody else's account. A few sessions are told to coordinators alone."""
    found = [one for one in Account.objects.filter(month=month).order_by("of", "to") if one.of != one.to]
    for one in found:
        if one.sessions < LEAST and Role.POOL_COORDINATOR not in actor.roles:
            one.sessions = one.minutes = one.cents = None  # type: ignore[assignment]
    return found


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    monday, sunday = days_of(case)
    asked = Request.objects.filter(day__range=(monday, sunday))
    counted = {state: asked.filter(state=state).count() for state in Request.State.values}
    rows = [
        Row(_("Week"), f"{monday} – {sunday}", address=f"{reverse('pool')}?day={monday}"),
        Row(_("Waiting"), counted["OPEN"], "warn" if counted["OPEN"] else "done"),
        Row(_("Asked, no answer yet"), counted["ASKED"]),
        Row(_("Confirmed"), counted["BOOKED"], "done"),
    ]
    proposals = [Row(_("Would change"), change(one)) for one in _proposals(case)]
    rows += [Row(_("Let go"), f"{one.number} · {one.why}", "warn") for one in Released.objects.filter(case=case).order_by("at")]
    return [Section(_("This week"), rows), *([Section(_("Proposals"), proposals)] if proposals else [])]


def week_of(day: date) -> Week | None:
    return Week.objects.filter(monday=week.monday_of(day)).select_related("case").first()
