"""The interface to matching software from outside, and a simulator for demonstrations.

No matcher is part of this system (decision 0011): a deployment names its own in ``EGNATIA_MATCHER`` as ``package.module.Class``. It runs on
the node, is given containers as they are, keeps nothing, and answers scores. What it finds is a question for a human: links are YELLOW, and
nothing follows from them by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from egnatia.node.biometrics import containers


class NoMatcher(LookupError):
    """No matching software is set up in this deployment."""


@dataclass(frozen=True)
class Sample:
    """One container of one person, opened for the length of a comparison."""

    person: UUID
    standard: str
    content: bytes
    synthetic: bool


@dataclass(frozen=True)
class Score:
    """How alike the probe and a person of the gallery are, 0 to 1, as the software says it."""

    person: UUID
    value: float


class Matcher(Protocol):
    """What software from outside offers. ``compare`` answers those of the gallery that it holds for alike, in any order."""

    name: str

    def compare(self, probe: Sample, gallery: Iterable[Sample]) -> list[Score]: ...


class Simulator:
    """For SYNTHETIC persons only: it has no skill at all. A container's images are its own pattern bytes; the score is the share of equal
    bytes of the images that both have. Real containers it refuses, so that nobody takes its answers for a comparison of fingers."""

    name = "SIMULATOR: no comparison of fingers"
    alike_from = 0.8

    def compare(self, probe: Sample, gallery: Iterable[Sample]) -> list[Score]:
        """Raises ValueError for a probe of a real person; real ones of the gallery are passed over."""
        if not probe.synthetic:
            raise ValueError("the simulator compares SYNTHETIC containers only: set up matching software for real ones")
        own = self._images(probe)
        found = []
        for one in (sample for sample in gallery if sample.synthetic):
            theirs = self._images(one)
            if shared := own.keys() & theirs.keys():
                value = sum(self._alike(own[code], theirs[code]) for code in shared) / len(shared)
                if value >= self.alike_from:
                    found.append(Score(one.person, value))
        return found

    @staticmethod
    def _images(sample: Sample) -> dict[int, bytes]:
        return containers.read(sample.content).images

    @staticmethod
    def _alike(one: bytes, other: bytes) -> float:
        same = sum(first == second for first, second in zip(one, other, strict=False))
        return same / max(len(one), len(other))


def matcher() -> Matcher:
    """The software of this deployment. Raises NoMatcher."""
    if not settings.EGNATIA_MATCHER:
        raise NoMatcher
    found: Matcher = import_string(settings.EGNATIA_MATCHER)()
    return found
