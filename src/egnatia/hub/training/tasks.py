"""Jobs of training: what nodes are told of the programme, and each night whom to ask how it went, months later."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app


@app.task(name="training.programme", lock="training.programme")
def programme() -> None:
    from django.db import transaction

    from egnatia.hub.training import telling
    from egnatia.kernel.access.actor import SYSTEM, acting_as

    with acting_as(SYSTEM), transaction.atomic():
        telling.tell_all()


if not settings.IS_NODE:

    @app.periodic(cron="20 4 * * *")
    @app.task(name="training.later", lock="training.later")
    def later(timestamp: int) -> None:
        from egnatia.hub.training import telling
        from egnatia.hub.training.evaluation import inviting
        from egnatia.kernel.access.actor import SYSTEM, acting_as

        with acting_as(SYSTEM):
            inviting.months_later()
            inviting.mix()
            telling.tell_all()
