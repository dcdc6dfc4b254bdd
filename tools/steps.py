"""Progress lines and failed steps: each step says what it does, how long it took, and what to do when it fails."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".egnatia"


class StepFailed(Exception):
    """A step could not be done; the message says what happened, ``advice`` what to do about it."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print one line when the step is done, with its seconds."""
    start = time.monotonic()
    if sys.stdout.isatty():
        print(f"  … {title}", end="\r", flush=True)
    yield
    print(f"  ✓ {title} ({time.monotonic() - start:.1f} s)", flush=True)


def run(args: Sequence[str | Path], *, advice: str = "", env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> str:
    """Run a command quietly and give its output. Raises StepFailed with the command's last lines."""
    done = subprocess.run([str(a) for a in args], cwd=cwd, env=None if env is None else dict(env), capture_output=True, text=True, check=False)
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise StepFailed(f"{Path(str(args[0])).name} {' '.join(str(a) for a in args[1:4])} ended with {done.returncode}:\n{tail}", advice)
    return done.stdout
