from __future__ import annotations

import uuid

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, seeing_all
from egnatia.kernel.engine.refusals import BadInput, NotFound
from egnatia.kernel.engine.run import call_unit, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.returns.models import GapAssessment, GapLine, MonitorFinding, Monitoring, Notice, Operation, Status
from egnatia.node.returns.monitoring import inputs, notebook, procedure, selectors

_FROM = uuid.UUID("7c9e1b3a-57ac-4f0c-9d50-0a1b7a0d9c33")


def told_of(operation: CaseFile, one: Operation, persons: int, children: bool, actor: Actor) -> uuid.UUID:
    """Tell the monitor, or tell it anew; gives the key of the monitor's case, which the authority cannot open."""
    with seeing_all():
        known = Monitoring.objects.filter(operation=operation.pk).first()
    first = uuid.uuid5(_FROM, f"{operation.pk}|{operation.version}")
    key = known.pk if known else be_told({"operation": operation.pk}, actor=actor, key=first).case_id
    with seeing_all():
        told = {"persons": persons, "children": children, "departs_at": one.departs_at, "from_place": one.from_place, "told_at": moment.now()}
        Monitoring.objects.filter(pk=key).update(**told)
        case = CaseFile.objects.get(pk=key)
        open_task(case, "MONITOR_OPERATION")
    return key


def note(operation: uuid.UUID, code: str) -> None:
    """Tell the monitor that somebody was taken off, and why; never who."""
    with seeing_all():
        one = Monitoring.objects.filter(operation=operation).select_related("case").first()
        if one is not None:
            Notice.objects.create(case=one.case, code=code, at=moment.now())
            open_task(one.case, "TAKEN_OFF")


@procedure.TOLD.effect
def be_told(case: CaseFile, data: inputs.BeTold, actor: Actor) -> None:
    one = Operation.objects.select_related("case").get(pk=data.operation)
    told = {"operation_number": one.case.number, "departs_at": one.departs_at, "from_place": one.from_place, "told_at": moment.now()}
    Monitoring.objects.create(case=case, operation=one.pk, **told)
    call_unit(case, Unit.Kind.MONITOR, "MONITORS", "MONITOR_OPERATION", takes_over=True)


@procedure.DEPLOY.effect
def deploy(case: CaseFile, data: inputs.Deploy, actor: Actor) -> None:
    told = {"monitor": data.monitor, "trained_until": data.trained_until, "languages": list(data.languages)}
    Monitoring.objects.filter(pk=case.pk).update(**told, declined_because="")


@procedure.DECLINE.effect
def decline(case: CaseFile, data: inputs.Decline, actor: Actor) -> None:
    Monitoring.objects.filter(pk=case.pk).update(declined_because=data.because)


@procedure.OBSERVE.effect
def observe(case: CaseFile, data: inputs.Observe, actor: Actor) -> None:
    """The event says that a line was written, and nothing of it."""
    try:
        notebook.write(case, data.phase, data.item, data.severity, data.notebook)
    except notebook.Locked:
        raise BadInput({"": _("First make your key, on the page “Monitoring of returns”.")}) from None


@procedure.WISH.effect
def hear_wish(case: CaseFile, data: inputs.HearWish, actor: Actor) -> None:
    """By the number on the list: the monitor needs no name for it, and the person no officer."""
    from egnatia.node.returns import actions as returns
    from egnatia.node.returns.operations import selectors as operations

    with seeing_all():
        listed = operations.rows(selectors.of(case).operation)
        row = listed[data.place - 1] if data.place <= len(listed) else None
        if row is None or row.status not in {Status.BOOKED, Status.BOARDED}:
            raise BadInput({"place": _("Nobody is on the list under this number now. Ask for the number again, or tell any officer.")})
        returns.hear_wish({"words": data.words}, actor=SYSTEM, key=uuid.uuid4(), case_id=row.return_case)


@procedure.PUBLISH.effect
def publish(case: CaseFile, data: inputs.Publish, actor: Actor) -> None:
    one = selectors.of(case)
    one.report, one.reported_at = data.report, moment.now()
    one.save(update_fields=["report", "reported_at"])


@procedure.CLOSE.effect
def close(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The notebook stays sealed, and stays."""


@procedure.ISSUE.effect
def issue(case: CaseFile, data: inputs.Find, actor: Actor) -> None:
    source = Monitoring.objects.filter(pk=data.source).first()
    if source is None:
        raise NotFound
    told = {"kind": data.kind, "phase": data.phase, "text": data.text, "due_on": data.due_on}
    MonitorFinding(case=case, monitoring=source.pk, operation_number=source.operation_number, **told).save(force_insert=True)
    call_unit(case, Unit.Kind.RETURN, "ADDRESSED", "ANSWER_MONITOR")


@procedure.ANSWER.effect
def answer(case: CaseFile, data: inputs.Answer, actor: Actor) -> None:
    one = MonitorFinding.objects.get(pk=case.pk)
    one.answer, one.answer_text, one.answered_by_name, one.answered_at = data.answer, data.text, actor.name, moment.now()
    one.save()
    open_task(case, "FINDING_ANSWERED", case.unit_id)


@procedure.DONE.effect
def note_done(case: CaseFile, data: inputs.NoteDone, actor: Actor) -> None:
    one = MonitorFinding.objects.get(pk=case.pk)
    one.done_text, one.done_at = data.text, moment.now()
    one.save()


@procedure.FOLLOWED.effect
def close_finding(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """By the monitor alone."""


@procedure.GAPS.action("begin").effect
def begin_gaps(case: CaseFile, data: inputs.BeginGaps, actor: Actor) -> None:
    GapAssessment.objects.create(case=case, **data.model_dump())


@procedure.GAPS.action("add_line").effect
def add_gap(case: CaseFile, data: inputs.AddGap, actor: Actor) -> None:
    GapLine.objects.create(case=case, **data.model_dump())


@procedure.GAPS.action("finish").effect
def finish_gaps(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Its open lines are rows for the roadmap from here on."""
