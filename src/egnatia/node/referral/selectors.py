"""What can be seen of referrals: by the sender and the receiver, nobody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes import languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.people.models import Person
from egnatia.node.protection import selectors as protection
from egnatia.node.referral.models import Referral


def receiver_of(case_id: UUID) -> UUID | None:
    return Referral.objects.filter(pk=case_id).values_list("receiver_id", flat=True).first()


def concerns_child_alone(person_id: UUID) -> bool:
    person = Person.objects.get(pk=person_id)
    return protection.treated_as_child_alone(person)


def handover_declined(case_id: UUID) -> bool:
    """Whether the last hand-over of this case was declined: then nobody has the person."""
    last = Referral.objects.filter(source_case=case_id, is_handover=True).select_related("case").order_by("-case__opened_at").first()
    return last is not None and last.case.state == "declined"


def receivers_of(case_id: UUID) -> list[UUID]:
    """Units that took over from this case and see it."""
    taken = Referral.objects.filter(source_case=case_id, case__state="accepted", is_handover=True)
    return list(taken.values_list("receiver_id", flat=True).distinct())


def stands(case_id: UUID) -> bool:
    """For gates: whether a referral is offered or accepted, whoever asks."""
    with seeing_all():
        return CaseFile.objects.filter(pk=case_id, procedure="referral", state__in=("offered", "accepted")).exists()


def offer_from_case(case: CaseFile) -> dict[str, Any] | None:
    return {"source_case": case.pk} if case.subject and case.procedure in {"screening", "registration"} else None


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    referral = Referral.objects.select_related("sender", "receiver").get(pk=case.pk)
    rows = [
        Row(_("From"), referral.sender.name),
        Row(_("To"), referral.receiver.name),
        Row(_("What is asked"), referral.need),
        Row(_("Basis"), referral.get_basis_display()),
    ]
    if referral.consent_language:
        rows.append(Row(_("Agreed in"), languages.name(referral.consent_language)))
    if referral.message:
        rows.append(Row(_("Message"), referral.message))
    if referral.decline_reason:
        rows.append(Row(_("Declined because"), referral.decline_reason, "warn"))
    return [Section(_("Referral"), rows, _("The sender stays responsible until the referral is accepted."))]
