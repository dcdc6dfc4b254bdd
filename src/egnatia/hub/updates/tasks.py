"""Each morning: whoever owns a conclusion whose day is over is asked for it."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app

if not settings.IS_NODE:

    @app.periodic(cron="10 5 * * *")
    @app.task(name="updates.overdue", lock="updates.overdue")
    def overdue(timestamp: int) -> None:
        from egnatia.hub.updates.conclusions import actions
        from egnatia.kernel.access.actor import SYSTEM, acting_as

        with acting_as(SYSTEM):
            actions.ask_for_overdue()
