"""What the harness strikes with beside kill -9: a disk that is full, and connections that are slow or cut in the middle."""

from __future__ import annotations

import random
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

SPACE = 700  # MiB: the cluster, a database, and room for some checkpoints of log


class NoSmallDisk(Exception):
    """This machine lets nobody mount a small file system: run as root."""


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of SPACE MiB at ``folder``. Raises NoSmallDisk."""
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SPACE}m,mode=0700", "tmpfs", str(folder)], capture_output=True, check=False)
    if done.returncode:
        raise NoSmallDisk(done.stderr.decode().strip())
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Take every byte that is left."""
    with (folder / "ballast").open("ab", buffering=0) as ballast:
        for size in (1 << 20, 1 << 12):
            try:
                while True:
                    ballast.write(b"\0" * size)
            except OSError:
                continue


def free(folder: Path) -> None:
    (folder / "ballast").unlink()


def cut(client: httpx.Client, path: str, headers: dict[str, str], body: str, draw: random.Random) -> None:
    """Send a request over a bad line: some of it byte by byte, then the line is dead, before or after the last byte; no answer is read."""
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    lines = [f"POST /{path} HTTP/1.1", f"Host: {client.base_url.netloc.decode()}", f"Cookie: {cookies}", f"Content-Length: {len(body)}"]
    raw = "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", body]).encode()
    sent = raw[: draw.choice((len(raw), draw.randrange(1, len(raw))))]
    slow = draw.randrange(min(60, len(sent)))
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=10) as line:
        line.sendall(sent[: len(sent) - slow])
        for place in range(len(sent) - slow, len(sent)):
            line.sendall(sent[place : place + 1])
            time.sleep(0.002)
        # Reset, not closed: what was under way is thrown away by both sides.
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def until(true: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()
