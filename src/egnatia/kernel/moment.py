"""What time it is, in the deployment's zone. A demonstration may replay the past through the real actions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_pretended: ContextVar[datetime | None] = ContextVar("pretended_time", default=None)


def now() -> datetime:
    return timezone.localtime(_pretended.get() or timezone.now())


def today() -> date:
    return now().date()


@contextmanager
def pretend(moment: datetime) -> Iterator[None]:
    """Act at another time. Demonstrations and tests only: raises RuntimeError elsewhere."""
    if not settings.EGNATIA_DEMO:
        raise RuntimeError("time can be set in a demonstration only")
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
