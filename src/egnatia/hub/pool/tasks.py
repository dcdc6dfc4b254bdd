"""Jobs of the pool: a plan being made, and each minute what nobody answered."""

from __future__ import annotations

import uuid

from django.conf import settings
from procrastinate.contrib.django import app


@app.task(name="pool.plan", lock="pool.plan")
def plan(run: int) -> None:
    from egnatia.hub.pool.booking import planning

    planning.make(run)


def plan_soon(run: int) -> None:
    plan.configure(queueing_lock=f"pool.plan-{uuid.uuid4()}").defer(run=run)


if not settings.IS_NODE:

    @app.periodic(cron="* * * * *")
    @app.task(name="pool.tick", lock="pool.tick")
    def tick(timestamp: int) -> None:
        from egnatia.hub.pool.booking import planning

        planning.tick()

    @app.periodic(cron="30 1 * * *")
    @app.task(name="pool.night", lock="pool.plan")
    def night(timestamp: int) -> None:
        from egnatia.hub.pool.booking import planning

        planning.night()
