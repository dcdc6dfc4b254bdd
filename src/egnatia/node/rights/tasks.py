"""The nightly erasure."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

log = logging.getLogger(__name__)


@app.periodic(cron="20 2 * * *")
@app.task(name="rights.erase", lock="rights.erase")
def erase(timestamp: int) -> None:
    from egnatia.node.rights import erasure

    log.info("records erased: %s", erasure.run())
