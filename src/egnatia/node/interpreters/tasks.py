"""Jobs of the interpreters: letters, the evening before a session a reminder, and each night the vetting that ends."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app


@app.task(name="interpreters.letter")
def letter(session: str, kind: str) -> None:
    from egnatia.kernel.access.actor import SYSTEM, acting_as
    from egnatia.node.interpreters.sessions import letters

    with acting_as(SYSTEM):
        letters.send(UUID(session), kind)


if settings.IS_NODE:

    @app.periodic(cron="0 16 * * *")
    @app.task(name="interpreters.remind", lock="interpreters.remind")
    def remind(timestamp: int) -> None:
        from egnatia.kernel import moment
        from egnatia.kernel.access.actor import SYSTEM, acting_as
        from egnatia.node.interpreters.sessions import letters

        with acting_as(SYSTEM):
            letters.remind(moment.now())

    @app.periodic(cron="10 2 * * *")
    @app.task(name="interpreters.vetting", lock="interpreters.vetting")
    def vetting(timestamp: int) -> None:
        from egnatia.node.interpreters.register import actions

        actions.look_at_vetting()
