"""Sending a referral and taking it back: what allows it is kept, the coordinator called, the package sealed, the receiver told."""

from __future__ import annotations

import uuid
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.exchange import outbox
from egnatia.exchange.models import Outgoing, Peer
from egnatia.exchange.tasks import soon as send_soon
from egnatia.kernel import moment
from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import grant, open_task
from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.store import keys
from egnatia.kernel.units import NoUnit, first_of
from egnatia.node.people.models import Person
from egnatia.node.referral import disclosing, inputs, packages, procedure, selectors
from egnatia.node.referral.models import Basis, Consent, Override, Package, Passage, Priority, Referral, WithdrawalNotice

LINK_WORKS = timedelta(days=14)


def to_coordinator(case: CaseFile, task: str, sender: UUID) -> None:
    """The coordinator sees the referral, not the person; where none is set up, the sender's own protection officers do it."""
    try:
        unit = first_of(Unit.Kind.COORDINATION)
    except NoUnit:
        open_task(case, task, sender)
        return
    grant(case, unit.pk, "COORDINATES", with_person=False)
    open_task(case, task, unit.pk)


def keep_permission(case: CaseFile, one: Referral, data: inputs.Agreement, actor: Actor) -> bool:
    """Keep the agreement or the other ground; whether it may be sent now."""
    if data.basis is Basis.CONSENT:
        Consent.objects.filter(case=case, withdrawn_at=None).update(withdrawn_at=moment.now())
        Consent.objects.create(
            case=case,
            person_id=one.person_id,
            service=one.service,
            scope=list(data.scope),
            transfer=data.transfer or "",
            language=data.consent_language or "",
            interpreter_present=data.interpreter_present,
            given_by=data.given_by,
            way=data.way,
            until=data.ends,
            at=moment.now(),
            recorded_by=actor.id,
            recorder=actor.name,
        )
        return True
    assert data.basis is not None
    if Override.objects.filter(case=case).exclude(approved=False).exists():
        raise BadInput({"basis": _("A ground without agreement is recorded already: it is decided on first.")})
    # Danger to life does not wait for a second person; a second person looks at it afterwards, within the time of the rule table.
    at_once = selectors.priority_of(case) == Priority.EMERGENCY and data.basis in {Basis.DANGER_TO_LIFE, Basis.BEST_INTERESTS}
    Override(
        case=case,
        person_id=one.person_id,
        ground=data.basis,
        reason=data.reason,
        scope=list(data.scope),
        until=data.ends,
        at_once=at_once,
        proposed_by=actor.id,
        proposer=actor.name,
        proposed_at=moment.now(),
    ).save(force_insert=True)
    if at_once:
        to_coordinator(case, "DECIDE_OVERRIDE", one.sender_id)
    return at_once


def send(case: CaseFile, one: Referral, actor: Actor) -> str:
    """From here on the service is asked; the sender stays responsible."""
    assert one.service is not None
    one.sent_at = moment.now()
    one.save(update_fields=["sent_at"])
    if one.receiver_id:
        case.unit_id = one.receiver_id
        grant(case, one.receiver_id, "REFERRAL", with_person=False)
        open_task(case, "ANSWER_REFERRAL", one.receiver_id)
        recipient = disclosing.recipient_of(one)
        log.write(
            actor,
            log.Operation.DISCLOSE,
            "referral.sent",
            purpose=procedure.P,
            case_id=case.pk,
            subject=one.person_id,
            recipient=recipient.code,
            reasons=",".join(sorted(disclosing.covers(one))),
        )
    elif one.service.peer:
        pass_on(case, one, actor)
    else:
        seal(case, one, actor)
    return "offered"


def seal(case: CaseFile, one: Referral, actor: Actor) -> None:
    """For a service without an account: what it may be told, sealed to its key."""
    assert one.service is not None
    Package.objects.filter(pk=case.pk).delete()
    with seeing_all():
        keys.fetch([one.person_id])  # who approves may hold no key of the person
    token, code = packages.new_secret(), packages.new_secret()
    told = {
        "referral": case.number,
        "from": one.sender.name,
        "asked": one.need,
        "how soon": str(Priority(selectors.priority_of(case)).label),
        "person": disclosing.shown(one, actor),
        "shown until": str(disclosing.ends_on(one)),
        "code that proves that you opened this": code,
    }
    Package(
        case=case,
        person_id=one.person_id,
        token=token,
        token_index=packages.link_index(token),
        receipt_index=packages.receipt_index(code),
        content=packages.seal(one.service.public_key, told),
        made_at=moment.now(),
        # Not after the last day of what was agreed to: the gate asks again when it is fetched.
        expires_at=moment.now() + LINK_WORKS,
    ).save(force_insert=True)


def pass_on(case: CaseFile, one: Referral, actor: Actor) -> None:
    """To the node of another state: what it may be told, sealed to its key, straight from node to node. Sent again it takes the place of what went before."""
    assert one.service is not None
    peer = Peer.objects.filter(party=one.service.country).first()
    until = disclosing.ends_on(one)
    if peer is None or until is None:
        raise BadInput({"receiver": _("This state's node is not known here, or nothing may be told to it: tell an administrator.")})
    with seeing_all():
        keys.fetch([one.person_id])
    content = {
        "from": one.sender.name,
        "to": f"{one.service.name}, {one.service.organisation}",
        "pathway": one.pathway,
        "asked": one.need,
        "helps": list(one.helps),
        "given already": one.provided,
        "person": {name: str(value) for name, value in disclosing.told(one, actor).items()},
    }
    known = Passage.objects.filter(pk=case.pk).first()
    # What ended there once is known there as over: sent again it is a new one.
    reference = known.reference if known and known.over_id is None else uuid.uuid4()
    body = {"reference": str(reference), "priority": selectors.priority_of(case), "until": until.isoformat()}
    sent = outbox.queue({"type": "referral", "body": body}, packages.seal(peer.sealing_key, content), to=peer.party)
    Passage.objects.update_or_create(
        pk=case.pk, defaults={"person_id": one.person_id, "country": peer.party, "reference": reference, "envelope": sent, "over": None}
    )
    send_soon()


def come_back(case: CaseFile, one: Referral, state: str) -> str:
    """The sender has it again, in its queue too; a package that nobody fetched is gone, and the receiver sees the case no longer."""
    end(case, one)
    if state != "revoked":
        open_task(case, "FIND_ANOTHER_SERVICE", one.sender_id)
    return state


def end(case: CaseFile, one: Referral) -> None:
    case.unit_id = one.sender_id
    Referral.objects.filter(pk=case.pk).update(ended_at=moment.now())
    Package.objects.filter(pk=case.pk).update(content=None)
    end_passage(case)


def end_passage(case: CaseFile) -> None:
    """Whatever ended it here, the other state's node keeps nothing of it. Safe to repeat."""
    if passage := Passage.objects.filter(pk=case.pk, over=None).first():
        passage.over = outbox.queue({"type": "referral_over", "body": {"reference": str(passage.reference)}}, to=passage.country)
        passage.save(update_fields=["over"])
        send_soon()


def shield(case: CaseFile) -> None:
    """When a wish for asylum is recorded: what went to the person's own state ends there, in the same transaction."""
    if case.procedure != "registration" or case.subject is None:
        return
    with seeing_all():
        person = Person.objects.get(pk=case.subject)
        for passage in Passage.objects.filter(person=person, country=person.citizenship, over=None).select_related("case"):
            end_passage(passage.case)


def may_still_go(row: Outgoing) -> bool:
    """For the outbox: whether a referral on its way to another state is the newest, not ended, and still covered."""
    passage = Passage.objects.filter(envelope=row, over=None).first()
    return passage is not None and bool(disclosing.covers(Referral.objects.select_related("service", "receiver").get(pk=passage.pk)))


def was_refused(row: Outgoing) -> None:
    """The other node did not take it, or not the word that it is over: a person sees to it."""
    passage = Passage.objects.filter(Q(envelope=row) | Q(over=row)).select_related("case").first()
    if passage is not None:
        sender = Referral.objects.values_list("sender_id", flat=True).get(pk=passage.pk)
        open_task(passage.case, "TELL_SERVICE" if passage.over_id == row.pk else "FIND_ANOTHER_SERVICE", sender)


def tell_receiver(case: CaseFile, one: Referral) -> None:
    if one.receiver_id:
        WithdrawalNotice.objects.create(unit_id=one.receiver_id, number=case.number, at=moment.now())
    elif Package.objects.filter(pk=case.pk, fetched_at__isnull=False).exists():
        open_task(case, "TELL_SERVICE", one.sender_id)
