"""Jobs: each morning owners of overdue conclusions are asked and unconfirmed addresses erased; letters go out beside the running system."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app


@app.task(name="updates.confirm")
def confirm(subscriber: str) -> None:
    from egnatia.hub.updates.subscribers import letters
    from egnatia.kernel.access.actor import SYSTEM, acting_as

    with acting_as(SYSTEM):
        letters.ask_to_confirm(UUID(subscriber))


@app.task(name="updates.digest", lock="updates.digest")
def digest(post: str) -> None:
    from egnatia.hub.updates.subscribers import letters
    from egnatia.kernel.access.actor import SYSTEM, acting_as

    with acting_as(SYSTEM):
        letters.send(UUID(post))


if not settings.IS_NODE:

    @app.periodic(cron="10 5 * * *")
    @app.task(name="updates.morning", lock="updates.morning")
    def morning(timestamp: int) -> None:
        from egnatia.hub.updates.conclusions import actions
        from egnatia.hub.updates.subscribers import register
        from egnatia.kernel.access.actor import SYSTEM, acting_as

        with acting_as(SYSTEM):
            actions.ask_for_overdue()
            register.forget_unconfirmed()
