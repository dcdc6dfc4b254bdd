"""Create databases and their roles: owner (migrates, not superuser) and app (runs, cannot pass row-level security).

Run with .venv's Python: provision.py ADMIN_URL DATABASE [DATABASE …]. Safe to run again.
"""

from __future__ import annotations

import sys

import psycopg
from psycopg import sql


def provision(admin_url: str, databases: list[str], *, template: str | None = None) -> None:
    """Make each database with ``<name>_owner`` and ``<name>_app`` if missing."""
    with psycopg.connect(admin_url, autocommit=True) as admin:
        for name in databases:
            owner, app = f"{name}_owner", f"{name}_app"
            for role in (owner, app):
                if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
                    statement = "CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE"
                    admin.execute(sql.SQL(statement).format(sql.Identifier(role)))
            if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
                admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(owner)))
                admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
                admin.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(sql.Identifier(name), sql.Identifier(app)))


if __name__ == "__main__":
    provision(sys.argv[1], sys.argv[2:])
