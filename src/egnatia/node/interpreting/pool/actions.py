"""What is asked of the pool for a request, and what its answers do here."""

from __future__ import annotations

import uuid

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, seeing_all
from egnatia.kernel.codes import pool
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import end_task, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.interpreters import talking, zone
from egnatia.node.interpreting import procedure
from egnatia.node.interpreting.inputs import NoteOutcome
from egnatia.node.interpreting.models import Asked, NotThis, Request, Sex
from egnatia.node.interpreting.pool import inputs, selectors

_SEX = {Sex.WOMAN: pool.Sex.WOMAN, Sex.MAN: pool.Sex.MAN}
NOW = 1
CHOOSE, BOOK = "CHOOSE_INTERPRETER", "BOOK_INTERPRETER"


def _need(one: Request, data: inputs.AskPool) -> pool.Need:
    length = -(-int((one.during.upper - one.during.lower).total_seconds() // 60) // pool.QUARTER) * pool.QUARTER
    begins = max(one.during.lower, moment.now()) if data.urgency == NOW else one.during.lower
    day = pool.now_here(begins)[0]
    if timezone.localtime(begins).date() != day:
        raise BadInput({"": _("So soon after midnight the pool has another day than this country: book somebody by hand.")})
    opens = zone.to_pool(day, data.earliest) // pool.QUARTER * pool.QUARTER
    closes = max(-(-zone.to_pool(day, data.latest) // pool.QUARTER) * pool.QUARTER, opens + length)
    if begins != one.during.lower:
        # It should have begun already: from the next quarter of an hour on.
        opens = max(opens, -(-pool.now_here(begins)[1] // pool.QUARTER) * pool.QUARTER)
        closes = max(closes, opens + length)
    people = 2 if data.two or length >= pool.SECOND_FROM else 1
    if not pool.QUARTER <= length <= pool.LONGEST_SESSION or closes > pool.DAY:
        raise BadInput({"latest": _("The pool takes sessions of a quarter of an hour to eight hours, within one day.")})
    never = selectors.not_these(one)
    if len(never) > pool.MOST_EXCLUDED:
        raise BadInput({"": _("More interpreters must not come than the pool can be told: book somebody by hand.")})
    sex = _SEX.get(Sex(one.wanted_sex))
    return pool.Need(
        premises=data.premises,
        day=day,
        language=one.language,
        level=data.level,
        minutes=length,
        opens=opens,
        closes=closes,
        modes=data.modes,
        urgency=data.urgency,
        sex=sex,
        sex_is_hard=data.sex_is_hard and sex is not None,
        not_these=never,
        people=people,
    )


@procedure.ASK_POOL.effect
def ask_pool(case: CaseFile, data: inputs.AskPool, actor: Actor) -> None:
    if selectors.open_here(case) is not None:
        raise BadInput({"": _("The pool is asked already.")})
    if data.premises not in dict(selectors.register.premises_choices()):
        raise BadInput({"premises": _("Choose premises that are open: add them first.")})
    one = selectors.request_of(case)
    if (one.during.upper if data.urgency == NOW else one.during.lower) <= moment.now():
        raise BadInput({"": _("The time of this session is over: move it first.")})
    need = _need(one, data)
    reference = uuid.uuid4()
    told = {"reference": reference, "state": Asked.State.SENT, "day": need.day, "need": need.model_dump(mode="json"), "told": None, "asked_at": moment.now()}
    Asked.objects.update_or_create(case=case, defaults=told)
    talking.say(reference, need)


@procedure.CHOOSE.effect
def choose(case: CaseFile, data: inputs.Choose, actor: Actor) -> None:
    one = selectors.asked(case)
    found = selectors.options(case)
    if one is None or data.option >= len(found):
        raise BadInput({"option": _("This is not offered any more: look at what is.")})
    best = found[data.option]
    numbers = [each.number for each in best.seats]
    told = pool.Choice(start=best.start, mode=best.mode, numbers=numbers, confirmed=data.confirmed, link=data.link, phone=data.phone)
    talking.say(one.reference, told)
    Asked.objects.filter(pk=case.pk).update(state=Asked.State.CHOSEN)


def leave(case: CaseFile, why: str) -> None:
    """Nothing is needed of the pool any more for this request. Safe to repeat."""
    one = selectors.open_here(case)
    if one is not None:
        talking.say(one.reference, pool.Withdrawal.model_validate({"why": why}))
        Asked.objects.filter(pk=case.pk).update(state=Asked.State.ENDED)
        end_task(case, CHOOSE)


def _leave_with_booking(case: CaseFile) -> str:
    """Whoever the pool sent is not booked here any more either; returns the state of the request."""
    request = selectors.request_of(case)
    theirs = request.holds and selectors.is_theirs(case, request.interpreter)
    leave(case, "NOT_NEEDED")
    if not theirs:
        return case.state
    Request.objects.filter(pk=case.pk).update(holds=False)
    open_task(case, BOOK)
    return "asked"


@procedure.LEAVE_POOL.effect
def leave_pool(case: CaseFile, data: NoInput, actor: Actor) -> str:
    return _leave_with_booking(case)


def settle(case: CaseFile, outcome: pool.Outcome, minutes: int, told: NoteOutcome) -> None:
    """Tell the pool what came of a booking: it counts it, and erases the request. Raises BadInput for a complaint about nobody of the booking."""
    one = selectors.open_here(case)
    about = told.complaint_about
    if told.complaint is not None:
        numbers = selectors.booked_numbers(case)
        about = about or (numbers[0] if len(numbers) == 1 else None)
        if about not in numbers:
            raise BadInput({"complaint_about": _("Say of whom: %(numbers)s.") % {"numbers": ", ".join(map(str, numbers))}})
    if one is not None:
        talking.say(one.reference, pool.Settled(outcome=outcome, minutes=minutes, complaint=told.complaint, about=about))
        Asked.objects.filter(pk=case.pk).update(state=Asked.State.ENDED)
        end_task(case, CHOOSE)


@procedure.POOL_SAYS.effect
def pool_says(case: CaseFile, data: inputs.Told, actor: Actor) -> str:
    """Options wait for a choice, a confirmed booking for the officer's own checks; whoever was booked and falls out is not booked any more."""
    one = selectors.asked(case)
    assert one is not None
    word, stood = data.word, _sure(one, selectors.word(one))
    if word.kind == "booked":
        state = Asked.State.CONFIRMED
        open_task(case, BOOK)
        end_task(case, CHOOSE)
    elif word.options:
        state = Asked.State.OFFERED
        open_task(case, CHOOSE)
    else:
        state = Asked.State.CHOSEN if word.kind == "placed" else Asked.State.WAITING
        end_task(case, CHOOSE)
    one.state, one.told = state, word.model_dump(mode="json")
    one.save(update_fields=["state", "told"])
    if stood is None or stood == _sure(one, word):
        return case.state
    Request.objects.filter(pk=case.pk, interpreter=stood[0]).update(holds=False)
    open_task(case, BOOK)
    return "asked"


def _sure(one: Asked, told: pool.Word | None) -> tuple[str, int, int] | None:
    """(who, from, until) that the pool has confirmed; None while nobody is."""
    if one.state != Asked.State.CONFIRMED or told is None or told.option is None:
        return None
    return selectors.together(told.option), told.option.start, told.option.end


@procedure.POOL_REFUSES.effect
def pool_refuses(case: CaseFile, data: inputs.Refused, actor: Actor) -> None:
    Asked.objects.filter(pk=case.pk).update(state=Asked.State.REFUSED)
    open_task(case, BOOK)


@procedure.NOT_THIS.effect
def not_this_one(case: CaseFile, data: inputs.NotThisOne, actor: Actor) -> str:
    """What the pool knows already does not know of it: that request ends, and the pool is asked anew."""
    one = selectors.request_of(case)
    if one.person_id is None:
        raise BadInput({"": _("This session is about nobody: tell the coordinator of interpreters what was wrong.")})
    known = NotThis.objects.filter(person=one.person_id, number=data.number).first() or NotThis(person_id=one.person_id, number=data.number)
    known.why = data.why
    known.save()
    if selectors.open_here(case) is None:
        return case.state
    open_task(case, BOOK)
    return _leave_with_booking(case)


def _open(reference: uuid.UUID) -> Asked | None:
    with seeing_all():
        return Asked.objects.filter(reference=reference).exclude(state__in=selectors.OVER).select_related("case").first()


def hear(reference: uuid.UUID, word: pool.Word, key: uuid.UUID) -> None:
    """What the pool says to a request of this node. What was withdrawn or closed in the meantime is passed over: the pool hears of it on its own way."""
    one = _open(reference)
    if one is not None and not one.case.closed:
        pool_says({"word": word}, actor=SYSTEM, key=key, case_id=one.case_id)


def hear_refusal(reference: uuid.UUID, code: str, key: uuid.UUID) -> None:
    one = _open(reference)
    if one is not None and not one.case.closed:
        pool_refuses({"code": code}, actor=SYSTEM, key=key, case_id=one.case_id)
