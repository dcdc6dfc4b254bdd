"""How long the readiness report takes over many registrations.

    .venv/bin/python benchmarks/readiness.py [--persons 100000]

A PostgreSQL and a node of its own in a temporary folder; SYNTHETIC persons with a registration each, written by COPY with the program's own sealing.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.private_node import MANAGE, PrivateNode  # noqa: E402
from tools import environment  # noqa: E402


def register_all(admin: str) -> None:
    """A registration beside each screening; the loaded cases serve as their cases, since the report reads no procedure."""
    with psycopg.connect(admin) as connection:
        rows = connection.execute("SELECT case_id, person_id, arrived_at FROM screening_screening").fetchall()
        columns = "id,case_id,person_id,registered_at,read_back,language,interpreter_present,document_issued"
        with connection.cursor().copy(f"COPY registration_registration ({columns}) FROM STDIN") as copy:
            for case, person, at in rows:
                copy.write_row((uuid.uuid4(), case, person, at, True, "prs", True, "CERTIFICATE"))
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="egnatia-readiness-") as folder:
        private = PrivateNode(Path(folder), "readiness")
        try:
            code = f"from benchmarks.population import seed; seed({options.persons}, {private.admin_url!r})"
            env = {**private.node.env(), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
            subprocess.run([str(environment.PYTHON), str(MANAGE), "shell", "-v", "0", "-c", code], env=env, check=True, cwd=ROOT)
            register_all(private.admin_url)
            print(f"machine: {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
            start = time.monotonic()
            subprocess.run([str(environment.PYTHON), str(MANAGE), "readiness", "EURODAC_2024"], env=env, check=True, stderr=subprocess.DEVNULL)
            print(f"{options.persons:,} registrations and as many screenings: {time.monotonic() - start:.1f} s with the start of the program")
        finally:
            private.server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
