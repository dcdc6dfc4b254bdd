"""The readiness report as a job: it reads all units as the system and keeps counts alone."""

from __future__ import annotations

import logging
from uuid import UUID

from procrastinate.contrib.django import app

log = logging.getLogger(__name__)


@app.task(name="interop.examine", lock="interop.examine")
def examine(run_id: str) -> None:
    from django.utils import timezone

    from egnatia.node.interop import readiness
    from egnatia.node.interop.models import ReadinessRun

    run = ReadinessRun.objects.filter(pk=UUID(run_id), finished_at=None)
    found = run.first()
    if found is None:
        return

    def tell(done: int, total: int) -> None:
        run.update(done=done, total=total)

    try:
        results = readiness.examine(found.profile, tell)
    except Exception as problem:
        # Its text may hold what was opened: only its kind is written.
        log.error("a readiness report failed: %s", type(problem).__name__)
        run.update(failed=True, finished_at=timezone.now())
        return
    # A list: a JSON object would forget the order.
    run.update(results=list(results.items()), finished_at=timezone.now())
