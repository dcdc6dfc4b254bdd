"""What an interpreter and their coordinator see of sessions: when, where, which language. Never whom for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes import countries, languages, pool
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.interpreters.models import Interpreter, Session

# Our own choices until an agreement of the participants says them: no source was found (return-avrr reference 4).
LATE = timedelta(hours=24)
PAID_WHEN_LATE = 50
CALL_OUT_CENTS = 1500
OPEN = ("asked", "answered", "confirmed", "running")


def of(case: CaseFile) -> Session:
    return Session.objects.select_related("interpreter").get(pk=case.pk)


def room_waits(case: CaseFile, actor: Actor) -> bool:
    one = of(case)
    return one.room_asked and one.room_says is None


def by_video(case: CaseFile, actor: Actor) -> bool:
    return of(case).mode == pool.Mode.VIDEO


def own(actor: Actor) -> list[Session]:
    """The signed-in interpreter's sessions from today on, and what waits for an answer, in order of time."""
    since = timezone.localtime(moment.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    found = Session.objects.filter(interpreter__unit=actor.unit, during__endswith__gte=since).select_related("case", "interpreter")
    return sorted(found.exclude(case__state="declined"), key=lambda one: one.during.lower)


def for_calendar(one: Interpreter) -> list[Session]:
    """For the feed, whose reader is not signed in: confirmed sessions from a month ago on."""
    with seeing_all():
        found = Session.objects.filter(interpreter=one, case__state__in=("confirmed", "running", "done"))
        return list(found.filter(during__endswith__gte=moment.now() - timedelta(days=31)).select_related("case").order_by("during"))


def minutes_of(one: Session) -> int:
    """As they were; a session without an end counts nothing."""
    return round((one.ended_at - one.began_at).total_seconds() / 60) if one.began_at and one.ended_at else 0


@dataclass(frozen=True)
class Pay:
    """What one interpreter is owed for a month, in cents: work, call-outs, late cancellations."""

    interpreter: Interpreter
    sessions: int
    minutes: int
    work: int
    call_outs: int
    cancelled: int

    @property
    def total(self) -> int:
        return self.work + self.call_outs + self.cancelled


def month_of(text: str) -> date:
    """The month of an address, or this one."""
    try:
        return datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        return moment.today().replace(day=1)


def pay_sheet(actor: Actor, month: date) -> list[Pay]:
    """One line for each who has something to be paid for in a month."""
    after = (month + timedelta(days=32)).replace(day=1)
    begins, ends = (timezone.make_aware(datetime(day.year, day.month, 1)) for day in (month, after))
    found = Session.objects.filter(during__startswith__gte=begins, during__startswith__lt=ends, case__state__in=("done", "called_off"))
    lines: dict[Any, list[Session]] = {}
    for one in found.select_related("interpreter", "case"):
        lines.setdefault(one.interpreter, []).append(one)
    told = [_pay(who, sessions) for who, sessions in lines.items()]
    return sorted((one for one in told if one.total or one.minutes), key=lambda one: one.interpreter.name)


def _pay(who: Interpreter, sessions: list[Session]) -> Pay:
    held = [one for one in sessions if one.case.state == "done"]
    minutes = sum(map(minutes_of, held))
    late = [one for one in sessions if one.late_cancelled]
    planned = sum((one.during.upper - one.during.lower).total_seconds() / 60 for one in late)
    cancelled = round(who.cents_an_hour * planned / 60 * PAID_WHEN_LATE / 100)
    return Pay(who, len(held), minutes, round(who.cents_an_hour * minutes / 60), CALL_OUT_CENTS * sum(one.urgent for one in held), cancelled)


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = of(case)
    begins, ends = timezone.localtime(one.during.lower), timezone.localtime(one.during.upper)
    rows = [
        Row(_("Day"), begins.date()),
        Row(_("Time"), f"{begins:%H:%M}–{ends:%H:%M}"),
        Row(_("Language"), f"{languages.name(one.language)} · {_('level')} {one.level}"),
        *([Row(_("You interpret in"), languages.name(one.spoken), "warn")] if one.spoken != one.language else []),
        Row(_("How"), pool.MODES[pool.Mode(one.mode)]),
        Row(_("The session is at"), f"{one.site}, {countries.name(one.country)}"),
        Row(_("You are at"), one.seat),
        Row(_("Interpreter"), f"{one.interpreter.number} · {one.interpreter.name}"),
    ]
    if one.room_asked:
        rows.append(Row(_("Room"), _ROOM[one.room_says], "done" if one.room_says else "warn"))
    if one.mode == pool.Mode.VIDEO and case.state in ("confirmed", "running"):
        rows.append(Row(_("Link of the call"), one.link or _("the other side has not said it yet"), address=one.link))
        rows.append(Row(_("If the connection fails, call"), one.phone or _("no number was said")))
        rows.append(Row(_("Connection tried out"), _("yes") if one.connection_tested else _("not yet"), "done" if one.connection_tested else "warn"))
    if one.began_at:
        rows.append(Row(_("Began at"), one.began_at))
    if one.ended_at:
        rows.append(Row(_("Ended at"), one.ended_at))
    if one.declined:
        rows.append(Row(_("Why not"), one.get_declined_display()))
    return [Section(_("Session"), rows, _("Whom it is for is said in the room alone. Before names are said, say so if you know anybody of them."))]


_ROOM = {None: _("not given yet"), True: _("given"), False: _("there is none")}
