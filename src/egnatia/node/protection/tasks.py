"""Each morning: needs that somebody wanted to look at again today."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="10 5 * * *")
@app.task(name="protection.review_needs", lock="protection.review_needs")
def review_needs(timestamp: int) -> None:
    from egnatia.kernel import moment
    from egnatia.kernel.access.actor import SYSTEM, acting_as
    from egnatia.kernel.engine.run import open_task
    from egnatia.node.protection.models import NeedDecision

    with acting_as(SYSTEM):
        newest: dict[tuple[object, str], NeedDecision] = {}
        for one in NeedDecision.objects.select_related("case").defer("reason").order_by("at"):
            newest[one.person_id, one.category] = one
        for one in newest.values():
            if one.review_on is not None and one.review_on <= moment.today():
                open_task(one.case, "REVIEW_NEED")
