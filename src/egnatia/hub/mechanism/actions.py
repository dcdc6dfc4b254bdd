"""Drafting and publishing. What is published goes into the log that every node fetches."""

from __future__ import annotations

from django.db.models import Max

from egnatia.exchange import outbox
from egnatia.exchange.envelope import canonical
from egnatia.hub.mechanism import inputs, procedure
from egnatia.hub.mechanism.models import Budget, Edition, Share
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import sop
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.kernel.store.hold import hold


def _one_at_a_time() -> None:
    """Two that are published at once wait for each other here: a number is given once."""
    hold("mechanism")


@procedure.EDITION.action("draft").effect
def draft(case: CaseFile, data: inputs.DraftEdition, actor: Actor) -> None:
    try:
        content = sop.read_toml(data.file)
    except sop.BadSop as problem:
        raise BadInput({"file": str(problem)}) from None
    Edition.objects.create(case=case, content=content.told(), changes=data.changes, proposed_by=actor.id)
    open_task(case, "PUBLISH_EDITION", actor.unit)


@procedure.EDITION.action("publish").effect
def publish(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _one_at_a_time()
    one = Edition.objects.get(pk=case.pk)
    one.version, one.published_on = (Edition.objects.aggregate(last=Max("version"))["last"] or 0) + 1, moment.today()
    one.save(update_fields=["version", "published_on"])
    # In the payload: a manifest is too small for a long procedure.
    outbox.tell_all("sop", {"version": one.version, "published_on": one.published_on.isoformat(), "changes": one.changes}, canonical(one.content))


@procedure.EDITION.action("discard").effect
def discard(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It stays on record as discarded."""


@procedure.BUDGET.action("propose").effect
def propose_budget(case: CaseFile, data: inputs.ProposeBudget, actor: Actor) -> None:
    one = Budget.objects.create(case=case, year=data.year, source=data.source, total=data.total, proposed_by=actor.id)
    Share.objects.bulk_create(Share(budget=one, country=code, amount=amount) for code, amount in data.shares().items())
    open_task(case, "APPROVE_BUDGET", actor.unit)


@procedure.BUDGET.action("publish").effect
def approve_budget(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _one_at_a_time()
    one = Budget.objects.get(pk=case.pk)
    one.revision = (Budget.objects.filter(year=one.year).aggregate(last=Max("revision"))["last"] or 0) + 1
    one.approved_by = actor.id
    one.save(update_fields=["revision", "approved_by"])
    # Cents as whole numbers: a manifest knows no fractions.
    shares = {each.country: int(each.amount * 100) for each in one.share_set.all()}
    outbox.tell_all("budget", {"year": one.year, "revision": one.revision, "source": one.source, "total": int(one.total * 100), "shares": shares})


@procedure.BUDGET.action("discard").effect
def discard_budget(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It stays on record as discarded."""
