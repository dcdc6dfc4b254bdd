"""Jobs of the exchange: deferred with the approval, repeated every minute for what is still open."""

from __future__ import annotations

import uuid

from django.conf import settings
from procrastinate.contrib.django import app


@app.task(name="exchange.send", queueing_lock="exchange.send", lock="exchange.send")
def send() -> None:
    from egnatia.exchange import outbox

    outbox.send_all()


def soon() -> None:
    """Send what waits, once this transaction is committed. Each call is a job of its own: one that waits already must not undo what calls it."""
    send.configure(queueing_lock=f"exchange.send-{uuid.uuid4()}").defer()


if settings.IS_NODE:

    @app.periodic(cron="* * * * *")
    @app.task(name="exchange.send_again", lock="exchange.send")
    def send_again(timestamp: int) -> None:
        send()

    @app.periodic(cron="* * * * *")
    @app.task(name="exchange.fetch", lock="exchange.fetch")
    def fetch(timestamp: int) -> None:
        from egnatia.exchange import fetching

        fetching.fetch_all()
