"""Taking, passing on and answering a referral of another state."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.exchange import outbox
from egnatia.exchange.tasks import soon as send_soon
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import call_unit, end_task, grant, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Grant, Unit
from egnatia.node.referral.abroad import inputs, procedure, selectors
from egnatia.node.referral.models import Arrived, WithdrawalNotice


def _answer(case: CaseFile, answer: str, declined_as: str = "") -> None:
    one = Arrived.objects.get(pk=case.pk)
    outbox.queue({"type": "referral_answer", "body": {"reference": str(one.reference), "answer": answer, "declined_as": declined_as}}, to=one.country)
    send_soon()


def _ended(case: CaseFile) -> None:
    """What was told of the person is gone with it."""
    Arrived.objects.filter(pk=case.pk).update(content=None)


@procedure.RECEIVE.effect
def receive(case: CaseFile, data: inputs.Received, actor: Actor) -> None:
    """The coordinator is asked; where none is set up, the protection service."""
    Arrived.objects.create(case=case, **data.model_dump())
    kind = Unit.Kind.COORDINATION if Unit.objects.filter(kind=Unit.Kind.COORDINATION).exists() else Unit.Kind.PROTECTION
    call_unit(case, kind, "COORDINATES", "ANSWER_ABROAD", takes_over=True)


@procedure.UPDATE.effect
def update(case: CaseFile, data: inputs.Received, actor: Actor) -> None:
    """The person agreed to more, to less or for longer: what was told before is gone."""
    Arrived.objects.filter(pk=case.pk).update(content=data.content, until=data.until, priority=data.priority)


@procedure.OVER.effect
def over(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Taken back, or ended there: from this moment nothing is shown; who had it is told by number, to delete what was noted."""
    unit = Arrived.objects.values_list("receiver_id", flat=True).get(pk=case.pk) or case.unit_id
    WithdrawalNotice.objects.create(unit_id=unit, number=case.number, at=moment.now())
    _ended(case)


@procedure.HAND.effect
def hand_to(case: CaseFile, data: inputs.HandTo, actor: Actor) -> None:
    unit = next((one for one in selectors.fitting(case) if one.code == data.unit), None)
    if unit is None:
        raise BadInput({"unit": _("Choose a service of the list: one that fits what the person agreed to.")})
    # Who had it before sees it no longer; the coordinator goes on seeing to it.
    before = Grant.objects.filter(case=case, basis="REFERRAL").exclude(unit_id=unit.pk)
    for one in before.values_list("unit_id", flat=True):
        end_task(case, "ANSWER_ABROAD", unit_id=one)
    before.delete()
    case.unit_id = unit.pk
    Arrived.objects.filter(pk=case.pk).update(receiver=unit)
    grant(case, unit.pk, "REFERRAL")
    open_task(case, "ANSWER_ABROAD", unit.pk)


@procedure.ACKNOWLEDGE.effect
def acknowledge(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _answer(case, "OPENED")


@procedure.ACCEPT.effect
def accept(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _answer(case, "ACCEPT")


@procedure.DECLINE.effect
def decline(case: CaseFile, data: inputs.DeclineAbroad, actor: Actor) -> None:
    _ended(case)
    Arrived.objects.filter(pk=case.pk).update(declined_as=data.declined_as)
    _answer(case, "DECLINE", data.declined_as)


@procedure.BEGIN.effect
def begin_service(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _answer(case, "BEGUN")


@procedure.DELIVER.effect
def deliver(case: CaseFile, data: inputs.GiveHelp, actor: Actor) -> None:
    _ended(case)
    Arrived.objects.filter(pk=case.pk).update(delivered_on=data.on)
    _answer(case, "DELIVERED")


@procedure.UNREACHED.effect
def unable_to_reach(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _ended(case)
    _answer(case, "UNREACHED")
