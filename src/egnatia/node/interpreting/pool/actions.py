"""What is asked of the pool for a request, and what its answers do here."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, seeing_all
from egnatia.kernel.codes import pool
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import end_task, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.interpreters import talking
from egnatia.node.interpreting import procedure
from egnatia.node.interpreting.models import Asked, NotThis, Request, Sex
from egnatia.node.interpreting.pool import inputs, selectors

_SEX = {Sex.WOMAN: pool.Sex.WOMAN, Sex.MAN: pool.Sex.MAN}
CHOOSE, BOOK = "CHOOSE_INTERPRETER", "BOOK_INTERPRETER"


def _need(one: Request, data: inputs.AskPool) -> pool.Need:
    length = -(-int((one.during.upper - one.during.lower).total_seconds() // 60) // pool.QUARTER) * pool.QUARTER
    opens = data.earliest // pool.QUARTER * pool.QUARTER
    closes = max(-(-data.latest // pool.QUARTER) * pool.QUARTER, opens + length)
    people = 2 if data.two or length >= pool.SECOND_FROM else 1
    if not pool.QUARTER <= length <= pool.LONGEST_SESSION or closes > pool.DAY:
        raise BadInput({"latest": _("The pool takes sessions of a quarter of an hour to eight hours, within one day.")})
    sex = _SEX.get(Sex(one.wanted_sex))
    return pool.Need(
        premises=data.premises,
        day=pool.now_here(one.during.lower)[0],
        language=one.language,
        level=data.level,
        minutes=length,
        opens=opens,
        closes=closes,
        modes=data.modes,
        urgency=data.urgency,
        sex=sex,
        sex_is_hard=data.sex_is_hard and sex is not None,
        not_these=selectors.not_these(one)[:40],
        people=people,
    )


@procedure.ASK_POOL.effect
def ask_pool(case: CaseFile, data: inputs.AskPool, actor: Actor) -> None:
    if selectors.open_here(case) is not None:
        raise BadInput({"": _("The pool is asked already.")})
    if data.premises not in dict(selectors.register.premises_choices()):
        raise BadInput({"premises": _("Choose premises that are open: add them first.")})
    one = selectors.request_of(case)
    if one.during.lower <= moment.now():
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
    talking.say(one.reference, pool.Choice(**data.model_dump()))
    Asked.objects.filter(pk=case.pk).update(state=Asked.State.CHOSEN)


def leave(case: CaseFile, why: str) -> None:
    """Nothing is needed of the pool any more for this request. Safe to repeat."""
    one = selectors.open_here(case)
    if one is not None:
        talking.say(one.reference, pool.Withdrawal.model_validate({"why": why}))
        Asked.objects.filter(pk=case.pk).update(state=Asked.State.ENDED)
        end_task(case, CHOOSE)


@procedure.LEAVE_POOL.effect
def leave_pool(case: CaseFile, data: NoInput, actor: Actor) -> None:
    leave(case, "NOT_NEEDED")


def settle(case: CaseFile, outcome: pool.Outcome, minutes: int) -> None:
    """Tell the pool what came of a booking: it counts it, and erases the request."""
    one = selectors.open_here(case)
    if one is not None:
        talking.say(one.reference, pool.Settled(outcome=outcome, minutes=minutes))
        Asked.objects.filter(pk=case.pk).update(state=Asked.State.ENDED)
        end_task(case, CHOOSE)


@procedure.POOL_SAYS.effect
def pool_says(case: CaseFile, data: inputs.Told, actor: Actor) -> str:
    """Options wait for a choice, a confirmed booking for the officer's own checks; whoever was booked and falls out is not booked any more."""
    one = selectors.asked(case)
    assert one is not None
    word = data.word
    if word.kind == "booked":
        state = Asked.State.CONFIRMED
        open_task(case, BOOK)
        end_task(case, CHOOSE)
    elif word.options and not word.asks:
        state = Asked.State.OFFERED
        open_task(case, CHOOSE)
    else:
        # For now, the best was asked already; or there is nobody yet.
        state = Asked.State.CHOSEN if word.asks else Asked.State.WAITING
        end_task(case, CHOOSE)
    Asked.objects.filter(pk=case.pk).update(state=state, told=word.model_dump(mode="json"))
    if one.state != Asked.State.CONFIRMED or word.kind == "booked":
        return case.state
    Request.objects.filter(pk=case.pk, interpreter__in=selectors.names(one)).update(holds=False)
    open_task(case, BOOK)
    return "asked"


@procedure.POOL_REFUSES.effect
def pool_refuses(case: CaseFile, data: inputs.Refused, actor: Actor) -> None:
    Asked.objects.filter(pk=case.pk).update(state=Asked.State.REFUSED)
    open_task(case, BOOK)


@procedure.NOT_THIS.effect
def not_this_one(case: CaseFile, data: inputs.NotThisOne, actor: Actor) -> None:
    one = selectors.request_of(case)
    known = NotThis.objects.filter(person=one.person_id, number=data.number).first() or NotThis(person_id=one.person_id, number=data.number)
    known.why = data.why
    known.save()


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
