"""Calling another deployment: whoever drips or floods holds up nobody else."""

from __future__ import annotations

import time

import httpx

_MOST_BYTES, _MOST_SECONDS = 4 * 1024 * 1024, 60


def ask(method: str, url: str, data: bytes | None = None) -> tuple[int, bytes]:
    """(status, body). Raises httpx.HTTPError beyond a minute or 4 MB."""
    end, found = time.monotonic() + _MOST_SECONDS, b""
    with httpx.stream(method, url, content=data, headers={"Content-Type": "application/octet-stream"}, timeout=30) as response:
        for part in response.iter_bytes():
            found += part
            if len(found) > _MOST_BYTES or time.monotonic() > end:
                raise httpx.HTTPError("too much, or too slow")
        return response.status_code, found
