"""Keeping what was taken: called by the actions of the rooms above, inside their transaction."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import end_task
from egnatia.kernel.models import CaseFile
from egnatia.node.biometrics import containers, selectors, tasks
from egnatia.node.biometrics.inputs import ANSWER_TASK, AnswerLikeness, Biometrics, Outcome
from egnatia.node.biometrics.models import Container, FingerState, Likeness, LikenessAnswer, NotTaken


def keep(case: CaseFile, data: Biometrics) -> None:
    """Containers sealed, the state of each finger, the reason why nothing was taken; then the question to the matching software, if there is one."""
    NotTaken.objects.filter(pk=case.pk).delete()
    if data.outcome is Outcome.NOT_POSSIBLE and data.missing_reason:
        NotTaken.objects.create(case=case, reason=data.missing_reason, at=moment.now())
    for content in (data.fingers, data.face):
        if content is not None:
            kept = _container(case, content, data)
            if settings.EGNATIA_MATCHER:
                tasks.compare.defer(container_id=str(kept.pk))


def _container(case: CaseFile, content: bytes, data: Biometrics) -> Container:
    head = containers.read(content)
    age = selectors.lowest_age(case, moment.today())
    # The gate has seen that it is known; the database refuses a container without it.
    assert case.subject is not None
    kept = Container(
        case=case,
        person_id=case.subject,
        standard=head.standard,
        content=content,
        size=len(content),
        digest=hashlib.sha256(content).digest(),
        quality=data.quality if head.quality is None else head.quality,
        device=data.device,
        taken_at=moment.now(),
        age=age,  # type: ignore[misc]
        minimum_age=selectors.minimum_age(moment.today()),
    )
    kept.save(force_insert=True)
    reason = data.missing_reason or ""
    named: dict[int, str] = dict.fromkeys(data.missing, reason) if content is data.fingers else {}
    absent = {position: reason for position, reason in {**named, **head.missing}.items() if position not in head.fingers}
    states = [FingerState(case=case, container=kept, position=position, quality=quality) for position, quality in head.fingers.items()]
    states += [FingerState(case=case, container=kept, position=position, missing=reason) for position, reason in absent.items()]
    FingerState.objects.bulk_create(states)
    return kept


def answer(case: CaseFile, data: AnswerLikeness, actor: Actor) -> None:
    """A human's answer to what software found. It links or keeps apart, and merges nothing (eu-procedures 2.4)."""
    asked = Likeness.objects.filter(case=case, number=data.number, likenessanswer=None).first()
    if asked is None:
        raise BadInput({"number": _("There is no open likeness of this number on the page.")})
    assert case.subject is not None
    assert actor.id is not None
    LikenessAnswer(
        likeness=asked,
        case=case,
        person_id=case.subject,
        colour=data.colour,
        reason=data.reason,
        told_person=data.told_person,
        by=actor.id,
        by_name=actor.name,
        at=moment.now(),
    ).save(force_insert=True)
    if not Likeness.objects.filter(case=case, likenessanswer=None).exists():
        end_task(case, ANSWER_TASK)
