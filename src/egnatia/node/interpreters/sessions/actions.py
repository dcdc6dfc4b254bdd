"""The effects of sessions: what the pool says becomes a case of the interpreter, what the interpreter says goes to the pool."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import pool
from egnatia.kernel.engine.fields import aware
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import grant, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.units import first_of
from egnatia.node.interpreters import talking
from egnatia.node.interpreters.models import Interpreter, Premises, Session
from egnatia.node.interpreters.register.actions import OWN_SESSION
from egnatia.node.interpreters.sessions import inputs, letters, procedure, selectors

# What an interpreter is paid for is near what was booked.
EARLY, LONGER = timedelta(hours=1), timedelta(hours=3)


def _answer(one: Session, **says: bool) -> None:
    number = one.interpreter.number
    assert number is not None
    talking.say(one.reference, pool.Answer(number=number, booking=one.booking, **says))


@procedure.ASK.effect
def ask(case: CaseFile, data: inputs.Told, actor: Actor) -> None:
    """A room that is given unasked is given here; the interpreter is asked in their own queue, and by e-mail."""
    word = data.word
    assert word.option is not None
    assert word.day is not None
    who = Interpreter.objects.get(pk=data.interpreter)
    seat = next(each for each in word.option.seats if each.number == who.number)
    case.unit_id = first_of(Unit.Kind.INTERPRETING).pk
    grant(case, case.unit_id, "POOL")
    if who.unit_id:
        grant(case, who.unit_id, OWN_SESSION)
    asks_room = word.asks == "both"
    unasked = asks_room and Premises.objects.filter(code=seat.premises, given_unasked=True).exists()
    one = Session.objects.create(
        case=case,
        interpreter=who,
        during=DateTimeTZRange(pool.moment_of(word.day, word.option.start), pool.moment_of(word.day, word.option.end)),
        seat=seat.place,
        urgent=word.urgency == 1,
        room_asked=asks_room,
        room_says=True if unasked or not asks_room else None,
        **_told(word),
    )
    open_task(case, "ANSWER", who.unit_id or case.unit_id)
    if unasked:
        _answer(one, room=True)
    elif asks_room:
        open_task(case, "ROOM", case.unit_id)
    letters.send_soon(one, "asked")


def _told(word: pool.Word) -> dict[str, Any]:
    assert word.option is not None
    told = {
        "reference": word.reference,
        "booking": word.booking,
        "language": word.language,
        "spoken": word.option.spoken,
        "level": word.level,
        "mode": word.option.mode,
    }
    return {**told, "site": word.site, "country": word.country, "link": word.link, "phone": word.phone}


@procedure.ACCEPT.effect
def accept(case: CaseFile, data: inputs.Accept, actor: Actor) -> None:
    one = selectors.of(case)
    one.interpreter_says = True
    one.save(update_fields=["interpreter_says"])
    _answer(one, interpreter=True)


@procedure.DECLINE.effect
def decline(case: CaseFile, data: inputs.No, actor: Actor) -> None:
    one = selectors.of(case)
    if one.during.upper <= moment.now():
        raise BadInput({"": _("This session is over: note when it began and ended, or tell the coordinator.")})
    one.interpreter_says, one.declined = False, data.why
    one.save(update_fields=["interpreter_says", "declined"])
    _answer(one, interpreter=False)


@procedure.ROOM.effect
def give_room(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _room(case, True)


@procedure.NO_ROOM.effect
def no_room(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _room(case, False)


def _room(case: CaseFile, there_is: bool) -> None:
    one = selectors.of(case)
    if not one.room_asked or one.room_says is not None:
        raise BadInput({"": _("No room is asked for here, or the answer was given already.")})
    one.room_says = there_is
    one.save(update_fields=["room_says"])
    _answer(one, room=there_is)


@procedure.CONFIRM.effect
def confirm(case: CaseFile, data: inputs.Told, actor: Actor) -> None:
    one = selectors.of(case)
    one.link, one.phone, one.interpreter_says, one.room_says = data.word.link, data.word.phone, True, True
    one.save(update_fields=["link", "phone", "interpreter_says", "room_says"])
    letters.send_soon(one, "booked")


@procedure.OVER.effect
def over(case: CaseFile, data: inputs.Called, actor: Actor) -> None:
    """Less than a day before, part of a confirmed session is paid all the same, unless the interpreter was the reason."""
    one = selectors.of(case)
    near = one.during.lower - moment.now() < selectors.LATE
    one.late_cancelled = case.state == "confirmed" and near and data.why in ("WITHDRAWN", "RELEASED")
    one.save(update_fields=["late_cancelled"])
    letters.send_soon(one, "ended")


@procedure.TEST.effect
def test_connection(case: CaseFile, data: inputs.Tested, actor: Actor) -> None:
    Session.objects.filter(pk=case.pk).update(connection_tested=data.works)


@procedure.BEGIN.effect
def begin(case: CaseFile, data: inputs.Begin, actor: Actor) -> None:
    one, at = selectors.of(case), aware(data.at)
    if not one.during.lower - EARLY <= at <= one.during.upper:
        raise BadInput({"at": _("A session begins at its time, at most an hour earlier: if it was moved, tell the coordinator.")})
    one.began_at = at
    one.save(update_fields=["began_at"])


@procedure.FINISH.effect
def finish(case: CaseFile, data: inputs.End, actor: Actor) -> None:
    one = selectors.of(case)
    assert one.began_at is not None
    if aware(data.at) <= one.began_at:
        raise BadInput({"at": _("It ends before it begins: check the times.")})
    if aware(data.at) > one.during.upper + LONGER:
        raise BadInput({"at": _("That is more than three hours after the time that was booked: tell the coordinator.")})
    one.ended_at, one.conditions, one.note = aware(data.at), data.conditions, data.note
    one.save(update_fields=["ended_at", "conditions", "note"])
