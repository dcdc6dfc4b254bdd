"""The kernel's one job: clocks that ran out."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="kernel.tick", lock="kernel.tick")
def tick(timestamp: int) -> None:
    from egnatia.kernel import moment
    from egnatia.kernel.engine import timing

    timing.tick(moment.now())
