"""./dev test and ./dev check."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tools import environment
from tools.deployments import Deployment, region
from tools.postgres import Postgres
from tools.steps import ROOT, STATE, run

SESSIONS = ("node", "hub", "system")
SOURCES = ("src", "tests", "tools", "benchmarks", "dev")


def deployment(session: str, server: str) -> Deployment:
    """The deployment that a test session runs as."""
    found = region(server, countries=["SRB"], home=STATE / "tests", port_base=0)
    return found[0] if session == "hub" else found[1]


def test(words: list[str]) -> int:
    """All sessions, or those whose folder is named among ``words``; other words go to pytest."""
    environment.everything("dev")
    environment.browser()
    server = Postgres(STATE / "tests" / "postgres", environment.VENV, fast=True).start()
    start = time.monotonic()
    try:
        named = [one for one in SESSIONS if any(word.startswith(f"tests/{one}") for word in words)]
        codes = [_session(one, server.url(), words) for one in named or SESSIONS]
    finally:
        server.stop()
    print(f"\n  {'✗ failed' if any(codes) else '✓ all sessions passed'} after {time.monotonic() - start:.0f} s", flush=True)
    return next((code for code in codes if code), 0)


def _session(session: str, server: str, words: Sequence[str]) -> int:
    print(f"\n  session {session}", flush=True)
    one = deployment(session, server)
    # Long tests are parts of one file: a worker that is free takes them from the other.
    parallel = ["-n", "2", "--dist", "worksteal"] if session != "system" else []
    paths = [word for word in words if word.startswith(f"tests/{session}")] or [f"tests/{session}"]
    others = [word for word in words if not word.startswith("tests/")]
    env = {**one.env(), "EGNATIA_TEST_SERVER": server, "EGNATIA_TEST_SESSION": session}
    return subprocess.run([str(environment.PYTHON), "-m", "pytest", *parallel, *paths, *others], cwd=ROOT, env=env, check=False).returncode


def _checks(server: str) -> list[tuple[str, list[str | Path], dict[str, str]]]:
    bin_ = environment.VENV / "bin"
    manage = [environment.PYTHON, ROOT / "tools" / "manage.py"]
    node, hub = (deployment(session, server).env() for session in ("node", "hub"))
    deployed = {"EGNATIA_DEMO": "0", "EGNATIA_HOSTS": "node.example.org"}
    return [
        ("format", [bin_ / "ruff", "format", "--check", *SOURCES], node),
        ("lint", [bin_ / "ruff", "check", *SOURCES], node),
        ("types (node)", [bin_ / "mypy", "src/egnatia", "tools", "--exclude", "egnatia/hub"], node),
        ("types (hub)", [bin_ / "mypy", "src/egnatia/hub"], hub),
        ("imports", [bin_ / "lint-imports"], node),
        ("missing migrations (node)", [*manage, "makemigrations", "--check", "--dry-run"], node),
        ("missing migrations (hub)", [*manage, "makemigrations", "--check", "--dry-run"], hub),
        ("generated docs (node)", [*manage, "generate_docs", "--check"], node),
        ("generated docs (hub)", [*manage, "generate_docs", "--check"], hub),
        ("deployment check (node)", [*manage, "check", "--deploy", "--fail-level", "WARNING"], {**node, **deployed}),
        ("deployment check (hub)", [*manage, "check", "--deploy", "--fail-level", "WARNING"], {**hub, **deployed}),
    ]


def docs(_words: list[str]) -> int:
    """Write docs/generated from the program, for both roles."""
    environment.python_packages("dev")
    for session in ("node", "hub"):
        run([environment.PYTHON, ROOT / "tools" / "manage.py", "generate_docs"], env=deployment(session, "postgresql:///none").env())
    return 0


def check(_words: list[str]) -> int:
    """Every check, each with its line; the first failure's output is shown at its end."""
    environment.everything("dev")
    server = Postgres(STATE / "tests" / "postgres", environment.VENV, fast=True).start()
    failed = 0
    try:
        run([environment.PYTHON, ROOT / "tools" / "provision.py", server.url(), *(deployment(one, server.url()).database for one in ("node", "hub"))])
        for title, command, env in _checks(server.url()):
            done = subprocess.run([str(part) for part in command], cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False)
            print(f"  {'✗' if done.returncode else '✓'} {title}", flush=True)
            if done.returncode:
                failed += 1
                print((done.stdout + done.stderr).strip()[-6000:], flush=True)
    finally:
        server.stop()
    return 1 if failed else 0
