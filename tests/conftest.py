"""A real PostgreSQL for every test: a prepared template, cloned for each worker; tests connect as the app role."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.deployments import with_database  # noqa: E402
from tools.testing import deployment  # noqa: E402

SERVER = os.environ.get("EGNATIA_TEST_SERVER", "")
SESSION = os.environ.get("EGNATIA_TEST_SESSION", "")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="long properties: up to 45 minutes")


def pytest_configure() -> None:
    if not SERVER:
        raise pytest.UsageError("run the tests with ./dev test: it starts the database and sets the deployment")


def _clone(source: str, name: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(source), sql.Identifier(f"{source}_owner"))
        )


def _template() -> str:
    """The prepared database of this session, made once for all workers."""
    from tools import provision
    from tools.environment import PYTHON

    one = deployment(SESSION, SERVER)
    one.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = f"{os.getppid() if 'PYTEST_XDIST_WORKER' in os.environ else os.getpid()}"
    with (one.data / "template.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if lock.read() != stamp:
            provision.provision(SERVER, [one.database])
            done = subprocess.run(
                [str(PYTHON), str(ROOT / "tools" / "manage.py"), "prepare"], env=one.env(owner=True), capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr
            lock.seek(0)
            lock.truncate()
            lock.write(stamp)
        return one.database


def _point_to(name: str) -> None:
    connections["default"].close()
    connections.settings["default"]["NAME"] = settings.DATABASES["default"]["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object) -> None:
    """Every worker gets a clone of its own."""
    template = _template()
    worker = f"{template}_{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}"
    with (deployment(SESSION, SERVER).data / "template.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _clone(template, worker)
    _point_to(worker)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    """A database of its own for tests that need real commits and several connections."""
    worker = str(connections.settings["default"]["NAME"])
    name = f"{worker}_c"
    with (deployment(SESSION, SERVER).data / "template.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _clone(deployment(SESSION, SERVER).database, name)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        _point_to(name)
        yield with_database(SERVER, name)
        _point_to(worker)


@pytest.fixture(autouse=True)
def no_language_left() -> Iterator[None]:
    """A page that was asked for in another language must not decide in which the next test reads."""
    yield
    translation.deactivate()
