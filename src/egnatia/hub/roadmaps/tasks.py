"""Each morning: whoever leads a roadmap whose quarterly update is overdue is asked for it."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app

if not settings.IS_NODE:

    @app.periodic(cron="15 5 * * *")
    @app.task(name="roadmaps.reviews", lock="roadmaps.reviews")
    def reviews(timestamp: int) -> None:
        from egnatia.hub.roadmaps import actions
        from egnatia.kernel.access.actor import SYSTEM, acting_as

        with acting_as(SYSTEM):
            actions.ask_for_reviews()
