"""The kernel's jobs, each minute: clocks that ran out, drafts that are too old, and jobs whose process was killed."""

from __future__ import annotations

from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext
from procrastinate.jobs import Status

# A job that ends its process this often is not tried again: it would end every process in turn.
_MOST_ATTEMPTS = 3
# Seconds without a sign: a machine that slept for a moment is not a killed process.
_SILENT = 300


@app.periodic(cron="* * * * *")
@app.task(name="kernel.tick", lock="kernel.tick")
def tick(timestamp: int) -> None:
    from egnatia.kernel import drafts, moment, notices
    from egnatia.kernel.engine import timing

    timing.tick(moment.now())
    drafts.purge(moment.now())
    notices.mail_all(moment.now())


@app.periodic(cron="* * * * *")
@app.task(name="kernel.free_stalled", pass_context=True)
async def free_stalled(context: JobContext, timestamp: int) -> None:
    """A killed process leaves its job marked as being done, and with it the lock that others of its kind wait for."""
    jobs = context.app.job_manager
    for one in await jobs.get_stalled_jobs(seconds_since_heartbeat=_SILENT):
        if one.attempts < _MOST_ATTEMPTS:
            await jobs.retry_job(one)
        else:
            await jobs.finish_job(one, Status.FAILED, delete_job=False)
