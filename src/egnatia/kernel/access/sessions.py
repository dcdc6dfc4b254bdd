"""How long a session lives: an idle limit and an absolute one (ASVS 5.0 V7.3; security model: 15 minutes and 10 hours)."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest

# Written by the sign-in library at each proof of identity: a list of {"method", "at" (seconds)}.
_PROOFS = "account_authentication_methods"
_BEGAN, _SEEN = "egnatia_began", "egnatia_seen"
# The session row is written at most once a minute while somebody works.
_COARSE = 60


class Ended(StrEnum):
    IDLE = "idle"
    ABSOLUTE = "absolute"


def confirmed_at(request: HttpRequest) -> datetime | None:
    """When the user last proved who they are in this session."""
    proofs = request.session.get(_PROOFS)
    if not isinstance(proofs, list) or not proofs:
        return None
    return datetime.fromtimestamp(float(proofs[-1]["at"]), UTC)


def note(request: HttpRequest) -> Ended | None:
    """Note that the user is at work; says which limit has ended the session, if one has."""
    now = time.time()
    began, seen = request.session.get(_BEGAN), request.session.get(_SEEN)
    if began is None or seen is None:
        request.session[_BEGAN] = request.session[_SEEN] = now
        return None
    if now - began > settings.EGNATIA_SESSION_HOURS * 3600:
        return Ended.ABSOLUTE
    if now - seen > settings.EGNATIA_IDLE_MINUTES * 60:
        return Ended.IDLE
    if now - seen > _COARSE:
        request.session[_SEEN] = now
    return None
