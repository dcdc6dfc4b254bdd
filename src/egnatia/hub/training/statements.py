"""What was learned, as xAPI statements (ADL xAPI 1.0.3) for a learning record store: actors are accounts of references, never names.

A statement never changes: its id comes from what it says, so that one that was fetched twice is stored once. What was revoked is voided by a later one.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings

from egnatia.hub.training.models import Certificate, Place
from egnatia.kernel.access.actor import Actor

_IDS = uuid.UUID("8f5e3bb1-9d6b-4f0e-8a34-3f3f2a7d9c55")
_VERBS = {
    "registered": "http://adlnet.gov/expapi/verbs/registered",
    "attended": "http://adlnet.gov/expapi/verbs/attended",
    "passed": "http://adlnet.gov/expapi/verbs/passed",
    "failed": "http://adlnet.gov/expapi/verbs/failed",
    "voided": "http://adlnet.gov/expapi/verbs/voided",
}
_COURSE = "http://adlnet.gov/expapi/activities/course"


def _statement(verb: str, place: Place, at: datetime, **more: Any) -> dict[str, Any]:
    home = settings.EGNATIA_ADDRESS.rstrip("/")
    session = place.session
    return {
        "id": str(uuid.uuid5(_IDS, f"{verb}|{place.reference}")),
        "actor": {"objectType": "Agent", "account": {"homePage": home, "name": str(place.person)}},
        "verb": {"id": _VERBS[verb], "display": {"en": verb}},
        "object": {
            "objectType": "Activity",
            "id": f"{home}/training/modules/{session.module}",
            "definition": {"type": _COURSE, "name": {"en": session.module}},
        },
        "context": {"registration": str(session.pk), "language": "en", "platform": "Egnatia"},
        "timestamp": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "version": "1.0.3",
        **more,
    }


def statements(actor: Actor) -> Iterator[dict[str, Any]]:
    """In the order of what happened: registered, attended, passed or failed with the score, voided."""
    places = Place.objects.filter(session__case__state__in=("running", "delivered", "evaluated", "reported"), number__isnull=False)
    for one in places.select_related("session__case").order_by("session__week", "session", "number"):
        yield _statement("registered", one, one.asked_at)
        # Results can still be corrected until the session is closed.
        if one.session.case.state == "running" or not one.attended or one.session.week is None:
            continue
        day = datetime.combine(one.session.week, time(12), UTC)
        yield _statement("attended", one, day)
        score = {} if one.after is None else {"score": {"scaled": one.after / 100, "raw": one.after, "min": 0, "max": 100}}
        # Nobody failed where nothing was assessed.
        if one.passed or score:
            yield _statement("passed" if one.passed else "failed", one, day, result={"success": bool(one.passed), "completion": True, **score})
    for gone in Certificate.objects.exclude(revoked_at=None).select_related("place__session").order_by("revoked_at"):
        assert gone.revoked_at is not None
        voided = str(uuid.uuid5(_IDS, f"passed|{gone.place.reference}"))
        yield _statement("voided", gone.place, gone.revoked_at, object={"objectType": "StatementRef", "id": voided})
