"""Handing over. The receiver sees the referral at once and the case behind it on acceptance; a refusal lowers nothing for the person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput, NotAllowed, NotFound
from egnatia.kernel.engine.run import grant, open_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Task, Unit
from egnatia.node.referral import inputs, procedure
from egnatia.node.referral.models import Referral

ANSWER_TASK = "ANSWER_REFERRAL"
FIND_ANOTHER_TASK = "FIND_ANOTHER_SERVICE"


@procedure.OFFER.effect
def offer(case: CaseFile, data: inputs.Offer, actor: Actor) -> None:
    """Offer a person of a case that the sender can see to another unit."""
    source = CaseFile.objects.filter(pk=data.source_case).first()
    if source is None or source.subject is None:
        raise NotFound
    receiver = Unit.objects.filter(code=data.receiver).first()
    if receiver is None or receiver.pk == actor.unit:
        raise BadInput({"receiver": _("Choose another unit of the list.")})
    set_subject(case, source.subject)
    Referral(
        case=case,
        person_id=source.subject,
        sender_id=actor.unit,
        receiver=receiver,
        source_case=source.pk,
        basis=data.basis,
        consent_language=data.consent_language or "",
        need=data.need,
        message=data.message or None,
    ).save(force_insert=True)
    case.unit_id = receiver.pk
    grant(case, receiver.pk, "REFERRAL")
    open_task(case, ANSWER_TASK, receiver.pk)
    # Another service was found for whom one declined.
    Task.objects.filter(code=FIND_ANOTHER_TASK, unit_id=actor.unit, case__subject=source.subject, done_at=None).update(done_at=moment.now())
    log.write(
        actor, log.Operation.DISCLOSE, "referral.offer", purpose=procedure.OFFER.purpose, case_id=case.pk, subject=source.subject, recipient=receiver.code
    )


def _received(case: CaseFile, actor: Actor) -> Referral:
    referral = Referral.objects.get(pk=case.pk)
    if referral.receiver_id != actor.unit:
        raise NotAllowed
    return referral


@procedure.ACCEPT.effect
def accept(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The receiver takes over and sees the case behind the referral."""
    referral = _received(case, actor)
    source = CaseFile(pk=referral.source_case, subject=referral.person_id)
    grant(source, referral.receiver_id, "REFERRAL_ACCEPTED")


@procedure.DECLINE.effect
def decline(case: CaseFile, data: inputs.Decline, actor: Actor) -> None:
    """The sender, still responsible, is told why."""
    referral = _received(case, actor)
    referral.decline_reason = data.reason
    referral.save(update_fields=["decline_reason"])
    case.unit_id = referral.sender_id
    open_task(case, FIND_ANOTHER_TASK, referral.sender_id)


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The sender takes the offer back."""
    if Referral.objects.get(pk=case.pk).sender_id != actor.unit:
        raise NotAllowed
