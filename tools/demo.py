"""./dev demo: a hub and national nodes with a synthetic region, served until Ctrl-C. The region loads behind the first page."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import environment
from tools.deployments import COUNTRIES, SHORT, Deployment, region
from tools.postgres import Postgres
from tools.steps import ROOT, STATE, StepFailed, run, step

MANAGE = ROOT / "tools" / "manage.py"
# The password is known to everybody; see conf.settings.
SIGN_INS = """
  Sign in at a node as officer, medic, protection, asylum, social, statistician, approver; at the hub as analyst.
  Password of all: egnatia-demo-only
  Ctrl-C stops everything.
"""


def _country(text: str) -> str:
    code = SHORT.get(text.upper(), text.upper())
    if code not in COUNTRIES:
        raise argparse.ArgumentTypeError(f"{text} is none of the seven: {', '.join(SHORT)}")
    return code


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(prog="./dev demo", description=__doc__)
    found.add_argument("--port-base", type=int, default=8000, help="the hub's port; nodes take the next ones (default 8000)")
    found.add_argument("--country", type=_country, action="append", help="one of the seven, may be repeated (default RS and MK)")
    found.add_argument("--people", type=int, default=300, help="synthetic persons of each node (default 300)")
    found.add_argument("--months", type=int, default=4, help="months of history (default 4)")
    found.add_argument(
        "--import", dest="files", type=Path, action="append", default=[], help="a published file to read into the hub's history; may be repeated"
    )
    return found


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Demo:
    """The processes of a demonstration, so that all of them stop together."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.server: Postgres | None = None
        self.processes: list[subprocess.Popen[bytes]] = []
        self.stopping = threading.Event()

    def prepare(self) -> list[Deployment]:
        STATE.mkdir(mode=0o700, exist_ok=True)
        self.lock = (STATE / "demo.lock").open("w")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StepFailed("a demonstration of this checkout is running already", "Stop it with Ctrl-C where it runs, or use another checkout.") from None
        environment.everything("demo")
        with step("PostgreSQL"):
            self.server = Postgres(STATE / "postgres", environment.VENV).start()
        countries = list(dict.fromkeys(self.options.country or ["SRB", "MKD"]))
        deployments = region(os.environ.get("DATABASE_URL") or self.server.url(), countries=countries, port_base=self.options.port_base)
        for one in deployments:
            if not _free(one.port):
                raise StepFailed(f"port {one.port} is in use", "Stop what runs there, or choose others: ./dev demo --port-base 9000")
        with step("Databases and roles"):
            provision(deployments)
        with step("Tables, law and accounts"), ThreadPoolExecutor(len(deployments)) as pool:
            list(pool.map(lambda one: prepare(one, deployments), deployments))
        return deployments

    def serve(self, deployments: list[Deployment]) -> None:
        for one in deployments:
            self._start(
                one,
                "web",
                [
                    environment.VENV / "bin" / "gunicorn",
                    "egnatia.conf.wsgi:application",
                    "--bind",
                    f"127.0.0.1:{one.port}",
                    "--workers",
                    "2",
                    "--config",
                    "python:egnatia.conf.gunicorn",
                    "--log-level",
                    "warning",
                    "--no-control-socket",
                ],
            )
        with step("Web servers"):
            for one in deployments:
                self._wait(one)

    def load(self, deployments: list[Deployment]) -> None:
        """Workers and the synthetic region, behind the first page."""
        for one in deployments:
            self._start(one, "worker", [environment.PYTHON, MANAGE, "procrastinate", "worker", "--concurrency", "1"])
        hub, *nodes = deployments
        if self.options.files:
            subprocess.run(
                [environment.PYTHON, MANAGE, "import_series", *(file.resolve() for file in self.options.files)], env=hub.env(), cwd=ROOT, check=False
            )
        loaders = [
            self._start(one, "load", [environment.PYTHON, MANAGE, "load_demo", "--people", str(self.options.people), "--months", str(self.options.months)])
            for one in nodes
        ]
        last = ""
        while any(loader.poll() is None for loader in loaders) and not self.stopping.is_set():
            line = "  … " + ", ".join(f"{one.country} {_progress(one)}" for one in nodes)
            if line != last:
                print(line, flush=True)
                last = line
            self.stopping.wait(3)
        if self.stopping.is_set():
            return
        failed = [one.title for one, loader in zip(nodes, loaders, strict=True) if loader.returncode]
        print(
            f"  ✗ the synthetic region of {', '.join(failed)} could not be loaded: see {deployments[0].home}/*/load.log"
            if failed
            else "  ✓ the synthetic region is loaded",
            flush=True,
        )

    def _start(self, one: Deployment, name: str, command: list[str | Path]) -> subprocess.Popen[bytes]:
        log = (one.data / f"{name}.log").open("wb")
        # A session of its own: Ctrl-C reaches this program alone, which then stops the others in order.
        process = subprocess.Popen(
            [str(part) for part in command], env=one.env(), cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
        )
        self.processes.append(process)
        return process

    def _wait(self, one: Deployment, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.stopping.is_set():
            try:
                with urllib.request.urlopen(f"{one.address}health/", timeout=2):  # noqa: S310  our own address
                    return
            except OSError:
                time.sleep(0.1)
        if not self.stopping.is_set():
            raise StepFailed(f"{one.title} did not answer", f"Read {one.data}/web.log")

    def stop(self) -> None:
        self.stopping.set()
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        end = time.monotonic() + 2.5
        for process in self.processes:
            try:
                process.wait(max(0.05, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        if self.server:
            self.server.stop()


def _progress(one: Deployment) -> str:
    try:
        found = json.loads((one.data / "progress.json").read_text())
    except (OSError, ValueError):
        return "…"
    return "done" if found.get("done") else f"{found['at']}/{found['of']}"


def provision(deployments: list[Deployment]) -> None:
    """Databases with their two roles."""
    script = ROOT / "tools" / "provision.py"
    for one in deployments:
        one.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    run(
        [environment.PYTHON, script, deployments[0].server, *(one.database for one in deployments)],
        advice="With DATABASE_URL set, its role must be able to create databases and roles; unset it to use the project's own server.",
    )


def prepare(one: Deployment, deployments: list[Deployment]) -> None:
    """Migrate as the owner; the hub trusts the nodes' keys, each node the hub's and the other nodes'."""
    (one.data / "progress.json").unlink(missing_ok=True)
    others = [other for other in deployments if other != one]
    peers = [f"{other.country}={other.address}@{other.data}/keys/sealing.pub" for other in others if other.role == one.role == "node"]
    trusted = [f"{'HUB' if other.role == 'hub' else other.country}={other.data}/keys/signing.pub" for other in others]
    run(
        [environment.PYTHON, MANAGE, "prepare", "--trust", *trusted, "--peer", *peers],
        env=one.env(owner=True),
        advice="./dev reset starts anew; nothing but demonstration data is lost.",
    )


def main(arguments: list[str]) -> int:
    options = parser().parse_args(arguments)
    demo = Demo(options)
    end = threading.Event()

    def stop(*_: object) -> None:
        end.set()
        demo.stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    start = time.monotonic()
    print("Egnatia: demonstration region (synthetic persons only)", flush=True)
    try:
        deployments = demo.prepare()
        demo.serve(deployments)
        print(f"\n  First page after {time.monotonic() - start:.0f} s.\n", flush=True)
        for one in deployments:
            print(f"  {one.title:<40} {one.address}", flush=True)
        print(
            f"{SIGN_INS}",
            flush=True,
        )
        threading.Thread(target=demo.load, args=(deployments,), daemon=True).start()
        while not end.wait(1):
            if any(process.poll() not in (None, 0) for process in demo.processes[: len(deployments)]):
                raise StepFailed("a web server ended by itself", f"Read {deployments[0].home}/*/web.log")
    finally:
        print("\n  stopping …", flush=True)
        demo.stop()
    print("  stopped", flush=True)
    return 0


def reset() -> int:
    """Remove the demonstration's databases and files."""
    home = STATE / "postgres"
    if (home / "data").exists():
        Postgres(home, environment.VENV).stop()
    for folder in (home, STATE / "deployments", STATE / "tests"):
        shutil.rmtree(folder, ignore_errors=True)
    print("The demonstration's databases, keys and files are gone. ./dev demo makes new ones.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
