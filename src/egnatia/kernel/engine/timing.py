"""Starting, stopping and expiring clocks. An expired clock opens a task for a human; the system itself acts only in the person's favour."""

from __future__ import annotations

import logging
import uuid
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.clocks import rules
from egnatia.kernel.engine import queueing
from egnatia.kernel.engine.refusals import Refused
from egnatia.kernel.engine.spec import Clock, registry
from egnatia.kernel.models import CaseFile, ClockRow, Grant

log = logging.getLogger(__name__)
_EXPIRY = uuid.UUID("3b7c6e8a-9d5f-4f53-8f0b-2a1f6f2a9b10")


def start(case: CaseFile, clock: Clock, at: datetime, *, needed: bool) -> bool:
    """Run a clock from ``at``, or from its own anchor; an open one of its code is replaced. False if no rule gives it a limit although one should.

    Raises rules.NoRule in that case when it is ``needed``: a step against a person does not begin without its limit.
    """
    if clock.when and not clock.when(case):
        return True
    code = clock.rule(case) if clock.rule else clock.code
    began = clock.anchor(case) if clock.anchor else at
    try:
        row = rules.rule_in_force(code, timezone.localtime(began).date())
    except rules.NoRule:
        if needed and not clock.optional:
            raise
        return clock.optional
    named = clock.until(case) if clock.until else None
    due = named or rules.term_of(row).due(timezone.localtime(began), rules.calendar_of(settings.EGNATIA_COUNTRY))
    stop(case, (clock.code,), at)
    ClockRow.objects.create(case=case, code=clock.code, rule=row, anchor_at=began, due_at=due)
    return True


def stop(case: CaseFile, codes: tuple[str, ...], at: datetime) -> None:
    if codes:
        ClockRow.objects.filter(case=case, code__in=codes, state=ClockRow.State.OPEN).update(state=ClockRow.State.MET, ended_at=at)


def stop_all(case: CaseFile, at: datetime) -> None:
    ClockRow.objects.filter(case=case, state=ClockRow.State.OPEN).update(state=ClockRow.State.MET, ended_at=at)


def is_up(case: CaseFile, code: str) -> bool:
    """Whether an open clock is past its end: true from that moment, whether the job has seen it or not."""
    return ClockRow.objects.filter(case=case, code=code, state=ClockRow.State.OPEN, due_at__lte=moment.now()).exists()


def tick(now: datetime) -> int:
    """Expire every clock that is past ``now``; returns how many. One transaction a clock, safe to run twice at once."""
    with acting_as(SYSTEM):
        due = list(ClockRow.objects.filter(state=ClockRow.State.OPEN, due_at__lte=now).order_by("due_at").values_list("pk", flat=True))
    expired = 0
    for pk in due:
        try:
            expired += _expire(pk, now)
        except Exception:
            # One broken case must not keep the limits of all others from ending; the next minute tries again.
            log.exception("a clock could not be expired: %s", pk)
    return expired


def _expire(pk: uuid.UUID, now: datetime) -> bool:
    from egnatia.kernel.engine.run import open_task, run

    with acting_as(SYSTEM):
        # The case is locked before its clock, as every action does: two at once wait for each other instead of blocking for ever.
        clock = ClockRow.objects.select_related("case").get(pk=pk)
        case = CaseFile.objects.select_for_update().get(pk=clock.case_id)
        clock.refresh_from_db()
        if clock.state != ClockRow.State.OPEN:
            return False
        clock.state, clock.ended_at = ClockRow.State.EXPIRED, now
        clock.save(update_fields=["state", "ended_at"])
        open_task(case, clock.code)
        spec = registry[case.procedure].clocks.get(clock.code)
        if spec and spec.tells_opener:
            for unit in Grant.objects.filter(case=case, basis="OPENED").values_list("unit_id", flat=True):
                open_task(case, clock.code, unit)
        if spec and spec.then:
            action = registry[case.procedure].action(spec.then)
            with suppress(Refused):  # the case moved on by itself; the task stands and the refusal is in the log
                run(action, {}, actor=SYSTEM, key=uuid.uuid5(_EXPIRY, str(pk)), case_id=case.pk, version=None)
        case.refresh_from_db()
        queueing.settle(case)
    return True
