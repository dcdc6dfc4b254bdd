"""The effects of interpreting. Other rooms ask through ``ask_for``, ``move_to`` and ``call_off``, inside their own actions."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import cases
from egnatia.kernel.access.actor import Actor, current_actor, seeing_all
from egnatia.kernel.codes.pool import OUTCOMES, Outcome
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import open_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.interpreting import inputs, procedure, selectors
from egnatia.node.interpreting.inputs import WhyNone
from egnatia.node.interpreting.models import Request, write
from egnatia.node.interpreting.pool import actions as pool
from egnatia.node.interpreting.pool import selectors as in_pool


def _during(begins: datetime, ends: datetime) -> DateTimeTZRange:
    if ends <= begins:
        raise BadInput({"ends": _("It ends before it begins: check the times.")})
    return DateTimeTZRange(begins, ends)


@procedure.REQUEST.effect
def request(case: CaseFile, data: inputs.RequestInterpreter, actor: Actor) -> None:
    """Raises BadInput for a case that the actor does not see, or that is about somebody else: by a request nobody comes to see a person."""
    asked = (CaseFile.objects if actor.is_system else cases.visible(actor)).filter(pk=data.asked_for).first()
    if asked is None or asked.subject != data.person_id or (asked.subject is None and not selectors.may_ask(asked)):
        raise BadInput({"asked_for": _("Ask from the page of the case that needs an interpreter.")})
    if data.person_id is not None:
        set_subject(case, data.person_id)
    needed = {"language": data.language, "variety": data.variety, "wanted_sex": data.wanted_sex, "mode": data.mode, "place": data.place}
    Request.objects.create(case=case, person_id=data.person_id, asked_for_id=data.asked_for, during=_during(data.begins, data.ends), **needed)
    open_task(case, "BOOK_INTERPRETER")


@procedure.BOOK.effect
def book(case: CaseFile, data: inputs.Book, actor: Actor) -> None:
    one = selectors.request_of(case)
    selectors.lock(data.interpreter)
    # Two officers may book at once: the second one waits above and finds it here.
    if selectors.booked(data.interpreter, one.during, but=case.pk):
        raise BadInput({"interpreter": _("This interpreter is booked for another person at that time.")})
    one.interpreter, one.interpreter_sex, one.holds, one.no_conflict = data.interpreter, data.sex, True, data.no_conflict
    one.confidentiality_signed_on, one.agreed_to_other_sex = data.confidentiality_signed_on, data.agreed_to_other_sex
    one.save()
    if not in_pool.is_theirs(case, data.interpreter):
        pool.leave(case, "OTHER_FOUND")


@procedure.NOT_FOUND.effect
def nobody_found(case: CaseFile, data: inputs.NobodyFound, actor: Actor) -> None:
    one = selectors.request_of(case)
    if one.holds and in_pool.is_theirs(case, one.interpreter):
        pool.leave(case, "NOT_NEEDED")  # nobody comes for nothing
    one.holds = False
    write(one, " · ".join(part for part in (str(WhyNone(data.why).label), data.note) if part))
    one.save()
    open_task(case, "BOOK_INTERPRETER")


@procedure.MOVE.effect
def move(case: CaseFile, data: inputs.Move, actor: Actor) -> None:
    """Whoever was booked is asked again: the time is another one."""
    _move(case, data)


@procedure.MOVE_HERE.effect
def move_session(case: CaseFile, data: inputs.Move, actor: Actor) -> None:
    """Of a session that no other room has in its own calendar."""
    _move(case, data)


def _move(case: CaseFile, data: inputs.Move) -> None:
    one = selectors.request_of(case)
    one.during, one.place, one.holds = _during(data.begins, data.ends), data.place, False
    one.save()
    asked = in_pool.open_here(case)
    booked = in_pool.booked_time(asked) if asked else None
    if booked is None or booked[0] != data.begins:
        pool.leave(case, "MOVED")
    open_task(case, "BOOK_INTERPRETER")


@procedure.CANCEL.effect
def cancel(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Request.objects.filter(pk=case.pk).update(holds=False)
    pool.leave(case, "NOT_NEEDED")


@procedure.OUTCOME.effect
def note_outcome(case: CaseFile, data: inputs.NoteOutcome, actor: Actor) -> str:
    """Held; or somebody is needed again. The pool is told what came of it and how long it took, and nothing else."""
    one = selectors.request_of(case)
    held = data.outcome is Outcome.DONE
    parts = ("" if held else str(OUTCOMES[data.outcome]), "" if data.understood or not held else str(_("They did not understand each other.")), data.note)
    write(one, " · ".join(part for part in parts if part))
    one.understood = data.understood if held else False if data.outcome is Outcome.NOT_UNDERSTOOD else None
    one.officer_says, one.person_says, one.holds = data.officer_says, data.person_says, held
    one.save()
    if in_pool.is_theirs(case, one.interpreter):
        pool.settle(case, data.outcome, data.minutes or int((one.during.upper - one.during.lower).total_seconds() // 60), data)
    if held:
        return "held"
    open_task(case, "BOOK_INTERPRETER")
    return "asked"


def ask_for(case: CaseFile, person: UUID, **needed: Any) -> UUID:
    """A request for another room's case, in the same transaction; returns its id."""
    actor = current_actor()
    assert actor is not None
    return request({"asked_for": case.pk, "person_id": person, **needed}, actor=actor, key=uuid.uuid4()).case_id


def move_to(one: Request, begins: datetime, ends: datetime, place: str) -> None:
    actor = current_actor()
    assert actor is not None
    move({"begins": begins, "ends": ends, "place": place}, actor=actor, key=uuid.uuid4(), case_id=one.pk)


def call_off_all(case: CaseFile) -> None:
    """Of a case that does not need anybody any more; whoever does it, the system calls them off."""
    with seeing_all():
        found = list(Request.objects.filter(asked_for=case.pk, case__state__in=procedure.BEFORE))
    for one in found:
        call_off(one)


def call_off(one: Request) -> None:
    actor = current_actor()
    assert actor is not None
    cancel({}, actor=actor, key=uuid.uuid4(), case_id=one.pk)


def was_held(one: Request) -> None:
    """The interview that it was for is recorded: nothing is left to do here."""
    actor = current_actor()
    assert actor is not None
    note_outcome({"understood": True}, actor=actor, key=uuid.uuid4(), case_id=one.pk)
