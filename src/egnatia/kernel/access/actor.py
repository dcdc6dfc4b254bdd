"""Who acts, and in whose name the database answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from egnatia.kernel.access.roles import Role
from egnatia.kernel.store.keys import key_ring


@dataclass(frozen=True)
class Actor:
    """A member of staff at work, or the system."""

    id: UUID | None
    name: str
    unit: UUID
    roles: frozenset[Role]
    request_id: str = ""
    # When they last proved who they are with password or second factor in this session.
    confirmed_at: datetime | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether that is recent enough for a sensitive action (ASVS 5.0 V7.5.3: at most five minutes)."""
        return self.confirmed_at is not None and timezone.now() - self.confirmed_at < timedelta(minutes=settings.EGNATIA_CONFIRMED_MINUTES)

    @property
    def is_system(self) -> bool:
        return Role.SYSTEM in self.roles


SYSTEM = Actor(None, "Egnatia", UUID(int=0), frozenset({Role.SYSTEM}))
_current: ContextVar[Actor | None] = ContextVar("actor", default=None)
_inner: ContextVar[bool] = ContextVar("seeing_all", default=False)


def current_actor() -> Actor | None:
    return _current.get()


def _tell_database(actor: Actor | None) -> None:
    unit = str(actor.unit) if actor and not actor.is_system else ""
    scope = "system" if actor and actor.is_system else ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.unit', %s, true), set_config('app.scope', %s, true)", [unit, scope])


def _see_all() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.scope', 'system', true)")


@contextmanager
def acting_as(actor: Actor | None) -> Iterator[None]:
    """One transaction in which the database shows what ``actor`` may see; None sees no row. Nests: the outer actor comes back."""
    outer, nested = _current.get(), connection.in_atomic_block
    token, seen = _current.set(actor), _inner.set(False)
    try:
        with transaction.atomic(), key_ring():
            _tell_database(actor)
            yield
            # The settings end with their transaction; only inside another one they must be set back.
            if nested and connection.in_atomic_block and not connection.needs_rollback:
                _tell_database(outer)
                if seen.old_value is True:
                    _see_all()
    finally:
        _current.reset(token)
        _inner.reset(seen)


@contextmanager
def seeing_all() -> Iterator[None]:
    """For safeguards alone: what protects a person must be seen even where another unit recorded it. Nothing of a person that is read here may be shown."""
    actor, token = _current.get(), _inner.set(True)
    nested = token.old_value is True
    _see_all()
    try:
        yield
    finally:
        _inner.reset(token)
        # A safeguard that asks another one goes on seeing after it.
        if not nested and not connection.needs_rollback:
            _tell_database(actor)
