"""The effects of drawing samples and reviewing."""

from __future__ import annotations

import math
import random
import uuid
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import open_task, set_subject
from egnatia.kernel.engine.spec import Input, NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum.models import Decision, Interview
from egnatia.node.asylum.models.quality import Marked, Part, Review, Sample
from egnatia.node.asylum.quality import inputs, procedure, selectors

_DRAWN = uuid.UUID("5a0c7b52-3a0e-4b7e-8f14-6d3e5f0b9c03")


def chosen(decisions: list[tuple[uuid.UUID, str]], share: int, seed: int) -> list[uuid.UUID]:
    """By chance from each outcome, at least one: ``decisions`` are (id, outcome) in a fixed order, so that a seed draws the same again."""
    draw, found = random.Random(seed), []  # noqa: S311  a sample, no secret
    for outcome in sorted({outcome for _id, outcome in decisions}):
        known = [one for one, of in decisions if of == outcome]
        found += draw.sample(known, max(1, math.ceil(len(known) * share / 100)))
    return found


@procedure.DRAW.effect
def draw_sample(case: CaseFile, data: inputs.Draw, actor: Actor) -> None:
    """Raises BadInput where nothing was decided then. Drawn from what this unit sees."""
    decided = Decision.objects.filter(decided_at__date__range=(data.since, data.until))
    known = list(decided.order_by("decided_at", "pk").values_list("pk", "outcome"))
    if not known:
        raise BadInput({"since": _("Nothing was decided in this time.")})
    drawn = chosen(known, data.share, data.seed)
    again = set(random.Random(data.seed + 1).sample(drawn, round(len(drawn) * data.twice / 100)))  # noqa: S311  a sample, no secret
    told = data.model_dump()
    sample = Sample.objects.create(case=case, **told, drawn_from=len(known), drawn=len(drawn))
    for one in drawn:
        for turn in (1, 2) if one in again else (1,):
            answers = {"sample": sample.pk, "decision": one, "turn": turn}
            open_review(answers, actor=actor, key=uuid.uuid5(_DRAWN, f"{sample.pk}|{one}|{turn}"))


@procedure.OPEN.effect
def open_review(case: CaseFile, data: inputs.Drawn, actor: Actor) -> None:
    decision = Decision.objects.select_related("case").get(pk=data.decision)
    sample = Sample.objects.get(pk=data.sample)
    set_subject(case, decision.person_id)
    heard = Interview.objects.filter(Q(interviewer_id__isnull=False), case=decision.case_id, held_at__isnull=False).order_by("-held_at").first()
    one = Review(case=case, person_id=decision.person_id, sample=sample, decision=decision, turn=data.turn, blind=sample.blind)
    one.author = heard.interviewer_id if heard and heard.interviewer_id else decision.proposed_by
    one.second_author = decision.proposed_by
    one.save(force_insert=True)
    open_task(case, "REVIEW_QUALITY")


def _mark(case: CaseFile, part: Part, data: Input, actor: Actor) -> None:
    """Marks given once more take the place of those before, until the review is finished."""
    one = selectors.review_of(case)
    answers: dict[str, Any] = data.model_dump()
    remarks = answers.pop("remarks")
    one.reviewer, one.reviewer_name = actor.id, actor.name
    one.remarks = "\n".join(filter(None, [one.remarks, remarks])) or None
    one.save()
    Marked.objects.filter(case=case, part=part).delete()
    Marked.objects.bulk_create(Marked(case=case, review=one, part=part, indicator=name, mark=mark) for name, mark in answers.items())


@procedure.INTERVIEW.effect
def mark_interview(case: CaseFile, data: Input, actor: Actor) -> None:
    _mark(case, Part.INTERVIEW, data, actor)


@procedure.DECISION.effect
def mark_decision(case: CaseFile, data: Input, actor: Actor) -> None:
    _mark(case, Part.DECISION, data, actor)


@procedure.FINISH.effect
def finish(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Review.objects.filter(pk=case.pk).update(finished_at=moment.now())
