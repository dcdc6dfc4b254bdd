"""What one officer of the hub drafts, another one lets go out; each room's gate asks this."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from egnatia.kernel.access.actor import current_actor


def is_mine(rows: QuerySet[Any], by: str) -> bool:
    """Whether one of ``rows`` names the acting officer in its field ``by``. Nobody, and the system, is never the second one: True."""
    actor = current_actor()
    return actor is None or actor.id is None or rows.filter(**{by: actor.id}).exists()
