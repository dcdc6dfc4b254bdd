"""The kernel's one job, each minute: clocks that ran out and drafts that are too old."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="kernel.tick", lock="kernel.tick")
def tick(timestamp: int) -> None:
    from egnatia.kernel import drafts, moment, notices
    from egnatia.kernel.engine import timing

    timing.tick(moment.now())
    drafts.purge(moment.now())
    notices.mail_all(moment.now())
