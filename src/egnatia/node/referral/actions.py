"""Handing over. The receiver sees the referral at once and the case behind it on acceptance; a refusal lowers nothing for the person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput, NotAllowed, NotFound, Refused
from egnatia.kernel.engine.run import grant, open_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Task, Unit
from egnatia.node.referral import inputs, procedure
from egnatia.node.referral.models import Referral


class RegistrationIsDue(Refused):
    """Access to asylum is never declined."""

    code = "asylum"
    text = _("A wish for asylum must be registered: this referral cannot be declined.")


ANSWER_TASK = "ANSWER_REFERRAL"
FIND_ANOTHER_TASK = "FIND_ANOTHER_SERVICE"


@procedure.OFFER.effect
def offer(case: CaseFile, data: inputs.Offer, actor: Actor) -> None:
    """Offer a person of a case that the sender can see to a protection service: no other unit can be reached this way."""
    _offer(case, data, actor, Unit.objects.filter(code=data.receiver, kind=Unit.Kind.PROTECTION).first(), is_handover=False)


@procedure.HAND_OVER.effect
def hand_over(case: CaseFile, data: inputs.HandOver, actor: Actor) -> None:
    """The outcome of a screening, behind its gates."""
    _offer(case, data, actor, Unit.objects.filter(code=data.receiver).first(), is_handover=True)


def _offer(case: CaseFile, data: inputs.Offer, actor: Actor, receiver: Unit | None, *, is_handover: bool) -> None:
    source = CaseFile.objects.filter(pk=data.source_case, procedure__in=("screening", "registration")).first()
    if source is None or source.subject is None:
        raise NotFound
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
        is_handover=is_handover,
    ).save(force_insert=True)
    case.unit_id = receiver.pk
    grant(case, receiver.pk, "REFERRAL")
    open_task(case, ANSWER_TASK, receiver.pk)
    # Another unit was found for whom one of the same kind declined, in the same case.
    declined = Referral.objects.filter(source_case=source.pk, receiver__kind=receiver.kind, case__state="declined").values("pk")
    Task.objects.filter(code=FIND_ANOTHER_TASK, unit_id=actor.unit, case__in=declined, done_at=None).update(done_at=moment.now())
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
    """The sender, still responsible, is told why; the receiver sees the person no longer. Registration cannot be declined."""
    referral = _received(case, actor)
    if referral.is_handover and referral.receiver.kind == Unit.Kind.ASYLUM:
        raise RegistrationIsDue
    referral.decline_reason = data.reason
    referral.save(update_fields=["decline_reason"])
    case.unit_id = referral.sender_id
    open_task(case, FIND_ANOTHER_TASK, referral.sender_id)


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The sender takes the offer back; a hand-over by outcome stays, so that nobody is left without an authority."""
    referral = Referral.objects.get(pk=case.pk)
    if referral.sender_id != actor.unit or referral.is_handover:
        raise NotAllowed
    case.unit_id = referral.sender_id
