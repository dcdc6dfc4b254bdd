"""Figures about the service: how long pages take and how they end, by the name of the page. No case, no person, no address."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = CONTENT_TYPE_LATEST
SECONDS = Histogram(
    "egnatia_request_seconds",
    "Time to answer, by name of the page, method and kind of answer",
    ["page", "method", "answer"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
_METHODS = {"GET", "POST", "HEAD", "PUT", "OPTIONS"}


class Measure:
    """Outermost of all: measures what the caller sees."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = self.get_response(request)
        page = request.resolver_match.view_name if request.resolver_match else "none"
        method = request.method if request.method in _METHODS else "other"
        SECONDS.labels(page or "none", method, f"{response.status_code // 100}xx").observe(time.perf_counter() - start)
        return response


def text() -> bytes:
    """Figures of all workers of this deployment together."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return generate_latest(registry)
