"""Is this deployment well? Each check answers with a word; none of them tells anything about a person."""

from __future__ import annotations

import shutil
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from egnatia.kernel.access.actor import seeing_all
from egnatia.kernel.models import ClockRow
from egnatia.kernel.store import keys

LOW_DISK = 512 * 1024**2
# The worker looks at the clocks every minute.
LATE_WORKER = timedelta(minutes=10)


def checks() -> dict[str, str]:
    """Name → 'ok' or what is wrong, in one word."""
    return {"database": _database(), "keys": _keys(), "disk": _disk(), "worker": _worker()}


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            return "read-only" if cursor.fetchone()[0] else "ok"
    except DatabaseError:
        return "unreachable"


def _keys() -> str:
    try:
        keys.read_root_key(settings.EGNATIA_ROOT_KEY)
    except keys.KeyProblem:
        return "unreadable"
    return "ok"


def _disk() -> str:
    try:
        return "ok" if shutil.disk_usage(settings.EGNATIA_DATA).free > LOW_DISK else "low"
    except OSError:
        return "unreadable"


def _worker() -> str:
    """A clock that ran out ten minutes ago and still stands open: the worker does not run."""
    try:
        with seeing_all():
            behind = ClockRow.objects.filter(state=ClockRow.State.OPEN, due_at__lte=timezone.now() - LATE_WORKER).exists()
    except DatabaseError:
        return "unknown"
    return "late" if behind else "ok"
