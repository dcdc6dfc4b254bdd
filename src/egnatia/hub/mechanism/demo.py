"""The first edition of the harmonised procedure and a budget, for demonstrations."""

from __future__ import annotations

import base64
import uuid
from importlib import resources

from egnatia.hub.mechanism import actions
from egnatia.hub.mechanism.models import Budget, Edition
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor

_MADE = uuid.UUID("3f0f7d62-0c55-4f5f-9b34-1d6d0a8b6c27")
_SHARES = {"alb": 60_000, "bih": 90_000, "xkx": 60_000, "mne": 40_000, "mkd": 70_000, "srb": 180_000}


def publish(first: Actor, second: Actor) -> None:
    """Published by two officers, like any other. Safe to run again."""
    if not Edition.objects.exists():
        file = (resources.files("egnatia.hub.mechanism") / "data" / "avrr-1.toml").read_bytes()
        told = {"file": base64.b64encode(file).decode(), "changes": "First working edition"}
        made = actions.draft(told, actor=first, key=uuid.uuid5(_MADE, "edition"))
        actions.publish({}, actor=second, key=uuid.uuid5(_MADE, "publish edition"), case_id=made.case_id)
    if not Budget.objects.exists():
        asked = {"year": moment.today().year, "source": "SYNTHETIC fund", "total": sum(_SHARES.values()), **_SHARES}
        made = actions.propose_budget(asked, actor=first, key=uuid.uuid5(_MADE, "budget"))
        actions.approve_budget({}, actor=second, key=uuid.uuid5(_MADE, "approve budget"), case_id=made.case_id)
