"""The effects of the screening's actions."""

from __future__ import annotations

import json
import uuid
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine.refusals import BadInput, NotAllowed, WrongState
from egnatia.kernel.engine.run import end_task, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.units import NoUnit, border_section, first_of
from egnatia.node.biometrics import recording as biometrics
from egnatia.node.biometrics.inputs import AnswerLikeness, Biometrics
from egnatia.node.information import actions as telling
from egnatia.node.information.inputs import Inform, NoteUrgency
from egnatia.node.information.items import Step as About
from egnatia.node.people import meeting, recording
from egnatia.node.people.models import Person
from egnatia.node.protection import actions as protection
from egnatia.node.protection import presumption
from egnatia.node.protection.guardians import actions as guardians
from egnatia.node.protection.inputs import RecordCheck
from egnatia.node.protection.selectors import KNOWS
from egnatia.node.referral import actions as referral
from egnatia.node.referral.handover import actions as handovers
from egnatia.node.referral.handover import selectors as handed
from egnatia.node.referral.handover.inputs import HandOver
from egnatia.node.referral.inputs import Offer
from egnatia.node.referral.models import Priority
from egnatia.node.registration import actions as registration
from egnatia.node.registration import selectors as registrations
from egnatia.node.registration.inputs import RecordWish
from egnatia.node.screening import inputs, printing, procedure, selectors
from egnatia.node.screening.models import (
    Beside,
    Consultation,
    FormVersion,
    Prescreening,
    ReferredBeside,
    Remark,
    Route,
    Screening,
    ScreeningForm,
    Stay,
    Step,
    StepDone,
)

_INSIDE = uuid.UUID("0d8f5f46-1f5a-4c53-8a1e-3f0c5b7f6f21")
_RECEIVERS = {
    Route.REGISTRATION: Unit.Kind.ASYLUM,
    Route.RETURN_RULES: Unit.Kind.RETURN,
    Route.RETURN_CONTINUES: Unit.Kind.RETURN,
    Route.OTHER_STATE: Unit.Kind.OTHER_STATE,
}


def _key(case: CaseFile, name: str) -> uuid.UUID:
    """Key of an action that this action takes in another room: stable, so that a repeat stays one."""
    return uuid.uuid5(_INSIDE, f"{case.pk}|{case.version}|{name}")


def _step(case: CaseFile, step: Step, outcome: str, actor: Actor) -> None:
    StepDone.objects.update_or_create(case=case, step=step, defaults={"outcome": outcome, "by": actor.id, "by_name": actor.name, "at": moment.now()})


@procedure.REGISTER_ARRIVAL.effect
def register_arrival(case: CaseFile, data: inputs.RegisterArrival, actor: Actor) -> None:
    """A person, their first claimed identity, their document and family, and the screening that begins."""
    relative = _relative(data)
    person = meeting.meet(case, data, actor)
    if relative and data.relation:
        recording.link_family(person, relative, data.relation)
    Screening(
        case=case,
        person=person,
        reason=data.reason,
        arrived_at=data.arrived_at,
        held_over_72_hours=data.held_over_72_hours,
        place=data.place,
        border_section=border_section(actor.unit),
    ).save(force_insert=True)
    guardians.ask_when_alone(person.pk)


def _relative(data: inputs.RegisterArrival) -> Person | None:
    if not data.relative_case:
        return None
    subject = CaseFile.objects.filter(number=data.relative_case).values_list("subject", flat=True).first()
    person = Person.objects.filter(pk=subject).first() if subject else None
    if person is None:
        raise BadInput({"relative_case": _("There is no such case for your unit.")})
    return person


@procedure.INFORM.effect
def inform(case: CaseFile, data: Inform, actor: Actor) -> None:
    telling.tell(case, About.SCREENING, data, actor)


@procedure.URGENCY.effect
def note_urgency(case: CaseFile, data: NoteUrgency, actor: Actor) -> None:
    telling.note_urgency(case, About.SCREENING, data, actor)


@procedure.ASK_ASYLUM.effect
def ask_asylum(case: CaseFile, data: inputs.AskAsylum, actor: Actor) -> None:
    """The answer; a yes is a wish for asylum at once, with its own record and clock. A wish that stands is never taken back by a later no."""
    screening = selectors.screening_of(case)
    wishes = data.wishes_asylum == "YES" or bool(screening.wishes_asylum)
    screening.asylum_asked_at, screening.wishes_asylum = moment.now(), wishes
    screening.save(update_fields=["asylum_asked_at", "wishes_asylum"])
    if wishes and not registrations.wish_open(screening.person_id):
        wish = RecordWish(person_id=screening.person_id, words=data.words, place=screening.place)
        registration.record_wish(wish, actor=actor, key=_key(case, "wish"))


@procedure.HEALTH.effect
def record_health(case: CaseFile, data: inputs.Health, actor: Actor) -> None:
    _step(case, Step.HEALTH, data.outcome, actor)
    _ask_for_services(case)
    if data.outcome in {inputs.HealthOutcome.URGENT, inputs.HealthOutcome.ISOLATION}:
        open_task(case, "URGENT_HEALTH")


@procedure.VULN.effect
def record_vulnerability(case: CaseFile, data: inputs.Vulnerability, actor: Actor) -> None:
    _step(case, Step.VULN, "DONE", actor)
    assert case.subject is not None
    check = RecordCheck(person_id=case.subject, indicators=data.indicators, categories=data.categories, urgent=data.urgent, note=data.note)
    protection.record_check(check, actor=actor, key=_key(case, "needs"))
    _ask_for_services(case)


@procedure.IDENT.effect
def record_identification(case: CaseFile, data: inputs.Identification, actor: Actor) -> None:
    _step(case, Step.IDENT, data.outcome, actor)


@procedure.ANSWER_LIKENESS.effect
def answer_likeness(case: CaseFile, data: AnswerLikeness, actor: Actor) -> None:
    biometrics.answer(case, data, actor)


@procedure.BIOREG.effect
def record_biometrics(case: CaseFile, data: Biometrics, actor: Actor) -> None:
    _step(case, Step.BIOREG, data.outcome, actor)
    biometrics.keep(case, data)


@procedure.SECURITY.effect
def record_security(case: CaseFile, data: inputs.Security, actor: Actor) -> None:
    """Which databases were asked, and which gave a hit; asked again, the newest answer of each holds."""
    for source in data.sources:
        Consultation.objects.update_or_create(case=case, source=source, defaults={"hit": source in data.hits, "at": moment.now()})
    hit = Consultation.objects.filter(case=case, hit=True).exists()
    _step(case, Step.SECURITY, "HIT" if hit else "NO_HIT", actor)


@procedure.CHILD.effect
def record_child(case: CaseFile, data: inputs.Child, actor: Actor) -> None:
    _step(case, Step.MINOR, data.outcome, actor)


@procedure.FORM.effect
def complete_form(case: CaseFile, data: inputs.CompleteForm, actor: Actor) -> None:
    _write_form(case, data)
    _step(case, Step.FORM, "DONE", actor)


def _write_form(case: CaseFile, data: inputs.CompleteForm) -> None:
    fields: dict[str, Any] = {
        "residence": data.residence or "",
        "languages": data.spoken,
        "confirmed": list(data.confirmed),
        "cooperated": data.cooperated,
        "transit": data.transit,
        "destination": data.destination or "",
        "reason_for_arrival": data.reason_for_arrival or None,
        "family_elsewhere": data.family_elsewhere or None,
        "comments": data.comments or None,
    }
    assert case.subject is not None
    exists = ScreeningForm.objects.filter(pk=case.pk).exists()
    form = ScreeningForm(case=case, person_id=case.subject, **fields)
    form.save(force_update=exists, force_insert=not exists)


@procedure.CORRECT_FORM.effect
def correct_form(case: CaseFile, data: inputs.CompleteForm, actor: Actor) -> None:
    _write_form(case, data)
    _next_version(case, actor)


def _next_version(case: CaseFile, actor: Actor) -> None:
    """Keep the form as it leaves; whoever has an earlier one is asked to read it."""
    assert case.subject is not None
    number = FormVersion.objects.filter(case=case).count() + 1
    content = json.dumps(printing.whole(case, for_person=False), ensure_ascii=False)
    FormVersion(case=case, person_id=case.subject, version=number, content=content, made_at=moment.now(), made_by_name=actor.name).save(force_insert=True)
    for unit in handed.receivers_of(case.pk):
        open_task(case, "FORM_CHANGED", unit)


@procedure.NOTE_FORM_READ.effect
def note_form_read(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """For the unit that read it; another one still has to."""
    end_task(case, "FORM_CHANGED", unit_id=actor.unit)


@procedure.BESIDE.effect
def refer_beside(case: CaseFile, data: inputs.ReferBeside, actor: Actor) -> None:
    """A referral of its own to a protection service; it closes its own loop. What only some may know of is referred by them, and its name says no more."""
    if data.need is Beside.SPECIALISED and not actor.roles & KNOWS:
        raise NotAllowed
    told = data.model_dump(exclude={"need"})
    if data.need in {Beside.CHILD_ALONE, Beside.HEALTH}:
        told["priority"] = Priority.EMERGENCY
    need = str(_("Specialised help: see the message")) if data.need is Beside.SPECIALISED else str(data.need.label)
    offer = Offer.model_validate({**told, "source_case": case.pk, "need": need})
    made = referral.offer(offer, actor=actor, key=_key(case, f"beside {data.need}"))
    ReferredBeside.objects.update_or_create(case=case, need=data.need, defaults={"referral": made.case_id, "at": moment.now()})
    _ask_for_services(case)


def _ask_for_services(case: CaseFile) -> None:
    """The task stands as long as a need has no service."""
    if selectors.needs_beside(case):
        open_task(case, "REFER_BESIDE")
    else:
        end_task(case, "REFER_BESIDE")


@procedure.COPY.effect
def offer_copy(case: CaseFile, data: inputs.OfferCopy, actor: Actor) -> None:
    Screening.objects.filter(pk=case.pk).update(copy_offered_at=moment.now(), copy_mode=data.mode)


@procedure.REMARK.effect
def make_remark(case: CaseFile, data: inputs.MakeRemark, actor: Actor) -> None:
    assert case.subject is not None
    Remark(case=case, person_id=case.subject, text=data.text, made_at=moment.now()).save(force_insert=True)
    if case.state == "referred":
        _next_version(case, actor)


@procedure.STAY.effect
def note_stay(case: CaseFile, data: inputs.NoteStay, actor: Actor) -> None:
    Stay.objects.create(case=case, kind=data.kind, place=data.place, since=moment.now())


@procedure.RESTRICT.effect
def order_restriction(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Screening.objects.filter(pk=case.pk).update(restricted_at=moment.now(), restriction_ended_at=None)


@procedure.LIFT.effect
def lift_restriction(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _end_restriction(case)


def _end_restriction(case: CaseFile) -> None:
    Screening.objects.filter(pk=case.pk, restricted_at__isnull=False, restriction_ended_at=None).update(restriction_ended_at=moment.now())


def end_restrictions_of(person: UUID) -> None:
    """A need was identified: no restriction of this person holds from that moment, in whatever unit."""
    with seeing_all():
        kept = Screening.objects.filter(person=person, restricted_at__isnull=False, restriction_ended_at=None)
        kept.update(restriction_ended_at=moment.now())


presumption.consequences.append(end_restrictions_of)


@procedure.REFER.effect
def refer(case: CaseFile, data: inputs.Refer, actor: Actor) -> None:
    """End the screening and hand over to the outcome's authority, with the form and the remarks."""
    _end_restriction(case)
    _step(case, Step.REFERRAL, data.route, actor)
    Screening.objects.filter(pk=case.pk).update(route=data.route)
    _ask_for_services(case)
    _next_version(case, actor)
    try:
        receiver = first_of(_RECEIVERS[data.route])
    except NoUnit as problem:
        raise BadInput({"route": str(problem)}) from None
    handover = HandOver(source_case=case.pk, receiver=receiver.code, outcome=str(data.route.label))
    handovers.hand_over(handover, actor=actor, key=_key(case, "handover"))


@procedure.END.effect
def end_without_route(case: CaseFile, data: NoInput, actor: Actor) -> None:
    _end_restriction(case)


@procedure.REOPEN.effect
def reopen(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The authority declined: the screening stays ended, the person can be registered for asylum or go free."""
    if not handed.declined(case.pk):
        raise WrongState
    Screening.objects.filter(pk=case.pk).update(route="")


@procedure.LAPSE.effect
def lapse(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """At the limit every restriction ends, and the person is to be asked about asylum if nobody has."""
    _end_restriction(case)
    if not selectors.screening_of(case).asylum_asked_at:
        open_task(case, "ASK_ASYLUM")


@procedure.PRESCREEN.effect
def record_prescreening(case: CaseFile, data: inputs.RecordPrescreening, actor: Actor) -> None:
    fields = {"outcome": data.outcome, "interpreter_present": data.interpreter_present, "at": moment.now()}
    Prescreening.objects.update_or_create(case=case, defaults=fields)
