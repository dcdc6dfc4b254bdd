"""What can be seen of hand-overs: by the sender and the receiver, nobody else."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.people.models import Person
from egnatia.node.protection import selectors as protection
from egnatia.node.referral.models import HandOver


def receiver_of(case_id: UUID) -> UUID | None:
    return HandOver.objects.filter(pk=case_id).values_list("receiver_id", flat=True).first()


def answer_rule(case: CaseFile) -> str:
    child_alone = case.subject and protection.treated_as_child_alone(Person.objects.get(pk=case.subject))
    return "REFERRAL_ANSWER_CHILD" if child_alone else "REFERRAL_ANSWER"


def declined(case_id: UUID) -> bool:
    """Whether the last hand-over of this case was declined: then nobody has the person."""
    last = HandOver.objects.filter(source_case=case_id).select_related("case").order_by("-case__opened_at").first()
    return last is not None and last.case.state == "declined"


def receivers_of(case_id: UUID) -> list[UUID]:
    """Units that took over from this case and see it."""
    taken = HandOver.objects.filter(source_case=case_id, case__state="accepted")
    return list(taken.values_list("receiver_id", flat=True).distinct())


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = HandOver.objects.select_related("sender", "receiver").get(pk=case.pk)
    rows = [Row(_("From"), one.sender.name), Row(_("To"), one.receiver.name), Row(_("Outcome"), one.outcome)]
    if one.decline_reason:
        rows.append(Row(_("Declined because"), one.decline_reason, "warn"))
    return [Section(_("Hand-over"), rows, _("The sender stays responsible until the hand-over is accepted."))]
