"""Counting, approving, discarding."""

from __future__ import annotations

from django.db.models import Max

from egnatia.exchange import outbox
from egnatia.exchange.tasks import soon as send_soon
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.release import counting, inputs, message, procedure
from egnatia.node.release.models import Release, ReleaseCell


@procedure.PREPARE.effect
def prepare(case: CaseFile, data: inputs.Prepare, actor: Actor) -> None:
    """Count the month and store the cells with their protection, for the preview."""
    assert actor.id is not None  # a person counts, never the system
    counted = counting.count(data.period)
    release = Release(
        case=case,
        period=data.period,
        provisional=data.period == f"{moment.today():%Y-%m}",
        real_persons=counted.real_persons,
        prepared_by=actor.id,
        reason=data.reason,
    )
    release.save(force_insert=True)
    conf = counting.protect(counted.cells)
    ReleaseCell.objects.bulk_create(
        ReleaseCell(release=release, **cell.__dict__, count=value, published=value if conf[cell] == "F" else None, conf=conf[cell])
        for cell, value in counted.cells.items()
    )
    open_task(case, "APPROVE_RELEASE")


@procedure.APPROVE.effect
def approve(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Approve; the outbox row and the job are part of the same transaction."""
    release = Release.objects.select_for_update().get(pk=case.pk)
    last = Release.objects.filter(period=release.period).aggregate(last=Max("revision"))["last"] or 0
    release.approved_by, release.revision = actor.id, last + 1
    release.save()
    outbox.queue(message.manifest(release), message.payload(release))
    send_soon()


@procedure.DISCARD.effect
def discard(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Nothing leaves; the count stays here as a record."""
