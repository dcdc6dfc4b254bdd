"""What the queue shows of a case, written on it by each action: its next time limit, whether one has passed, and the safeguards that it waits for."""

from __future__ import annotations

from django.db.models import Min

from egnatia.kernel import moment, reading
from egnatia.kernel.engine import national
from egnatia.kernel.engine.spec import Outcome, registry
from egnatia.kernel.models import CaseFile, ClockRow, Task


def settle(case: CaseFile) -> None:
    """Bring the case's line in the queue up to date. The safeguards themselves are asked anew when the action is taken."""
    due = ClockRow.objects.filter(case=case, state=ClockRow.State.OPEN).aggregate(next=Min("due_at"))["next"]
    late = not case.closed and Task.objects.filter(case=case, done_at=None, code__in=registry[case.procedure].clocks).exists()
    found = (due, late, [] if case.closed else waiting(case))
    if found != (case.due_at, case.late, case.waits_for):
        case.due_at, case.late, case.waits_for = found
        case.save(update_fields=["due_at", "late", "waits_for"])


def waiting(case: CaseFile) -> list[str]:
    """Codes of the safeguards that do not pass yet, of the actions that would move the case to another stage."""
    moving = [one for one in registry[case.procedure].actions if case.state in one.src and one.dst is not None]
    today = moment.today()
    with reading.unchanged():
        gates = {gate.code: gate for one in map(national.here, moving) if one.exists for gate in one.gates}
        return [code for code, gate in gates.items() if gate(case, None, today).outcome is not Outcome.PASS]
