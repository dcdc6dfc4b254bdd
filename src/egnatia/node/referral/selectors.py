"""What can be seen of referrals: by the sender what was sent, by the receiver what the person agreed to, by the coordinator how it goes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, current_actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.disclose import NothingToDisclose
from egnatia.kernel.models import CaseFile, ClockRow
from egnatia.kernel.subjects import Row, Section
from egnatia.node.people.models import Person
from egnatia.node.protection import selectors as protection
from egnatia.node.referral import disclosing
from egnatia.node.referral.directory.selectors import may_name
from egnatia.node.referral.models import Consent, Override, Package, Passage, Priority, Referral, Service, WithdrawalNotice
from egnatia.node.referral.pathways import Field, Help

# The receiver has it: in all other states the sender is the one who is responsible.
WITH_RECEIVER = ("accepted", "in_service", "delivered", "answered")
SENT = ("offered", "acknowledged", *WITH_RECEIVER)


def of(case: CaseFile) -> Referral:
    return Referral.objects.select_related("sender", "receiver", "service__unit").get(pk=case.pk)


def receiver_of(case_id: UUID) -> UUID | None:
    return Referral.objects.filter(pk=case_id).values_list("receiver_id", flat=True).first()


def is_receiver(case: CaseFile, actor: Actor) -> bool:
    """The unit that was asked; for a service without an account its answer is noted by the sender."""
    one = Referral.objects.filter(pk=case.pk).values_list("receiver_id", "sender_id").first()
    return one is not None and (one[0] or one[1]) == actor.unit


def is_sender(case: CaseFile, actor: Actor) -> bool:
    return Referral.objects.filter(pk=case.pk, sender=actor.unit).exists()


def responsible(case: CaseFile, one: Referral) -> str:
    """The one agency that answers for the person's need now: the sender until somebody accepted, and again when it comes back (invariant J1)."""
    if case.state in WITH_RECEIVER:
        return one.service.organisation if one.service and one.receiver is None else str(one.receiver)
    return one.sender.name


def stands(case_id: UUID) -> bool:
    """For gates: whether a service has it, or is asked, whoever asks."""
    with seeing_all():
        found = CaseFile.objects.filter(pk=case_id, procedure="referral", state__in=(*SENT, "proposed")).exists()
        # Help that was given has reached somebody too.
        return found or Referral.objects.filter(pk=case_id, outcome__in=("DELIVERED", "PARTLY", "BEFORE")).exists()


def child_alone(case: CaseFile) -> bool:
    with seeing_all():
        key = case.subject or Referral.objects.values_list("person_id", flat=True).get(pk=case.pk)
        return protection.treated_as_child_alone(Person.objects.get(pk=key))


def priority_of(case: CaseFile) -> str:
    """A child alone is an emergency whatever was ticked."""
    told = Referral.objects.filter(pk=case.pk).values_list("priority", flat=True).first() or Priority.NORMAL
    return Priority.EMERGENCY if child_alone(case) else told


def answer_rule(case: CaseFile) -> str:
    return f"REFERRAL_TERM_{priority_of(case)}"


def remind_rule(case: CaseFile) -> str:
    return f"REFERRAL_REMIND_{priority_of(case)}"


def offer_from_case(case: CaseFile) -> dict[str, Any] | None:
    return (
        {"source_case": case.pk}
        if case.subject and case.procedure in {"screening", "registration", "asylum", "reception", "integration", "needs", "border_act", "return"}
        else None
    )


def override_waits(case: CaseFile, actor: Actor) -> bool:
    return override_sent(case) and receiver_of(case.pk) != actor.unit


def asks_the_person(case: CaseFile, actor: Actor) -> bool:
    return is_sender(case, actor) or Role.GUARDIAN in actor.roles


def answer_is_late(case: CaseFile) -> bool:
    return ClockRow.objects.filter(case=case, code="REFERRAL_TERM", due_at__lte=moment.now()).exclude(state=ClockRow.State.MET).exists()


def without_account(case: CaseFile, actor: Actor) -> bool:
    return Package.objects.filter(pk=case.pk).exists()


def notices(actor: Actor) -> list[WithdrawalNotice]:
    """Of the last thirty days."""
    return list(WithdrawalNotice.objects.filter(unit=actor.unit, at__gte=moment.now() - timedelta(days=30)).order_by("-at"))


def _labels(codes: Collection[str]) -> str:
    return ", ".join(str(Field(code).label) for code in Field.values if code in codes) or "–"


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = of(case)
    named = may_name(actor, one.service, one.pathway)
    rows = [
        Row(_("From"), one.sender.name),
        Row(_("To"), _who(one.service, one) if named else _("Specialised help")),
        Row(_("Pathway"), one.get_pathway_display() if named else _("Specialised help")),
        Row(_("What is asked"), one.need if named else _("Specialised help: see the message")),
        Row(_("Kind of help"), ", ".join(str(Help(each).label) for each in one.helps) if named and one.helps else "–"),
        Row(_("How soon"), Priority(priority_of(case)).label, "warn" if priority_of(case) == Priority.EMERGENCY else ""),
        Row(_("Responsible now"), responsible(case, one) if named or case.state not in WITH_RECEIVER else _("Specialised help")),
    ]
    if one.provided and named:
        rows.append(Row(_("Given already"), one.provided))
    if one.decline_reason and named:
        rows.append(Row(_("Not taken because"), f"{one.get_declined_as_display()}: {one.decline_reason}".strip(": "), "warn"))
    if one.satisfaction:
        rows.append(Row(_("The person found the help"), f"{one.satisfaction}/5"))
    if one.outcome:
        rows.append(Row(_("How it ended"), one.get_outcome_display(), "done"))
    if one.person_told is not None:
        rows.append(Row(_("The person was told"), _("yes") if one.person_told else _("no"), "done" if one.person_told else "warn"))
    found = [Section(_("Referral"), rows, _("Exactly one agency is responsible at every moment: the sender until the referral is accepted."))]
    if named and (one.sender_id == actor.unit or Role.GUARDIAN in actor.roles):
        found += [_permission(case, one), *_package(one), *_passage(one)]
    elif one.receiver_id == actor.unit:
        found.append(_for_receiver(one, actor))
    return found


def _who(service: Service | None, one: Referral) -> Any:
    if service is None:
        return one.receiver.name if one.receiver else _("No service yet")
    return f"{service.name} · {service.organisation}"


def _permission(case: CaseFile, one: Referral) -> Section:
    rows = []
    for consent in Consent.objects.filter(case=case.pk).order_by("at"):
        when = f"{consent.get_given_by_display()} · {languages.name(consent.language)} · {consent.get_way_display()} · {consent.recorder}"
        rows.append(Row(_("Agreed to"), f"{_labels(consent.scope)} · {when}", "" if consent.withdrawn_at else "done"))
        rows.append(Row(_("Until"), consent.until))
        if consent.transfer:
            rows.append(Row(_("To another state"), consent.get_transfer_display()))
        if consent.withdrawn_at:
            rows.append(Row(_("Taken back"), consent.withdrawn_at, "warn"))
    if rows:
        rows.append(Row(_("For the person to sign and keep"), _("Agreement in the person's language (PDF)"), "", reverse("agreement", args=[case.pk])))
    for other in Override.objects.filter(case=case.pk).order_by("proposed_at"):
        decided = _("approved") if other.approved else _("refused") if other.approved is False else _("waits for a second person")
        rows.append(Row(other.get_ground_display(), f"{_labels(other.scope)} · {other.proposer} → {other.decider or '–'}", "warn"))
        rows += [Row(_("Reason"), other.reason), Row(_("Second person"), decided), Row(_("Until"), other.until)]
    rows.append(Row(_("The service sees today"), _labels(disclosing.covers(one)) if case.state in SENT else "–"))
    return Section(_("What allows it"), rows, _("What the person agreed to, narrowed to what the pathway needs."))


def _package(one: Referral) -> list[Section]:
    found = Package.objects.filter(pk=one.pk).first()
    if found is None:
        return []
    rows = [Row(_("Made"), found.made_at), Row(_("The link works until"), found.expires_at)]
    if found.token and found.content and found.fetched_at is None:
        rows.append(Row(_("Link for the service, once"), reverse("package", args=[found.token])))
    rows.append(Row(_("Fetched"), found.fetched_at or _("not yet"), "done" if found.fetched_at else "warn"))
    rows.append(Row(_("Opened: the code from inside came back"), found.opened_at or _("not yet"), "done" if found.opened_at else "warn"))
    return [Section(_("Sealed package"), rows, _("Sealed to the service's own key: nobody here can open it. Pass the link on by another way than the code."))]


def _passage(one: Referral) -> list[Section]:
    found = Passage.objects.filter(pk=one.pk).select_related("envelope", "over").first()
    if found is None:
        return []
    came = found.envelope.receipt_status in {"accepted", "duplicate"}
    rows = [Row(_("State"), countries.name(found.country)), Row(_("Known there as"), found.reference)]
    rows.append(Row(_("Came there, by a signed receipt"), found.envelope.closed_at if came else _("not yet"), "done" if came else "warn"))
    if found.envelope.receipt_status == "refused":
        rows.append(Row(_("Refused there"), found.envelope.receipt_reasons, "warn"))
    if found.over:
        heard = found.over.receipt_status in {"accepted", "duplicate"}
        rows.append(Row(_("Told there that it is over"), found.over.closed_at if heard else _("not yet"), "done" if heard else "warn"))
    return [Section(_("To another state"), rows, _("Sealed to the key of that state's node: nobody on the way can open it, and the hub never sees it."))]


def _for_receiver(one: Referral, actor: Actor) -> Section:
    try:
        rows = [Row(label, value) for label, value in disclosing.shown(one, actor).items()]
    except NothingToDisclose as nothing:
        return Section(_("About the person"), [Row(_("Nothing to show"), nothing.text, "warn")])
    rows.append(Row(_("Shown until"), disclosing.ends_on(one)))
    return Section(_("About the person"), rows, _("This, and no more, the person agreed that you are told. Each opening stands in the log."))


def override_sent(case: CaseFile) -> bool:
    """For the clock: it went out at once, and nobody else has looked at it."""
    return Override.objects.filter(case=case, at_once=True, approved=None).exists()


def asked_so_far(case: CaseFile) -> dict[str, Any]:
    one, actor = of(case), current_actor()
    if actor is None or one.sender_id != actor.unit or not may_name(actor, one.service, one.pathway):
        return {}  # sealed for others
    same = ("priority", "message", "contact", "whereabouts", "caregiver", "household", "accompanied", "provided")
    return {name: getattr(one, name) for name in same} | {"receiver": one.service.code if one.service else "", "pathway": one.pathway or None}
