"""What the hub tells nodes of training: to all of them the curriculum and the sessions, to one what concerns its people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from egnatia.exchange import outbox, sealed, signing
from egnatia.exchange.models import Outgoing
from egnatia.hub.training import selectors
from egnatia.hub.training.models import Country, TrainingSession
from egnatia.kernel.codes import training

# What a node should know of: nominations are taken, or people of it are on their way.
SHOWN = ("open", "full", "running")


def word(node: str, kind: str, reference: UUID, **told: Any) -> None:
    """Raises Country.DoesNotExist for a node that never nominated anybody."""
    key = Country.objects.get(pk=node).sealing_key
    sealed.say("training", node, key, training.Word.model_validate({"kind": kind, "reference": reference, **told}))


def programme() -> training.Programme:
    modules = [training.KnownModule(code=one.code, title=one.title, version=one.version or 1, before=one.prerequisites) for one in selectors.current().values()]
    found = TrainingSession.objects.filter(case__state__in=SHOWN).select_related("case").order_by("monday", "pk")
    sessions = [
        training.OpenSession(
            id=one.pk,
            number=one.case.number,
            kind=one.kind,
            module=one.module,
            before=selectors.taught(one.module, one.version).prerequisites,
            language=one.language,
            country=one.country,
            place=one.place,
            monday=one.monday,
            week=one.week,
            places=one.places,
            takes=one.case.state == "open",
        )
        for one in found
    ]
    return training.Programme(modules=sorted(modules, key=lambda one: one.code), sessions=sessions)


def tell_all() -> bool:
    """Tell every node how the programme stands, if that has changed since they were told; returns whether it had."""
    told = programme().told()
    last = Outgoing.objects.filter(to=signing.ALL, message__type="training_programme").order_by("-created_at", "-id").first()
    if last is not None and bytes(last.payload) == told:
        return False
    outbox.tell_all("training_programme", {}, told)
    return True


def tell_all_soon() -> None:
    """Once this transaction is committed."""
    from egnatia.hub.training.tasks import programme as job

    job.defer()
