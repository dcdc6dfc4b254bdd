"""While a page is made, or a case's line in the queue is settled, nothing changes: what was read once is remembered until the end.

Never active while an action does its work: what an effect has changed must be read anew.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db.models import Model

Read = TypeVar("Read", bound=Callable[..., Any])
_memory: ContextVar[dict[Any, Any] | None] = ContextVar("reading", default=None)


@contextmanager
def unchanged() -> Iterator[None]:
    """Inside, ``remembered`` reads are made once. Nests: the outer memory serves."""
    if _memory.get() is not None:
        yield
        return
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def remembered(read: Read) -> Read:
    """A read by rows, ids and codes, made once for the same arguments inside ``unchanged``, and always outside."""

    @functools.wraps(read)
    def once(*args: Any) -> Any:
        memory = _memory.get()
        if memory is None:
            return read(*args)
        key = (read, *((type(one), one.pk) if isinstance(one, Model) else one for one in args))
        if key not in memory:
            memory[key] = read(*args)
        return memory[key]

    return once  # type: ignore[return-value]
