"""Events ahead and of the past, for demonstrations: SYNTHETIC, through the real steps."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction

from egnatia.hub.updates.conclusions import actions as conclusions
from egnatia.hub.updates.events import actions
from egnatia.hub.updates.models import Event
from egnatia.hub.updates.posts import actions as posts
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as
from egnatia.kernel.engine.run import Answer


@transaction.atomic
def make(officer: Actor, partners: dict[str, tuple[Actor, Actor]]) -> None:
    """Once; what people did since is never touched."""
    with acting_as(officer):
        if Event.objects.exists():
            return
    euaa, marri = partners["EUAA"][0], officer  # MARRI has no office here: the hub answers for it
    held = moment.now() - timedelta(days=30)
    told: dict[str, Any] = {"kind": "WORKSHOP", "lead": "EUAA", "organisers": ["IOM", "UNHCR"], "others": "UNICEF, Sweden, Germany", "public": True}
    about = {"title": "SYNTHETIC regional workshop on age assessment", "topic": "Age assessment", "matters": "SYNTHETIC: a child is heard as a child."}
    case = _do(actions.plan, euaa, **told, **about, starts=held, ends=held + timedelta(hours=7), country="MKD", place="SYNTHETIC Skopje")
    _do(actions.announce, euaa, case)
    seven = "\n".join(f"Asylum office ({code}): 3" for code in ("ALB", "BIH", "XKX", "MNE", "MKD", "SRB", "TUR"))
    _do(actions.invite, euaa, case, expected=seven)
    _do(actions.hold, euaa, case, came=seven.replace("(MKD): 3", "(MKD): 5").replace("(TUR): 3", "(TUR): 0"))
    late = {"text": "SYNTHETIC: margin of doubt written into each national form", "owner": "EUAA", "target": "RULE"}
    _do(conclusions.note, euaa, event=case, **late, due=moment.today() + timedelta(days=40))
    more = {"text": "SYNTHETIC: guide translated into four languages", "owner": "UNHCR", "target": "TOOL"}
    _do(conclusions.note, euaa, event=case, **more, due=moment.today() + timedelta(days=90))
    ahead = moment.now() + timedelta(days=25)
    told |= {"kind": "MEETING", "lead": "MARRI", "organisers": ["EUAA"], "others": ""}
    about = {
        "title": "SYNTHETIC meeting on training methodology",
        "topic": "Training methodology",
        "matters": "SYNTHETIC: trainers of the region teach each other.",
    }
    case = _do(actions.plan, marri, **told, **about, starts=ahead, ends=ahead + timedelta(hours=4), place="SYNTHETIC Skopje", link="https://meet.example.org/x")
    _do(actions.announce, marri, case)
    _told(euaa, partners["EUAA"][1])


def _told(first: Actor, second: Actor) -> None:
    """The update of the last months, finished by an editor and published by another; the next one waits for an editor."""
    today = moment.today()
    case = _do(posts.assemble, first, lead="EUAA", first=today - timedelta(days=120), last=today)
    _do(posts.submit, first, case)
    _do(posts.publish, second, case)
    _do(posts.assemble, first, lead="EUAA", first=today - timedelta(days=30), last=today)


def _do(door: Callable[..., Answer], who: Actor, case: uuid.UUID | None = None, /, **told: Any) -> uuid.UUID:
    return door(told, actor=who, key=uuid.uuid4(), case_id=case).case_id
