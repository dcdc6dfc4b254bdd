"""Monitoring, its findings, and the assessment of gaps. The authority opens a monitor's case by telling of an operation, and sees it no longer from then on."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Clock, NoInput, Procedure, steps
from egnatia.kernel.models import CaseFile
from egnatia.node.returns.models import MonitorFinding
from egnatia.node.returns.monitoring import gates, inputs, selectors
from egnatia.node.returns.procedure import OFFICER

P = Purpose.MONITORING
MONITOR = frozenset({Role.RETURN_MONITOR})


def answer_ends(case: CaseFile) -> datetime:
    day = MonitorFinding.objects.values_list("due_on", flat=True).get(pk=case.pk)
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


ANSWER_BY = Clock("FINDING_ANSWER", _("Answer to the monitor"), until=answer_ends, tells_opener=True)


_step = steps(by=MONITOR, purpose=P)

TOLD = _step("be_told", _("Told of an operation"), inputs.BeTold, src=(None,), dst="told", by=OFFICER, internal=True, exempt=True, revokes="OPENED")
DEPLOY = _step(
    "deploy", _("Somebody goes along"), inputs.Deploy, src=("told", "declined"), dst="deployed", gates=(gates.trained,), does_task=("MONITOR_OPERATION",)
)
DECLINE = _step("decline", _("Nobody goes along"), inputs.Decline, src=("told",), dst="declined", does_task=("MONITOR_OPERATION",))
OBSERVE = _step(
    "observe",
    _("Write into the notebook"),
    inputs.Observe,
    src=("deployed", "reported"),
    parallel=True,
    gates=(gates.has_key,),
    hint=_("Sealed to your key. Nobody of the authority reads it, nor whoever runs this system."),
)
WISH = _step(
    "hear_wish",
    _("Somebody told me that they want asylum"),
    inputs.HearWish,
    src=("told", "deployed", "declined", "reported"),
    parallel=True,
    exempt=True,
    hint=_("The person is taken off the list at once, and the asylum authority is told."),
)
PUBLISH = _step("publish", _("Publish the report"), inputs.Publish, src=("deployed", "reported"), dst="reported", does_task=("TAKEN_OFF",))
CLOSE = _step("close", _("Close"), NoInput, src=("declined", "reported"), dst="closed")
MONITORING = Procedure(
    "return_monitoring",
    _("Monitoring of a return operation"),
    states={
        "told": _("Told"),
        "deployed": _("A monitor goes along"),
        "declined": _("Nobody goes along"),
        "reported": _("Report published"),
        "closed": _("Closed"),
    },
    actions=(TOLD, DEPLOY, DECLINE, OBSERVE, WISH, PUBLISH, CLOSE),
    final=frozenset({"closed"}),
    readers=MONITOR,
    series="W",
    tasks={"MONITOR_OPERATION": _("A return operation was announced: decide who goes along"), "TAKEN_OFF": _("Somebody was taken off a list")},
)
ISSUE = _step(
    "issue", _("Address something to the authority"), inputs.Find, src=(None,), dst="issued", starts=(ANSWER_BY,), from_case=selectors.monitoring_to_find
)
ANSWER = _step(
    "answer",
    _("Answer the monitor"),
    inputs.Answer,
    src=("issued",),
    dst="answered",
    by=OFFICER,
    stops=("FINDING_ANSWER",),
    does_task=("ANSWER_MONITOR", "FINDING_ANSWER"),
)
DONE = _step("note_done", _("Note what was done"), inputs.NoteDone, src=("answered",), dst="done", by=OFFICER)
FOLLOWED = _step("close", _("Close"), NoInput, src=("answered", "done"), dst="closed", does_task=("FINDING_ANSWERED",))
FINDING = Procedure(
    "monitor_finding",
    _("Finding of the monitor"),
    states={"issued": _("Waits for an answer"), "answered": _("Answered"), "done": _("Done"), "closed": _("Closed by the monitor")},
    actions=(ISSUE, ANSWER, DONE, FOLLOWED),
    final=frozenset({"closed"}),
    readers=MONITOR | OFFICER,
    series="W",
    tasks={"ANSWER_MONITOR": _("Answer the independent monitor"), "FINDING_ANSWERED": _("The authority has answered")},
)
ASSESSORS = OFFICER | {Role.LEGAL_OFFICER}
GAPS = Procedure(
    "return_gaps",
    _("Assessment of gaps in return case management"),
    states={"open": _("Open"), "finished": _("Finished")},
    actions=(
        _step("begin", _("Begin an assessment of gaps"), inputs.BeginGaps, src=(None,), dst="open", by=ASSESSORS),
        _step("add_line", _("Add a criterion"), inputs.AddGap, src=("open",), by=ASSESSORS, parallel=True),
        _step("finish", _("Finish"), NoInput, src=("open",), dst="finished", by=ASSESSORS),
    ),
    final=frozenset({"finished"}),
    readers=ASSESSORS,
    series="G",
)
