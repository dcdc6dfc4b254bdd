"""The effects of planning. Whoever changes bookings of a week holds its case: two coordinators, a node's answer and a plan wait for each other."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.utils.translation import gettext as _

from egnatia.hub.pool import inputs, procedure, selectors
from egnatia.hub.pool.booking import asking, week
from egnatia.hub.pool.models import Absence, Booking, Interpreter, Proposal, Released, Request, Run, Week
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor
from egnatia.kernel.codes import pool
from egnatia.kernel.codes.varieties import Match
from egnatia.kernel.engine.fields import aware
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import end_task, grant, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.units import first_of

# What begins this soon is not moved for anybody else.
FROZEN = timedelta(minutes=60)
_OPENED = uuid.UUID("7b8e2f6c-18a1-4b35-8a0e-3f6c0f1d2a55")


@procedure.OPEN.effect
def open_a_week(case: CaseFile, data: inputs.OpenWeek, actor: Actor) -> None:
    if data.monday.weekday() or Week.objects.filter(monday=data.monday).exists():
        raise BadInput({"monday": _("Choose a Monday whose week is not open yet.")})
    case.unit_id = first_of(Unit.Kind.HUB).pk
    grant(case, case.unit_id, "POOL")
    Week.objects.create(case=case, monday=data.monday)


def lock_week(day: date) -> CaseFile:
    """The case of a day's week, opened if it is not yet, held until the transaction ends."""
    monday = week.monday_of(day)
    if not Week.objects.filter(monday=monday).exists():
        open_a_week({"monday": monday}, actor=SYSTEM, key=uuid.uuid5(_OPENED, monday.isoformat()))
    return CaseFile.objects.select_for_update().get(week__monday=monday)


def tell_when_urgent(case: CaseFile, one: Request) -> None:
    """Nobody waits unseen: what is for now and finds nobody is a task for a human."""
    if one.urgency == asking.NOW and one.state == Request.State.OPEN:
        open_task(case, "URGENT")


@procedure.PLAN.effect
def make_plan(case: CaseFile, data: inputs.MakePlan, actor: Actor) -> None:
    from egnatia.hub.pool.tasks import plan_soon

    if any(not one.is_lost for one in Run.objects.filter(case=case, ended_at=None)):
        raise BadInput({"": _("A plan of this week is being made: wait for it.")})
    made = Run.objects.create(case=case, asked_at=moment.now(), seconds=data.seconds)
    plan_soon(made.pk)


def _of_week(case: CaseFile, number: int) -> Request:
    found = Request.objects.filter(pk=number, day__range=selectors.days_of(case)).first()
    if found is None:
        raise BadInput({"request": _("This request is not there any more, or of another week.")})
    return found


@procedure.PLACE.effect
def place(case: CaseFile, data: inputs.Place, actor: Actor) -> None:
    one = _of_week(case, data.request)
    people = [number for number in (data.interpreter, data.second) if number is not None]
    homes = dict(Interpreter.objects.filter(pk__in=people).values_list("pk", "home_id"))
    if set(homes) != set(people):
        raise BadInput({"interpreter": _("There is no such interpreter or place in the pool any more.")})
    seats = [(number, one.premises_id if data.mode is pool.Mode.SITE else homes[number]) for number in people]
    try:
        asking.book(one, data.start, data.mode, seats, moment.now())
    except asking.CannotBe as problem:
        raise BadInput({"": str(problem)}) from None


def _chosen(case: CaseFile, data: inputs.Decide) -> list[Proposal]:
    found = [one for one in Proposal.objects.filter(case=case).select_related("request") if str(one.pk) in data.proposals]
    if not found:
        raise BadInput({"proposals": _("These proposals are not there any more: what they were about has changed.")})
    return found


@procedure.ACCEPT.effect
def accept(case: CaseFile, data: inputs.Decide, actor: Actor) -> None:
    """All or nothing: proposals of one plan lean on each other, so first all old places are given back."""
    now, chosen = moment.now(), _chosen(case, data)
    for one in chosen:
        soonest = pool.moment_of(one.request.day, min(one.start, one.request.booking.start))
        if soonest < now + FROZEN:
            raise BadInput({"proposals": _("One of them begins too soon to be moved: leave that one as it is.")})
    # What an officer answered for goes on with the same people.
    answered = {one.pk: Match(one.request.booking.accepts) for one in chosen}
    for one in chosen:
        asking.fall(one.request, "MOVED", now, again=False)
    for one in chosen:
        told = one.request, one.start, one.mode, [(who, where) for who, where in one.seats]
        try:
            asking.book(*told, now, accepts=answered[one.pk])
        except asking.CannotBe as problem:
            raise BadInput({"proposals": str(problem)}) from None
    _more_to_look_at(case)


@procedure.REFUSE.effect
def refuse(case: CaseFile, data: inputs.Decide, actor: Actor) -> None:
    Proposal.objects.filter(pk__in=[one.pk for one in _chosen(case, data)]).delete()
    _more_to_look_at(case)


def _more_to_look_at(case: CaseFile) -> None:
    """The task stays as long as one of them does."""
    if Proposal.objects.filter(case=case).exists():
        open_task(case, "PROPOSALS")
    else:
        end_task(case, "PROPOSALS")


@procedure.RELEASE.effect
def release(case: CaseFile, data: inputs.Release, actor: Actor) -> None:
    one = _of_week(case, data.booking)
    if not Booking.objects.filter(request=one).exists():
        raise BadInput({"booking": _("This request has no booking.")})
    Released.objects.create(case=case, number=one.pk, why=data.why, at=moment.now())
    asking.fall(one, "RELEASED", moment.now())
    _more_to_look_at(case)


@procedure.AWAY.effect
def away(case: CaseFile, data: inputs.Away, actor: Actor) -> None:
    """Bookings of that time fall at once, in whatever week, and those who asked are offered others; a plan then finds what would help by moving others."""
    since, until, now = aware(data.since), aware(data.until), moment.now()
    if not Interpreter.objects.filter(pk=data.interpreter).exists():
        raise BadInput({"interpreter": _("There is no such interpreter or place in the pool any more.")})
    Absence.objects.create(interpreter_id=data.interpreter, since=since, until=until)
    found = Booking.objects.filter(seat__interpreter=data.interpreter, seat__during__overlap=(max(since, now), max(until, now)))
    lost = list(found.select_related("request").order_by("request__day"))
    if lost and lost[0].request.day < selectors.days_of(case)[0]:
        raise BadInput({"since": _("It begins in an earlier week: note it there, this week is looked at as well.")})
    # Weeks in their order, and all of them before a word is said: nobody waits for somebody who waits for them.
    weeks = {monday: lock_week(monday) for monday in sorted({week.monday_of(made.request.day) for made in lost})}
    for made in lost:
        its_week = weeks[week.monday_of(made.request.day)]
        asking.fall(made.request, "ILL", now, said_no=[data.interpreter])
        made.request.refresh_from_db()
        tell_when_urgent(its_week, made.request)
    _more_to_look_at(case)


@procedure.CLOSE.effect
def close(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """What is still in it ends with its own settlement."""
    if selectors.days_of(case)[1] >= pool.now_here(moment.now())[0]:
        raise BadInput({"": _("This week is not over: requests for it still come.")})
