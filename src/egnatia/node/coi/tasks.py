"""The job that keeps the index like the database: after each change, and each five minutes for what a stopped process left."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app


@app.task(name="coi.index", lock="coi.index")
def index() -> None:
    from egnatia.kernel.access.actor import SYSTEM, acting_as
    from egnatia.node.coi.alerts import actions as alerts
    from egnatia.node.coi.library import indexing, taking

    with acting_as(SYSTEM):
        # What could not be read once is tried again when the index is made anew: by then the reader may know more.
        waiting = taking.unread() if indexing.index() is None else []
    for key in waiting:
        with acting_as(SYSTEM):
            taking.read_again(key)
    with acting_as(SYSTEM):
        indexing.refresh()
    with acting_as(SYSTEM):
        if (found := indexing.index()) is not None:
            alerts.tell(found)


if settings.IS_NODE:

    @app.periodic(cron="*/5 * * * *")
    @app.task(name="coi.index_all", lock="coi.index")
    def index_all(timestamp: int) -> None:
        index()
