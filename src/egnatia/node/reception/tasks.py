"""Each morning: who was not seen for some days is looked for."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="20 5 * * *")
@app.task(name="reception.look_for", lock="reception.look_for")
def look_for(timestamp: int) -> None:
    from datetime import timedelta

    from django.db.models import Q

    from egnatia.kernel import moment
    from egnatia.kernel.access.actor import SYSTEM, acting_as
    from egnatia.kernel.clocks.rules import NoRule, rule_in_force
    from egnatia.kernel.engine.run import open_task
    from egnatia.node.reception.models import Reception

    with acting_as(SYSTEM):
        try:
            days = rule_in_force("RECEPTION_NOT_SEEN", moment.today()).value
        except NoRule:
            return
        last = moment.today() - timedelta(days=days)
        housed = Reception.objects.filter(case__state="housed").filter(Q(seen_on__lt=last) | Q(seen_on=None, asked_at__date__lt=last))
        for one in housed.select_related("case"):
            open_task(one.case, "NOT_SEEN")
