"""The list of addresses. Asking tells nobody whether an address is on it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core import signing

from egnatia.hub.updates.models import Subscriber
from egnatia.kernel import moment
from egnatia.kernel.store.hold import hold

# A letter with the link goes to an address once in this time, and to this many addresses in an hour, whoever asks.
AGAIN, IN_AN_HOUR = timedelta(hours=1), 200
# So long a link confirms; an address that was not confirmed by then is erased.
CONFIRMS = timedelta(days=3)
_CONFIRM, _LEAVE = "updates.confirm", "updates.leave"


def ask(email: str, language: str) -> UUID | None:
    """Note that an address wants updates; returns whom a letter is to be sent to, None if none is."""
    hold("subscribers")
    now, address = moment.now(), email.strip().lower()
    known = Subscriber.objects.filter(email=address).first()
    if known and (known.confirmed_at or known.asked_at > now - AGAIN):
        return None
    if Subscriber.objects.filter(asked_at__gt=now - timedelta(hours=1), confirmed_at=None).count() >= IN_AN_HOUR:
        return None
    one, _made = Subscriber.objects.update_or_create(email=address, defaults={"language": language, "asked_at": now})
    return one.pk


def confirming(one: Subscriber) -> str:
    return signing.dumps(str(one.pk), salt=_CONFIRM)


def leaving(one: Subscriber) -> str:
    return signing.dumps(str(one.pk), salt=_LEAVE)


def _known(token: str, salt: str, age: timedelta | None) -> Subscriber | None:
    try:
        pk = UUID(signing.loads(token, salt=salt, max_age=age))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Subscriber.objects.filter(pk=pk).first()


def to_confirm(token: str) -> Subscriber | None:
    """Whom a link confirms; None for a forged one, an old one, or somebody who left."""
    return _known(token, _CONFIRM, CONFIRMS)


def confirm(token: str) -> bool:
    one = to_confirm(token)
    if one is None:
        return False
    Subscriber.objects.filter(pk=one.pk, confirmed_at=None).update(confirmed_at=moment.now())
    return True


def leave(token: str) -> None:
    """Erased. Safe to repeat: a link that was used already, or a forged one, does nothing."""
    one = _known(token, _LEAVE, None)
    if one is not None:
        one.delete()


def forget_unconfirmed() -> int:
    """Erase addresses that nobody confirmed; returns how many."""
    return Subscriber.objects.filter(confirmed_at=None, asked_at__lt=moment.now() - CONFIRMS).delete()[0]
