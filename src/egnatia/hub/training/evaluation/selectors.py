"""What was answered, as means over enough people that nobody can be told from them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from statistics import fmean
from uuid import UUID

from django.db.models import Count

from egnatia.hub.training.models import Invitation, Opinion, Place, QualityFigure, Question, TrainingSession
from egnatia.hub.training.selectors import LEAST
from egnatia.kernel import moment


@dataclass(frozen=True)
class Found:
    """Of one question: how many answered, how many were asked, and the mean of each line, None while it is not told."""

    answered: int
    asked: int
    means: tuple[float, ...] | None

    @property
    def mean(self) -> float | None:
        return fmean(self.means) if self.means else None


def told(sessions: Collection[TrainingSession], question: Question) -> list[UUID]:
    """Sessions whose answers are told: enough of them, and no link is open any more. So no two looks differ by one answer."""
    counted = Opinion.objects.filter(session__in=sessions, question=question).values_list("session").annotate(answers=Count("pk"))
    enough = [session for session, answers in counted if answers >= LEAST]
    waiting = Invitation.objects.filter(place__session__in=enough, question=question, used=False, until__gte=moment.today())
    still_open = set(waiting.values_list("place__session", flat=True))
    return [session for session in enough if session not in still_open]


def found(sessions: Collection[TrainingSession], question: Question) -> Found:
    """Over sessions that each have enough answers of their own: no sum gives away those of a small one."""
    marks = list(Opinion.objects.filter(session__in=told(sessions, question), question=question).values_list("marks", flat=True))
    answered = Opinion.objects.filter(session__in=sessions, question=question).count()
    asked = Place.objects.filter(session__in=sessions, invitation__question=question).count()
    return Found(answered, asked, tuple(fmean(line) for line in zip(*marks, strict=True)) if marks else None)


def remarks(session: TrainingSession) -> list[str]:
    """What people wrote, once it is told; in no order of theirs."""
    found = Opinion.objects.filter(session__in=told([session], Question.REACTION), question=Question.REACTION)
    return sorted(found.exclude(remark="").values_list("remark", flat=True))


def learned(sessions: Collection[TrainingSession]) -> tuple[int, float, float] | None:
    """Kirkpatrick 2: (how many took both tests, mean before, mean after) in percent; of sessions in which enough did; else None."""
    tested = Place.objects.filter(session__in=sessions, before__isnull=False, after__isnull=False)
    enough = [session for session, people in tested.values_list("session").annotate(people=Count("pk")) if people >= LEAST]
    both = list(tested.filter(session__in=enough).values_list("before", "after"))
    if not both:
        return None
    return len(both), fmean(one or 0 for one, _then in both), fmean(then or 0 for _one, then in both)


def quality(module: str) -> list[tuple[str, str, int, int]]:
    """Kirkpatrick 4: (indicator, half-year, met, seen) of the region, summed over its countries."""
    sums: dict[tuple[str, str], list[int]] = {}
    for one in QualityFigure.objects.filter(module=module):
        line = sums.setdefault((one.indicator, one.half), [0, 0])
        line[0] += one.met
        line[1] += one.seen
    return [(indicator, half, met, seen) for (indicator, half), (met, seen) in sorted(sums.items())]
