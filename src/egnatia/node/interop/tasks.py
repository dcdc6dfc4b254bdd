"""The readiness report and the file of a profile as jobs: they read all units as the system."""

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


@app.task(name="interop.export", lock="interop.export")
def export(case_id: str) -> None:
    """Write an approved file. Safe to repeat: a file that stands is not written again."""
    from egnatia.kernel.access.actor import SYSTEM, acting_as
    from egnatia.node.interop import exporting
    from egnatia.node.interop.models import ProfileExport

    try:
        exporting.write(UUID(case_id))
    except Exception as problem:
        log.error("a file of a profile could not be written: %s", type(problem).__name__)
        reason = f"{type(problem).__name__}: see that the folder for exports can be written to and has room, then ask again"
        with acting_as(SYSTEM):
            ProfileExport.objects.filter(pk=UUID(case_id)).update(failed=reason)


@app.periodic(cron="40 2 * * *")
@app.task(name="interop.remove_old", lock="interop.export")
def remove_old(timestamp: int) -> None:
    from egnatia.node.interop import exporting

    exporting.remove_old()
