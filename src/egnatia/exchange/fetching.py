"""A node's side of what the hub tells all: fetched by number, in order."""

from __future__ import annotations

import logging
from collections.abc import Callable

import httpx
from django.conf import settings

from egnatia.exchange import calling, inbox, signing
from egnatia.exchange.models import Incoming

log = logging.getLogger(__name__)
# What was wrong with the message itself, not with who sent it: the next one may be right.
_OF_CONTENT = {"type", "body", "content", "totals", "not_taken"}


def fetch_all(get: Callable[[str], bytes | None] | None = None) -> int:
    """What the hub told all nodes since the last time, in order; returns how many were taken.

    A message whose content cannot be taken here (of a newer version, say) stands in the alarms, is passed over, and is asked for again the next time.
    """
    taken, number = 0, inbox.standing(signing.HUB)[0]
    while True:
        number += 1
        if Incoming.objects.filter(node=signing.HUB, sequence=number).exists():
            continue
        try:
            data = (get or _get)(f"{settings.EGNATIA_HUB_URL.rstrip('/')}/exchange/{signing.HUB}/{number}")
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            log.warning("the hub cannot be reached (%s)", type(problem).__name__)
            return taken
        if data is None:
            return taken
        content = inbox.receive(signing.HUB, number, data).content
        if content["status"] == "refused":
            log.error("message %s of the hub: %s", number, "; ".join(content["reasons"]))
            if content["reasons"][0].split(":")[0] not in _OF_CONTENT:
                return taken
            continue
        taken += 1


def _get(url: str) -> bytes | None:
    status, body = calling.ask("GET", url)
    if status == httpx.codes.NOT_FOUND:
        return None
    if status != httpx.codes.OK:
        raise httpx.HTTPError(f"unexpected answer {status}")
    return body
