"""How the web server runs. The folder for the workers' figures is emptied at each start."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path
from typing import Any

timeout = 60
graceful_timeout = 20
limit_request_line = 4094
limit_request_fields = 60

_FIGURES = Path(os.environ["EGNATIA_DATA"]) / "figures" if os.environ.get("EGNATIA_DATA") else None
if _FIGURES is not None:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_FIGURES)


def on_starting(_server: Any) -> None:
    if _FIGURES is not None:
        shutil.rmtree(_FIGURES, ignore_errors=True)
        _FIGURES.mkdir(mode=0o700, parents=True)


def post_fork(_server: Any, _worker: Any) -> None:
    """What is loaded stays: the collector need not look at it again for every page."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def child_exit(_server: Any, worker: Any) -> None:
    if _FIGURES is not None:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
