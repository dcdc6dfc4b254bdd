"""Adopting, differing, telling the region."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.exchange import outbox
from egnatia.exchange.tasks import soon as send_soon
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import sop
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import call_unit, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.avrr.mechanism import inputs, procedure, selectors
from egnatia.node.avrr.models import BudgetUse, Edition, NationalDifference, SopAdoption


def _open(case: CaseFile, version: int) -> None:
    """What differed in the edition before differs in this one too, as long as the step exists: it is looked at, not typed again."""
    edition = Edition.objects.filter(pk=version).first()
    if edition is None:
        raise BadInput({"version": _("Choose an edition of the list.")})
    SopAdoption.objects.create(case=case, edition=edition)
    steps = {one.code for one in sop.read(edition.content).steps}
    before = selectors.differences(selectors.adopted())
    NationalDifference.objects.bulk_create(
        NationalDifference(case=case, step=one.step, kind=one.kind, text=one.text) for one in before.values() if one.step in steps
    )


@procedure.ARRIVE.effect
def arrive(case: CaseFile, data: inputs.Arrived, actor: Actor) -> None:
    """The legal service is asked to compare it."""
    _open(case, data.version)
    call_unit(case, Unit.Kind.LEGAL, "ADOPTS", "ADOPT_EDITION", takes_over=True)


@procedure.BEGIN.effect
def begin(case: CaseFile, data: inputs.Begin, actor: Actor) -> None:
    _open(case, data.version)
    open_task(case, "ADOPT_EDITION", actor.unit)


@procedure.DIFFER.effect
def note_difference(case: CaseFile, data: inputs.Differ, actor: Actor) -> None:
    if data.step not in dict(selectors.step_choices(case)["step"]):
        raise BadInput({"step": _("Choose a step of this edition.")})
    NationalDifference.objects.update_or_create(case=case, step=data.step, defaults={"kind": data.kind, "text": data.text})


@procedure.AGREE.effect
def drop_difference(case: CaseFile, data: inputs.Agree, actor: Actor) -> None:
    if not NationalDifference.objects.filter(case=case, step=data.step).delete()[0]:
        raise BadInput({"step": _("No difference is noted of this step.")})


@procedure.PREPARE.effect
def prepare(case: CaseFile, data: inputs.Prepare, actor: Actor) -> None:
    SopAdoption.objects.filter(pk=case.pk).update(since=data.since, proposed_by=actor.id)
    open_task(case, "CONFIRM_EDITION", actor.unit)


@procedure.ADOPT.effect
def adopt(case: CaseFile, data: NoInput, actor: Actor) -> None:
    SopAdoption.objects.filter(pk=case.pk).update(adopted_by=actor.id, adopted_at=moment.now())
    one = SopAdoption.objects.get(pk=case.pk)
    assert one.since is not None
    differences = NationalDifference.objects.filter(case=case).order_by("step").values_list("step", "kind", "text")
    told = sop.Adoption(one.edition_id, one.since, tuple(sop.Difference(*each) for each in differences))
    outbox.queue({"type": "sop_adoption", "body": told.told()}, told.listed())
    send_soon()


@procedure.BACK.effect
def send_back(case: CaseFile, data: NoInput, actor: Actor) -> None:
    SopAdoption.objects.filter(pk=case.pk).update(since=None, proposed_by=None)
    open_task(case, "ADOPT_EDITION", actor.unit)


@procedure.COUNT.effect
def count_use(case: CaseFile, data: inputs.CountUse, actor: Actor) -> None:
    number, spending, real = selectors.plans(data.year)
    counted = {"plans": number, "spending": spending, "real_persons": real}
    amounts = {"committed": selectors.committed(data.year), "spent": selectors.spent(data.year)}
    BudgetUse.objects.create(case=case, year=data.year, **counted, **amounts, as_of=moment.today(), counted_by=actor.id)
    open_task(case, "APPROVE_USE")


@procedure.TELL.effect
def tell_region(case: CaseFile, data: NoInput, actor: Actor) -> None:
    one = BudgetUse.objects.select_for_update().get(pk=case.pk)
    one.approved_by = actor.id
    one.save(update_fields=["approved_by"])
    outbox.queue({"type": "budget_use", "body": {"year": one.year, **selectors.told(one), "as_of": one.as_of.isoformat()}})
    send_soon()


@procedure.DISCARD.effect
def discard(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It stays here as a record."""
