"""How long the conformance report of all seven countries takes: comparison, transposition and gap plan, then the PDF.

./dev demo            (once, so that a database exists; it may run beside this)
.venv/bin/python benchmarks/conformance.py
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = """
import os, platform, time
from egnatia.kernel import pdf
from egnatia.kernel.codes.countries import SEVEN
from egnatia.overlays.views import _SOURCE, printed
start = time.perf_counter()
told = [printed(country) for country in SEVEN]
compared = time.perf_counter() - start
size = sum(len(pdf.make(_SOURCE, one)) for one in told)
print(f"machine: {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
print(f"seven reports: {compared:.2f} s compared, {time.perf_counter() - start:.2f} s with their PDFs ({size // 1024} kB)")
"""


def main() -> int:
    return subprocess.run([str(ROOT / "dev"), "manage", "--node", "RS", "shell", "--no-imports", "-c", SOURCE], check=False, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
