"""What only one may do at a time, across workers: a lock by name that ends with the transaction (PostgreSQL, pg_advisory_xact_lock)."""

from __future__ import annotations

from django.db import connection


def hold(name: str) -> None:
    """Whoever comes second waits here until the transaction of the first one ends, and then finds what it did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
