"""Starting, stopping and expiring clocks. An expired clock opens a task for a human; the system itself acts only in the person's favour."""

from __future__ import annotations

import uuid
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.clocks import rules
from egnatia.kernel.engine.refusals import Refused
from egnatia.kernel.engine.spec import Clock, registry
from egnatia.kernel.models import CaseFile, ClockRow

_EXPIRY = uuid.UUID("3b7c6e8a-9d5f-4f53-8f0b-2a1f6f2a9b10")


def start(case: CaseFile, clock: Clock, at: datetime) -> None:
    """Run a clock from ``at``, or from its own anchor; an open one of its code is replaced.

    Raises rules.NoRule when the law gives no limit and the clock is not optional.
    """
    code = clock.rule(case) if clock.rule else clock.code
    began = clock.anchor(case) if clock.anchor else at
    try:
        row = rules.rule_in_force(code, timezone.localtime(began).date())
    except rules.NoRule:
        if clock.optional:
            return
        raise
    due = rules.term_of(row).due(timezone.localtime(began), rules.calendar_of(settings.EGNATIA_COUNTRY))
    stop(case, (clock.code,), at)
    ClockRow.objects.create(case=case, code=clock.code, rule=row, anchor_at=began, due_at=due)


def stop(case: CaseFile, codes: tuple[str, ...], at: datetime) -> None:
    if codes:
        ClockRow.objects.filter(case=case, code__in=codes, state=ClockRow.State.OPEN).update(state=ClockRow.State.MET, ended_at=at)


def stop_all(case: CaseFile, at: datetime) -> None:
    ClockRow.objects.filter(case=case, state=ClockRow.State.OPEN).update(state=ClockRow.State.MET, ended_at=at)


def _spec(case: CaseFile, code: str) -> Clock | None:
    clocks = (clock for action in registry[case.procedure].actions for clock in action.starts)
    return next((clock for clock in clocks if clock.code == code), None)


def tick(now: datetime) -> int:
    """Expire every clock that is past ``now``; returns how many. One transaction a clock, safe to run twice at once."""
    from egnatia.kernel.engine.run import open_task, run

    with acting_as(SYSTEM):
        due = list(ClockRow.objects.filter(state=ClockRow.State.OPEN, due_at__lte=now).order_by("due_at").values_list("pk", flat=True))
    expired = 0
    for pk in due:
        with acting_as(SYSTEM):
            # The case is locked before its clock, as every action does: two at once wait for each other instead of blocking for ever.
            clock = ClockRow.objects.select_related("case").get(pk=pk)
            case = CaseFile.objects.select_for_update().get(pk=clock.case_id)
            clock.refresh_from_db()
            if clock.state != ClockRow.State.OPEN:
                continue
            clock.state, clock.ended_at = ClockRow.State.EXPIRED, now
            clock.save(update_fields=["state", "ended_at"])
            open_task(case, clock.code)
            spec = _spec(case, clock.code)
            if spec and spec.then:
                action = registry[case.procedure].action(spec.then)
                with suppress(Refused):  # the case moved on by itself; the task stands and the refusal is in the log
                    run(action, {}, actor=SYSTEM, key=uuid.uuid5(_EXPIRY, str(pk)), case_id=case.pk, version=None)
            expired += 1
    return expired
