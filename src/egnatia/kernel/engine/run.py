"""Running an action: one database transaction from the lock to the log. A refusal is logged and committed, then raised."""

from __future__ import annotations

import contextlib
import json
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext
from pydantic import ValidationError

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor, acting_as, current_actor
from egnatia.kernel.access.decide import Denied, decide
from egnatia.kernel.access.roles import Role
from egnatia.kernel.clocks.rules import NoRule
from egnatia.kernel.engine import national, queueing, refusals, timing
from egnatia.kernel.engine.spec import NO_RULE, Action, Clock, Gate, GateResult, Input, Outcome
from egnatia.kernel.models import CaseFile, CaseNumber, DoneAction, Event, GateRecord, Grant, Task, Unit
from egnatia.kernel.store.keys import blind_index
from egnatia.kernel.units import NoUnit, first_of

# What rooms do with every case about somebody, in the same transaction: such as showing it to the guardian of the child.
followers: list[Callable[[CaseFile], None]] = []
# What rooms do after every step of a procedure, by its code, in the same transaction: such as stopping a return when a claim comes to life again.
watchers: dict[str, list[Callable[[CaseFile], None]]] = {}
# Set while an effect runs: what it calls in other rooms may use their internal actions.
_inside: ContextVar[bool] = ContextVar("inside_an_action", default=False)
# The version of a form or a request that names none: it has read none, so only steps taken side by side go through.
NO_VERSION = -1
_CASES = uuid.UUID("6f1d7a1e-3c52-4d0e-9a55-0c6f0a0f7c11")


@dataclass(frozen=True)
class Answer:
    """What an action did: the case it belongs to. The same form sent again gets the same answer, ``repeated``."""

    case_id: UUID
    repeated: bool = False


def run(action: Action[Any], data: Input | dict[str, Any], *, actor: Actor, key: UUID, case_id: UUID | None, version: int | None) -> Answer:
    """Do ``action``, or raise a Refused that is already in the log. ``version`` is that of the case when the form was made."""
    if current_actor() is not actor:
        # A job or a script: give it its own transaction, so that a refusal below is committed with its log line.
        return _run_as(action, data, actor=actor, key=key, case_id=case_id, version=version)
    return _run(action, data, actor, key, case_id, version)


def _run_as(action: Action[Any], data: Input | dict[str, Any], **known: Any) -> Answer:
    refusal: refusals.Refused | None = None
    with acting_as(known["actor"]):
        try:
            return run(action, data, **known)
        except refusals.Refused as problem:
            refusal = problem
    raise refusal


def _run(action: Action[Any], data: Input | dict[str, Any], actor: Actor, key: UUID, case_id: UUID | None, version: int | None) -> Answer:
    case: CaseFile | None = None
    try:
        with transaction.atomic():
            if action.internal and not _inside.get():
                raise refusals.NotAllowed
            as_here = national.here(action)
            if not as_here.exists:
                raise refusals.NotHere
            digest = _digest(data)
            if not _claim(key, action, actor, case_id, digest):
                return _repeat(key, action, actor, case_id, digest)
            case = _open(action, actor, key) if case_id is None else _lock(case_id)
            _admit(action, case, actor, version, may=as_here.by, new=case_id is None)
            value = _validated(action, data)
            today = moment.today()
            results = [(one, one(case, value, today)) for one in as_here.gates]
            if closed := [(one, result) for one, result in results if result.outcome is not Outcome.PASS]:
                raise refusals.GateClosed(closed)
            _perform(action, case, value, actor, results, as_here.starts)
            if action.revokes:
                # Last of all: the unit that acts may lose its own sight of the case by it.
                Grant.objects.filter(case=case, basis=action.revokes).delete()
            log.write(
                actor,
                log.Operation.COLLECT if action.opens_case else log.Operation.ALTER,
                action.full_name,
                purpose=action.purpose,
                case_id=case.pk,
                subject=case.subject,
            )
    except refusals.Refused as problem:
        reasons = ",".join(one.code for one, _result in problem.closed) if isinstance(problem, refusals.GateClosed) else problem.code
        log.write(actor, log.Operation.ALTER, action.full_name, purpose=action.purpose, outcome="denied", case_id=case_id, reasons=reasons)
        _inside_an_action(problem.happens)
        raise
    return Answer(case.pk)


def _inside_an_action(what: Callable[[], None]) -> None:
    token = _inside.set(True)
    try:
        what()
    finally:
        _inside.reset(token)


def _new_case_id(action: Action[Any], key: UUID) -> UUID:
    return uuid.uuid5(_CASES, f"{action.full_name}|{key}")


def _digest(data: Input | dict[str, Any]) -> bytes:
    """Keyed hash of the answers: the same form is the same answers, and nothing of them can be read back."""
    told = data.model_dump_json() if isinstance(data, Input) else json.dumps(data, sort_keys=True, default=str)
    return blind_index("form", told)


def _claim(key: UUID, action: Action[Any], actor: Actor, case_id: UUID | None, digest: bytes) -> bool:
    """Take the form's key; False if it was used. The second of two equal forms waits here until the first is committed."""
    values = [key, actor.id, action.full_name, case_id, case_id or _new_case_id(action, key), moment.now(), digest]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_doneaction (key, actor_id, action, asked_case, case_id, at, digest)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (key) DO NOTHING",
            values,
        )
        return cursor.rowcount == 1


def _repeat(key: UUID, action: Action[Any], actor: Actor, case_id: UUID | None, digest: bytes) -> Answer:
    done = DoneAction.objects.get(key=key)
    if (done.actor_id, done.action, done.asked_case, bytes(done.digest)) != (actor.id, action.full_name, case_id, digest):
        raise refusals.KeyReused
    return Answer(done.case_id, repeated=True)


def _lock(case_id: UUID) -> CaseFile:
    try:
        return CaseFile.objects.select_for_update().get(pk=case_id)
    except CaseFile.DoesNotExist:
        raise refusals.NotFound from None


def next_number(series: str) -> str:
    """The next case number of a series, such as 2026-004417. Numbers are given under a row lock, without holes in what was committed."""
    CaseNumber.objects.bulk_create([CaseNumber(series=series)], ignore_conflicts=True)
    row = CaseNumber.objects.select_for_update().get(series=series)
    row.last += 1
    row.save(update_fields=["last"])
    return f"{series}-{row.last:06d}"


def _open(action: Action[Any], actor: Actor, key: UUID) -> CaseFile:
    at = moment.now()
    return CaseFile(
        pk=_new_case_id(action, key),
        procedure=action.procedure.code,
        state="",
        unit_id=actor.unit,
        opened_at=at,
        changed_at=at,
    )


def _admit(action: Action[Any], case: CaseFile, actor: Actor, version: int | None, *, may: frozenset[Role], new: bool) -> None:
    if case.procedure != action.procedure.code:
        raise refusals.NotFound
    if case.subject is not None:
        may = may - action.procedure.about_nobody
    units = None if new else frozenset(Grant.objects.filter(case=case).values_list("unit_id", flat=True))
    decision = decide(
        roles=actor.roles,
        may=may,
        unit=actor.unit,
        case_units=units,
        state=None if new else case.state,
        states=action.src,
        purpose=action.purpose,
        purposes=(action.purpose,),
    )
    if Denied.UNIT in decision.reasons:
        raise refusals.NotFound
    if Denied.ROLE in decision.reasons:
        raise refusals.NotAllowed
    if Denied.STATE in decision.reasons:
        raise refusals.WrongState
    if action.step_up and not actor.is_confirmed and not actor.is_system:
        raise refusals.NotConfirmed
    if version is not None and not action.parallel and not new and version != case.version:
        raise refusals.Stale


def _validated(action: Action[Any], data: Input | dict[str, Any]) -> Input:
    if isinstance(data, action.input):
        return data
    try:
        return action.input.model_validate(data)
    except ValidationError as problem:
        raise refusals.BadInput(messages(problem)) from None


def messages(problem: ValidationError) -> dict[str, str]:
    """Field → message, in words that say what to do; never the value that was typed."""
    texts = {
        "missing": gettext("Enter an answer."),
        "extra_forbidden": gettext("There is no such field."),
        "string_too_short": gettext("Enter an answer."),
        "too_short": gettext("Choose at least one."),
    }
    found: dict[str, str] = {}
    for error in problem.errors(include_url=False, include_input=False):
        name = str(error["loc"][0]) if error["loc"] else ""
        own = error.get("ctx", {}).get("error")
        found.setdefault(name, texts.get(error["type"]) or (str(own) if own is not None else error["msg"]))
    return found


def _perform(action: Action[Any], case: CaseFile, value: Input, actor: Actor, results: list[tuple[Gate, GateResult]], starts: tuple[Clock, ...]) -> None:
    at, before, unit = moment.now(), case.state, case.unit_id
    new = case.version == 0 and case.number == ""
    if new:
        case.number = next_number(f"{action.procedure.series}{at.year}")
        case.save(force_insert=True)
        if not actor.is_system:
            grant(case, actor.unit, "OPENED")
    assert action.bound is not None
    token = _inside.set(True)
    try:
        chosen = action.bound(case, value, actor)
    finally:
        _inside.reset(token)
    if case.unit_id != unit:
        case.holder_id = None  # the next unit says itself who works on it
    target = chosen if isinstance(action.dst, tuple) else action.dst
    if isinstance(action.dst, tuple) and target not in action.dst:
        raise TypeError(f"{action.full_name}: the effect chose {target!r}, which is none of its outcomes")
    case.state = target or case.state
    case.version += 1
    case.changed_at = at
    case.closed = case.state in action.procedure.final
    case.save()
    event = Event.objects.create(
        case=case,
        sequence=case.version,
        action=action.name,
        from_state=before,
        to_state=case.state,
        actor_id=actor.id,
        actor_name=actor.name,
        actor_unit=actor.unit,
        at=at,
    )
    if results:
        GateRecord.objects.bulk_create(GateRecord(event=event, code=one.code, outcome=result.outcome) for one, result in results)
    timing.stop(case, action.stops, at)
    for clock in starts:
        # A wish or a release never waits for a missing row of a table: a human is told instead.
        try:
            started = timing.start(case, clock, at, needed=not action.exempt)
        except NoRule:
            raise refusals.NoLimit from None
        if not started:
            open_task(case, NO_RULE)
    if case.closed:
        timing.stop_all(case, at)
    # Tasks that stood before this action; a closed case has no time limits any more, what somebody needs stays open.
    ended = {*action.does_task, *action.stops} | (set(action.procedure.clocks) if case.closed else set())
    if ended:
        Task.objects.filter(case=case, done_at=None, opened_at__lt=at, code__in=ended).update(done_at=at)
    queueing.settle(case)
    for watch in watchers.get(action.procedure.code, ()):
        _inside_an_action(lambda watch=watch: watch(case))  # type: ignore[misc]


def grant(case: CaseFile, unit: UUID, basis: str, *, with_person: bool = True) -> None:
    """Let a unit see the case and its subject, or the case alone. Safe to repeat."""
    row = Grant(case=case, unit_id=unit, subject=case.subject if with_person else None, basis=basis, granted_at=moment.now())
    Grant.objects.bulk_create([row], ignore_conflicts=True)


def set_subject(case: CaseFile, subject: UUID) -> None:
    """Say whom the case is about; its grants follow, and what rooms do with every case about somebody."""
    case.subject = subject
    case.save(update_fields=["subject"])
    Grant.objects.filter(case=case).update(subject=subject)
    for follow in followers:
        follow(case)


def call_unit(case: CaseFile, kind: Unit.Kind, basis: str, task: str, *, takes_over: bool = False) -> None:
    """Let the unit of a kind see the case and ask it to do something; where none is set up, the unit of the case must see that it is done."""
    try:
        unit = first_of(kind)
    except NoUnit:
        open_task(case, task)
        return
    if takes_over:
        case.unit_id = unit.pk
    grant(case, unit.pk, basis)
    open_task(case, task, unit.pk)


def show_to(case: CaseFile, kind: Unit.Kind, basis: str) -> None:
    """Let the unit of a kind see the case, if there is one."""
    with contextlib.suppress(NoUnit):
        grant(case, first_of(kind).pk, basis)


def end_task(case: CaseFile, code: str, **of: Any) -> None:
    """What was asked for is done, by an outcome that the table of actions cannot tell; ``of`` narrows it to a unit. Safe to repeat."""
    Task.objects.filter(case=case, code=code, done_at=None, **of).update(done_at=moment.now())


def open_task(case: CaseFile, code: str, unit: UUID | None = None) -> None:
    """Ask a unit (that of the case if none is named) to do something. Safe to repeat."""
    row = Task(case=case, unit_id=unit or case.unit_id, code=code, opened_at=moment.now())
    Task.objects.bulk_create([row], ignore_conflicts=True)
