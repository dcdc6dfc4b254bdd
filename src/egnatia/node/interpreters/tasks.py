"""Jobs of interpreting: letters to interpreters, and each night the vetting that ends."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app


@app.task(name="interpreting.letter")
def letter(session: str, kind: str) -> None:
    from egnatia.kernel.access.actor import SYSTEM, acting_as
    from egnatia.node.interpreters.sessions import letters

    with acting_as(SYSTEM):
        letters.send(UUID(session), kind)


if settings.IS_NODE:

    @app.periodic(cron="10 2 * * *")
    @app.task(name="interpreting.vetting", lock="interpreting.vetting")
    def vetting(timestamp: int) -> None:
        from egnatia.node.interpreters.register import actions

        actions.look_at_vetting()
