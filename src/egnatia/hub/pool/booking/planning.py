"""A plan of a week, made beside the running system: reckoned without a lock, then put in one booking at a time, each checked against what stands by then."""

from __future__ import annotations

import logging
import time
import uuid
from datetime import timedelta

from egnatia.hub.pool import actions
from egnatia.hub.pool.booking import asking, settling, week
from egnatia.hub.pool.models import Booking, Proposal, Request, Run, Week
from egnatia.hub.pool.planning import search
from egnatia.hub.pool.planning.bound import bound
from egnatia.hub.pool.planning.problem import Instance, Plan
from egnatia.hub.pool.planning.repair import CHANGE
from egnatia.hub.pool.planning.worth import Aims
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.codes import pool
from egnatia.kernel.engine.run import end_task, open_task
from egnatia.kernel.models import CaseFile

log = logging.getLogger(__name__)
NIGHT_SECONDS = 180


def make(run: int) -> None:
    """The whole run; whatever happens, it ends with a note of how."""
    try:
        with acting_as(SYSTEM):
            one = Run.objects.select_related("case__week").get(pk=run)
            one.began_at = now = moment.now()
            one.save(update_fields=["began_at"])
            instance, stands = week.load(one.case.week.monday, now=now)
            confirmed = frozenset(Booking.objects.filter(confirmed_at__isnull=False).values_list("request_id", flat=True))
        found = _reckon(run, instance, stands, one, confirmed)
        with acting_as(SYSTEM):
            _put_in(one, found, stands)
    except Exception:
        log.exception("a plan of the pool could not be made")
        with acting_as(SYSTEM):
            Run.objects.filter(pk=run).update(failed=True)
    finally:
        with acting_as(SYSTEM):
            Run.objects.filter(pk=run).update(ended_at=moment.now())


def _reckon(run: int, instance: Instance, stands: Plan, one: Run, confirmed: frozenset[int]) -> Plan:
    told = 0.0

    def tell(progress: search.Progress) -> None:
        nonlocal told
        if time.monotonic() - told > 0.5:
            told = time.monotonic()
            with acting_as(SYSTEM):
                Run.objects.filter(pk=run).update(served=progress.served)

    ahead = [each for number, each in instance.requests.items() if number in stands or each.window[0] + each.minutes <= each.window[1]]
    with acting_as(SYSTEM):
        Run.objects.filter(pk=run).update(wanted=len(ahead))
    # What somebody was asked for is not taken from them without an answer; what begins soon stays as it is.
    today, minute = pool.now_here(moment.now() + actions.FROZEN)
    day = (today - one.case.week.monday).days
    asked = frozenset(stands) - confirmed
    soon = frozenset(number for number, booking in stands.items() if (instance.requests[number].day, booking.start) < (day, minute))
    aims = Aims(stands, CHANGE, frozenset(stands), soon | asked)
    plan = search.plan(instance, seconds=one.seconds, aims=aims, tell=tell)
    value = sum(instance.value(instance.requests[number]) for number in plan)
    most = bound(instance, least=value, worth=False, seconds=20).value if instance.requests else 0
    with acting_as(SYSTEM):
        Run.objects.filter(pk=run).update(served=len(plan), value=value, bound=most)
    return plan


def _put_in(one: Run, found: Plan, stands: Plan) -> None:
    """New bookings are asked for; changes to what stands wait for a coordinator."""
    now = moment.now()
    CaseFile.objects.select_for_update().get(pk=one.case_id)
    Proposal.objects.filter(case=one.case).delete()
    made = False
    for number in [number for number in found if number in stands and found[number] != stands[number]]:
        booking = Booking.objects.filter(request=number, confirmed_at__isnull=False).first()
        if booking is None or week.plan_of(booking) != stands[number]:
            continue
        # An officer answered for these people's variety, for nobody else's.
        same = set(found[number].interpreters) == set(stands[number].interpreters)
        if same or booking.accepts == Request.objects.values_list("accepts", flat=True).get(pk=number):
            made = True
            Proposal.objects.create(
                case=one.case,
                request_id=number,
                start=found[number].start,
                mode=found[number].mode,
                seats=[list(seat) for seat in found[number].seats],
                made_at=now,
            )
    if made:
        open_task(one.case, "PROPOSALS")
    else:
        end_task(one.case, "PROPOSALS")
    for number in sorted(set(found) - set(stands)):
        request = Request.objects.filter(pk=number, state=Request.State.OPEN).first()
        if request is None:
            continue
        try:
            asking.book(request, found[number].start, found[number].mode, found[number].seats, now)
        except asking.CannotBe:
            # It leans on a change that waits for its answer, or somebody was faster: the next plan finds it again.
            continue


def tick() -> None:
    """Each minute: who did not answer in time is not waited for."""
    now = moment.now()
    with acting_as(SYSTEM):
        late = set(Booking.objects.filter(confirmed_at=None, answer_by__lte=now).values_list("request__day", flat=True))
    for monday in sorted({week.monday_of(day) for day in late}):
        with acting_as(SYSTEM):
            case = actions.lock_week(monday)
            for one in asking.overdue(monday, now):
                actions.tell_when_urgent(case, one)


def night() -> None:
    """Once a night: what is over is erased; this week and the next are planned, and weeks that are over closed."""
    now = moment.now()
    today = pool.now_here(now)[0]
    with acting_as(SYSTEM):
        settling.purge(now)
        weeks = list(Week.objects.filter(case__closed=False).order_by("monday").values_list("monday", "case_id"))
    for monday, case in weeks:
        key = uuid.uuid4()
        if monday + timedelta(days=7) + settling.KEPT_AFTER < today:
            actions.close({}, actor=SYSTEM, key=key, case_id=case)
        elif monday <= today + timedelta(days=7):
            with acting_as(SYSTEM):
                run = Run.objects.create(case_id=case, asked_at=now, seconds=NIGHT_SECONDS).pk
            make(run)
