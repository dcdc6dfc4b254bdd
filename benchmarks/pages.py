"""How long pages take with many persons: work queue, search, case page and a save, 8 clients at once, with CPU for each request.

    .venv/bin/python benchmarks/pages.py [--persons 100000] [--seconds 8] [--clients 8] [--asylum]

A PostgreSQL and a node of its own in a temporary folder; SYNTHETIC persons are written by COPY with the program's own sealing, so that
every page opens as after real work. Run it with the distribution's Python: one that was built without optimisation costs a third more.
Beside the figures stand those that OpenCRVS publishes for its own pages (12 cores).
"""

from __future__ import annotations

import argparse
import http.client
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.population import FAMILIES  # noqa: E402
from benchmarks.private_node import MANAGE, PrivateNode, children  # noqa: E402
from tools import environment  # noqa: E402

OPENCRVS = {"queue": "39 ms", "search": "57 ms", "case": "159 ms", "save": "341 ms"}


class Client:
    """One officer at work: a connection for each request, as a browser that is far away would."""

    def __init__(self, port: int, who: str = "officer") -> None:
        self.port, self.cookies = port, {}
        self._ask("GET", "/sign-in/")
        self._ask("POST", "/sign-in/", {"login": who, "password": "egnatia-demo-only"})

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None, body: str = "") -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        token = next((value for name, value in self.cookies.items() if name.endswith("csrf")), "")
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "X-CSRFToken": token, **(headers or {})}
        if form is not None:
            body = urlencode(form)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body or None, sent)
        answer = connection.getresponse()
        text = answer.read().decode()
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        connection.close()
        return answer.status, text

    def page(self, path: str, form: dict[str, str] | None = None) -> str:
        status, text = self._ask("POST" if form is not None else "GET", path, form)
        assert status == 200, (path, status, text[:300])
        return text

    def save(self) -> None:
        key = str(uuid.uuid4())
        headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
        status, text = self._ask("POST", "/api/v1/registration/record_wish", headers=headers, body=f'{{"name": "SYNTHETIC {key[:6]}"}}')
        assert status == 200, (status, text[:300])


def cpu(pids: list[int]) -> float:
    """Seconds of CPU that these processes have used."""
    total = 0.0
    for pid in pids:
        try:
            fields = (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12]) + int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")
    return total


def measure(clients: list[Client], work: Callable[[Client, random.Random], None], seconds: float, pids: Callable[[], tuple[list[int], list[int]]]) -> str:
    times: list[float] = []
    end = time.monotonic() + seconds
    web, base = pids()
    before = cpu(web), cpu(base)

    def at_work(client: Client, number: int) -> None:
        draw = random.Random(number)  # noqa: S311
        while time.monotonic() < end:
            start = time.perf_counter()
            work(client, draw)
            times.append(time.perf_counter() - start)

    threads = [threading.Thread(target=at_work, args=(client, number)) for number, client in enumerate(clients)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    used = [(after - earlier) * 1000 / len(times) for after, earlier in zip((cpu(web), cpu(base)), before, strict=True)]
    cuts = statistics.quantiles(times, n=20)
    return f"{len(times):>6}   p50 {cuts[9] * 1000:6.0f} ms   p95 {cuts[18] * 1000:6.0f} ms   CPU {used[0]:5.1f} ms app + {used[1]:5.1f} ms database"


def works(first: Client, persons: int) -> Iterator[tuple[str, Callable[[Client, random.Random], None]]]:
    cases = re.findall(r"/cases/([0-9a-f-]{36})/", first.page("/") + first.page("/?page=2") + first.page("/?page=3"))
    assert len(cases) > 20
    yield "queue", lambda client, draw: bool(client.page(draw.choice(("/", "/?page=2", "/?view=late", "/?procedure=screening&page=3")))) and None
    # A name of one in sixteen persons, a full name, a case number.
    yield (
        "search",
        lambda client, draw: (
            bool(
                client.page(
                    "/search/", {"text": draw.choice((draw.choice(FAMILIES), f"Bench{draw.randrange(persons):07d}", f"B-{draw.randrange(persons):07d}"))}
                )
            )
            and None
        ),
    )
    yield "case", lambda client, draw: bool(client.page(f"/cases/{draw.choice(cases)}/")) and None
    yield "save", lambda client, draw: client.save()


def asylum_works(first: Client, persons: int) -> Iterator[tuple[str, Callable[[Client, random.Random], None]]]:
    """A caseworker's queue, page of an open application, and the caseload."""
    queue = "/?procedure=asylum"
    cases = re.findall(r"/cases/([0-9a-f-]{36})/", first.page(queue) + first.page(f"{queue}&page=2") + first.page(f"{queue}&page=3"))
    assert len(cases) > 20
    yield "queue", lambda client, draw: bool(client.page(draw.choice(("/", queue, f"{queue}&page=2", "/?view=late", f"{queue}&page=9")))) and None
    yield "case", lambda client, draw: bool(client.page(f"/cases/{draw.choice(cases)}/")) and None
    yield "caseload", lambda client, draw: bool(client.page("/asylum/caseload/")) and None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--asylum", action="store_true", help="applications in one asylum authority instead of screenings at twenty crossing points")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="egnatia-pages-") as folder:
        home = Path(folder)
        private = PrivateNode(home, "pages")
        server, node, port = private.server, private.node, private.node.port
        start = time.monotonic()
        kind = "Applications" if options.asylum else "Writer"
        code = f"from benchmarks.population import {kind}, seed; seed({options.persons}, {private.admin_url!r}, {kind})"
        paths = f"{ROOT / 'src'}:{ROOT}"
        subprocess.run([str(environment.PYTHON), str(MANAGE), "shell", "-c", code], env={**node.env(), "PYTHONPATH": paths}, check=True, cwd=ROOT)
        print(f"machine: {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}; clients run on the same cores")
        print(f"{options.persons:,} persons (SYNTHETIC) loaded in {time.monotonic() - start:.0f} s; {options.clients} clients, {options.workers} web workers")
        who = "asylum" if options.asylum else "officer"
        web = private.serve(options.workers, "error")
        try:
            while True:
                try:
                    Client(port, who)
                    break
                except OSError:
                    time.sleep(0.2)
            clients = [Client(port, who) for _number in range(options.clients)]
            for title, work in (asylum_works if options.asylum else works)(clients[0], options.persons):
                for client in clients:
                    work(client, random.Random(1))  # noqa: S311  warm
                found = measure(clients, work, options.seconds, lambda: (children(web.pid), [server.pid() or 0, *children(server.pid() or 0)]))
                print(f"  {title:<7} {found}   (OpenCRVS p95 {OPENCRVS.get(title, '–')})", flush=True)
        finally:
            web.terminate()
            web.wait()
            server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
