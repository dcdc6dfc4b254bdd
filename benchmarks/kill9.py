"""Saves while workers and the whole database are killed (kill -9): nothing acknowledged may be lost, doubled or missing from the log.

    .venv/bin/python benchmarks/kill9.py [--saves 10000] [--kills 20] [--disk-full] [--sync-off]

A PostgreSQL and a node of its own in a temporary folder, clients over HTTP who send the same form key again until they have an answer;
one save in five goes first over a line that is slow and then cut. --disk-full strikes with a full disk instead (as root: it mounts a small one).
--sync-off runs the same with synchronous_commit=off: the harness must then find losses, or it proves nothing. Exit code 0: as expected.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import sys
import tempfile
import threading
import time
import uuid
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import httpx  # noqa: E402
import psycopg  # noqa: E402
from benchmarks import blows  # noqa: E402
from benchmarks.private_node import PrivateNode, children, quietly_kill  # noqa: E402

CLIENTS = 6
WISH = "api/v1/registration/record_wish"


@dataclass
class Result:
    acknowledged: dict[str, str] = field(default_factory=dict)
    asked_again: int = 0
    kills: dict[str, int] = field(default_factory=lambda: {"worker": 0, "database": 0, "disk": 0})
    cut: int = 0
    said_later: int = 0
    lost: int = 0
    doubled: int = 0
    unlogged: int = 0
    seconds: float = 0.0

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.unlogged)


class Run:
    """One node under fire."""

    def __init__(self, home: Path, saves: int, kills: int, *, sync_off: bool, disk: Path | None = None, seed: int = 9) -> None:
        self.saves, self.kills, self.draw = saves, kills, random.Random(seed)  # noqa: S311  the same blows every time
        self.disk = disk
        private = PrivateNode(disk or home, "kill9", sync_off=sync_off)
        self.server, self.node, self.admin_url = private.server, private.node, private.admin_url
        self.result, self.enough = Result(), threading.Event()
        self.lock = threading.Lock()
        self.web = private.serve(3, "critical", (home / "web.log").open("wb"))

    def _signed_in(self) -> httpx.Client:
        while True:
            client = httpx.Client(base_url=self.node.address, timeout=10)
            try:
                client.get("sign-in/")
                token = next(value for name, value in client.cookies.items() if name.endswith("csrf"))
                form = {"login": "officer", "password": "egnatia-demo-only", "csrfmiddlewaretoken": token}
                if client.post("sign-in/", data=form, headers={"Referer": self.node.address}).status_code == 302:
                    return client
            except (httpx.HTTPError, StopIteration):
                pass
            client.close()
            time.sleep(0.2)

    def _client(self, number: int) -> None:
        client, draw = self._signed_in(), random.Random(number)  # noqa: S311
        while not self.enough.is_set():
            key, body = str(uuid.uuid4()), json.dumps({"name": f"SYNTHETIC {number}-{uuid.uuid4().hex[:6]}"})
            tries = 0
            while True:
                tries += 1
                try:
                    token = next(value for name, value in client.cookies.items() if name.endswith("csrf"))
                    headers = {"Idempotency-Key": key, "X-CSRFToken": token, "Content-Type": "application/json", "Referer": self.node.address}
                    if tries == 1 and draw.random() < 0.2:
                        self.result.cut += 1
                        blows.cut(client, WISH, headers, body, draw)
                    answer = client.post(WISH, content=body, headers=headers)
                    if answer.status_code == 200:
                        break
                    self.result.said_later += answer.status_code == 503
                    if answer.status_code in {401, 403}:
                        # With synchronous_commit=off the session itself may be what was lost.
                        client = self._signed_in()
                    elif answer.status_code not in {500, 502, 503}:
                        raise SystemExit(f"unexpected answer {answer.status_code}: {answer.text[:200]}")
                except (OSError, httpx.HTTPError, StopIteration):
                    pass
                if self.enough.is_set():
                    return
                time.sleep(0.05)
            with self.lock:
                self.result.acknowledged[key] = answer.json()["case"]
                self.result.asked_again += tries > 1

    def _until(self, saves: float) -> None:
        """Wait for so many saves; a minute without any is an end with an error, not a wait for ever."""
        known, since = len(self.result.acknowledged), time.monotonic()
        while len(self.result.acknowledged) < saves:
            time.sleep(0.01)
            if len(self.result.acknowledged) > known:
                known, since = len(self.result.acknowledged), time.monotonic()
            elif time.monotonic() - since > 60:
                raise SystemExit(f"nothing was saved for a minute after {known} saves: read the server's log")

    def _fire(self) -> None:
        """Kill something after about every share of the saves, and bring the database back."""
        share = self.saves / (self.kills + 1)
        for number in range(1, self.kills + 1):
            self._until(share * number * self.draw.uniform(0.97, 1.0))
            if self.disk:
                self._fill()
            elif number % 2:
                self.result.kills["database"] += 1
                self.server.kill()
                self.server.start()
            else:
                workers = children(self.web.pid)
                if workers:
                    self.result.kills["worker"] += 1
                    quietly_kill(self.draw.choice(workers))
        self._until(self.saves)

    def _fill(self) -> None:
        """No byte is left until clients were told so; then there is room again, and the database that gave up is started."""
        assert self.disk
        self.result.kills["disk"] += 1
        told, before = self.result.said_later, len(self.result.acknowledged)
        blows.fill(self.disk)
        noticed = blows.until(lambda: self.result.said_later > told + CLIENTS, 60)
        blows.free(self.disk)
        if not noticed:
            raise SystemExit(f"the disk was full for a minute and nobody was told: {len(self.result.acknowledged) - before} saves went through")
        if not blows.until(self.server.ready, 5):
            self.server.start()

    def go(self) -> Result:
        start = time.monotonic()
        threads = [threading.Thread(target=self._client, args=(number,), daemon=True) for number in range(CLIENTS)]
        for one in threads:
            one.start()
        self._fire()
        self.enough.set()
        for one in threads:
            one.join(15)
        self.result.seconds = time.monotonic() - start
        # A last blow: what was acknowledged a moment ago must be there too.
        self.server.kill()
        self.result.kills["database"] += 1
        self.server.start()
        self._count()
        return self.result

    def _count(self) -> None:
        with psycopg.connect(self.admin_url) as connection:
            done = dict(connection.execute("SELECT key::text, case_id::text FROM kernel_doneaction WHERE action = 'registration.record_wish'").fetchall())
            cases = connection.execute("SELECT id::text FROM kernel_casefile WHERE procedure = 'registration'").fetchall()
            logged = connection.execute("SELECT case_id::text FROM kernel_accesslog WHERE what = 'registration.record_wish' AND outcome = 'done'").fetchall()
            events = connection.execute("SELECT case_id::text FROM kernel_event WHERE action = 'record_wish'").fetchall()
        acknowledged = self.result.acknowledged
        self.result.lost = sum(done.get(key) != case for key, case in acknowledged.items())
        known = [case for (case,) in cases]
        self.result.doubled = len(known) - len(set(done.values())) + len(done) - len(set(done.values()))
        self.result.unlogged = len(set(known) - {case for (case,) in logged}) + len(set(known) ^ {case for (case,) in events})

    def close(self) -> None:
        self.enough.set()
        self.web.kill()
        for one in children(self.web.pid):
            quietly_kill(one)
        self.web.wait()
        self.server.stop()


def run(saves: int, kills: int, *, sync_off: bool = False, disk_full: bool = False) -> Result:
    """One run in a temporary folder. Raises blows.NoSmallDisk where ``disk_full`` cannot be tried."""
    with tempfile.TemporaryDirectory(prefix="egnatia-kill9-") as folder, ExitStack() as stack:
        disk = Path(folder) / "disk"
        disk.mkdir()
        one = Run(Path(folder), saves, kills, sync_off=sync_off, disk=stack.enter_context(blows.small_disk(disk)) if disk_full else None)
        try:
            return one.go()
        finally:
            one.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--saves", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--disk-full", action="store_true")
    parser.add_argument("--sync-off", action="store_true")
    options = parser.parse_args()
    found = run(options.saves, options.kills, sync_off=options.sync_off, disk_full=options.disk_full)
    print(f"machine: {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"synchronous_commit {'off' if options.sync_off else 'on'}: {len(found.acknowledged)} acknowledged saves in {found.seconds:.0f} s,")
    print(f"  kills: {found.kills['worker']} workers, {found.kills['database']} times the whole database; the disk was full {found.kills['disk']} times")
    print(f"  {found.cut} connections were cut, {found.said_later} answers said to try later, {found.asked_again} saves were asked for again")
    print(f"  lost {found.lost}, doubled {found.doubled}, unlogged {found.unlogged}")
    return 0 if found.clean != options.sync_off else 1


if __name__ == "__main__":
    sys.exit(main())
