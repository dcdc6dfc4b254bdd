"""A job whose process was killed is done again, and holds its lock against nobody for ever."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from egnatia.kernel import tasks


def _left_by_a_killed_process(attempts: int, *, beats: bool = False) -> int:
    with connection.cursor() as cursor:
        ago = "0 seconds" if beats else "10 minutes"
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id", [ago])
        (worker,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args, status, attempts, worker_id)"
            " VALUES ('default', 'coi.index', 'coi.index', '{}', 'doing', %s, %s) RETURNING id",
            [attempts, worker],
        )
        return int(cursor.fetchone()[0])


def _state(job: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job])
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.parametrize(("attempts", "beats", "after"), [(1, False, "todo"), (3, False, "failed"), (1, True, "doing")])
def test_a_stalled_job_is_done_again_but_not_for_ever(attempts: int, beats: bool, after: str) -> None:
    job = _left_by_a_killed_process(attempts, beats=beats)
    async_to_sync(tasks.free_stalled)(SimpleNamespace(app=app), 0)
    assert _state(job) == after
