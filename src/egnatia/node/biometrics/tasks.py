"""Comparing as a job: as the system, over the containers of this node, with the software that the deployment names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app


@app.task(name="biometrics.compare", lock="biometrics.compare")
def compare(container_id: str) -> None:
    """Ask once what is alike; each answer is YELLOW. Safe to repeat."""
    from egnatia.kernel import moment
    from egnatia.kernel.access import log
    from egnatia.kernel.access.actor import SYSTEM, acting_as
    from egnatia.kernel.access.decide import Purpose
    from egnatia.kernel.engine.run import open_task
    from egnatia.node.biometrics import matching
    from egnatia.node.biometrics.inputs import ANSWER_TASK
    from egnatia.node.biometrics.models import Container, Likeness

    with acting_as(SYSTEM):
        # Erased since it was asked for: then there is nothing to compare.
        probe = Container.objects.select_related("person", "case").filter(pk=UUID(container_id)).first()
        if probe is None:
            return
        software = matching.matcher()
        known = Container.objects.filter(standard=probe.standard).exclude(person=probe.person_id).select_related("person")
        best: dict[UUID, float] = {}
        for one in software.compare(_sample(probe), _samples(known)):
            best[one.person] = max(one.value, best.get(one.person, 0.0))
        told = set(Likeness.objects.filter(case=probe.case).values_list("other_id", flat=True))
        new = [(other, value) for other, value in best.items() if other not in told]
        common = {"case": probe.case, "person": probe.person, "matcher": software.name, "found_at": moment.now()}
        Likeness.objects.bulk_create(Likeness(**common, other_id=other, score=value, number=at) for at, (other, value) in enumerate(new, start=len(told) + 1))
        if new:
            open_task(probe.case, ANSWER_TASK)
        log.write(SYSTEM, log.Operation.QUERY, "biometrics.compare", purpose=Purpose.SCREENING, case_id=probe.case_id, result_count=len(best))


def _sample(one: Any) -> Any:
    from egnatia.node.biometrics.matching import Sample

    return Sample(one.person_id, one.standard, one.content, one.person.synthetic)


def _samples(known: Any) -> Iterator[Any]:
    """A few opened at a time: neither the containers nor their keys pile up in memory."""
    from egnatia.kernel.store import keys

    for one in known.iterator(chunk_size=20):
        with keys.key_ring():
            sample = _sample(one)
        yield sample
