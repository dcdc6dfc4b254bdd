"""Referring. The receiver sees what the person agreed to, never the case behind it; a refusal, a withdrawal or a silence lowers nothing for the person."""

from __future__ import annotations

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine import timing
from egnatia.kernel.engine.refusals import BadInput, NotAllowed, NotFound, Refused
from egnatia.kernel.engine.run import end_task, open_task, set_subject
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Grant, Task, Unit
from egnatia.node.people.models import Person
from egnatia.node.referral import inputs, packages, procedure, selectors, sending
from egnatia.node.referral.directory.selectors import may_name
from egnatia.node.referral.models import Closing, Consent, Override, Package, Referral, Service, Status
from egnatia.node.registration import actions as registering
from egnatia.node.registration import selectors as registration


class AlreadyReferred(Refused):
    """The same need went to the same service and is open there."""

    code = "twice"
    text = _("This person is referred to this service already, and the referral is open: go on there.")


class WrongCode(Refused):
    """An answer by link without the code from inside the package."""

    code = "receipt"
    text = _("This is not the code that stands in the package.")


@procedure.OFFER.effect
def offer(case: CaseFile, data: inputs.Offer, actor: Actor) -> str:
    """Refer a person of a case that the sender can see. Where something is missing, the referral waits for it and says for what."""
    source = CaseFile.objects.filter(pk=data.source_case).first()
    if source is None or source.subject is None or selectors.offer_from_case(source) is None:
        raise NotFound
    set_subject(case, source.subject)
    one = Referral(case=case, person_id=source.subject, sender_id=actor.unit, source_case=source.pk, need=data.need, helps=list(data.helps))
    _ask(one, data, actor)
    one.save(force_insert=True)
    came_back = Referral.objects.filter(source_case=source.pk, need__iexact=one.need, case__state__in=procedure.CAME_BACK)
    Task.objects.filter(code="FIND_ANOTHER_SERVICE", unit_id=actor.unit, case__in=came_back.values("pk"), done_at=None).update(done_at=moment.now())
    return _go_on(case, one, data, actor)


@procedure.COMPLETE.effect
def complete(case: CaseFile, data: inputs.Complete, actor: Actor) -> str:
    """A service was found, or the person was asked."""
    one = _sent_by(case, actor)
    _ask(one, data, actor)
    one.save()
    return _go_on(case, one, data, actor)


def _locked(case: CaseFile) -> Referral:
    return Referral.objects.select_for_update(of=("self",)).select_related("service", "sender").get(pk=case.pk)


def _sent_by(case: CaseFile, actor: Actor) -> Referral:
    one = _locked(case)
    if one.sender_id != actor.unit:
        raise NotAllowed
    return one


def _ask(one: Referral, data: inputs.Asked, actor: Actor) -> None:
    service = Service.objects.filter(code=data.receiver, status=Status.ACTIVE).first() if data.receiver else None
    if data.receiver and (service is None or not service.can_be_asked):
        raise BadInput({"receiver": _("Choose a service of the list that can be asked now.")})
    if service and service.unit_id == actor.unit:
        raise BadInput({"receiver": _("This is your own service: no referral is needed.")})
    one.service, one.receiver_id = service, service.unit_id if service else None
    one.pathway = service.pathway if service else data.pathway or one.pathway
    if not may_name(actor, service, one.pathway):
        raise NotAllowed
    if service and not one.helps:
        one.helps = list(service.helps)
    one.priority, one.household, one.accompanied, one.provided = data.priority, data.household, data.accompanied, data.provided
    one.place = service.place if service and not service.confidential else Unit.objects.values_list("name", flat=True).get(pk=one.sender_id)[:120]
    one.message, one.contact, one.whereabouts, one.caregiver = (text or None for text in (data.message, data.contact, data.whereabouts, data.caregiver))
    with seeing_all():
        Person.objects.select_for_update().get(pk=one.person_id)  # two who send at once wait for each other
    twice = Referral.objects.filter(person=one.person_id, service=service, need=one.need, case__closed=False).exclude(pk=one.pk)
    if service and twice.exists():
        raise AlreadyReferred


def _go_on(case: CaseFile, one: Referral, data: inputs.Asked, actor: Actor) -> str:
    if one.service is None:
        sending.to_coordinator(case, "FIND_SERVICE", one.sender_id)
        return "unmet"
    if data.basis is None:
        open_task(case, "ASK_AGREEMENT")
        return "draft"
    if not sending.keep_permission(case, one, data, actor):
        sending.to_coordinator(case, "DECIDE_OVERRIDE", one.sender_id)
        return "proposed"
    return sending.send(case, one, actor)


def _decide(case: CaseFile, data: inputs.Decide, actor: Actor) -> Referral:
    """Keep the decision of the second person."""
    waiting = Override.objects.select_for_update().filter(case=case, approved=None).first()
    if waiting is None:
        raise BadInput({"approve": _("Nothing waits for a decision here.")})
    Override.objects.filter(pk=waiting.pk).update(approved=data.approve, decided_by=actor.id, decider=actor.name, decided_at=moment.now())
    return Referral.objects.select_related("service", "sender").get(pk=case.pk)


@procedure.DECIDE.effect
def decide_override(case: CaseFile, data: inputs.Decide, actor: Actor) -> str:
    """A second person approves the ground, and it is sent; or refuses it, and nothing left."""
    one = _decide(case, data, actor)
    return sending.send(case, one, actor) if data.approve else sending.come_back(case, one, "revoked")


@procedure.REVIEW_SENT.effect
def review_override(case: CaseFile, data: inputs.Decide, actor: Actor) -> str:
    """What went out in an emergency is approved, or closed at once."""
    one = _decide(case, data, actor)
    if data.approve or case.state in procedure.REFERRAL.final:
        return case.state  # one that has ended is looked at all the same
    sending.tell_receiver(case, one)
    Grant.objects.filter(case=case, basis="REFERRAL").delete()
    return sending.come_back(case, one, "revoked")


def _received(case: CaseFile, actor: Actor) -> Referral:
    """By the unit that was asked; what a service without an account said is noted by the sender."""
    one = _locked(case)
    if (one.receiver_id or one.sender_id) != actor.unit:
        raise NotAllowed
    return one


@procedure.ACKNOWLEDGE.effect
def acknowledge(case: CaseFile, data: NoInput, actor: Actor) -> None:
    one = _received(case, actor)
    one.acknowledged_at = moment.now()
    one.save(update_fields=["acknowledged_at"])


@procedure.ACCEPT.effect
def accept(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The receiver is responsible from now on; it sees what it saw before, no more."""
    _accepted(_received(case, actor))


def _accepted(one: Referral) -> None:
    one.acknowledged_at, one.answered_at = one.acknowledged_at or moment.now(), moment.now()
    one.save(update_fields=["acknowledged_at", "answered_at"])


def _refused(case: CaseFile, one: Referral, reason: str, declined_as: str, state: str) -> str:
    one.answered_at, one.declined_as, one.decline_reason = moment.now(), declined_as, reason[:300]
    one.save(update_fields=["answered_at", "declined_as", "decline_reason"])
    return sending.come_back(case, one, state)


@procedure.DECLINE.effect
def decline(case: CaseFile, data: inputs.Decline, actor: Actor) -> None:
    """The sender, still responsible, is told why; the receiver sees nothing any more."""
    _refused(case, _received(case, actor), data.reason, data.declined_as, "declined")


@procedure.REDIRECT.effect
def redirect(case: CaseFile, data: inputs.Redirect, actor: Actor) -> None:
    """Another service is named to the sender. Nothing goes there by itself: an agreement names its service."""
    _refused(case, _received(case, actor), data.reason, "NO_MANDATE", "redirected")


@procedure.NO_SHOW.effect
def no_show(case: CaseFile, data: inputs.Unreached, actor: Actor) -> None:
    _refused(case, _received(case, actor), data.tried, "", "no_show")


@procedure.UNREACHED.effect
def unable_to_reach(case: CaseFile, data: inputs.Unreached, actor: Actor) -> None:
    _refused(case, _received(case, actor), data.tried, "", "unreached")


@procedure.BEGIN.effect
def begin_service(case: CaseFile, data: inputs.Begin, actor: Actor) -> None:
    one = _received(case, actor)
    one.begun_on = data.on
    one.save(update_fields=["begun_on"])


def _delivered(case: CaseFile, one: Referral, on: date) -> None:
    one.delivered_on = on
    one.save(update_fields=["delivered_on"])
    open_task(case, "ASK_PERSON", one.sender_id)


@procedure.DELIVER.effect
def deliver(case: CaseFile, data: inputs.Deliver, actor: Actor) -> None:
    _delivered(case, _received(case, actor), data.on)


def _asker(case: CaseFile, actor: Actor) -> Referral:
    one = _locked(case)
    if one.sender_id != actor.unit and Role.GUARDIAN not in actor.roles:
        raise NotAllowed
    return one


@procedure.FEEDBACK.effect
def record_feedback(case: CaseFile, data: inputs.Feedback, actor: Actor) -> None:
    """Asked by the sender or the guardian: nobody grades the own help."""
    one = _asker(case, actor)
    one.satisfaction = data.satisfaction
    one.save(update_fields=["satisfaction"])
    open_task(case, "CLOSE_REFERRAL", one.sender_id)


@procedure.CLOSE.effect
def close(case: CaseFile, data: inputs.Close, actor: Actor) -> None:
    """The loop is closed: how it ended, and whether the person was told."""
    one = _asker(case, actor)
    if data.outcome in {Closing.DELIVERED, Closing.PARTLY} and one.delivered_on is None:
        raise BadInput({"outcome": _("Nobody has noted that help was given: note it first, or choose another outcome.")})
    one.outcome, one.person_told = data.outcome, data.person_told == inputs.YesNo.YES
    one.save(update_fields=["outcome", "person_told"])
    sending.end(case, one)


@procedure.RENEW.effect
def renew_agreement(case: CaseFile, data: inputs.Renew, actor: Actor) -> None:
    """The person agreed again, to more, to less, or for longer; or another ground is proposed, that a second person decides on."""
    one = _sent_by(case, actor)
    if not sending.keep_permission(case, one, data, actor):
        raise BadInput({"basis": _("A service that has it already goes on with the person's agreement alone.")})
    if one.service and one.service.peer:
        sending.pass_on(case, one, actor)
    elif one.service and not one.receiver_id and Package.objects.filter(pk=case.pk, fetched_at=None).exists():
        sending.seal(case, one, actor)  # what waits to be fetched tells what is agreed to now


@procedure.SEAL_AGAIN.effect
def seal_again(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """A link that was lost, ran out or broke off: a new package with a new link and a new code."""
    one = _sent_by(case, actor)
    if one.service is None or not one.service.public_key:
        raise BadInput({"": _("This service has an account: it sees the referral there.")})
    sending.seal(case, one, actor)


@procedure.WISH.effect
def hear_wish(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Whoever hears it, wherever: it is recorded for this very person, and the service learns no more of them by it."""
    one = Referral.objects.get(pk=case.pk)
    with seeing_all():
        if registration.wish_open(one.person_id):
            return
        made = registering.record_wish({"person_id": one.person_id}, actor=actor, key=uuid.uuid4())
        if one.sender_id != actor.unit:
            Grant.objects.filter(case=made.case_id, unit_id=actor.unit, basis="OPENED").update(subject=None)


@procedure.SETTLE.effect
def settle(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The sender found another way, or the need is over."""
    if not selectors.is_sender(case, actor):
        raise NotAllowed


@procedure.WITHDRAW.effect
def withdraw_consent(case: CaseFile, data: inputs.WithdrawConsent, actor: Actor) -> None:
    """Nothing is shown from this moment; who had it is told by number. What was read before stays in the log."""
    one = _locked(case)
    Consent.objects.filter(case=case, withdrawn_at=None).update(withdrawn_at=moment.now())
    sending.tell_receiver(case, one)
    sending.come_back(case, one, "revoked")


@procedure.RECALL.effect
def recall(case: CaseFile, data: NoInput, actor: Actor) -> None:
    one = _sent_by(case, actor)
    sending.tell_receiver(case, one)
    sending.come_back(case, one, "revoked")


@procedure.EXPIRE.effect
def note_expired(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """A person says so; time alone ends no offer."""
    one = _sent_by(case, actor)
    if not selectors.answer_is_late(case):
        raise BadInput({"": _("The time to answer is not over yet.")})
    sending.come_back(case, one, "expired")


@procedure.ESCALATE.effect
def escalate(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Nobody answered in time: the coordinator sees to it."""
    sending.to_coordinator(case, "ESCALATED", Referral.objects.values_list("sender_id", flat=True).get(pk=case.pk))


@procedure.BY_LINK.effect
def answer_by_link(case: CaseFile, data: inputs.ByLink, actor: Actor) -> str:
    """Who knows the code has opened the package with the service's own key: its answer counts as the service's."""
    package = Package.objects.select_for_update().filter(pk=case.pk).first()
    if package is None or bytes(package.receipt_index) != packages.receipt_index(data.code):
        raise WrongCode
    Package.objects.filter(pk=case.pk, opened_at=None).update(opened_at=moment.now())
    return _answered(case, data.answer, data.reason, "OTHER")


@procedure.FROM_ABROAD.effect
def answer_from_abroad(case: CaseFile, data: inputs.FromAbroad, actor: Actor) -> str:
    """Signed by the node that it went to: its answer counts as the service's."""
    return _answered(case, data.answer, "", data.declined_as)


def _answered(case: CaseFile, answer: str, reason: str, declined_as: str) -> str:
    one, asked = _locked(case), case.state in procedure.ANSWERABLE
    answered = () if answer == "OPENED" else ("REFERRAL_TERM",)
    timing.stop(case, ("REFERRAL_REMIND", *answered), moment.now())
    for code in ("REFERRAL_REMIND", *((*answered, "ESCALATED") if answered else ())):
        end_task(case, code)
    if answer == "OPENED" and asked:
        Referral.objects.filter(pk=case.pk, acknowledged_at=None).update(acknowledged_at=moment.now())
        return "acknowledged"
    if answer == "ACCEPT" and asked:
        _accepted(one)
        return "accepted"
    if answer == "DECLINE":
        return _refused(case, one, reason or "–", declined_as, "declined")
    if answer == "UNREACHED":
        return _refused(case, one, reason or "–", "", "unreached")
    if answer in {"BEGUN", "DELIVERED"} and asked:
        _accepted(one)  # its word that it took it was lost, or comes later
    if answer == "BEGUN":
        Referral.objects.filter(pk=case.pk).update(begun_on=moment.today())
        return "in_service"
    if answer == "DELIVERED":
        timing.stop(case, ("REFERRAL_IDLE",), moment.now())
        _delivered(case, one, moment.today())
        return "delivered"
    return case.state
