"""A node of its own in a folder, with a durable PostgreSQL: what the harnesses here measure and kill."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
from pathlib import Path
from typing import IO

import psycopg
from tools import environment, provision
from tools.deployments import Deployment
from tools.postgres import Postgres
from tools.steps import ROOT

MANAGE = ROOT / "tools" / "manage.py"


def children(pid: int) -> list[int]:
    """Process ids of the direct children."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == pid:
                found.append(int(entry.name))
    return found


def quietly_kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server(Postgres):
    """A durable server, or one that acknowledges before it has written."""

    def __init__(self, home: Path, *, sync_off: bool) -> None:
        super().__init__(home, environment.VENV)
        self.sync_off = sync_off

    def _options(self) -> list[str]:
        off = ["-c", "synchronous_commit=off", "-c", "wal_writer_delay=10000"] if self.sync_off else []
        return [*super()._options(), *off]

    def kill(self) -> None:
        """Kill the postmaster and every process of it at once."""
        pid = self.pid()
        if pid is None:
            return
        for one in [pid, *children(pid)]:
            quietly_kill(one)


class PrivateNode:
    """Serbia's node, prepared; ``serve`` starts its web server."""

    def __init__(self, home: Path, prefix: str, *, sync_off: bool = False) -> None:
        self.server = Server(home / "postgres", sync_off=sync_off).start()
        port = _free_port()
        self.node = Deployment("node", "SRB", port, self.server.url(), home / "node", port, prefix=prefix)
        self.node.data.mkdir(parents=True, mode=0o700)
        provision.provision(self.server.url(), [self.node.database])
        subprocess.run([str(environment.PYTHON), str(MANAGE), "prepare"], env=self.node.env(owner=True), check=True, capture_output=True)
        # Without durable commits the preparation itself could be lost by the first blow: then nobody could ever save.
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")

    @property
    def admin_url(self) -> str:
        """The node's database, for a connection that row-level security does not bind."""
        return self.server.url(self.node.database)

    def serve(self, workers: int, log_level: str, log: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
        gunicorn = [str(environment.VENV / "bin" / "gunicorn"), "egnatia.conf.wsgi:application", "--bind", f"127.0.0.1:{self.node.port}"]
        options = ["--workers", str(workers), "--config", "python:egnatia.conf.gunicorn", "--log-level", log_level, "--no-control-socket"]
        return subprocess.Popen([*gunicorn, *options], env=self.node.env(), cwd=ROOT, stdout=log, stderr=log)
