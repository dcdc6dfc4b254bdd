"""What can be seen of cases, whatever their procedure: the queue, one case, its clocks and its history. Every read takes the actor and is logged."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.engine.spec import Clock, registry
from egnatia.kernel.models import CaseFile, ClockRow, Event, Grant, Task, User
from egnatia.kernel.reading import remembered


def purpose_of(procedure: str) -> Purpose:
    """The purpose that reading a case of this procedure serves: that of its first action."""
    return registry[procedure].actions[0].purpose


def readable(actor: Actor) -> list[str]:
    """Procedures whose cases the actor's roles may read."""
    return readable_by(actor.roles)


def readable_by(roles: Collection[str]) -> list[str]:
    return [procedure.code for procedure in registry.values() if set(roles) & procedure.readers]


def _for_roles(actor: Actor) -> QuerySet[CaseFile]:
    """Cases of procedures for the actor's roles; where a role works on cases about nobody alone, those."""
    about_nobody = [one.code for one in registry.values() if one.about_nobody and not set(actor.roles) & (one.readers - one.about_nobody)]
    return CaseFile.objects.filter(procedure__in=readable(actor)).exclude(procedure__in=about_nobody, subject__isnull=False)


def visible(actor: Actor) -> QuerySet[CaseFile]:
    """Cases granted to the actor's unit, of procedures for the actor's roles. Row-level security repeats the unit below."""
    return _for_roles(actor).filter(pk__in=Grant.objects.filter(unit_id=actor.unit).values("case"))


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
    if case.subject and not Grant.objects.filter(unit_id=actor.unit, subject=case.subject).exists():
        # Granted without the person: for this reader it is a case about nobody, and what may be told of them its own procedure shows.
        case.subject = None
    return case


def opened(actor: Actor, case_id: UUID, procedure: str = "") -> CaseFile:
    """For pages and papers: the case, read and logged as ``open_case`` does. Raises Http404 for foreign, missing and those of another procedure alike."""
    try:
        case = open_case(actor, case_id)
    except CaseFile.DoesNotExist:
        raise Http404 from None
    if procedure and case.procedure != procedure:
        raise Http404
    return case


@dataclass(frozen=True)
class Wanted:
    """Which of the unit's cases a queue shows. Codes that do not exist find nothing."""

    procedure: str = ""
    state: str = ""
    mine: bool = False
    unheld: bool = False
    late: bool = False
    due_within_hours: int | None = None


def _open_here(actor: Actor) -> QuerySet[CaseFile]:
    """The unit's own open cases. A unit that is responsible always holds a grant (tested), and row-level security repeats it below."""
    return _for_roles(actor).filter(unit_id=actor.unit, closed=False)


def _of(actor: Actor, wanted: Wanted) -> QuerySet[CaseFile]:
    cases = _open_here(actor)
    if wanted.procedure:
        cases = cases.filter(procedure=wanted.procedure)
    if wanted.state:
        cases = cases.filter(state=wanted.state)
    if wanted.mine:
        cases = cases.filter(holder_id=actor.id)
    if wanted.unheld:
        cases = cases.filter(holder_id=None)
    if wanted.late:
        cases = cases.filter(late=True)
    if wanted.due_within_hours is not None:
        cases = cases.filter(due_at__lte=moment.now() + timedelta(hours=wanted.due_within_hours))
    return cases


def queue(actor: Actor, wanted: Wanted, *, start: int = 0, size: int = 25) -> list[CaseFile]:
    """The unit's open cases, the most urgent first, then by date and number; logged with the number shown."""
    rows = list(
        _of(actor, wanted).order_by(F("late").desc(), F("priority").desc(), F("due_at").asc(nulls_last=True), F("opened_at").desc(), "number")[
            start : start + size
        ]
    )
    log.write(actor, log.Operation.QUERY, "kernel.queue", purpose=Purpose.ADMINISTRATION, result_count=len(rows))
    return rows


@dataclass(frozen=True)
class Counts:
    """Figures on top of the queue: open cases by procedure, those that the actor works on, and those with a time limit passed."""

    by_procedure: dict[str, int]
    mine: int
    late: int

    @property
    def open(self) -> int:
        return sum(self.by_procedure.values())


def counts(actor: Actor) -> Counts:
    """One pass over the unit's open cases."""
    rows = list(
        _open_here(actor)
        .values_list("procedure")
        .annotate(number=Count("pk"), mine=Count("pk", filter=Q(holder_id=actor.id)), behind=Count("pk", filter=Q(late=True)))
        .order_by("procedure")
    )
    return Counts({code: number for code, number, _mine, _late in rows}, sum(row[2] for row in rows), sum(row[3] for row in rows))


def how_many(actor: Actor, wanted: Wanted) -> int:
    return _of(actor, wanted).count()


def holders(rows: Collection[CaseFile]) -> dict[UUID, str]:
    """Names of those who work on these cases."""
    ids = {one.holder_id for one in rows if one.holder_id}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "display_name")) if ids else {}


def waiting_tasks(actor: Actor) -> QuerySet[Task]:
    """What waits for the unit, of procedures for the actor's roles; row-level security holds back a case that was not granted to it."""
    return waiting_in(actor.unit, actor.roles)


def waiting_in(unit: UUID, roles: Collection[str]) -> QuerySet[Task]:
    return Task.objects.filter(unit_id=unit, done_at=None, case__procedure__in=readable_by(roles))


def tasks(actor: Actor, start: int = 0, size: int = 20) -> list[Task]:
    """What waits for this unit, the newest first: what was recorded a minute ago is never on a later page."""
    return list(waiting_tasks(actor).select_related("case").order_by("-opened_at", "case__number")[start : start + size])


@remembered
def task_figures(actor: Actor, since: datetime | None) -> tuple[int, int]:
    """(how many wait for the unit, how many of them came after ``since``)."""
    new = Q(opened_at__gt=since) if since else None
    found = waiting_tasks(actor).aggregate(waiting=Count("pk"), new=Count("pk", filter=new))
    return found["waiting"], found["new"]


def clocks(case: CaseFile) -> list[tuple[ClockRow, Clock | None]]:
    """Clocks of the case with what they are called, open ones first."""
    rows = ClockRow.objects.filter(case=case).select_related("rule").order_by("-state", "due_at")
    return [(row, registry[case.procedure].clocks.get(row.code)) for row in rows]


def events(case: CaseFile) -> list[Event]:
    """What happened, newest first, with the answers of the gates."""
    found = list(Event.objects.filter(case=case).prefetch_related("gaterecord_set").order_by("-sequence"))
    for one in found:
        one.case = case  # known already: its label is asked for each
    return found


def related(actor: Actor, case: CaseFile) -> list[CaseFile]:
    """Other cases about the same subject that this unit may see."""
    if case.subject is None:
        return []
    return list(visible(actor).filter(subject=case.subject).exclude(pk=case.pk).order_by("-opened_at"))
