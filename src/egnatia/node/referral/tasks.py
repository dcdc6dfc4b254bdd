"""Each night: what came from another state is erased when the last day of its person's agreement is over."""

from __future__ import annotations

from procrastinate.contrib.django import app

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, acting_as


@app.periodic(cron="20 1 * * *")
@app.task(name="referral.forget_abroad", lock="referral.forget_abroad")
def forget_abroad(timestamp: int) -> None:
    from egnatia.node.referral.models import Arrived

    with acting_as(SYSTEM):
        Arrived.objects.filter(until__lt=moment.today()).exclude(content=None).update(content=None)
