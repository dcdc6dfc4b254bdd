"""Writing the access log: before showing, in the same transaction."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.models import AccessLog

Operation = AccessLog.Operation


def write(
    actor: Actor | None,
    operation: Operation,
    what: str,
    *,
    purpose: Purpose,
    outcome: str = "done",
    case_id: UUID | None = None,
    subject: UUID | None = None,
    recipient: str = "",
    result_count: int | None = None,
    reasons: str = "",
) -> None:
    """Add one line. ``reasons`` are codes. A failure to write is not caught: what cannot be logged is not shown."""
    AccessLog.objects.create(
        at=timezone.now(),
        operation=operation,
        what=what,
        outcome=outcome,
        actor_id=actor.id if actor else None,
        actor_unit=actor.unit if actor else None,
        purpose=purpose,
        case_id=case_id,
        subject=subject,
        recipient=recipient,
        result_count=result_count,
        reasons=reasons[:200],
        request_id=actor.request_id if actor else "",
    )
