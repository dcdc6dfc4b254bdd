"""Links that answer once: made here, sent to people by their own country, which knows where."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from secrets import SystemRandom

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from egnatia.exchange import sealed
from egnatia.hub.training import telling
from egnatia.hub.training.models import Invitation, Opinion, Place, Question, TrainingSession
from egnatia.kernel import moment

# Behaviour is asked for three to six months after (reference 5.3): from the end of the third until the end of the sixth.
LATER, ENDS_LATER = timedelta(days=91), timedelta(days=183)
ENDS = timedelta(days=30)
_NAMES = {Question.REACTION: "reaction", Question.SELF: "self", Question.SUPERVISOR: "supervisor"}


def index(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _link(place: Place, question: Question, days: timedelta) -> str:
    token = secrets.token_urlsafe(24)
    Invitation.objects.create(token_hash=index(token), place=place, question=question, until=moment.today() + days)
    return settings.EGNATIA_ADDRESS.rstrip("/") + reverse("training_opinion", args=[token])


def _send(place: Place, questions: tuple[Question, ...], days: timedelta) -> None:
    telling.word(place.node, "forms", place.reference, links={_NAMES[each]: _link(place, each, days) for each in questions}, until=moment.today() + days)


def after(one: TrainingSession) -> None:
    """Whoever was there is asked how it was."""
    for place in Place.objects.filter(session=one, attended=True).order_by("number"):
        _send(place, (Question.REACTION,), ENDS)


def mix() -> None:
    """Write all answers anew in an order by chance: neither the database's own marks nor where a row lies join an answer to a link."""
    with transaction.atomic():
        found = list(Opinion.objects.select_for_update())
        Opinion.objects.all().delete()
        SystemRandom().shuffle(found)
        Opinion.objects.bulk_create(Opinion(session_id=one.session_id, question=one.question, marks=one.marks, remark=one.remark) for one in found)


def months_later() -> int:
    """Whoever passed some months ago, and who leads them, are asked what came of it; returns how many people. Each once."""
    today = moment.today()
    held = {"session__week__range": (today - ENDS_LATER, today - LATER), "session__case__state__in": ("delivered", "evaluated", "reported")}
    due = Place.objects.filter(passed=True, certificate__revoked_at=None, **held)
    found = list(due.exclude(invitation__question=Question.SELF))
    with sealed.together():
        for place in found:
            _send(place, (Question.SELF, Question.SUPERVISOR), ENDS_LATER - LATER)
    return len(found)
