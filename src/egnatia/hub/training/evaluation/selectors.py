"""What was answered, as means over enough people that nobody can be told from them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from statistics import fmean

from egnatia.hub.training.models import Opinion, Place, QualityFigure, Question, TrainingSession
from egnatia.hub.training.selectors import LEAST


@dataclass(frozen=True)
class Found:
    """Of one question: how many answered, how many were asked, and the mean of each line, None while too few answered."""

    answered: int
    asked: int
    means: tuple[float, ...] | None

    @property
    def mean(self) -> float | None:
        return fmean(self.means) if self.means else None


def found(sessions: Collection[TrainingSession], question: Question) -> Found:
    marks = list(Opinion.objects.filter(session__in=sessions, question=question).values_list("marks", flat=True))
    asked = Place.objects.filter(session__in=sessions, invitation__question=question).count()
    means = tuple(fmean(line) for line in zip(*marks, strict=True)) if len(marks) >= LEAST else None
    return Found(len(marks), asked, means)


def remarks(session: TrainingSession) -> list[str]:
    """What people wrote, once enough of them answered; in no order of theirs."""
    found = Opinion.objects.filter(session=session, question=Question.REACTION)
    return sorted(found.exclude(remark="").values_list("remark", flat=True)) if found.count() >= LEAST else []


def learned(sessions: Collection[TrainingSession]) -> tuple[int, float, float] | None:
    """Kirkpatrick 2: (how many took both tests, mean before, mean after) in percent; None while too few did."""
    both = list(Place.objects.filter(session__in=sessions, before__isnull=False, after__isnull=False).values_list("before", "after"))
    if len(both) < LEAST:
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
