"""What nodes say of training. Each speaks of its own people and needs alone; what is no form of ``kernel.codes.training`` is refused."""

from __future__ import annotations

import uuid
from typing import Any

from egnatia.exchange import sealed, signing
from egnatia.exchange.envelope import BadEnvelope
from egnatia.exchange.models import Incoming
from egnatia.hub.training import selectors
from egnatia.hub.training.models import Country, Kind, Need, Place, QualityFigure, Trainer, TrainingSession
from egnatia.hub.training.sessions import actions as sessions
from egnatia.hub.training.trainers import actions as trainers
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM
from egnatia.kernel.codes import training
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.models import CaseFile

_KEYS = uuid.UUID("0f5e7a52-6a0b-4b39-93f4-8a1a5d0f6d11")


def _reference(body: dict[str, Any]) -> uuid.UUID:
    if set(body) != {"reference"}:
        raise BadEnvelope("body", "a message about somebody has its reference, and the rest as payload")
    return uuid.UUID(str(body["reference"]))


def _country(row: Incoming, key: str) -> None:
    if not signing.is_recipient(key):
        raise BadEnvelope("content", "sealing_key: no key to seal to")
    Country.objects.update_or_create(node=row.node, defaults={"sealing_key": key})


def _own(row: Incoming, person: uuid.UUID) -> None:
    """Raises BadEnvelope for a person of another node."""
    if Place.objects.filter(person=person).exclude(node=row.node).exists() or Trainer.objects.filter(person=person).exclude(country=row.node).exists():
        raise BadEnvelope("reference", "this person belongs to another node")


def nomination(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Somebody is nominated for an open session. The officers decide; a reference is used once."""
    reference, told = _reference(body), sealed.content(training.Nomination, payload)
    # The session is held, so that nobody is nominated while it fills.
    state = CaseFile.objects.select_for_update().filter(pk=told.session, procedure="training_session").values_list("state", flat=True).first()
    one = TrainingSession.objects.filter(pk=told.session).first()
    if one is None or state != "open":
        raise BadEnvelope("closed", "the session takes no nominations now")
    if one.kind == Kind.NATIONAL and one.country != row.node:
        raise BadEnvelope("national", "a national session is for its own country")
    if Place.objects.filter(reference=reference).exists():
        raise BadEnvelope("reference", "a reference is used once")
    _own(row, told.person)
    if Place.objects.filter(session=one, person=told.person).exclude(state__in=(Place.State.WITHDRAWN, Place.State.DECLINED)).exists():
        raise BadEnvelope("twice", "this person is nominated for the session already")
    _country(row, told.sealing_key)
    fields = told.model_dump(mode="json", exclude={"session", "sealing_key", "sex", "institution"})
    Place.objects.create(reference=reference, session=one, node=row.node, sex=str(told.sex), institution=str(told.institution), asked_at=moment.now(), **fields)


def withdrawal(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """Somebody does not come, a session is not needed, or a trainer has left their country's service. What was held already stays as it was."""
    reference, _told = _reference(body), sealed.content(training.Withdrawal, payload)
    trainer = Trainer.objects.filter(offered=reference, country=row.node, case__state__in=("candidate", "certified")).select_related("case").first()
    if trainer is not None:
        open_task(trainer.case, "GONE")
        return
    asked = TrainingSession.objects.filter(requested=reference, country=row.node).first()
    if asked is not None:
        sessions.cancel({}, actor=SYSTEM, key=uuid.uuid5(_KEYS, f"withdrawn {reference}"), case_id=asked.pk)
        return
    found = Place.objects.filter(reference=reference, node=row.node, session__case__state__in=("open", "full", "running"), attended=None)
    # The session is held, so that nobody is withdrawn while results are noted.
    CaseFile.objects.select_for_update().filter(pk__in=list(found.values_list("session", flat=True))).first()
    if not found.exclude(state__in=(Place.State.WITHDRAWN, Place.State.DECLINED)).update(state=Place.State.WITHDRAWN):
        raise BadEnvelope("reference", "there is no open nomination of this node under the reference")


def request(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """A country asks for trainers."""
    reference, told = _reference(body), sealed.content(training.SessionRequest, payload)
    _country(row, told.sealing_key)
    given = {**told.model_dump(exclude={"sealing_key"}), "kind": Kind.NATIONAL, "country": row.node, "requested": reference}
    sessions.request(given, actor=SYSTEM, key=uuid.uuid5(_KEYS, str(reference)))


def candidate(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """A country offers a trainer; the gate asks for the certificates."""
    reference, told = _reference(body), sealed.content(training.Candidate, payload)
    _own(row, told.person)
    _country(row, told.sealing_key)
    given = {"country": row.node, "person": told.person, "languages": told.languages, "most": told.most, "offered": reference}
    trainers.offer(given, actor=SYSTEM, key=uuid.uuid5(_KEYS, str(reference)))


def needs(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """All that a country needs now. A module that was withdrawn meanwhile is passed over: the country hears of it with the programme."""
    told, now = sealed.content(training.Needs, payload), moment.now()
    if body:
        raise BadEnvelope("body", "needs are a payload")
    if len({(one.institution, one.module) for one in told.lines}) != len(told.lines):
        raise BadEnvelope("content", "lines: two of one institution and module")
    Need.objects.filter(node=row.node).delete()
    known = selectors.current()
    Need.objects.bulk_create(
        Need(node=row.node, told_at=now, **{**one.model_dump(), "institution": str(one.institution)}) for one in told.lines if one.module in known
    )


def quality(body: dict[str, Any], payload: bytes, row: Incoming) -> None:
    """A figure of the work itself; the newest of a half-year stands."""
    told = sealed.content(training.Quality, payload)
    if body or told.indicator not in training.INDICATORS:
        raise BadEnvelope("content", "indicator: none of the list")
    QualityFigure.objects.update_or_create(
        node=row.node, module=told.module, indicator=told.indicator, half=told.half, defaults={"met": told.met, "seen": told.seen}
    )
