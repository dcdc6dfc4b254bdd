"""Each morning: papers that run out."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="25 5 * * *")
@app.task(name="integration.papers_run_out", lock="integration.papers_run_out")
def papers_run_out(timestamp: int) -> None:
    from datetime import timedelta

    from egnatia.kernel import moment
    from egnatia.kernel.access.actor import SYSTEM, acting_as
    from egnatia.kernel.engine.run import open_task
    from egnatia.node.integration.models import Integration, PaperKind
    from egnatia.node.integration.selectors import newest

    with acting_as(SYSTEM):
        for one in Integration.objects.filter(case__closed=False).select_related("case"):
            papers = [newest(one.case, kind) for kind in PaperKind]
            if any(paper is not None and paper.valid_until <= moment.today() + timedelta(days=60) for paper in papers):
                open_task(one.case, "RENEW_PAPER")
