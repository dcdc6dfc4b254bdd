"""What can be seen of cases, whatever their procedure: the queue, one case, its clocks and its history. Every read takes the actor and is logged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import Clock, registry
from egnatia.kernel.models import CaseFile, ClockRow, Event, Grant, Task


def purpose_of(procedure: str) -> Purpose:
    """The purpose that reading a case of this procedure serves: that of its first action."""
    return registry[procedure].actions[0].purpose


def readable(actor: Actor) -> list[str]:
    """Procedures whose cases the actor's roles may read."""
    return [procedure.code for procedure in registry.values() if actor.roles & procedure.readers]


def visible(actor: Actor) -> QuerySet[CaseFile]:
    """Cases granted to the actor's unit, of procedures for the actor's roles. Row-level security repeats the unit below."""
    return CaseFile.objects.filter(procedure__in=readable(actor), pk__in=Grant.objects.filter(unit_id=actor.unit).values("case"))


def open_case(actor: Actor, case_id: UUID) -> CaseFile:
    """One case, with the read logged before anything is shown. Raises CaseFile.DoesNotExist for foreign and missing alike."""
    case = visible(actor).filter(pk=case_id).first()
    purpose = purpose_of(case.procedure) if case else Purpose.ADMINISTRATION
    log.write(
        actor,
        log.Operation.CONSULT,
        f"{case.procedure if case else 'kernel'}.case",
        purpose=purpose,
        case_id=case_id,
        subject=case.subject if case else None,
        outcome="done" if case else "denied",
        reasons="" if case else "unit",
    )
    if case is None:
        raise CaseFile.DoesNotExist
    return case


@dataclass(frozen=True)
class Line:
    """One line of the queue."""

    case: CaseFile
    due_at: datetime | None
    limit_passed: bool


def queue(actor: Actor, *, procedure: str = "", start: int = 0, size: int = 25) -> tuple[list[Line], int]:
    """(lines, number of all) of the unit's own open cases, the most urgent first, then by date and number; logged with the number shown."""
    cases = visible(actor).filter(closed=False, unit_id=actor.unit)
    if procedure:
        cases = cases.filter(procedure=procedure)
    total = cases.count()
    cases = cases.annotate(due=Min("clockrow__due_at", filter=Q(clockrow__state=ClockRow.State.OPEN)), late=Exists(_late().filter(case=OuterRef("pk"))))
    rows = cases.order_by("-late", "due", "-opened_at", "number")[start : start + size]
    lines = [Line(one, one.due, one.late) for one in rows]
    log.write(actor, log.Operation.QUERY, "kernel.queue", purpose=Purpose.ADMINISTRATION, result_count=len(lines))
    return lines, total


def counts(actor: Actor) -> dict[str, int]:
    """Open cases that the unit is responsible for, by procedure."""
    rows = visible(actor).filter(closed=False, unit_id=actor.unit).values_list("procedure").annotate(number=Count("pk"))
    return dict(rows)


def _waiting(actor: Actor) -> QuerySet[Task]:
    return Task.objects.filter(unit_id=actor.unit, done_at=None, case__in=visible(actor))


def tasks(actor: Actor, start: int = 0, size: int = 20) -> list[Task]:
    """What waits for this unit, the newest first: what was recorded a minute ago is never on a later page."""
    return list(_waiting(actor).select_related("case").order_by("-opened_at", "case__number")[start : start + size])


def task_count(actor: Actor) -> int:
    return _waiting(actor).count()


def _late() -> QuerySet[Task]:
    """Open tasks that say that a time limit has passed."""
    codes = {code for procedure in registry.values() for code in procedure.clocks}
    return Task.objects.filter(done_at=None, code__in=codes)


def overdue_count(actor: Actor) -> int:
    """Cases of the unit in which a time limit has passed and nobody has acted on it yet."""
    return _late().filter(case__unit_id=actor.unit).values("case").distinct().count()


def clocks(case: CaseFile) -> list[tuple[ClockRow, Clock | None]]:
    """Clocks of the case with what they are called, open ones first."""
    rows = ClockRow.objects.filter(case=case).select_related("rule").order_by("-state", "due_at")
    return [(row, registry[case.procedure].clocks.get(row.code)) for row in rows]


def events(case: CaseFile) -> list[Event]:
    """What happened, newest first, with the answers of the gates."""
    return list(Event.objects.filter(case=case).prefetch_related("gaterecord_set").order_by("-sequence"))


def related(actor: Actor, case: CaseFile) -> list[CaseFile]:
    """Other cases about the same subject that this unit may see."""
    if case.subject is None:
        return []
    return list(visible(actor).filter(subject=case.subject).exclude(pk=case.pk).order_by("-opened_at"))
