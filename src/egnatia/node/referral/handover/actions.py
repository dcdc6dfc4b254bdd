"""Handing over. The receiver sees the hand-over at once and the case behind it on acceptance."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput, NotAllowed, NotFound, Refused
from egnatia.kernel.engine.run import grant, open_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Task, Unit
from egnatia.node.referral.handover import inputs, procedure
from egnatia.node.referral.models import HandOver


class RegistrationIsDue(Refused):
    """Access to asylum is never declined."""

    code = "asylum"
    text = _("A wish for asylum must be registered: this hand-over cannot be declined.")


ANSWER_TASK = "ANSWER_REFERRAL"
FIND_ANOTHER_TASK = "FIND_ANOTHER_SERVICE"


@procedure.HAND_OVER.effect
def hand_over(case: CaseFile, data: inputs.HandOver, actor: Actor) -> None:
    """The outcome of a screening, behind its gates."""
    source = CaseFile.objects.filter(pk=data.source_case, procedure="screening").first()
    if source is None or source.subject is None:
        raise NotFound
    receiver = Unit.objects.filter(code=data.receiver).first()
    if receiver is None or receiver.pk == actor.unit:
        raise BadInput({"receiver": _("Choose another unit of the list.")})
    set_subject(case, source.subject)
    HandOver.objects.create(case=case, person_id=source.subject, sender_id=actor.unit, receiver=receiver, source_case=source.pk, outcome=data.outcome)
    case.unit_id = receiver.pk
    grant(case, receiver.pk, "REFERRAL")
    open_task(case, ANSWER_TASK, receiver.pk)
    # Another authority was found for one of the same kind that declined, in the same case.
    declined = HandOver.objects.filter(source_case=source.pk, case__state="declined").values("pk")
    Task.objects.filter(code=FIND_ANOTHER_TASK, unit_id=actor.unit, case__in=declined, done_at=None).update(done_at=moment.now())
    log.write(actor, log.Operation.DISCLOSE, "handover.hand_over", purpose=procedure.P, case_id=case.pk, subject=source.subject, recipient=receiver.code)


def _received(case: CaseFile, actor: Actor) -> HandOver:
    one = HandOver.objects.select_related("receiver").get(pk=case.pk)
    if one.receiver_id != actor.unit:
        raise NotAllowed
    return one


@procedure.ACCEPT.effect
def accept(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The receiver takes over and sees the case behind the hand-over."""
    one = _received(case, actor)
    grant(CaseFile(pk=one.source_case, subject=one.person_id), one.receiver_id, "REFERRAL_ACCEPTED")


@procedure.DECLINE.effect
def decline(case: CaseFile, data: inputs.Decline, actor: Actor) -> None:
    """The sender, still responsible, is told why; the receiver sees the person no longer. Registration cannot be declined."""
    one = _received(case, actor)
    if one.receiver.kind == Unit.Kind.ASYLUM:
        raise RegistrationIsDue
    one.decline_reason = data.reason
    one.save(update_fields=["decline_reason"])
    case.unit_id = one.sender_id
    open_task(case, FIND_ANOTHER_TASK, one.sender_id)
