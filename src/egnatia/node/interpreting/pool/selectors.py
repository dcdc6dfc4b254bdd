"""What a request was answered by the pool, and what stands in the next form because of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.codes import languages, pool
from egnatia.kernel.codes.varieties import Match
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.interpreters import zone
from egnatia.node.interpreters.register import selectors as register
from egnatia.node.interpreting.models import Asked, Mode, NotThis, Request

OVER = (Asked.State.ENDED, Asked.State.REFUSED)


def request_of(case: CaseFile) -> Request:
    return Request.objects.get(pk=case.pk)


def asked(case: CaseFile) -> Asked | None:
    return Asked.objects.filter(pk=case.pk).first()


def open_here(case: CaseFile) -> Asked | None:
    """What the pool still works on for this request."""
    one = asked(case)
    return None if one is None or one.state in OVER else one


def word(one: Asked | None) -> pool.Word | None:
    return pool.Word.model_validate(one.told) if one and one.told else None


def options(case: CaseFile) -> list[pool.Option]:
    one = asked(case)
    told = word(one)
    return list(told.options) if one and told and one.state == Asked.State.OFFERED else []


def last_time(one: Request) -> str:
    """Who interpreted for this person last: the pool is not told, whoever chooses is."""
    with seeing_all():
        found = Request.objects.filter(person=one.person_id, holds=True).exclude(pk=one.pk).order_by("-during").values_list("interpreter", flat=True).first()
    return found or ""


def name(number: int) -> str:
    """An interpreter of the pool, as a booking and a report name one; the same in every language, since it is compared."""
    return f"Pool {number}"


def names(one: Asked) -> set[str]:
    told = word(one)
    return {together(told.option)} if told and told.option else set()


def booked_numbers(case: CaseFile) -> list[int]:
    """Of whom the pool sends."""
    told = word(asked(case))
    return [each.number for each in told.option.seats] if told and told.option else []


def is_theirs(case: CaseFile, interpreter: str) -> bool:
    """Whether it is the pool that sends this interpreter to this request."""
    one = asked(case)
    return one is not None and interpreter in names(one)


def together(option: pool.Option) -> str:
    return " + ".join(name(each.number) for each in option.seats)


def booked_time(one: Asked) -> tuple[datetime, datetime] | None:
    told = word(one)
    return (pool.moment_of(one.day, told.option.start), pool.moment_of(one.day, told.option.end)) if told and told.option else None


def moves_here(case: CaseFile, actor: object) -> bool:
    """Whether the session's time stands in this request alone."""
    with seeing_all():
        return CaseFile.objects.get(pk=request_of(case).asked_for_id).procedure != "asylum"


def known_time(case: CaseFile) -> dict[str, Any]:
    """Where the pool has a time for it, that one."""
    one, session = asked(case), request_of(case)
    booked = booked_time(one) if one and one.state in (Asked.State.CHOSEN, Asked.State.CONFIRMED) else None
    begins, ends = booked or (session.during.lower, session.during.upper)
    return {"begins": f"{timezone.localtime(begins):%Y-%m-%dT%H:%M}", "ends": f"{timezone.localtime(ends):%Y-%m-%dT%H:%M}", "place": session.place}


def label(option: pool.Option, day: date, language: str, known: str) -> str:
    """One option as an officer reads it: when, how, who; and what is special about it."""
    sexes = ", ".join(str(pool.SEXES[each.sex]) for each in option.seats)
    parts = [f"{zone.clock(day, option.start)}–{zone.clock(day, option.end)}", str(pool.MODES[option.mode]), f"{together(option)} ({sexes})"]
    if option.match is not Match.EXACT:
        parts.append(str(_("speaks %(language)s: ask the person first")) % {"language": languages.name(option.spoken)})
    if known and known == together(option):
        parts.append(str(_("interpreted for this person last time")))
    return " · ".join(parts)


def picks(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    one, day = request_of(case), Asked.objects.values_list("day", flat=True).filter(pk=case.pk).first()
    known = last_time(one)
    return {"option": [(number, label(each, day, one.language, known)) for number, each in enumerate(options(case))] if day else []}


def offered(case: CaseFile, actor: object) -> bool:
    return bool(options(case))


def can_ask(case: CaseFile, actor: object) -> bool:
    """The pool is there once this node has said where its rooms are."""
    return open_here(case) is None and bool(register.premises_choices())


def in_pool(case: CaseFile, actor: object) -> bool:
    return open_here(case) is not None


def known_need(case: CaseFile) -> dict[str, Any]:
    """The time that the session has, and what was said when it was asked for."""
    one = request_of(case)
    start, end = (each.hour * 60 + each.minute for each in map(timezone.localtime, (one.during.lower, one.during.upper)))
    modes = [pool.Mode.SITE, pool.Mode.VIDEO] if one.mode == Mode.PRESENT else [pool.Mode.VIDEO]
    urgent = one.during.lower - moment.now()
    urgency = 1 if urgent.total_seconds() < 4 * 3600 else 2 if urgent.days < 2 else 3 if urgent.days < 7 else 4
    places = register.premises_choices()
    told = {"earliest": pool.clock(start), "latest": pool.clock(max(end, start)), "modes": modes, "urgency": urgency, "level": 3}
    return {**told, **({"premises": places[0][0]} if len(places) == 1 else {})}


def known_booking(case: CaseFile) -> dict[str, Any]:
    """What the pool confirmed stands in the form; whether there is a conflict is asked here, where the person is known."""
    one = asked(case)
    told = word(one)
    if one is None or told is None or told.option is None or one.state != Asked.State.CONFIRMED:
        return {}
    seats = told.option.seats
    sex = "WOMAN" if seats[0].sex is pool.Sex.WOMAN else "MAN"
    return {"interpreter": together(told.option), "sex": sex, "confidentiality_signed_on": max(each.oath_on for each in seats)}


def not_these(one: Request) -> list[int]:
    return sorted(NotThis.objects.filter(person=one.person_id).values_list("number", flat=True))


def sections(case: CaseFile) -> list[Section]:
    one = asked(case)
    excluded = not_these(request_of(case))
    rows = [Row(_("Must not be asked for this person"), ", ".join(map(name, excluded)))] if excluded else []
    if one is None:
        return [Section(_("Regional pool"), rows)] if rows else []
    told = word(one)
    need = pool.Need.model_validate(one.need)
    window = f"{zone.clock(one.day, need.opens)}–{zone.clock(one.day, need.closes)}"
    rows = [
        Row(_("State"), one.get_state_display(), "done" if one.state == Asked.State.CONFIRMED else "warn"),
        Row(_("Asked for"), f"{one.day} {window}"),
        *rows,
    ]
    known = last_time(request_of(case)) if one.state == Asked.State.OFFERED else ""
    rows += [Row(_("Possible"), label(each, one.day, need.language, known)) for each in options(case)]
    if told and told.waits:
        rows.append(Row(_("Why nobody yet"), pool.WAITS[told.waits], "warn"))
        rows += [Row(_("What would help"), f"{pool.HELPS[each.what]} ({zone.clock(one.day, each.start)})") for each in told.helps]
    if told and told.why in WHY:
        rows.append(Row(_("What changed"), WHY[told.why], "warn"))
    if told and told.option:
        rows.append(Row(_("Booked"), label(told.option, one.day, need.language, "")))
    return [
        Section(
            _("Regional pool"), rows, _("The pool is told language, level, place and time under a reference that is used once. It never learns whom it is for.")
        )
    ]


WHY = {
    "DECLINED": _("Whoever was asked cannot come."),
    "NO_ANSWER": _("Whoever was asked did not answer in time."),
    "ILL": _("The interpreter is ill."),
    "RELEASED": _("A coordinator had to let this booking go."),
    "GONE": _("Somebody else was faster."),
    "MOVED": _("A coordinator had to move this booking."),
}
