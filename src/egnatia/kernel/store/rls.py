"""Row-level security as migration operations: below the ORM, a unit sees only what was granted to it.

The session settings ``app.unit`` (a unit's id) and ``app.scope`` ('system' for the counting and clock jobs) are set by
``kernel.access.context`` for one transaction; where they are missing, no row is visible.
"""

from __future__ import annotations

from django.db.migrations import RunSQL

_UNIT = "(SELECT nullif(current_setting('app.unit', true), '')::uuid)"
SYSTEM = "(SELECT current_setting('app.scope', true) = 'system')"
_SIGNED_IN = f"(({_UNIT}) IS NOT NULL OR {SYSTEM})"


def _policies(table: str, visible: str) -> RunSQL:
    # A row may be written before its grant exists, in the same transaction; it may be read only through a grant.
    return RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_see ON {table} FOR SELECT USING ({SYSTEM} OR {visible});
        CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({_SIGNED_IN});
        CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({SYSTEM} OR {visible}) WITH CHECK ({_SIGNED_IN});
        CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({SYSTEM} OR {visible});
        """,
        f"""
        DROP POLICY {table}_see ON {table}; DROP POLICY {table}_add ON {table};
        DROP POLICY {table}_change ON {table}; DROP POLICY {table}_remove ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def granted_case(table: str, column: str) -> str:
    """EXISTS with OFFSET 0: PostgreSQL probes the index for each row shown, and cannot choose to read all grants of a large unit first."""
    return f"EXISTS (SELECT 1 FROM kernel_grant WHERE kernel_grant.case_id = {table}.{column} AND kernel_grant.unit_id = {_UNIT} OFFSET 0)"


def granted_subject(table: str, column: str) -> str:
    return f"EXISTS (SELECT 1 FROM kernel_grant WHERE kernel_grant.subject = {table}.{column} AND kernel_grant.unit_id = {_UNIT} OFFSET 0)"


def of_unit(table: str) -> str:
    """The unit's own rows, seen without a look at its grants: a responsible unit always holds one (tested)."""
    return f"{table}.unit_id = {_UNIT}"


def by_case(table: str, column: str = "case_id") -> RunSQL:
    """Rows that belong to a case: visible to the units that the case is granted to."""
    return _policies(table, granted_case(table, column))


def by_subject(table: str, column: str = "person_id") -> RunSQL:
    """Rows that belong to a person: visible to the units that any of the person's cases is granted to."""
    return _policies(table, granted_subject(table, column))


def by_unit(table: str) -> RunSQL:
    """Rows of one unit alone: no other sees them, whatever is granted."""
    return _policies(table, of_unit(table))
