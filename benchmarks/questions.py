"""How long it takes to see whether a question about a country tells of somebody of the register.

    .venv/bin/python benchmarks/questions.py [--persons 100000]

A PostgreSQL and a node of its own in a temporary folder, with SYNTHETIC persons who share fifteen family names and the beginning of one given name: many
more of a name than a register has. Prints the median of five for each text.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.private_node import MANAGE, PrivateNode  # noqa: E402
from tools import environment  # noqa: E402

_QUESTION = "Are there reports of searches of houses at night in Kabul, Herat and Mazar since August 2021, by whom, and how do courts deal with complaints?"
_FIRST, _SECOND = ("Karimi", "Noori", "Safi", "Amiri"), ("Jama", "Popal", "Khan", "Demir")
TEXTS = {
    "one question": _QUESTION,
    "ten questions": "\n".join(f"{number}. {_QUESTION}" for number in range(10)),
    "two family names (nobody has both)": f"{_QUESTION} Noori Khan, Demir Jama",
    "somebody of the register": f"{_QUESTION} Bench0000007 Khan",
    "a quotation of names": " ".join(f"{first} {second} said so." for first in _FIRST for second in _SECOND),
}


def measure() -> None:
    """Inside the node."""
    from egnatia.kernel.access.actor import SYSTEM, acting_as
    from egnatia.node.coi.research import neutral

    for title, text in TEXTS.items():
        times = []
        for _each in range(5):
            with acting_as(SYSTEM):
                start = time.perf_counter()
                found = neutral.telling([text], "eng")
                times.append(1000 * (time.perf_counter() - start))
        print(f"  {title:<36} {len(text):>5} signs   {statistics.median(times):8.1f} ms   {len(found)} found", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=100_000)
    persons = parser.parse_args().persons
    with tempfile.TemporaryDirectory(prefix="egnatia-questions-") as folder:
        private = PrivateNode(Path(folder), "questions")
        env = {**private.node.env(), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        print(f"machine: {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}; {persons:,} persons (SYNTHETIC)", flush=True)
        try:
            for code in (
                f"from benchmarks.population import Writer, seed; seed({persons}, {private.admin_url!r}, Writer)",
                "from benchmarks.questions import measure; measure()",
            ):
                subprocess.run([str(environment.PYTHON), str(MANAGE), "shell", "-c", code], env=env, check=True, cwd=ROOT)
        finally:
            private.server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
