"""What stops a return, and where it may be taken up again. Whatever stops it takes the person off every list and every request, in the same transaction."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, seeing_all
from egnatia.kernel.engine.refusals import Refused
from egnatia.kernel.engine.run import end_task, open_task
from egnatia.kernel.models import CaseFile
from egnatia.node.returns import gates, selectors
from egnatia.node.returns.models import Pause, ReturnCase, ReturnDecision

# What the parts of this room do when somebody's return stops: off the manifest, the request to another state withdrawn, the detention looked at.
when_stopped: list[Callable[[CaseFile, str], None]] = []
_FROM = uuid.UUID("9d1f0b52-6f0e-4d0c-9a8c-0f7a4b8f6e21")
Why = Pause.Why
# Kept while the return may go on from where it was; a removal order is always made anew.
_GOES_BACK = {**dict.fromkeys(selectors.BEFORE_SERVICE, "opened"), **dict.fromkeys(selectors.SERVED, "notified")}


def stop(case: CaseFile, why: Why, actor: Actor | None, *, text: str = "", until: date | None = None, confirmed: bool = False, attempt: str = "") -> None:
    """Note why nothing goes on, and tell what else hangs on it. Safe to repeat: a second reason stands beside the first."""
    known = {"text": text or None, "until": until, "confirmed": confirmed, "attempt": attempt, "by_name": actor.name if actor else SYSTEM.name}
    Pause(case=case, person_id=selectors.of(case).person_id, why=why, from_state=first_state(case), at=moment.now(), **known).save(force_insert=True)
    if case.state == "departed":
        ReturnCase.objects.filter(pk=case.pk).update(departed_at=None)  # whoever is stopped on the way comes back
    for follow in when_stopped:
        follow(case, why)
    if why != Why.ABSENT:
        open_task(case, "TAKE_UP_AGAIN")


def first_state(case: CaseFile) -> str:
    """Where it stood before anything stopped it: each pause keeps it, also one that was lifted before the return was taken up again."""
    if case.state not in selectors.PAUSED:
        return case.state
    last = selectors.newest(Pause, case)
    return last.from_state if last else case.state


def lift_all(case: CaseFile) -> str:
    """Where it goes on: before service from its beginning, after it from service, after the period from enforceability."""
    was = first_state(case)
    Pause.objects.filter(case=case.pk, lifted_at=None).update(lifted_at=moment.now())
    decision = selectors.decision(case)
    if decision is None or decision.served_at is None:
        ReturnDecision.objects.filter(case=case.pk, served_at=None).update(returned=True)
        return "opened"
    if was in _GOES_BACK and was not in selectors.BEFORE_SERVICE:
        # The period for voluntary departure begins anew: what was left of it is not counted against anybody.
        ReturnCase.objects.filter(pk=case.pk).update(vd_until=None)
        return "notified"
    return "enforceable"


def of_person(person: uuid.UUID) -> list[CaseFile]:
    """Returns of somebody that can still be stopped, in whatever unit."""
    return list(CaseFile.objects.filter(subject=person, procedure="return", state__in=(*selectors.ALIVE, "departed")))


def frozen_by_a_claim(case: CaseFile) -> None:
    """Called after every step of a registration, an application or temporary protection: whoever asks for protection from now on, or may remain, has their
    return stopped in the same transaction, however the claim came to life (FR-01, FR-02)."""
    if case.subject is not None and gates.asks_for_protection(case.subject):
        _for_each(case.subject, "freeze")


def heard_again(person: uuid.UUID) -> None:
    """A wish that stands already was said again, to anybody: it stops the return all the same, and the asylum authority is asked to hear it."""
    with seeing_all():
        known = of_person(person)
    if known:
        _for_each(person, "freeze")
        ask_asylum(person)


def matters_again(person: uuid.UUID) -> bool:
    with seeing_all():
        return bool(of_person(person))


def ask_asylum(person: uuid.UUID) -> None:
    with seeing_all():
        for one in CaseFile.objects.filter(subject=person, procedure__in=("registration", "asylum"), closed=False):
            open_task(one, "HEAR_AGAIN")


def ended_by_a_grant(case: CaseFile) -> None:
    """Called when a status was granted: the return ends, and an entry ban goes (FR-40)."""
    if case.subject is None:
        return
    _for_each(case.subject, "shield")
    with seeing_all():
        bans = ReturnDecision.objects.filter(person=case.subject, ban_months__gt=0, ban_lifted_at=None)
        bans.update(ban_lifted_at=moment.now(), ban_lifted_because="Protection was granted")


def _for_each(person: uuid.UUID, name: str) -> None:
    from egnatia.node.returns import actions

    doors: dict[str, Callable[..., Any]] = {"freeze": actions.freeze, "shield": actions.shield}
    with seeing_all():
        for one in of_person(person):
            if name == "freeze" and any(each.why == Why.ASYLUM for each in selectors.pauses(one)):
                continue
            # Ended in the same moment by somebody else: the wish itself must not be lost by it.
            with contextlib.suppress(Refused):
                doors[name]({}, actor=SYSTEM, key=uuid.uuid5(_FROM, f"{name}|{one.pk}|{one.version}"), case_id=one.pk)


def needs_are_looked_at(case: CaseFile) -> None:
    """Called after a check of special needs: what a return asked for is done."""
    if case.subject is not None:
        with seeing_all():
            for one in of_person(case.subject):
                end_task(one, "LOOK_AT_NEEDS")
